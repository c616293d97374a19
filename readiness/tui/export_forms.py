"""Writing the self-evaluation and the gaps to files that others read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal, cast

from readiness.core.wording import counted
from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.dialogs.menu import Menu
from readiness.tui.dialogs.message import QuestionDialog
from readiness.tui.errands import errand, free_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from readiness.core.gaps import Gap
    from readiness.core.problems import Problem
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session

_MODES = (
    ("draft", "draft: every statement, watermarked, said to be a draft"),
    ("agreed", "agreed: only words every agency has agreed"),
)
_GAP_FORMATS = (
    ("docx", "Word", "a document to hand round"),
    ("xlsx", "Excel", "a workbook to sort and filter"),
    ("csv", "CSV", "plain rows for any program"),
    ("md", "Markdown", "plain text with headings"),
)
_PROBLEMS_SHOWN = 3


async def export_sef(desk: Desk) -> bool:
    """Ask where to and how, and write the self-evaluation for Word. Must run in a worker."""
    session = desk.session
    if session is None:
        return False

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        template = answers.path("template") if answers.text("template") else None
        mode = cast("Literal['draft', 'agreed']", answers.text("mode"))
        version = answers.text("version")

        def work(now: Session) -> list[Problem]:
            from readiness.services import exporting

            _make_exports_folder(now, target)
            return exporting.export_sef(
                now.workspace, target, as_at=now.as_at, mode=mode, version=version, template=template
            )

        if not await _may_write(desk, target):
            return False
        problems = await errand(desk, work)
        if problems is None:
            return False
        for one in problems[:_PROBLEMS_SHOWN]:
            desk.say(str(one), severity="warning")
        desk.say(f"Wrote the self-evaluation ({mode}) to {target}")
        return True

    fields = [
        _file_field(session, "sef", ".docx"),
        Field("mode", "Text", "choice", "draft", _MODES, is_needed=True),
        Field("version", "Version", hint="on the cover; empty: number of the newest change"),
        Field("template", "Template", "path", hint="the council's own .docx; empty: our own look"),
    ]
    intro = "Partners edit it in Word and send it back; i (Take back) then shows what they changed."
    return await fill_in(desk, FormDialog("Export to Word", fields, save, intro=intro))


async def export_gaps(desk: Desk, gaps: Sequence[Gap]) -> bool:
    """Ask for a format and a file, and write these gaps. Must run in a worker."""
    session = desk.session
    if session is None:
        return False
    about = f"{counted(len(gaps), 'gap')}: those the filter shows."
    form = await desk.push_screen_wait(Menu("Export gaps", _GAP_FORMATS, intro=about))
    if not form:
        return False

    async def save(answers: Answers) -> bool:
        target = answers.path("file")

        def work(now: Session) -> bool:
            from readiness.services import exporting

            _make_exports_folder(now, target)
            exporting.export_gaps(now.workspace, gaps, form, target, as_at=now.as_at)
            return True

        if not await _may_write(desk, target) or not await errand(desk, work):
            return False
        desk.say(f"Wrote {counted(len(gaps), 'gap')} to {target}")
        return True

    return await fill_in(
        desk, FormDialog("Export gaps", [_file_field(session, "gaps", f".{form}")], save, intro=about)
    )


def _file_field(session: Session, what: str, suffix: str) -> Field:
    ws = session.workspace
    target = free_name(ws.root / "exports", ws.area, what, session.today.isoformat(), suffix)
    return Field("file", "File", "path", str(target), hint="type a path", is_needed=True)


def _make_exports_folder(session: Session, target: Path) -> None:
    """Make the workspace's own folder for documents; any other folder has to be there."""
    if target.parent == session.workspace.root.absolute() / "exports":
        try:
            target.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return  # writing the file says what is wrong


async def _may_write(desk: Desk, target: Path) -> bool:
    """Whether no file is lost, or the user says it may be."""
    if not await asyncio.to_thread(target.exists):
        return True
    question = QuestionDialog(
        f"There is a file called {target.name} already. Replace it?", safe="Keep it", other="Replace it"
    )
    return await desk.push_screen_wait(question)
