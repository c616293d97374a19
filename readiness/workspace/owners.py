"""Who owns what, and one name put in the place of another everywhere: somebody left, or took over."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.text import cleaned, counted, fold, listed
from readiness.model.records.changes import Transaction, put
from readiness.rules.owner_names import Held, owner_names, renamed_fields
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

_NEAR = 5


def owned(ws: Workspace) -> dict[str, Counter[str]]:
    """For each name that owns anything: how many records of each table, and promises."""
    found: dict[str, Counter[str]] = {}
    for record in ws.records:
        for table, held in owner_names(record):
            for name in dict.fromkeys(one.strip() for one in _names(held)):
                found.setdefault(name, Counter())[table] += 1
    return dict(sorted(found.items(), key=lambda one: one[0].casefold()))


def rename(ws: Workspace, old: str, new: str) -> Transaction:
    """Put one name in the place of another wherever it says who owns or answers something, in one change.

    Names are compared whole, whatever their case and spaces; a list of names changes in the one named.

    Raises:
        UsageError: The new name is empty or the same, or nobody of the old name owns anything.
        StaleEditError: Somebody else changed one of the records meanwhile.
    """
    given = cleaned(new)
    if not given or cleaned(old) == given:
        raise UsageError("Give another name to put in its place.", old, "Nothing was stored.")
    pairs = ((one, renamed_fields(one, lambda held: _renamed_field(held, old, given))) for one in ws.records)
    changes = [put(revise(record, **fields), record) for record, fields in pairs if fields]
    if not changes:
        raise UsageError(
            f"Nobody called '{old}' owns anything.", _nearest(ws, old), "See 'readiness owners list'."
        )
    label = f"Put {given} in the place of {cleaned(old)} ({counted(len(changes), 'record')})"
    return ws.run(Transaction(label, tuple(changes)))


def _names(held: Held) -> list[str]:
    """The names a field holds, but for blank ones."""
    return [one for one in (held if isinstance(held, tuple) else (held,)) if one.strip()]


def _renamed_field(held: Held, old: str, new: str) -> Held | None:
    """What a field holds with the name replaced, each once in a list; None when it does not hold it."""
    if not isinstance(held, tuple):
        return _renamed(held, old, new)
    after = [_renamed(one, old, new) for one in held]
    if not any(after):
        return None
    return tuple(dict.fromkeys(one or before for one, before in zip(after, held, strict=True)))


def _renamed(value: str, old: str, new: str) -> str | None:
    """The value with the name replaced; None when it does not hold it whole."""
    if fold(value) == fold(old):
        return new
    parts = [part.strip() for part in value.split(";")]
    if len(parts) > 1 and any(fold(part) == fold(old) for part in parts):
        return "; ".join(dict.fromkeys(new if fold(part) == fold(old) else part for part in parts))
    return None


def _nearest(ws: Workspace, old: str) -> str:
    wanted = set(old.casefold().split())
    near = [name for name in owned(ws) if wanted & set(name.casefold().split())]
    return f"Nearest: {listed(near[:_NEAR])}" if near else ""
