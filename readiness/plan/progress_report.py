"""What happened in the plan between two days: notes of progress, and what was changed, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.zone import local_zone
from readiness.model.field import fields_of
from readiness.model.field_reading import read
from readiness.model.field_words import changed_facts
from readiness.model.records.differences import title_of
from readiness.model.records.progress import ProgressNote
from readiness.rules.index import id_order
from readiness.workspace.editing import around_of

if TYPE_CHECKING:
    from readiness.model.records.changes import Change, Transaction
    from readiness.workspace.workspace import Workspace

TABLES = ("strategies", "priorities", "workstreams", "recommendations", "actions")
"""Tables whose changes are reported."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days a report is about, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened."""

    on: date
    about: str
    """Id of the record."""
    title: str
    what: str
    """A note's words, or fields before and after."""
    did: str = ""
    """What it did, as the note says; empty for a change."""
    by: str = ""


def span_of(ws: Workspace, first: str, last: str, *, today: date) -> Span:
    """The days somebody typed.

    Raises:
        UsageError: One cannot be read, or they are the wrong way round.
    """
    on, around = fields_of(ProgressNote)["on"], around_of(ws)
    start = read(on, first, around)
    end = read(on, last, around) if last else today
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        raise UsageError("The report would end before it begins.", "", "Give the earlier day with --from.")
    return Span(start, end)


def happened_between(ws: Workspace, span: Span, *, is_public: bool = False) -> tuple[Happened, ...]:
    """Everything that happened in the plan, by day and then by record.

    A note counts for the day it is about, a change for the day it was made. In public only notes that were
    written for it are told, without who wrote them.
    """
    found = list(_notes(ws, span, is_public=is_public))
    if not is_public:
        history = ws.repository.history(limit=None)
        taken_back = {one.undoes for one in history} | {one.sequence for one in history if one.undoes}
        for transaction in history:
            if transaction.sequence not in taken_back:
                found += _changes(ws, transaction, span)
    return tuple(sorted(found, key=lambda one: (one.on, id_order(one.about))))


def _notes(ws: Workspace, span: Span, *, is_public: bool) -> Iterator[Happened]:
    for note in ws.records.progress_notes.values():
        if span.first <= note.on <= span.last and (note.is_public or not is_public):
            record = ws.records.get(note.about)
            title = title_of(record) if record else note.about
            yield Happened(note.on, note.about, title, note.words, note.did, "" if is_public else note.by)


def _changes(ws: Workspace, transaction: Transaction, span: Span) -> Iterator[Happened]:
    day = transaction.at.astimezone(local_zone()).date() if transaction.at else None
    if day is None or not span.first <= day <= span.last:
        return
    for change in transaction.changes:
        record = change.after or change.before
        if change.table in TABLES and record is not None and (what := _what(ws, change)):
            yield Happened(day, change.record_id, title_of(record), what, "", transaction.user)


def _what(ws: Workspace, change: Change) -> str:
    if change.before is None:
        return "added"
    if change.after is None:
        return "removed"
    said = changed_facts(change.before, change.after, around_of(ws))
    return "; ".join(f"{one.label}: {one.before} \u2192 {one.after}" for one in said)
