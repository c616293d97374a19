"""Evidence that stays where it is: only where that place is the person's own to name."""

from __future__ import annotations

from readiness.base.errors import RefusedError
from readiness.base.reach import is_confined
from readiness.base.text import visible
from readiness.model.records.changes import Change, Transaction
from readiness.model.records.evidence import Evidence


def need_kept_files(transaction: Transaction) -> None:
    """Refuse evidence registered at another place than before, where people reach their own files alone.

    What is handed in is gone when its person leaves, and every other place is not theirs to name. Taking a
    change back brings only places that were recorded before.

    Raises:
        RefusedError: An item would be recorded where it is instead of being copied into the library.
    """
    if not is_confined() or transaction.undoes:
        return
    for change in transaction.changes:
        item = _placed(change)
        if item is not None:
            raise RefusedError(
                "A file cannot be recorded where it is from here.",
                f"{item.id} {visible(item.title)}",
                "Hand the file in and add it: it is then copied into the library.",
            )


def _placed(change: Change) -> Evidence | None:
    """The item a change records at a place outside the library that was not its place before."""
    before, after = change.before, change.after
    if not isinstance(after, Evidence) or after.location_kind != "path":
        return None
    is_same = isinstance(before, Evidence) and before.location == after.location
    return None if is_same else after
