"""What was changed, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness.base.errors import ConflictError, UsageError
from readiness.model.field_words import FieldChange, changed_facts
from readiness.model.records.area import Area
from readiness.model.records.changes import Transaction, take_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.model.field import Around
    from readiness.workspace.workspace import Workspace


def history(ws: Workspace, *, limit: int = 50) -> Sequence[Transaction]:
    """The newest transactions first."""
    return ws.repository.history(limit=limit)


def details(transaction: Transaction, around: Around, table: str = "") -> list[tuple[str, FieldChange]]:
    """What one transaction did, field by field in words, each with the id of its record.

    Args:
        transaction: As the history has it.
        around: What the words are made with.
        table: Only changes of records of this table; empty for all.
    """
    return [
        (change.record_id, said)
        for change in transaction.changes
        if table in {"", change.table}
        for said in changed_facts(change.before, change.after, around)
    ]


_RECENT = 500
"""How many transactions back undo looks."""

_NEWEST = 40
"""How many it looks at first: nearly always enough."""


def undo(ws: Workspace) -> Transaction:
    """Take back the user's newest change that still stands.

    Raises:
        UsageError: There is nothing of this user's to undo.
        ConflictError: What it changed has been changed again since.
    """
    for limit in (_NEWEST, _RECENT):
        for one in _standing(ws.repository.history(limit=limit)):
            if _is_mine(ws, one) and not one.undoes and not _is_start(one):
                return _take_back(ws, one, f"Undo: {one.label}")
    raise UsageError("There is nothing of yours to undo.", "", "See 'readiness history' for what was done.")


def redo(ws: Workspace) -> Transaction:
    """Do again what the user's newest undo took back, if they did nothing since.

    Raises:
        UsageError: The user's newest change is not an undo.
        ConflictError: What it changed has been changed again since.
    """
    for limit in (_NEWEST, _RECENT):
        history = ws.repository.history(limit=limit)
        plain = {one.sequence: one for one in history if not one.undoes}
        oldest = history[-1].sequence if history else 0
        for one in (each for each in _standing(history) if _is_mine(ws, each)):
            if one.undoes in plain:
                return _take_back(ws, one, f"Redo: {plain[one.undoes].label}")
            if not one.undoes:
                raise _nothing_to_redo()
            if one.undoes < oldest:
                break  # what it took back lies further back
    raise _nothing_to_redo()


def _is_mine(ws: Workspace, transaction: Transaction) -> bool:
    """Whether this person did it: by whom the store knows them to be, else by the name they go by."""
    known = ws.repository.identity
    return transaction.login == known if known else transaction.user == ws.user


def _nothing_to_redo() -> UsageError:
    return UsageError("There is nothing to redo.", "", "Redo follows an undo with nothing done in between.")


def _standing(history: Sequence[Transaction]) -> Iterator[Transaction]:
    """Transactions that no later standing transaction took back; newest first, as given."""
    taken_back: set[int] = set()
    for one in history:
        if one.sequence not in taken_back:
            taken_back.add(one.undoes)
            yield one


def _is_start(transaction: Transaction) -> bool:
    """Whether it made the workspace: without its area there is none."""
    return any(change.table == Area.table and change.before is None for change in transaction.changes)


def _take_back(ws: Workspace, transaction: Transaction, label: str) -> Transaction:
    changes, moved_on = take_back(transaction, ws.records)
    if moved_on:
        names = ", ".join(sorted(set(moved_on)))
        raise ConflictError(
            f"'{transaction.label}' cannot be undone: {names} changed again since.",
            f"change {transaction.sequence} by {transaction.user}",
            "Edit the record instead, or undo the later change first.",
        )
    return ws.run(Transaction(label, tuple(changes), undoes=transaction.sequence))
