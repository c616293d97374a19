"""The example's register edited in LibreOffice, a folder moved, a file replaced, an owner renamed.

Alike on both front ends.

The edited register is made by ``scripts/register_fixture.py`` and committed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from readiness.cli.app import main
from readiness.evidence.scanning import check_files
from readiness.model.records.evidence import Evidence
from readiness.workspace.example import copy_example
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
EDITED = Path(__file__).parent.parent / "data" / "register" / "register-edited.xlsx"
REPLACED = "E0022"
OLD, NEW = "J. Osei, head of SEND", "B. Amara"


def opened(folder: Path) -> Workspace:
    """A copy of the worked example."""
    return open_workspace(copy_example(folder), user="ali", clock=lambda: NOW)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The next edition of a document."""
    file = tmp_path / "Waiting well evaluation 2027.txt"
    file.write_text("Waiting well: what difference does the offer make? The year to August 2027.")
    return file


def said(ws: Workspace) -> dict[str, tuple[object, ...]]:
    """What the register says of each item, but for who said it when, and where its copy is."""
    names = [
        name for name in Evidence.model_fields if name not in {"revision", "created", "updated", "updated_by"}
    ]
    return {one.id: tuple(getattr(one, name) for name in names) for one in ws.records.evidence.values()}


def lost(ws: Workspace) -> set[str]:
    """Ids of the items whose file is not there."""
    return {one.id for one in check_files(ws) if one.state == "missing"}


def moved(area: Path) -> Path:
    """A folder of the evidence library under another name."""
    folder = area / "evidence" / "health"
    return folder.rename(folder.with_name("health until 2026"))


def by_commands(folder: Path, edition: Path) -> Workspace:
    """All of it on the command line."""
    area = copy_example(folder)
    for words in (
        ["evidence", "moved", str(moved(area))],
        ["evidence", "import", str(EDITED), "--apply"],
        ["evidence", "replace", REPLACED, str(edition)],
        ["owners", "rename", OLD, NEW],
    ):
        assert main(["-w", str(area), "--user", "ali", *words], clock=lambda: NOW) == 0
    return opened(area)


def test_the_register_comes_back_as_it_was_edited(tmp_path: Path, edition: Path) -> None:
    """Each edit arrives; the error clears nothing; links of the replaced file wait for review."""
    first = opened(tmp_path / "before")
    before = first.records.evidence
    ws = by_commands(tmp_path / "area", edition)
    now = ws.records.evidence
    assert (now["E0001"].owner, now["E0002"].owner) == (NEW, NEW)
    assert now["E0003"].period_to == date(2026, 3, 31)
    assert now["E0004"].agencies == ("health", "education")
    assert now["E0005"].review_by == date(2027, 2, 1)
    assert now["E0006"].note == "Checked with the data team"
    assert now["E0007"].owner == before["E0007"].owner
    assert now["E0008"].owner == ""
    assert now[REPLACED].sha256 != before[REPLACED].sha256
    assert ws.index.links_of(REPLACED)
    followed = {one for one, item in now.items() if item.location.startswith("health until 2026/")}
    assert followed == {one for one, item in before.items() if item.location.startswith("health/")}
    assert len(followed) > 1
    assert lost(ws) == lost(first)
    untouched = set(now) - followed - {f"E000{number}" for number in range(1, 9)} - {REPLACED}
    assert all(now[one] == before[one] for one in untouched)


@pytest.mark.whole
async def test_both_front_ends_do_the_same(play: Any, tmp_path: Path, edition: Path) -> None:
    """Record for record."""
    by_command = by_commands(tmp_path / "commands", edition)
    ws = opened(tmp_path / "screens")
    folder = moved(ws.root)
    async with play(ws, (120, 40)) as stage:
        await stage.press("3", "M", "down", "enter")
        await stage.type(str(folder))
        await stage.press("ctrl+s", "enter")
        stage.app.action_take_register()
        await stage.settle()
        stage.app.screen.query(Input).first().value = str(EDITED)
        await stage.press("ctrl+s", "escape", "tab", "enter")
        stage.app.action_area("evidence", REPLACED)
        await stage.settle()
        await stage.press("E")
        stage.app.screen.query(Input).first().value = str(edition)
        await stage.press("ctrl+s")
        stage.app.action_rename_owner()
        await stage.settle()
        await stage.type(OLD)
        await stage.press("enter")
        await stage.type(NEW)
        await stage.press("ctrl+s")
    assert said(ws) == said(by_command)
