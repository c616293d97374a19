"""Making and changing records: one way for every field of every record, and the ids people type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from readiness.base.errors import UsageError, resolve, unknown
from readiness.base.text import cleaned, listed
from readiness.model.field import EMPTY, Around, Bound, fields_of
from readiness.model.field_reading import FieldWordsError, emptied, read
from readiness.model.records.changes import Transaction, put, same_content
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.workspace.clock import calendar_of, deadline_clock, today
from readiness.workspace.date_moves import with_move
from readiness.workspace.receipts import receipt_changes

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", bound=Record)

_NOTHING: tuple[object, ...] = ("", (), [], None)
"""What a form or a command gives for a field that nobody filled in."""

_NAMED = 3
"""Ids named in the label of a change to many."""


def set_fields(
    ws: Workspace,
    kind: type[R],
    record_id: str,
    given: Mapping[str, object],
    *,
    before: R | None = None,
    label: str = "",
    why: str = "",
) -> Transaction:
    """Change a record by its declared fields: only what is given changes, `EMPTY` or nothing typed empties.

    Args:
        ws: Where it is stored.
        kind: Type of the record.
        record_id: Its id, upper or lower case; of a request item also when nothing was said about it yet.
        given: What was typed, chosen or put in a cell, by stored name.
        before: The version the caller was looking at; the stored one when not given.
        label: What was done, in words; ``Edit E0012`` and the like when not given.
        why: The reason, where a due day moves.

    Raises:
        UsageError: No such record; nothing given, or nothing different from what is stored; fields that
            cannot stand together; a due day that moves without a reason.
        FieldWordsError: A field cannot hold what was given, may not be emptied, or is not set by people.
        StaleEditError: Somebody else changed it since `before`.
    """
    held = before if before is not None else held_record(ws, kind, record_id)
    return _store(ws, kind, [held], given, label, why)


def set_many(
    ws: Workspace, kind: type[R], record_ids: Sequence[str], given: Mapping[str, object], *, why: str = ""
) -> Transaction:
    """Change several records the same way, in one transaction; those that say it already are left alone.

    Raises:
        UsageError: As `set_fields`; then nothing is stored.
    """
    held = {record.id: record for one in record_ids for record in [held_record(ws, kind, one)]}
    return _store(ws, kind, list(held.values()), given, why=why)


def read_fields(ws: Workspace, kind: type[Record], given: Mapping[str, object]) -> dict[str, object]:
    """What was typed, as records of a kind hold it, by stored name.

    Raises:
        FieldWordsError: A field cannot hold what was given, may not be emptied, or is not set by people.
    """
    fields, around = fields_of(kind), around_of(ws)
    return {name: _read(fields[name], value, around) for name, value in given.items()}


def new_record(ws: Workspace, kind: type[R], given: Mapping[str, object], /, **fixed: object) -> R:
    """A record with an id of its own, not stored yet, from what was typed; what is empty is the default.

    Args:
        ws: Where it will be stored.
        kind: Type of the record.
        given: What was typed, by stored name.
        fixed: Fields that are not typed in, as stored.

    Raises:
        UsageError: As `read_fields`; or the fields cannot stand together.
    """
    values = read_fields(ws, kind, {name: value for name, value in given.items() if value not in _NOTHING})
    usual = usual_values(kind, ws.framework)
    return need_sense(make(kind, **{**usual, **values, **fixed}, id=ws.new_id(kind.table)))


def around_of(ws: Workspace) -> Around:
    """What typed words mean in a workspace: its framework, its records, its calendar, today there."""

    def working_days(day: date, count: int) -> date:
        return calendar_of(ws, day).add_working_days(day, count)

    return Around(ws.framework, today(ws.clock), ws.records, working_days, deadline_clock(ws))


def held_record(ws: Workspace, kind: type[R], record_id: str) -> R:
    """The stored record; a fresh, unstored one for a request item that nothing was said about yet.

    Raises:
        UsageError: There is none; the message names the nearest ids.
    """
    if not issubclass(kind, RequestState):
        return find(ws, kind, record_id)
    known = {**ws.framework.requests_by_id, **ws.records.requests}
    resolved = resolve(ws.framework.terms.request, record_id, known)
    stored = ws.records.requests.get(resolved)
    return stored if isinstance(stored, kind) else kind(id=resolved)


def usual_values(kind: type[Record], framework: Framework) -> dict[str, object]:
    """What a new record of a kind holds, by the framework, where nobody says otherwise."""
    fields = fields_of(kind).items()
    return {name: one.field.usual(framework) for name, one in fields if one.field.usual is not None}


def make(kind: type[R], /, **fields: object) -> R:
    """A new record from user input, with control characters taken out of its texts.

    Raises:
        UsageError: A field cannot hold what was given; the message names it.
    """
    try:
        return kind.model_validate({name: _tidy(value) for name, value in fields.items()})
    except ValidationError as error:
        raise _refusal(kind, error) from None


def revise(record: R, /, **fields: object) -> R:
    """A copy of a record with some fields replaced, validated as in `make`.

    Raises:
        UsageError: A field cannot hold what was given; the message names it.
    """
    unchanged: dict[str, Any] = {name: getattr(record, name) for name in type(record).model_fields}
    return make(type(record), **{**unchanged, **fields})


def need_sense(record: R) -> R:
    """The record, when its fields can stand together.

    Raises:
        UsageError: They cannot; the message says which and how to put it right.
    """
    if broken := record.broken_rule:
        raise UsageError(broken.what, "", broken.how)
    return record


def find(ws: Workspace, kind: type[R], record_id: str) -> R:
    """The stored record with this id, upper or lower case.

    Raises:
        UsageError: There is none; the message names the nearest ids.
    """
    table = ws.records.table(kind.table)
    found = table.get(record_id) or table.get(record_id.upper())
    if not isinstance(found, kind):
        raise unknown(kind.__name__.lower(), record_id, table)
    return found


def _store(
    ws: Workspace,
    kind: type[R],
    held: Sequence[R],
    given: Mapping[str, object],
    label: str = "",
    why: str = "",
) -> Transaction:
    if not given:
        raise UsageError(
            "Nothing to change was given.",
            listed(record.id for record in held[:_NAMED]),
            f"It has: {', '.join(field.label for field in fields_of(kind).values() if field.is_for_people)}.",
        )
    values = read_fields(ws, kind, given)
    revised = [(record, need_sense(revise(record, **values))) for record in held]
    pairs = [(before, with_move(ws, before, after, why)) for before, after in revised]
    changed = [(before, after) for before, after in pairs if not same_content(before, after)]
    if not changed:
        raise UsageError(
            "Nothing would change: it says so already." if held else "Nothing is chosen to be changed.",
            listed(record.id for record in held[:_NAMED]),
            "Nothing was stored.",
        )
    changes = tuple(put(after, before if before.revision else None) for before, after in changed)
    if issubclass(kind, RequestState):
        changes += receipt_changes(ws, changes)
    said = label or _label(kind, [before.id for before, _ in changed])
    return ws.run(Transaction(said, changes))


def _label(kind: type[Record], ids: Sequence[str]) -> str:
    verb = "Set" if issubclass(kind, RequestState) else "Edit"
    more = len(ids) - _NAMED
    return f"{verb} {', '.join(ids[:_NAMED])} and {more} more" if more > 0 else f"{verb} {listed(ids)}"


def _read(field: Bound, value: object, around: Around) -> object:
    if not field.is_for_people:
        raise FieldWordsError(field, "this is not typed in.", "It is kept up to date by what is done.")
    return emptied(field) if value is EMPTY else read(field, value, around)


def _tidy(value: object) -> object:
    return cleaned(value) if isinstance(value, str) else value


def _refusal(kind: type[Record], error: ValidationError) -> UsageError:
    faults = error.errors(include_input=False, include_url=False)
    places = "; ".join(
        f"{'.'.join(str(part) for part in fault['loc']).replace('_', ' ')}: {_plain_words(fault['type'])}"
        for fault in faults
    )
    return UsageError(
        f"That cannot be stored as {kind.__name__.lower()}.",
        places,
        "Correct the named field and try again.",
    )


def _plain_words(fault: str) -> str:
    if fault.startswith("date"):
        return "not a date; write it as 2026-03-31"
    if fault == "literal_error":
        return "not one of the choices"
    if fault == "missing":
        return "needed"
    if fault in {"greater_than_equal", "less_than_equal"}:
        return "outside the allowed range"
    return "not of the right kind"
