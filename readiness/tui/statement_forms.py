"""Agreeing statements and giving the local view of a criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.screens.criteria_page import since_agreed

if TYPE_CHECKING:
    from readiness.tui.desk import Desk


async def agree(desk: Desk, statement_id: str) -> bool:
    """Ask which agency agrees, and by whom. Must run in a worker."""
    session = desk.session
    statement = session.records.statements.get(statement_id) if session else None
    if session is None or statement is None:
        return False
    today = session.today
    waiting = [
        one for one in session.framework.agencies if one.agrees and statement.agreed_by(one.id) is None
    ]
    if not waiting:
        desk.say(f"Every agency that is asked has agreed {statement_id} as it stands.")
        return False

    async def save(answers: Answers) -> bool:
        from readiness.services import statements

        agency, by = answers.text("agency"), answers.text("by")
        return await desk.carry_out(lambda ws: statements.agree(ws, statement_id, agency, by=by, as_at=today))

    fields = [
        Field(
            "agency",
            "Agency",
            "choice",
            waiting[0].id,
            tuple((one.id, one.title) for one in waiting),
            is_needed=True,
        ),
        Field("by", "Agreed by", hint=f"empty: {desk.start.user}"),
    ]
    words = [statement.text, statement.impact, *(one.plain.strip() for one in since_agreed(statement))]
    form = FormDialog(f"Agree {statement_id}", fields, save, intro="\n".join(filter(None, words)))
    return await fill_in(desk, form)


async def grade(desk: Desk, criterion_id: str) -> bool:
    """Ask for the partnership's own view of a criterion and its reason. Must run in a worker."""
    session = desk.session
    if session is None or criterion_id not in session.framework.criteria:
        return False
    framework, today = session.framework, session.today
    before = session.records.grades.get(criterion_id)

    async def save(answers: Answers) -> bool:
        from readiness.services import statements

        outcome, why = answers.text("outcome"), answers.text("why")
        if not outcome:
            return before is None or await desk.carry_out(lambda ws: statements.clear_grade(ws, criterion_id))
        return await desk.carry_out(
            lambda ws: statements.grade(ws, criterion_id, outcome, why=why, as_at=today)
        )

    fields = [
        Field(
            "outcome",
            "Local view",
            "choice",
            before.outcome if before else "",
            tuple((one.id, f"{one.id} {one.title}") for one in framework.outcomes),
            hint="not graded",
        ),
        Field("why", "Why", "long", before.why if before else "", lines=4),
    ]
    intro = "The partnership's own view, always labelled local. Inspectors do not grade criteria one by one."
    return await fill_in(desk, FormDialog(f"Local view of {criterion_id}", fields, save, intro=intro))
