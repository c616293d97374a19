"""What was changed, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness.core.compare import FieldDifference, field_differences

if TYPE_CHECKING:
    from readiness.core.changes import Transaction
    from readiness.services.workspace import Workspace


def history(ws: Workspace, *, limit: int = 50) -> Sequence[Transaction]:
    """The newest transactions first."""
    return ws.repository.history(limit=limit)


def details(transaction: Transaction) -> list[tuple[str, FieldDifference]]:
    """What one transaction did, field by field, each with the id of its record."""
    return [
        (change.record_id, difference)
        for change in transaction.changes
        for difference in field_differences(change.before, change.after)
    ]
