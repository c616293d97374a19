"""Who owns what, and one name put in the place of another everywhere: somebody left, or took over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.text import cleaned, counted, fold, listed
from readiness.model.field import fields_of
from readiness.model.records.changes import Transaction, put
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

_NEAR = 5


def owned(ws: Workspace) -> dict[str, Counter[str]]:
    """For each name that owns anything: how many records of each table."""
    found: dict[str, Counter[str]] = {}
    for record, field in _held(ws):
        for name in dict.fromkeys(one.strip() for one in _names(getattr(record, field))):
            found.setdefault(name, Counter())[record.table] += 1
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
    renamed: dict[tuple[str, str], tuple[Record, dict[str, object]]] = {}
    for record, field in _held(ws):
        after = _renamed_field(getattr(record, field), old, given)
        if after is not None:
            renamed.setdefault((record.table, record.id), (record, {}))[1][field] = after
    changes = [put(revise(record, **fields), record) for record, fields in renamed.values()]
    if not changes:
        raise UsageError(
            f"Nobody called '{old}' owns anything.", _nearest(ws, old), "See 'readiness owners list'."
        )
    label = f"Put {given} in the place of {cleaned(old)} ({counted(len(changes), 'record')})"
    return ws.run(Transaction(label, tuple(changes)))


def _held(ws: Workspace) -> Iterator[tuple[Record, str]]:
    """Every record with a name in a field that says who."""
    for kind in RECORD_TYPES.values():
        names = [name for name, bound in fields_of(kind).items() if bound.field.names_owner]
        for record in ws.records.table(kind.table).values():
            for name in names:
                if any(_names(getattr(record, name))):
                    yield record, name


def _names(held: str | tuple[str, ...]) -> list[str]:
    """The names a field holds, but for blank ones."""
    return [one for one in (held if isinstance(held, tuple) else (held,)) if one.strip()]


def _renamed_field(held: str | tuple[str, ...], old: str, new: str) -> str | tuple[str, ...] | None:
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
