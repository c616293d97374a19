"""Recording on the screen that an agency agrees a statement, a section, what a filter leaves, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.screens.criteria.page import since_agreed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.model.records.evaluation import Statement
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def agree(ui: WorkspaceApp, statement_id: str) -> bool:
    """Ask which agency agrees, how much of it, and by whom. Must run in a worker."""
    session = ui.opened
    statement = session.records.statements.get(statement_id)
    if statement is None:
        return False
    today = session.today
    waiting = _waiting(session, statement)
    if not waiting:
        ui.say("Every agency that is asked has agreed every statement as it stands.")
        return False

    async def save(answers: Answers) -> bool:
        from readiness.rules.filters.known_values import known_of, none_left
        from readiness.sef import agreeing

        agency, by = answers.text("agency"), answers.text("by")
        query = answers.text("filter")
        ids = [one.id for one in _chosen(session, statement, answers.text("what"), query)]
        if not ids:
            known = known_of(session.framework, type(statement))
            await ui.tell(none_left("statement", query, known))
            return False
        return await ui.carry_out(lambda ws: agreeing.agree_all(ws, ids, agency, by=by, as_at=today))

    choices = tuple((one, session.framework.agencies_by_id[one].title) for one in waiting)
    section = len(session.index.statements_of(statement.criterion))
    whole = len(session.records.statements)
    scopes = (
        ("statement", f"this statement, {statement_id}"),
        ("section", f"all of {statement.criterion}: {counted(section, 'statement')}"),
        ("all", f"everything: {counted(whole, 'statement')}"),
    )
    fields = [
        Field("agency", "Agency", "choice", waiting[0], choices, is_needed=True),
        Field("what", "What", "choice", "statement", scopes, is_needed=True),
        Field("filter", "Filter", hint="of a section or of everything, such as kind:strength; empty: all"),
        Field("by", "Agreed by", hint=f"empty: {ui.start.user}"),
    ]
    words = [statement.text, statement.impact, *(one.plain.strip() for one in since_agreed(statement))]
    form = FormDialog(f"Agree {statement_id}", fields, save, intro="\n".join(filter(None, words)))
    return await fill_in(ui, form)


def _waiting(session: Session, statement: Statement) -> list[str]:
    """Agencies that have not agreed every statement, those that have not agreed this one first."""
    from readiness.sef.agreeing import asked_to_agree

    every = session.records.statements.values()
    left = [
        one
        for one in asked_to_agree(session.framework)
        if any(other.agreed_by(one) is None for other in every)
    ]
    return sorted(left, key=lambda one: statement.agreed_by(one) is not None)


def _chosen(session: Session, statement: Statement, what: str, query: str) -> Sequence[Statement]:
    from readiness.model.records.evaluation import Statement as Kind
    from readiness.rules.filters.records import records_matching

    if what == "statement":
        return [statement]
    index = session.index
    found = (
        list(index.statements_of(statement.criterion))
        if what == "section"
        else list(session.records.statements.values())
    )
    return records_matching(Kind, found, query, session.around)
