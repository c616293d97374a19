"""Gaps written from the screen, snapshots, and what changed since a statement was agreed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from readiness.progress import snapshots
from readiness.sef import agreeing, statements
from readiness.tui.app.app import ReadinessApp
from readiness.tui.forms.form import Answers
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import TODAY

Play = Callable[..., AbstractAsyncContextManager[Any]]
Golden = Callable[[ReadinessApp, str], None]
_LOOKS = 500
"""Looks at the palette before it is taken as having found nothing."""


async def by_palette(stage: Any, title: str) -> None:
    """Run the command of this title from the palette, once it is listed below what was typed."""
    await stage.press("ctrl+p")
    await stage.type(title)
    for _ in range(_LOOKS):
        await stage.pilot.pause(0.02)
        if stage.words.count(title) > 1:
            break
    await stage.press("enter")


def in_field(stage: Any) -> str:
    """What stands in the first field of the form."""
    return str(stage.app.screen.query(Input).first().value)


@pytest.mark.parametrize(
    ("down", "suffix", "start"),
    [(0, "docx", b"PK"), (1, "xlsx", b"PK"), (2, "csv", b"\xef\xbb\xbf"), (3, "md", b"#")],
)
async def test_gaps_are_written_in_each_format(
    play: Play, area_workspace: Workspace, down: int, suffix: str, start: bytes
) -> None:
    """W on the gaps asks for a format and a file, and writes it into the workspace's exports."""
    async with play(area_workspace) as stage:
        await stage.press("4", "w", *["down"] * down, "enter", "ctrl+s")

        written = area_workspace.root / "exports" / f"Penmarsh-gaps-2026-11-21.{suffix}"
        assert written.read_bytes().startswith(start)
        count = len(area_workspace.gaps(date(2026, 12, 7)).gaps)
        assert f"Wrote {count} gaps" in stage.notes


async def test_only_the_gaps_shown_are_written(play: Play, area_workspace: Workspace) -> None:
    """The filter decides what goes into the file."""
    async with play(area_workspace) as stage:
        await stage.press("4", "slash")
        await stage.type("id:S0003")
        await stage.press("enter", "w", "down", "down", "enter", "ctrl+s")

        written = area_workspace.root / "exports" / "Penmarsh-gaps-2026-11-21.csv"
        rows = written.read_text(encoding="utf-8-sig").strip().splitlines()
        assert len(rows) > 1
        assert all("S0003" in one for one in rows[1:])


async def test_a_file_is_not_replaced_by_accident(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """The name offered is never in use; typing one that is asks first, and the safe answer keeps the file."""
    exports = area_workspace.root / "exports"
    (exports / "Penmarsh-sef-2026-11-21.docx").write_bytes(b"a partner's copy")
    mine = tmp_path / "mine.docx"
    mine.write_bytes(b"keep me")
    async with play(area_workspace) as stage:
        await stage.press("w")
        assert in_field(stage).endswith("Penmarsh-sef-2026-11-21 (2).docx")
        stage.app.screen.query(Input).first().value = str(mine)
        await stage.press("ctrl+s")
        assert "There is a file called mine.docx already." in stage.words
        await stage.press("enter")
        assert mine.read_bytes() == b"keep me"

        await stage.press("ctrl+s", "tab", "enter")
        assert mine.read_bytes().startswith(b"PK")


async def test_a_refused_export_is_explained_and_the_form_stays(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """A name that is no Word name, or a folder that is not there, is said; nothing typed is lost."""
    async with play(area_workspace) as stage:
        await stage.press("w")
        field = stage.app.screen.query(Input).first()
        for wrong, words in (("sef.txt", "must end in .docx"), ("none/sef.docx", "could not be written")):
            field.value = str(tmp_path / wrong)
            await stage.press("ctrl+s")
            assert words in stage.words
            await stage.press("escape")
            assert in_field(stage) == str(tmp_path / wrong)


@pytest.mark.whole
async def test_a_snapshot_is_taken_and_compared(
    play: Play, golden: Golden, area_workspace: Workspace
) -> None:
    """Take keeps the state under a name; what changed lists gaps, measures and records word by word."""
    ws = area_workspace
    async with play(ws, (80, 24)) as stage:
        await by_palette(stage, "snapshot: What changed")
        assert "No snapshot was taken yet" in stage.words
        await by_palette(stage, "snapshot: Take")
        await stage.type("Board november")
        await stage.press("ctrl+s")
        assert [one.name for one in snapshots.listed(ws)] == ["Board november"]

        statements.edit(ws, "S0003", text="The therapy offer was renewed.", impact="90 children wait less.")
        await by_palette(stage, "snapshot: What changed")
        stage.app.clear_notifications()
        await stage.press("enter")
        assert "[-rewritten-]{+renewed+}" in stage.words
        golden(stage.app, "box-what-changed")
        await stage.press("escape")

        await by_palette(stage, "snapshot: Take")
        await stage.type("Board november")
        await stage.press("ctrl+s")
        assert "There is a snapshot called" in stage.words


async def test_what_changed_since_agreement_is_shown(play: Play, area_workspace: Workspace) -> None:
    """A draft that went on after all agreed shows both wordings, on its page and where it is agreed."""
    ws = area_workspace
    for agency in ("education", "health"):
        agreeing.agree(ws, "S0003", agency, by="K. Ali", as_at=TODAY)
    async with play(ws, (120, 40)) as stage:
        await stage.press("2", "down", "down")
        assert "Since agreed" not in stage.words

        statements.edit(ws, "S0003", text="The therapy offer was renewed.")
        stage.app.announce()
        await stage.settle()
        assert "Since agreed  The therapy offer was [-rewritten-]{+renewed+}." in stage.words

        await stage.press("enter")
        assert stage.app.screen.page.point_at("S0003")
        await stage.press("c")
        assert "Agree S0003" in stage.words
        assert "Since agreed  The therapy offer was [-rewritten-]{+renewed+}." in stage.words


def test_a_path_copied_on_windows_is_read() -> None:
    """The quotation marks that "Copy as path" puts round a path are not part of it."""
    answers = Answers({"file": ' "/srv/SEF draft.docx" '})

    assert answers.path("file") == Path("/srv/SEF draft.docx").absolute()
