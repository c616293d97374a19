"""An untouched copy that went through another program's format changes nothing and has nothing to tell.

The documents in ``routes`` were made by ``scripts/word_routes.py`` with LibreOffice 7.4: exported, saved as
.odt, .rtf, .doc or .html, and saved as .docx again. ``area.zip`` is the workspace they were exported from.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from readiness.sef import statements
from readiness.sef.taking_back import plan_sef
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.conftest import NOW

FOLDER = Path(__file__).with_name("routes")
ROUTES = ("same", "docx", "odt", "rtf", "doc", "html")


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Workspace]:
    """The workspace the documents came from, with what it remembers of its export."""
    with zipfile.ZipFile(FOLDER / "area.zip") as packed:
        packed.extractall(tmp_path / "area")
    with closing(open_workspace(tmp_path / "area", user="x", clock=lambda: NOW)) as ws:
        yield ws


def test_every_route_has_its_document() -> None:
    """Six of them, one for each way."""
    assert {one.stem for one in FOLDER.glob("*.docx")} == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
def test_an_untouched_copy_changes_nothing(area: Workspace, route: str) -> None:
    """Figures, dates and brackets at the end of a statement stay; so does newer work here."""
    path = FOLDER / f"{route}.docx"
    plan = plan_sef(area, path)
    assert (plan.items, plan.remarks, plan.unchanged) == ((), (), 4)
    statements.edit(area, "S0001", text="The backlog was cleared in May 2022")
    assert plan_sef(area, path).items == ()
