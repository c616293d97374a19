"""Records as rows that travel through a spreadsheet and back.

Each row carries what it was when it left (`base`), so that on return only what somebody edited
there is changed, and what was changed here meanwhile is shown, never overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from readiness.base.problems import Problem, Where
from readiness.base.text import cleaned, fold, visible
from readiness.exchange.columns import sheet_columns
from readiness.model.field import Bound, fields_of
from readiness.model.records.differences import title_of
from readiness.model.records.record import Record

R = TypeVar("R", bound=Record)

_LONGEST_TEXT = 15_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One record on its way out or back."""

    record_id: str
    values: Mapping[str, object]
    """Fields by stored name; on the way back, those the file says something of, None for an empty cell."""
    base: Mapping[str, object] | None = None
    """The values when it left; None when the file no longer says."""
    revision: int | None = None
    """Revision of the record when it left."""
    row: int = 0
    """Row in the file it came back in."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """What stands beside the fields, by column id; on the way back, what the cells say there."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field changed both in the file and here since the file was made."""

    record_id: str
    field: str
    base: object
    mine: object
    """What the file says."""
    theirs: object
    """What is stored now."""


@dataclass(frozen=True, slots=True)
class ChangePlan(Generic[R]):
    """What taking the file in would change."""

    updates: tuple[tuple[R | None, R], ...]
    """Record before (None for a new one) and after, for each record with a change."""
    conflicts: tuple[Conflict, ...]
    """Fields left as they are stored; a person decides."""
    problems: tuple[Problem, ...]
    kind: type[R]
    """Type of the records."""
    sheet: str = ""
    """Name of the sheet that was read."""
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What stands beside the fields in the file, by record and column."""
    added: tuple[R, ...] = ()
    """What rows without an id propose, with ids of no meaning."""


def sheet_values(record: Record, names: Iterable[str] = ()) -> dict[str, object]:
    """The fields of a record that a sheet may change, or those named."""
    return {name: getattr(record, name) for name in names or sheet_columns(type(record))}


def plan_changes(
    kind: type[R],
    rows: Iterable[SheetRow],
    stored: Mapping[str, R],
    known: Iterable[str],
    *,
    file: str = "",
    takes_new: bool = False,
) -> ChangePlan[R]:
    """Compare rows that came back with what is stored, three ways, field by field.

    Args:
        kind: Type of the records.
        rows: As read.
        stored: Stored records by id.
        known: Ids of every record there is, stored or not.
        file: The file's name, for problems.
        takes_new: Whether a row without an id proposes a new record.
    """
    ids = frozenset(known)
    titles = {fold(title_of(one)): one.id for one in stored.values()}
    added: list[R] = []
    updates: list[tuple[R | None, R]] = []
    conflicts: list[Conflict] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for row in rows:
        if takes_new and not row.record_id:
            new, fault = _proposed(kind, row, titles, len(added) + 1)
            if new is None:
                problems.append(_problem(file, row, fault, "Correct the row and import again."))
            else:
                added.append(new)
        elif row.record_id not in ids:
            problems.append(
                _problem(file, row, "There is no such item.", "Check the id, or add the item first.")
            )
        elif row.record_id in seen:
            problems.append(
                _problem(file, row, "The item stands here a second time.", "Keep one row for it.")
            )
        else:
            seen.add(row.record_id)
            before = stored.get(row.record_id)
            after, clashes, faults = _revised(kind, row, before, file)
            conflicts += clashes
            problems += faults
            updates += [(before, after)] if after is not None else []
    return ChangePlan(tuple(updates), tuple(conflicts), tuple(problems), kind, added=tuple(added))


def _revised(
    kind: type[R], row: SheetRow, before: R | None, file: str
) -> tuple[R | None, list[Conflict], list[Problem]]:
    """The record as its row leaves it, None where nothing changes; with what clashes and what is wrong."""
    held = before or kind.model_validate({"id": row.record_id})
    changes, clashes, faults = _compare(row, held)
    problems = [_problem(file, row, what, "Give it a value, or leave it.") for what in faults]
    after, fault = _applied(held, changes)
    if after is None:
        problems.append(_problem(file, row, fault, "Correct the row and import again."))
    return after if changes else None, clashes, problems


def _proposed(kind: type[R], row: SheetRow, titles: dict[str, str], number: int) -> tuple[R | None, str]:
    """A new record from a row without an id, whose title is then taken; or why there is none."""
    given = {name: value for name, value in row.values.items() if value is not None}
    try:
        new = kind.model_validate({"id": f"new {number}", **given})
    except ValidationError as error:
        labels = fields_of(kind)
        named = ", ".join(labels[str(one["loc"][0])].label for one in error.errors() if one["loc"])
        return None, f"The row has no id, and cannot be a new record as it is: {named}."
    title = fold(title_of(new))
    if title in titles:
        return None, f"The row has no id, and {titles[title]} is called the same: write the id into the row."
    if broken := new.broken_rule:
        return None, broken.what
    titles[title] = f"row {row.row}"
    return new, ""


def _compare(row: SheetRow, record: Record) -> tuple[dict[str, object], list[Conflict], list[str]]:
    """Only an edit made in the file, to what it left as, is a change."""
    changes: dict[str, object] = {}
    conflicts: list[Conflict] = []
    faults: list[str] = []
    for name, bound in sheet_columns(type(record)).items():
        theirs = getattr(record, name)
        if name not in row.values or _is_too_long(bound, theirs):
            continue
        mine = row.values[name] if row.values[name] is not None else bound.default
        if row.base is None and mine == bound.default:
            continue  # nothing says that somebody emptied it
        base = theirs if row.base is None else row.base.get(name, bound.default)
        if _same(mine, base) or _same(mine, theirs) or _same(mine, _as_read(bound, base)):
            continue
        if row.values[name] is None and not bound.may_be_emptied:
            faults.append(_stays(bound))
        elif _same(theirs, base):
            changes[name] = mine
        else:
            conflicts.append(Conflict(row.record_id, name, base, mine, theirs))
    return changes, conflicts, faults


def _stays(bound: Bound) -> str:
    return f"{bound.label}: this is needed, so that it stays as it is."


def _same(one: object, other: object) -> bool:
    """Whether two values are one after a journey through a cell, which drops outer spaces and controls."""
    if isinstance(one, str) and isinstance(other, str):
        return visible(one, keep_breaks=True).strip() == visible(other, keep_breaks=True).strip()
    return one == other


def _as_read(bound: Bound, value: object) -> object:
    """A value as it comes back from a cell nobody touched: what is one line there is read as one line."""
    if not isinstance(value, str) or bound.field.kind != "text":
        return value
    return re.sub(r"\s*\n\s*", " ", cleaned(visible(value, keep_breaks=True)))


def _is_too_long(bound: Bound, value: object) -> bool:
    """Whether a cell could not hold it whole, so that what came back says nothing."""
    text = repr(value) if bound.row is not None else value
    return isinstance(text, str) and len(text) > _LONGEST_TEXT


def _applied(record: R, changes: Mapping[str, object]) -> tuple[R | None, str]:
    held: dict[str, Any] = {name: getattr(record, name) for name in type(record).model_fields}
    try:
        after = type(record).model_validate({**held, **changes})
    except ValidationError as error:
        labels = fields_of(type(record))
        named = ", ".join(labels[str(one["loc"][0])].label for one in error.errors() if one["loc"])
        return None, f"The row cannot be taken as it is: {named}."
    broken = after.broken_rule if changes else None
    return (None, broken.what) if broken else (after, "")


def _problem(file: str, row: SheetRow, what: str, hint: str) -> Problem:
    return Problem("warning", Where(file, row.row, row.record_id), what, hint)
