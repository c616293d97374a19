"""What differs between two versions of a record, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from readiness.model.records.record import AUTHORSHIP, Record
from readiness.model.records.tables import RECORD_TYPES, Records

DifferenceKind = Literal["added", "removed", "changed"]

BOOKKEEPING = AUTHORSHIP | {"id"}
"""Fields that say which record it is and who stored it when, not what it says."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field before and after, as text; empty stands for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that was added, removed or changed."""

    table: str
    record_id: str
    kind: DifferenceKind
    title: str
    """What the record is about, for a person."""
    fields: tuple[FieldDifference, ...] = ()


def differences(before: Records, after: Records) -> Iterator[Difference]:
    """Every record added, removed or changed, in table order and then by id."""
    for table in RECORD_TYPES:
        old, new = before.table(table), after.table(table)
        for record_id in sorted(old.keys() | new.keys()):
            found = difference(table, record_id, old.get(record_id), new.get(record_id))
            if found is not None:
                yield found


def difference(table: str, record_id: str, before: Record | None, after: Record | None) -> Difference | None:
    """How one record differs, or None when both sides say the same."""
    fields = tuple(field_differences(before, after))
    if before is None or after is None:
        kept = after or before
        if kept is None:
            return None
        return Difference(table, record_id, "added" if before is None else "removed", title_of(kept), fields)
    return Difference(table, record_id, "changed", title_of(after), fields) if fields else None


def field_differences(before: Record | None, after: Record | None) -> Iterator[FieldDifference]:
    """The fields that say something else, without bookkeeping."""
    old, new = _said(before), _said(after)
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield FieldDifference(name, as_text(old.get(name)), as_text(new.get(name)))


def title_of(record: Record) -> str:
    """A few words about a record: its title or text, or what it ties together."""
    for name in ("title", "text", "name", "why", "local_title", "words"):
        if words := getattr(record, name, ""):
            return str(words)
    ends = [str(getattr(record, name, "")) for name in ("evidence", "target")]
    return " to ".join(ends) if all(ends) else record.id


def as_text(value: object) -> str:
    """A stored value in words: lists with commas, yes and no, parts of a whole with their names."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(as_text(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {as_text(one)}" for name, one in value.items())
    return str(value)


def _said(record: Record | None) -> dict[str, Any]:
    if record is None:
        return {}
    return {name: value for name, value in record.to_document().items() if name not in BOOKKEEPING}
