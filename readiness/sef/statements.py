"""Writing the self-evaluation: statements, their agreement, and local grades."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, resolve
from readiness.model.records.changes import Transaction, put, remove
from readiness.model.records.evaluation import LocalGrade, Statement
from readiness.model.records.evidence import text_fingerprint
from readiness.model.vocabulary import StatementKind
from readiness.workspace.editing import find, make, new_record, read_fields, revise, set_fields
from readiness.workspace.removing import remove_record

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


_NOT_AGREED = {"agreed_text": "", "agreed_impact": ""}


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
    record = new_record(
        ws,
        Statement,
        {"as_at": as_at, **fields, "criterion": criterion_id, "kind": kind, "text": text},
        position=max((one.position for one in siblings), default=0) + 1,
    )
    return record, ws.run(Transaction(f"Write {record.id} under {criterion_id}", (put(record),)))


def edit(ws: Workspace, statement_id: str, **fields: object) -> Transaction:
    """Change a statement's draft; agreements to the old words no longer count.

    Raises:
        UsageError: There is no such statement, or a field cannot hold what was given.
    """
    return set_fields(ws, Statement, statement_id, fields)


def replace_with(ws: Workspace, before: Statement, **fields: object) -> Transaction:
    """Store new fields over exactly the version the caller was looking at."""
    return set_fields(ws, Statement, before.id, fields, before=before)


def delete(ws: Workspace, statement_id: str) -> Transaction:
    """Remove a statement, the links to it, and its id from the actions and measures that name it."""
    return remove_record(ws, Statement, statement_id)


def move(ws: Workspace, statement_id: str, criterion: str, kind: str = "") -> Transaction:
    """Put a statement under another criterion, at the end of its kind there.

    Raises:
        UsageError: No such statement, criterion or kind; or it is there already.
    """
    before = find(ws, Statement, statement_id)
    given = {"criterion": criterion, **({"kind": kind} if kind else {})}
    place = read_fields(ws, Statement, given)
    wanted = revise(before, **place)
    if (wanted.criterion, wanted.kind) == (before.criterion, before.kind):
        raise UsageError(f"{before.id} is there already.", wanted.criterion, "Nothing was stored.")
    siblings = [one for one in ws.index.statements_of(wanted.criterion) if one.kind == wanted.kind]
    after = revise(wanted, position=max((one.position for one in siblings), default=0) + 1)
    return ws.run(Transaction(f"Move {before.id} to {after.criterion}", (put(after, before),)))


def disagree(ws: Workspace, statement_id: str, agency: str) -> Transaction:
    """Take back what was recorded as an agency's agreement.

    Words that only stand as agreed by everybody because of it are not the agreed words any more.

    Raises:
        UsageError: No such statement, or no agreement of that agency to its draft or to older words.
    """
    before = find(ws, Statement, statement_id)
    agency_id = resolve("agency that agreed it", agency, {one.agency: one for one in before.agreements})
    kept = tuple(one for one in before.agreements if one.agency != agency_id)
    agreed = text_fingerprint(f"{before.agreed_text}\n{before.agreed_impact}")
    still = (
        {} if all(one.text_seen != agreed for one in before.agreements if one not in kept) else _NOT_AGREED
    )
    after = revise(before, agreements=kept, **still)
    return ws.run(Transaction(f"Take back that {agency_id} agrees {before.id}", (put(after, before),)))


def grade(ws: Workspace, criterion: str, outcome: str, *, why: str, as_at: date) -> Transaction:
    """Set the partnership's own view of a criterion, with its reason; no outcome keeps the one it has.

    Raises:
        UsageError: No such criterion or outcome, or no reason.
    """
    criterion_id = resolve(ws.framework.terms.criterion, criterion, ws.framework.criteria)
    before = ws.records.grades.get(criterion_id)
    outcome = outcome or (before.outcome if before else "")
    outcome_id = resolve(ws.framework.terms.outcome, outcome, ws.framework.levels_of(criterion_id))
    if not why.strip():
        raise UsageError("A local grade needs its reason.", criterion_id, "Say why with --why.")
    after = make(
        LocalGrade,
        **(before.model_dump(exclude={"outcome", "why", "set_on"}) if before else {"id": criterion_id}),
        outcome=outcome_id,
        why=why,
        set_on=as_at,
    )
    return ws.run(Transaction(f"Grade {criterion_id}", (put(after, before),)))


def grade_of(ws: Workspace, criterion: str) -> LocalGrade:
    """The local grade of a criterion, also of one that the framework no longer has.

    Raises:
        UsageError: There is no such criterion, or it has none.
    """
    known = {**ws.framework.criteria, **ws.records.grades}
    criterion_id = resolve(ws.framework.terms.criterion, criterion, known)
    held = ws.records.grades.get(criterion_id)
    if held is None:
        raise UsageError(f"{criterion_id} has no local grade.", "", "Set one with 'readiness grade'.")
    return held


def clear_grade(ws: Workspace, criterion: str) -> Transaction:
    """Take the local grade of a criterion away; raises as `grade_of` does."""
    before = grade_of(ws, criterion)
    return ws.run(Transaction(f"Clear the grade of {before.id}", (remove(before),)))


def without_place(ws: Workspace) -> list[Statement]:
    """Statements whose criterion is no longer in the framework, in stored order."""
    return [one for one in ws.records.statements.values() if one.criterion not in ws.framework.criteria]


def _need_words(text: str) -> None:
    if not text.strip():
        raise UsageError("A statement needs words.", "", "Write at least one sentence.")
