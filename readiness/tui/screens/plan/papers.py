"""The plan on paper and in sheets: written out for a board, sent out to be corrected, taken back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu
from readiness.tui.screens.base.sheets import SheetWords, take_sheet
from readiness.tui.screens.plan.figures import take_figures
from readiness.tui.screens.plan.report import take_report
from readiness.tui.shell.background import asked_to_replace, export_file_field, run_in_background

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_WRITE = (
    ("word", "Plan in Word", "overdue first, with a road map, figures and charts"),
    ("book", "Plan as a workbook", "a row for each action, to sort and filter"),
    ("progress", "Progress in Word", "what changed between two days, by whom, and what it did"),
    ("sheets", "Plan to correct", "a sheet for each kind of record; it comes back with i"),
    ("figures", "Figures to correct", "with the counts behind percentages; it comes back with i"),
)

_TAKE = (
    ("figures", "Figures", "of any number of measures; shown first, then all of them or none"),
    ("sheets", "Plan", "a workbook that was written with w and corrected; new rows are new records"),
    ("report", "Published report", "of an inspection: what it asks for, its days; shown first"),
)

_VERSIONS = (
    ("inside", "internal: with working notes, owners and ids"),
    ("public", "public: without notes, roles, names and small numbers"),
)

_GROUPS = (("body", "by responsible body"), ("workstream", "by workstream"))


async def write_plan(ui: WorkspaceApp) -> None:
    """Ask which paper or sheet of the plan is wanted, and write it. Must run in a worker."""
    chosen = await ui.push_screen_wait(Menu("Write the plan out", _WRITE))
    if chosen in {"word", "book"}:
        await _write_paper(ui, ".docx" if chosen == "word" else ".xlsx")
    elif chosen == "progress":
        await _write_progress(ui)
    elif chosen == "sheets":
        await _write_sheets(ui)
    elif chosen == "figures":
        await _write_figures(ui)


async def take_plan(ui: WorkspaceApp) -> None:
    """Ask what is to be taken in, show what it changes, and store it. Must run in a worker."""
    from readiness.exchange import plan_sheet

    chosen = await ui.push_screen_wait(Menu("Take in", _TAKE))
    if chosen == "figures":
        await take_figures(ui)
    elif chosen == "report":
        await take_report(ui)
    elif chosen == "sheets":
        await take_sheet(
            ui,
            SheetWords("Take the plan in", "Plan", "What the plan's sheets would change"),
            lambda ws, path, sheet: plan_sheet.sheets_plan(ws, path, sheet=sheet),
            lambda ws, plans, name, take: plan_sheet.apply_sheets(ws, plans, name=name, take=take),
        )


async def _write_paper(ui: WorkspaceApp, suffix: str) -> None:
    session = ui.opened
    doubts: list[str] = []

    def write(now: Session, answers: Answers, target: Path, *, replace: bool) -> str:
        from readiness.plan.plan_export import export_plan
        from readiness.plan.plan_sections import Grouping

        by: Grouping = "workstream" if answers.text("by") == "workstream" else "body"
        is_public = answers.text("version") == "public"
        found = export_plan(
            now.workspace, target, as_at=now.as_at, is_public=is_public, by=by, replace=replace
        )
        doubts.extend(str(one) for one in found)
        return f"Wrote the plan to {target}"

    fields = [
        export_file_field(session, "plan", suffix),
        Field("version", "Version", "choice", "inside", _VERSIONS, is_needed=True),
        Field("by", "Set out", "choice", "body", _GROUPS, is_needed=True),
    ]
    if await _written(ui, "Write the plan", fields, write) and doubts:
        from readiness.tui.base.content import plain
        from readiness.tui.forms.reading import ReportDialog

        await ui.push_screen_wait(ReportDialog("Read these before it goes out", list(map(plain, doubts))))


async def _write_progress(ui: WorkspaceApp) -> None:
    session = ui.opened

    def write(now: Session, answers: Answers, target: Path, *, replace: bool) -> str:
        from readiness.plan.progress_document import export_progress
        from readiness.plan.progress_report import happened_between, span_of

        ws, is_public = now.workspace, answers.text("version") == "public"
        span = span_of(ws, answers.text("first"), answers.text("last"), today=now.today)
        found = happened_between(ws, span, is_public=is_public)
        export_progress(ws, target, span, found, is_public=is_public, replace=replace)
        return f"Wrote {counted(len(found), 'entry', 'entries')} to {target}"

    fields = [
        export_file_field(session, "progress", ".docx"),
        Field("first", "From", hint="such as 1 September 2026", is_needed=True),
        Field("last", "To", hint="today"),
        Field("version", "Version", "choice", "inside", _VERSIONS, is_needed=True),
    ]
    await _written(ui, "Progress between two days", fields, write)


async def _write_sheets(ui: WorkspaceApp) -> None:
    session = ui.opened

    def write(now: Session, _answers: Answers, target: Path, *, replace: bool) -> str:
        from readiness.exchange.plan_sheet import export_sheets

        counts = export_sheets(now.workspace, target, dated=now.today, as_at=now.as_at, replace=replace)
        return f"Wrote {counted(sum(counts.values()), 'record')} to {target}"

    await _written(ui, "Plan to correct", [export_file_field(session, "plan-sheets", ".xlsx")], write)


async def _write_figures(ui: WorkspaceApp) -> None:
    session = ui.opened

    def write(now: Session, _answers: Answers, target: Path, *, replace: bool) -> str:
        from readiness.plan.figures_sheet import export_figures

        count = export_figures(now.workspace, target, dated=now.today, replace=replace)
        return f"Wrote {counted(count, 'figure')} to {target}"

    await _written(ui, "Figures to correct", [export_file_field(session, "figures", ".xlsx")], write)


async def _written(ui: WorkspaceApp, title: str, fields: list[Field], write: Callable[..., str]) -> bool:
    """A form that asks where to, and before a file is replaced; whether it was written, which is said."""

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False
        said = await run_in_background(ui, lambda now: write(now, answers, target, replace=replacing))
        if said:
            ui.say_made(said, target)
        return bool(said)

    return await fill_in(ui, FormDialog(title, fields, save))
