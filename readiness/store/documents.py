"""Stored documents to records and back, whatever version of the program wrote them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.model.records.record import EPOCH, Record
from readiness.model.records.tables import RECORD_TYPES, Records
from readiness.store.layout import SNAPSHOT_NAME

_SHOWN = 60

_HINT = "It is kept as it is and left out of everything until it is put right."


def read_records(
    tables: Mapping[str, Iterable[Document]], *, file: str = SNAPSHOT_NAME
) -> tuple[Records, list[Problem]]:
    """Every record that validates, and a Problem for each that does not; `file` is where they are."""
    problems: list[Problem] = []
    read: dict[str, Any] = {}
    for name, kind in RECORD_TYPES.items():
        found: dict[str, Record] = {}
        for document in tables.get(name, ()):
            record = read_record(kind, document, problems, file=file)
            if record is not None and record.id in found:
                what = "Two records have the same id; the later one is left out."
                problems.append(_problem(record.id, "id", what, file))
            elif record is not None:
                found[record.id] = record
        read[name] = MappingProxyType(found)
    return Records(**read), problems


def read_record(
    kind: type[Record], document: Document, problems: list[Problem], *, file: str = SNAPSHOT_NAME
) -> Record | None:
    """The record in a document; None, with a Problem for each fault, when it does not validate."""
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        record_id = visible(str(document.get("id", "(no id)"))[:_SHOWN])
        for fault in error.errors(include_url=False, include_context=False, include_input=False):
            field = visible(".".join(str(part) for part in fault["loc"]))
            what = f"This record cannot be read: {visible(fault['msg'])}."
            problems.append(_problem(record_id, field, what, file))
        return None


def stamped(record: Record, stored: Record | None, user: str, at: datetime) -> Record:
    """A record as it will be stored: next revision, authorship, and the day it first came to be."""
    created = stored.created if stored is not None else record.created
    return record.model_copy(
        update={
            "revision": (stored or record).revision + 1,
            "created": at if created == EPOCH else created,
            "updated": at,
            "updated_by": user,
        }
    )


def as_utc(at: datetime) -> datetime:
    """The same moment in UTC, whole microseconds as JSON keeps them."""
    return at.astimezone(UTC)


def _problem(record_id: str, field: str, what: str, file: str) -> Problem:
    return Problem("error", Where(file=file, record=record_id, field=field), what, _HINT)


Document = dict[str, Any]

Step = Callable[[str, Document], Document]
"""From a table's name and a document of one version to that document in the next version."""

STEPS: dict[int, Step] = {}
"""The step that leads on from each older version. Version 1 is the first, so there is none yet."""


def migrate(table: str, document: Document, version: int) -> Document:
    """A document of an older version in the present version. Raises KeyError when a step is missing."""
    for step in range(version, FORMAT):
        document = STEPS[step](table, document)
    return document


FORMAT = 1
"""Schema version of snapshot and journal documents written now."""
