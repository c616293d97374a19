"""Strategies, priorities and workstreams, and the dated notes of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from readiness.base.errors import resolve
from readiness.model.field import fields_of
from readiness.model.field_reading import read
from readiness.model.records.changes import Transaction, put
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.progress import ProgressNote
from readiness.model.records.references import NOTED
from readiness.workspace.clock import today
from readiness.workspace.editing import around_of, new_record

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

R = TypeVar("R", bound=Strategy | Priority | Workstream)


def add_part(ws: Workspace, kind: type[R], title: str, **fields: object) -> tuple[R, Transaction]:
    """Add a strategy, a priority or a workstream, the last of its kind unless its place is given.

    Raises:
        UsageError: A reference does not exist, a field cannot hold what was given, or dates contradict.
    """
    given = {"title": title, **fields}
    if "position" in kind.model_fields and not given.get("position"):
        places = (getattr(one, "position", 0) for one in ws.records.table(kind.table).values())
        given["position"] = max(places, default=0) + 1
    record = new_record(ws, kind, given)
    return record, ws.run(Transaction(f"Add {record.id}", (put(record),)))


def add_note(ws: Workspace, about: str, words: str, **fields: object) -> tuple[ProgressNote, Transaction]:
    """Add a dated note about an action or a recommendation, of today by this user unless given otherwise.

    A note stays as it was written: there is no way to change one, and a correction is a further note.

    Raises:
        UsageError: There is no such action or recommendation, or a field cannot hold what was given.
    """
    known = {one: record for table in NOTED for one, record in ws.records.table(table).items()}
    target = resolve("action or recommendation", about, known)
    given = {"on": today(ws.clock), "by": ws.user, **{name: one for name, one in fields.items() if one}}
    declared, around = fields_of(ProgressNote), around_of(ws)
    values = {name: read(declared[name], one, around) for name, one in {**given, "words": words}.items()}
    note = new_record(ws, ProgressNote, {}, **values, about=target)
    return note, ws.run(Transaction(f"Note on {target}", (put(note),)))
