"""Taking an edited self-evaluation back: which file, and then the review of what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from readiness.sef.word_out.sections import SECTIONS
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.shell.background import asked_to_replace, export_file_field, run_in_background

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
    session = ui.opened

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False
        problems = await run_in_background(ui, lambda now: _written(now, answers, target, replace=replacing))
        if problems is None:
            return False
        for one in problems[:_PROBLEMS_SHOWN]:
            ui.say(str(one), severity="warning")
        if (more := len(problems) - _PROBLEMS_SHOWN) > 0:
            ui.say(f"{more} more of these: 'readiness sef export' lists them all.", severity="warning")
        ui.say_made(f"Wrote the self-evaluation ({answers.text('mode')}) to {target}", target)
        return True

    intro = "Partners edit it in Word and send it back; i (Take back) then shows what they changed."
    return await fill_in(ui, FormDialog("Export to Word", _export_fields(session), save, intro=intro))


def _export_fields(session: Session) -> list[Field]:
    """What can be chosen of an export, as the command has it."""
    framework = session.workspace.framework
    term = framework.terms.criterion
    criteria = tuple((key, f"{key} {one.short}") for key, one in framework.criteria.items())
    agencies = tuple((one.id, one.title) for one in framework.agencies)
    return [
        export_file_field(session, "sef", ".docx"),
        Field("mode", "For", "choice", "draft", _MODES, is_needed=True),
        Field(
            "only",
            f"Only {term}",
            "choices",
            (),
            criteria,
            help="None chosen: the whole document.",
        ),
        Field("agency", "Part of", "choice", "", agencies, hint="everybody; or what rests on its evidence"),
        Field(
            "sections",
            "Sections",
            hint="empty: all; or in order, such as summary, standing, themes",
            help=f"In the order wanted, of: {', '.join(SECTIONS)}.",
        ),
        Field("version", "Version", hint="on the cover; empty: number of the newest change"),
        Field("by", "Prepared by", hint="on the cover; empty: not said"),
        Field("template", "Template", "path", hint="your organisation's own .docx; empty: our own look"),
    ]


def _written(now: Session, answers: Answers, target: Path, *, replace: bool) -> list[Problem]:
    """Write the document that was asked for; what somebody should know about it."""
    from readiness.progress.snapshots import last_before
    from readiness.sef import export

    return export.export_sef(
        now.workspace,
        target,
        as_at=now.as_at,
        mode=cast("Mode", answers.text("mode")),
        version=answers.text("version"),
        prepared_by=answers.text("by"),
        only=answers.chosen("only"),
        agency=answers.text("agency"),
        sections=answers.text("sections").split(","),
        template=answers.path("template") if answers.text("template") else None,
        why_then=now.measured.why,
        earlier=last_before(now.workspace, now.as_at),
        replace=replace,
    )
