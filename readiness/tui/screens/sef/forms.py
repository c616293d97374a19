"""Taking an edited self-evaluation back: which file, and then the review of what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.shell.background import export_file_field, may_write, run_in_background

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.base.problems import Problem
    from readiness.sef.round_trip.changes import SefPlan
    from readiness.sef.round_trip.stamp import Mode
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def take_back(ui: WorkspaceApp) -> None:
    """Ask for an edited copy, work out what it would change, and show that. Must run in a worker."""
    read: list[tuple[Path, SefPlan]] = []

    async def save(answers: Answers) -> bool:
        path, is_foreign = answers.path("file"), answers.text("what") == "other"
        plan = await run_in_background(ui, lambda session: plan_of(session, path, is_foreign=is_foreign))
        if plan is None:
            return False
        read.append((path, plan))
        return True

    whats = (
        ("ours", "an edited copy of what was exported here"),
        ("other", "a self-evaluation written elsewhere, taken in piece by piece"),
    )
    fields = [
        Field("file", "Document", "path", hint="type a path; right arrow completes", is_needed=True),
        Field("what", "What it is", "choice", "ours", whats, is_needed=True),
    ]
    intro = "Nothing is changed by reading it: you see every change first and take it or leave it."
    if await fill_in(ui, FormDialog("Take back an edited copy", fields, save, intro=intro)) and read:
        from readiness.tui.screens.sef.review import ReviewScreen

        path, plan = read[-1]
        await ui.push_screen_wait(ReviewScreen(path, plan))


def plan_of(session: Session, path: Path, *, is_foreign: bool = False) -> SefPlan:
    """What the document would change as the records stand; a foreign one is taken in.

    Raises:
        ReadinessError: It cannot be read, or belongs to another area or framework.
    """
    from readiness.sef.taking_back import plan_foreign, plan_sef

    return (plan_foreign if is_foreign else plan_sef)(session.workspace, path)


_MODES = (
    ("draft", "working draft: every statement, gaps and references"),
    ("agreement", "for partners to agree: every statement, without our gaps"),
    ("publication", "for publication: only words every agency has agreed"),
)

_PROBLEMS_SHOWN = 3


async def export_sef(ui: WorkspaceApp) -> bool:
    """Ask where to and how, and write the self-evaluation for Word. Must run in a worker."""
    session = ui.session
    if session is None:
        return False

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        template = answers.path("template") if answers.text("template") else None
        mode = cast("Mode", answers.text("mode"))
        version, by, sections = (answers.text(name) for name in ("version", "by", "sections"))

        def work(now: Session) -> list[Problem]:
            from readiness.progress.snapshots import last_before
            from readiness.sef import export

            return export.export_sef(
                now.workspace,
                target,
                as_at=now.as_at,
                mode=mode,
                version=version,
                prepared_by=by,
                sections=sections.split(","),
                template=template,
                why_then=now.measured.why,
                earlier=last_before(now.workspace, now.as_at),
                replace=True,
            )

        if not await may_write(ui, target):
            return False
        problems = await run_in_background(ui, work)
        if problems is None:
            return False
        for one in problems[:_PROBLEMS_SHOWN]:
            ui.say(str(one), severity="warning")
        ui.say(f"Wrote the self-evaluation ({mode}) to {target}")
        return True

    fields = [
        export_file_field(session, "sef", ".docx"),
        Field("mode", "For", "choice", "draft", _MODES, is_needed=True),
        Field("version", "Version", hint="on the cover; empty: number of the newest change"),
        Field("by", "Prepared by", hint="on the cover; empty: not said"),
        Field("sections", "Sections", hint="empty: all; or in order, such as summary, standing, criteria"),
        Field("template", "Template", "path", hint="your organisation's own .docx; empty: our own look"),
    ]
    intro = "Partners edit it in Word and send it back; i (Take back) then shows what they changed."
    return await fill_in(ui, FormDialog("Export to Word", fields, save, intro=intro))
