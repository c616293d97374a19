"""Writing the self-evaluation: statements, their agreement, and local grades."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, resolve
from readiness.model.records.changes import Transaction, put, remove
from readiness.model.records.evaluation import Agreement, LocalGrade, Statement
from readiness.model.vocabulary import StatementKind
from readiness.workspace.editing import find, make, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def add(
    ws: Workspace, criterion: str, kind: StatementKind, text: str, *, as_at: date, **fields: object
) -> tuple[Statement, Transaction]:
    """Write a new statement at the end of its kind under a criterion.

    Raises:
        UsageError: No such criterion or kind, or no words.
    """
    criterion_id = resolve(ws.framework.terms.criterion, criterion, ws.framework.criteria)
    _need_words(text)
    siblings = [one for one in ws.index.statements_of(criterion_id) if one.kind == kind]
    record = make(
        Statement,
        **{"as_at": as_at, **fields},
        id=ws.new_id(Statement.table),
        criterion=criterion_id,
        kind=kind,
        text=text,
        position=max((one.position for one in siblings), default=0) + 1,
    )
    return record, ws.run(Transaction(f"Write {record.id} under {criterion_id}", (put(record),)))


def edit(ws: Workspace, statement_id: str, **fields: object) -> Transaction:
    """Change a statement's draft; agreements to the old words no longer count.

    Raises:
        UsageError: There is no such statement, or a field cannot hold what was given.
    """
    return replace_with(ws, find(ws, Statement, statement_id), **fields)


def replace_with(ws: Workspace, before: Statement, **fields: object) -> Transaction:
    """Store new fields over exactly the version the caller was looking at."""
    if "text" in fields:
        _need_words(str(fields["text"]))
    return ws.run(Transaction(f"Edit {before.id}", (put(revise(before, **fields), before),)))


def delete(ws: Workspace, statement_id: str) -> Transaction:
    """Remove a statement and the links to it."""
    before = find(ws, Statement, statement_id)
    links = [remove(one) for one in ws.index.links_to("statement", before.id)]
    return ws.run(Transaction(f"Remove {before.id}", (*links, remove(before))))


def agree(ws: Workspace, statement_id: str, agency: str, *, by: str, as_at: date) -> Transaction:
    """Record that an agency agrees the draft as it stands.

    Once every agency that is asked has agreed the same words, they become the agreed text.

    Raises:
        UsageError: No such statement, or an agency that is not asked to agree.
    """
    before = find(ws, Statement, statement_id)
    asked = [one.id for one in ws.framework.agencies if one.agrees]
    agency_id = resolve("agency that agrees statements", agency, asked)
    agreement = Agreement(agency=agency_id, by=by.strip() or ws.user, on=as_at, text_seen=before.fingerprint)
    kept = tuple(one for one in before.agreements if one.agency != agency_id)
    after = revise(before, agreements=(*kept, agreement))
    if all(after.agreed_by(one) for one in asked):
        after = revise(after, agreed_text=after.text, agreed_impact=after.impact)
    return ws.run(Transaction(f"{agency_id} agrees {before.id}", (put(after, before),)))


def grade(ws: Workspace, criterion: str, outcome: str, *, why: str, as_at: date) -> Transaction:
    """Set the partnership's own view of a criterion, with its reason.

    Raises:
        UsageError: No such criterion or outcome, or no reason.
    """
    criterion_id = resolve(ws.framework.terms.criterion, criterion, ws.framework.criteria)
    outcome_id = resolve(ws.framework.terms.outcome, outcome, ws.framework.outcomes_by_id)
    if not why.strip():
        raise UsageError("A local grade needs its reason.", criterion_id, "Say why with --why.")
    before = ws.records.grades.get(criterion_id)
    after = make(
        LocalGrade,
        **(before.model_dump(exclude={"outcome", "why", "set_on"}) if before else {"id": criterion_id}),
        outcome=outcome_id,
        why=why,
        set_on=as_at,
    )
    return ws.run(Transaction(f"Grade {criterion_id}", (put(after, before),)))


def clear_grade(ws: Workspace, criterion: str) -> Transaction:
    """Take the local grade of a criterion away."""
    criterion_id = resolve(ws.framework.terms.criterion, criterion, ws.framework.criteria)
    before = ws.records.grades.get(criterion_id)
    if before is None:
        raise UsageError(f"{criterion_id} has no local grade.", "", "There is nothing to clear.")
    return ws.run(Transaction(f"Clear the grade of {criterion_id}", (remove(before),)))


def without_place(ws: Workspace) -> list[Statement]:
    """Statements whose criterion is no longer in the framework, in stored order."""
    return [one for one in ws.records.statements.values() if one.criterion not in ws.framework.criteria]


def _need_words(text: str) -> None:
    if not text.strip():
        raise UsageError("A statement needs words.", "", "Write at least one sentence.")
