"""Making and revising records: validation in plain words, and the ids people type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from readiness.base.errors import UsageError, unknown
from readiness.base.text import cleaned
from readiness.model.records.record import Record

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", bound=Record)


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
