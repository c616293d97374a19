"""Records to stored documents and back; what does not fit is a Problem, and its bytes stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from readiness.core.changes import Change, Transaction
from readiness.core.plain import visible
from readiness.core.problems import Problem, Where
from readiness.core.record import EPOCH, Record
from readiness.core.records import Records
from readiness.core.tables import RECORD_TYPES
from readiness.store import journal
from readiness.store.journal import Document, Line
from readiness.store.migrations import migrate
from readiness.store.workspace_files import SNAPSHOT_NAME

_SHOWN = 60
_HINT = "It is kept as it is and left out of everything until it is put right."


def read_records(tables: Mapping[str, Mapping[str, Document]]) -> tuple[Records, list[Problem]]:
    """Every record that validates, and a Problem for each that does not."""
    problems: list[Problem] = []
    read: dict[str, Any] = {}
    for name, kind in RECORD_TYPES.items():
        found: dict[str, Record] = {}
        for document in tables.get(name, {}).values():
            record = read_record(kind, document, problems)
            if record is not None and record.id in found:
                problems.append(
                    _problem(record.id, "id", "Two records have the same id; the later one is left out.")
                )
            elif record is not None:
                found[record.id] = record
        read[name] = MappingProxyType(found)
    return Records(**read), problems


def read_record(kind: type[Record], document: Document, problems: list[Problem]) -> Record | None:
    """The record in a document; None, with a Problem for each fault, when it does not validate."""
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        record_id = visible(str(document.get("id", "(no id)"))[:_SHOWN])
        for fault in error.errors(include_url=False, include_context=False, include_input=False):
            field = visible(".".join(str(part) for part in fault["loc"]))
            problems.append(
                _problem(record_id, field, f"This record cannot be read: {visible(fault['msg'])}.")
            )
        return None


def transaction_of(line: Line, version: int | None = None) -> Transaction:
    """A journal line of a schema version (default: the present) as the transaction it was.

    Changes whose records cannot be read are left out.
    """
    version = journal.FORMAT if version is None else version
    changes = tuple(change for op in line.ops if (change := _change(op.table, op.before, op.after, version)))
    at = datetime.fromisoformat(line.at) if line.at else None
    return Transaction(line.label, changes, line.user, at, line.sequence, line.undoes)


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


def _change(table: str, before: Document | None, after: Document | None, version: int) -> Change | None:
    kind = RECORD_TYPES.get(table)
    if kind is None:
        return None
    sides: list[Record | None] = []
    for document in (before, after):
        record = None if document is None else read_record(kind, migrate(table, document, version), [])
        if document is not None and record is None:
            return None
        sides.append(record)
    some = sides[1] or sides[0]
    return None if some is None else Change(table, some.id, sides[0], sides[1])


def _problem(record_id: str, field: str, what: str) -> Problem:
    return Problem("error", Where(file=SNAPSHOT_NAME, record=record_id, field=field), what, _HINT)
