"""A published report taken in: read, shown whole, asked about, stored as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.base.content import plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from readiness.plan.report_import import ReportPlan
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def take_report(ui: WorkspaceApp) -> None:
    """Ask for the PDF of a published report, show what stands in it, and store it once somebody says so.

    Must run in a worker.
    """
    session = ui.opened
    plans: list[ReportPlan] = []

    async def save(answers: Answers) -> bool:
        plan = await run_in_background(ui, lambda now: _read(now, answers))
        plans.extend([plan] if plan else [])
        return plan is not None

    today = session.today
    fields = [
        Field("file", "Report", "path", hint=FILE_HINT, is_needed=True),
        Field("received", "Received", "date", hint="day the final report came", today=today, nearest="back"),
        Field("published", "Published", "date", hint="where it does not say", today=today, nearest="back"),
    ]
    intro = "The PDF as it was published. It is shown whole before anything is stored."
    if await fill_in(ui, FormDialog("Take a published report in", fields, save, intro=intro)) and plans:
        await _store(ui, plans[-1])


def _read(now: Session, answers: Answers) -> ReportPlan:
    from datetime import date

    from readiness.plan.report_import import KnownDays
    from readiness.plan.report_records import plan_import, read_report_file

    given = (answers.values.get(name) for name in ("received", "published"))
    days = KnownDays(*(day if isinstance(day, date) else None for day in given))
    return plan_import(now.workspace, read_report_file(answers.path("file"), now.framework), days)


async def _store(ui: WorkspaceApp, plan: ReportPlan) -> None:
    from readiness.plan.report_records import apply_report
    from readiness.plan.report_words import (
        finding_lines,
        fresh_words,
        head_lines,
        lacks_a_day,
        other_area_words,
    )

    session = ui.opened
    other = other_area_words(session.workspace, plan)
    days = "Say when it was received or published, and the plan's due day is counted."
    doubts = [*filter(None, [other]), *plan.remarks, *([days] if lacks_a_day(plan) else [])]
    said = [*doubts, *head_lines(plan, session.framework), *finding_lines(plan)]
    await ui.push_screen_wait(ReportDialog("What the report says", [plain(one) for one in said]))
    asked = " ".join([*doubts, f"Store {fresh_words(plan)}, with its days, as one change?"])
    if await ui.push_screen_wait(QuestionDialog(asked, safe="Leave it", other="Store")):
        await ui.carry_out(lambda ws: apply_report(ws, plan, has_other_area=True, has_doubts=True))
