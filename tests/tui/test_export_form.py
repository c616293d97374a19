"""Exporting to Word from the screen: the same choices as the command, and nothing replaced unasked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import docx

from readiness.tui.forms.fields import FieldRow
from readiness.tui.forms.form import FormDialog
from readiness.tui.shell.background import asked_to_replace
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]


def row(app: Any, name: str) -> FieldRow:
    """A row of the form that is open."""
    assert isinstance(app.screen, FormDialog)
    return next(one for one in app.screen.query(FieldRow) if one.spec.name == name)


def headings(path: Path) -> list[str]:
    """What the document is made of."""
    every = docx.Document(str(path)).paragraphs
    return [one.text for one in every if one.style and (one.style.name or "").startswith("Heading")]


async def test_one_criterion_and_sections_in_order_are_written(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """Chosen in the form as with --criterion and --section."""
    target = tmp_path / "part.docx"
    first, *others = area_workspace.framework.criteria.values()
    async with play(area_workspace, (120, 50)) as stage:
        await stage.app.run_action("export_sef")
        await stage.settle()
        for name, answer in (("file", str(target)), ("only", (first.id,)), ("sections", "criteria, reading")):
            row(stage.app, name).fill(answer)
        await stage.press("ctrl+s")
    found = headings(target)
    assert f"{first.id} {first.short}" in found
    assert not any(f"{one.id} {one.short}" in found for one in others)
    assert found[-1] == "How to read this document"


async def test_a_partners_copy_is_never_replaced_unasked(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """Not the one that stands there, nor one that comes between the question and the writing."""
    target = tmp_path / "sef.docx"
    async with play(area_workspace, (120, 50)) as stage:
        assert await asked_to_replace(stage.app, target) is False
        await stage.app.run_action("export_sef")
        await stage.settle()
        row(stage.app, "file").fill(str(target))
        target.write_bytes(b"a partner's words")
        await stage.press("ctrl+s")
        assert "already. Replace it?" in stage.words
        await stage.click("Keep it")
        assert target.read_bytes() == b"a partner's words"
