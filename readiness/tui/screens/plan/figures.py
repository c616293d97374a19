"""Figures of measures to a workbook and back: ask for the file, show what it would store, store it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.base.content import line, plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from readiness.plan.figures_import import FiguresPlan
    from readiness.tui.shell.workspace_app import WorkspaceApp

_FRACTIONS = (
    ("shares", "0.56 is 56%"),
    ("percentages", "0.56 is 0.56%"),
)


async def take_figures(ui: WorkspaceApp) -> None:
    """Ask for a sheet of figures, show what it would store, and store all of it or none.

    Must run in a worker.
    """
    from readiness.plan.figures_import import FRACTIONS, apply_figures, plan_figures
    from readiness.plan.figures_words import plan_words

    plans: list[FiguresPlan] = []

    async def save(answers: Answers) -> bool:
        path, sheet = answers.path("file"), answers.text("sheet")
        means = FRACTIONS[answers.text("fractions")]
        plan = await run_in_background(
            ui, lambda now: plan_figures(now.workspace, path, sheet=sheet, fractions=means)
        )
        plans.extend([plan] if plan else [])
        return plan is not None

    fields = [
        Field("file", "Figures", "path", hint=FILE_HINT, is_needed=True),
        Field("sheet", "Sheet", hint="only where several could be meant"),
        Field("fractions", "A share of one", "choice", options=_FRACTIONS, hint="ask where it is unclear"),
    ]
    intro = "A row for each figure: Measure, Period, Figure; and Unit, Good, Count, Out of, Kind, Source."
    if not await fill_in(ui, FormDialog("Take figures in", fields, save, intro=intro)) or not plans:
        return
    plan = plans[-1]
    await ui.push_screen_wait(ReportDialog("What the figures would store", list(_lines(plan))))
    if plan.problems or not plan.lines:
        return
    question = QuestionDialog(f"Store {plan_words(plan)}, as one change?", safe="Leave all", other="Store")
    if await ui.push_screen_wait(question):
        await ui.carry_out(lambda ws: apply_figures(ws, plan))


def _lines(plan: FiguresPlan) -> Iterator[Content]:
    from readiness.base.date_words import day_words
    from readiness.plan.figures_words import does_words, figure_of_line, plan_words, remark_words

    yield plain(plan_words(plan) if plan.problems else f"{plan_words(plan)}.", "bold")
    for one in plan.lines:
        does = does_words(one)
        figure = f"{day_words(one.figure.period_to)}: {figure_of_line(one)}{f', {does}' if does else ''}"
        name = f"{one.measure.id} {one.measure.title}"
        yield line(plain(f"row {one.row:<5} ", "$text-muted"), f"{name}  {figure}")
    for title, told in (("To put right", plan.problems), ("How it was read", plan.remarks)):
        if told:
            yield heading(title)
            yield from (plain(remark_words(one)) for one in told)
