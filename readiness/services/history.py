"""What was changed, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.core.changes import Change, Transaction
    from readiness.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record before and after, as text; empty text stands for nothing."""

    record_id: str
    field: str
    before: str
    after: str


def history(ws: Workspace, *, limit: int = 50) -> Sequence[Transaction]:
    """The newest transactions first."""
    return ws.repository.history(limit=limit)


def field_changes(change: Change) -> list[FieldChange]:
    """What one change did, field by field, leaving out revision and authorship."""
    before = change.before.to_document() if change.before else {}
    after = change.after.to_document() if change.after else {}
    names = [name for name in {**before, **after} if name not in _BOOKKEEPING]
    return [
        FieldChange(change.record_id, name, _text(before.get(name)), _text(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    ]


_BOOKKEEPING = {"id", "revision", "created", "updated", "updated_by"}


def _text(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
