"""An untouched copy that went through another program's format changes nothing and has nothing to tell.

The documents in ``routes`` were made by ``scripts/word_routes.py`` with LibreOffice 7.4: exported, saved as
.odt, .rtf, .doc, .html or .txt (``sef.odt``), and saved as .docx again (``odt.docx``). ``area.zip`` is the
workspace they were exported from.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.formats import office_program
from readiness.sef import statements
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.taking_back import plan_foreign, plan_sef
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.conftest import NOW
from tests.making.programs import program_that_makes

FOLDER = Path(__file__).with_name("routes")
THROUGH = ("same", "docx", "odt", "rtf", "doc", "html")
"""Saved in another format, and as .docx again."""
AS_THEY_ARE = ("odt", "rtf", "html", "txt")
"""Formats that are read directly."""


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Workspace]:
    """The workspace the documents came from, with what it remembers of its export."""
    with zipfile.ZipFile(FOLDER / "area.zip") as packed:
        packed.extractall(tmp_path / "area")
    with closing(open_workspace(tmp_path / "area", user="x", clock=lambda: NOW)) as ws:
        yield ws


def test_every_route_has_its_document() -> None:
    """Six that are Word documents again, and one for each other format."""
    assert {one.stem for one in FOLDER.glob("*.docx")} == set(THROUGH)
    assert {one.suffix[1:] for one in FOLDER.glob("sef.*")} == {*AS_THEY_ARE, "doc"}


@pytest.mark.parametrize("name", [f"{one}.docx" for one in THROUGH] + [f"sef.{one}" for one in AS_THEY_ARE])
def test_an_untouched_copy_changes_nothing(area: Workspace, name: str) -> None:
    """Figures, dates and brackets at the end of a statement stay; so does newer work here."""
    plan = plan_sef(area, FOLDER / name)
    assert (plan.items, plan.remarks, plan.unchanged) == ((), (), 26)
    statements.edit(area, "S0001", text="The backlog was cleared in May 2022")
    assert plan_sef(area, FOLDER / name).items == ()


def test_an_old_word_file_is_turned_by_libreoffice(
    area: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What LibreOffice makes of it is read like any other document."""
    program = program_that_makes(tmp_path, FOLDER / "doc.docx")
    monkeypatch.setattr(office_program, "office_program", lambda: program)
    plan = plan_sef(area, FOLDER / "sef.doc")
    assert (plan.items, plan.remarks, plan.unchanged) == ((), (), 26)


def test_an_old_word_file_is_refused_where_there_is_no_libreoffice(
    area: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it says what to do."""
    monkeypatch.setattr(office_program, "office_program", str)
    with pytest.raises(RefusedError) as refused:
        plan_sef(area, FOLDER / "sef.doc")
    assert "before 2007" in refused.value.title
    assert "save it as a Word document" in refused.value.hint


def test_an_old_word_file_libreoffice_cannot_read_is_refused(
    area: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that makes nothing is no plan of no changes."""
    program = program_that_makes(tmp_path, None)
    monkeypatch.setattr(office_program, "office_program", lambda: program)
    with pytest.raises(RefusedError, match=r"could not be read by LibreOffice"):
        plan_sef(area, FOLDER / "sef.doc")


def test_an_old_word_file_with_a_password_is_refused(area: Workspace, tmp_path: Path) -> None:
    """It is told apart from one LibreOffice cannot read: the flag stands at the start of its text."""
    content = bytearray((FOLDER / "sef.doc").read_bytes())
    text = next(at for at in range(0, len(content), 512) if content.startswith(b"\xec\xa5", at))
    content[text + 11] |= 1
    locked = tmp_path / "locked.doc"
    locked.write_bytes(content)
    with pytest.raises(RefusedError, match="protected by a password"):
        plan_sef(area, locked)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system are POSIX")
@pytest.mark.parametrize("plan", [plan_sef, plan_foreign])
def test_a_pipe_or_folder_is_refused_and_not_waited_for(
    area: Workspace, tmp_path: Path, plan: Callable[[Workspace, Path], SefPlan]
) -> None:
    """Both doors look at what it is before they open it."""
    os.mkfifo(tmp_path / "sef.docx")
    with pytest.raises(RefusedError, match="device, pipe or socket"):
        plan(area, tmp_path / "sef.docx")
    with pytest.raises(RefusedError, match="folder"):
        plan(area, tmp_path)
