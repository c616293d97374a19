"""The map of who answers each request item, as rows that travel through a spreadsheet and back.

Each row carries what it was when it left (`base`), so that on return only what somebody edited
there is changed, and what was changed here meanwhile is shown, never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter, ValidationError

from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.model.records.requests import RequestState

_LONGEST_TEXT = 15_000

MapValue = str | int | date | None

EDITABLE: tuple[str, ...] = (
    "owner", "agency", "source_system", "how_produced", "lead_time_hours", "last_produced", "status",
    "reason", "notes",
)  # fmt: skip
"""Fields of `RequestState` that the spreadsheet may change."""


@dataclass(frozen=True, slots=True)
class RequestMapRow:
    """One item on its way out or back."""

    item_id: str
    values: Mapping[str, MapValue]
    """Editable fields by name; on the way back, those the file has."""
    base: Mapping[str, MapValue] | None = None
    """The values when it left; None when the file no longer says."""
    revision: int | None = None
    """Revision of the state when it left."""
    row: int = 0
    """Row in the file it came back in."""
    title: str = ""
    section: str = ""
    due: str = ""
    evidence: str = ""
    """Linked evidence in words; for reading only."""


@dataclass(frozen=True, slots=True)
class MapConflict:
    """A field changed both in the file and here since the file was made."""

    item_id: str
    field: str
    base: MapValue
    mine: MapValue
    """What the file says."""
    theirs: MapValue
    """What is stored now."""


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What taking the file in would change."""

    updates: tuple[tuple[RequestState | None, RequestState], ...]
    """State before (None for a new one) and after, for each item with a change."""
    conflicts: tuple[MapConflict, ...]
    """Fields left as they are stored; a person decides."""
    problems: tuple[Problem, ...]


def map_values(state: RequestState) -> dict[str, MapValue]:
    """The editable fields of a state."""
    values: dict[str, MapValue] = {name: getattr(state, name) for name in EDITABLE}
    return values


def plan_map_changes(
    rows: Iterable[RequestMapRow], states: Mapping[str, RequestState], known: Iterable[str], *, file: str = ""
) -> MapPlan:
    """Compare rows that came back with what is stored.

    Args:
        rows: As read; values are in the words of the record (ids, not titles).
        states: Stored states by item id.
        known: Ids of every item there is.
        file: The file's name, for problems.
    """
    items = frozenset(known)
    updates: list[tuple[RequestState | None, RequestState]] = []
    conflicts: list[MapConflict] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for row in rows:
        if row.item_id not in items:
            problems.append(
                _problem(file, row, "There is no such item.", "Check the id, or add the item first.")
            )
        elif row.item_id in seen:
            problems.append(
                _problem(file, row, "The item stands here a second time.", "Keep one row for it.")
            )
        else:
            seen.add(row.item_id)
            before = states.get(row.item_id)
            changes, clashes = _compare(row, before or RequestState(id=row.item_id))
            conflicts.extend(clashes)
            if not changes:
                continue
            after, fault = _applied(before or RequestState(id=row.item_id), changes)
            if after is None:
                problems.append(_problem(file, row, fault, "Correct the row and import again."))
            else:
                updates.append((before, after))
    return MapPlan(tuple(updates), tuple(conflicts), tuple(problems))


def _compare(row: RequestMapRow, state: RequestState) -> tuple[dict[str, MapValue], list[MapConflict]]:
    """Three ways, field by field: only an edit made in the file, to what it left as, is a change."""
    changes: dict[str, MapValue] = {}
    conflicts: list[MapConflict] = []
    for field, theirs in map_values(state).items():
        if field not in row.values or _is_too_long(theirs):
            continue
        mine = row.values[field] if row.values[field] is not None else _blank(field)
        if row.base is None and mine == _blank(field):
            continue  # nothing says that somebody emptied it
        base = theirs if row.base is None else row.base.get(field, _blank(field))
        if _same(mine, base) or _same(mine, theirs):
            continue
        if _same(theirs, base):
            changes[field] = mine
        else:
            conflicts.append(MapConflict(row.item_id, field, base, mine, theirs))
    return changes, conflicts


def _same(one: MapValue, other: MapValue) -> bool:
    """Whether two values are one after a journey through a cell, which drops outer spaces and controls."""
    if isinstance(one, str) and isinstance(other, str):
        return visible(one, keep_breaks=True).strip() == visible(other, keep_breaks=True).strip()
    return one == other


def _is_too_long(value: MapValue) -> bool:
    """Whether a cell could not hold it whole, so that what came back says nothing."""
    return isinstance(value, str) and len(value) > _LONGEST_TEXT


def _blank(field: str) -> MapValue:
    default: MapValue = RequestState.model_fields[field].default
    return default


def _applied(state: RequestState, changes: Mapping[str, MapValue]) -> tuple[RequestState | None, str]:
    try:
        after = TypeAdapter(RequestState).validate_python({**state.model_dump(), **changes})
    except ValidationError as error:
        fields = ", ".join(str(one["loc"][0]) for one in error.errors() if one["loc"])
        return None, f"The row cannot be taken as it is: {fields.replace('_', ' ')}."
    return (None, broken.what) if (broken := after.broken_rule) else (after, "")


def _problem(file: str, row: RequestMapRow, what: str, hint: str) -> Problem:
    return Problem("warning", Where(file, row.row, row.item_id), what, hint)
