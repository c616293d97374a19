"""Making and revising records: validation in plain words, and the ids people type."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from readiness.core.errors import UsageError
from readiness.core.plain import cleaned, visible
from readiness.core.record import Record

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace

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


def unknown(what: str, given: str, known: Collection[str]) -> UsageError:
    """The error for an id that does not exist, with the nearest that do."""
    near = difflib.get_close_matches(given.upper(), known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {len(known)} to choose from."
    return UsageError(f"There is no {what} called {visible(given)!s}.", "", hint)


def resolve(what: str, given: str, known: Collection[str]) -> str:
    """A framework id as the framework spells it.

    Raises:
        UsageError: The framework has none like it.
    """
    folded = {one.casefold(): one for one in known}
    try:
        return folded[given.strip().casefold()]
    except KeyError:
        raise unknown(what, given, known) from None


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
