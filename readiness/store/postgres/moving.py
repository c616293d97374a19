"""From a database to a workspace in a folder and back: the form both stores' backups have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from readiness.base import disk
from readiness.base.errors import RefusedError, StorageError
from readiness.store.layout import HISTORY_NAME, JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.postgres import reading
from readiness.store.tinydb import history, journal, snapshot
from readiness.store.tinydb.files import new_journal, read_workspace
from readiness.store.tinydb.journal import Header, Line
from readiness.store.tinydb.snapshot import State

if TYPE_CHECKING:
    from readiness.store.postgres.connection import Connection, Session

_LINES = 1000
"""Changes in one retired journal."""

_PART = 4_000
"""Changed documents sent to the database at once."""


def write_folder(connection: Connection, folder: Path) -> State:
    """Write records and history of an area as a workspace's own files, as of one moment.

    Raises OSError, and as `Connection.work`.
    """
    code = connection.link.area

    def read(session: Session) -> tuple[State, list[Line]]:
        return reading.read_state(session, code), lines_of(session, code)

    state, lines = connection.work(read)
    disk.make_folder(folder / HISTORY_NAME, is_synced=False)
    first = lines[0].sequence if lines else state.sequence + 1
    parts = [journal.encode_header(Header(state.format, first - 1, ""))]
    previous = ""
    for line in lines:
        data = journal.encode(replace(line, previous=previous))
        parts.append(data)
        previous = journal.digest_of(data)
        if len(parts) > _LINES:
            history.retire(folder, b"".join(parts))
            parts = [journal.encode_header(Header(state.format, line.sequence, previous))]
    history.retire(folder, b"".join(parts))
    for name in _tables_after(lines):
        state.tables.setdefault(name, {})  # a folder keeps a table whose last record went
    state.digest = previous
    disk.write_atomically(folder / JOURNAL_NAME, new_journal(state))
    disk.write_atomically(folder / SNAPSHOT_NAME, snapshot.encode(state))
    return state


def _tables_after(lines: list[Line]) -> dict[str, None]:
    """The tables a history leads to, the empty ones too."""
    names: dict[str, None] = {}
    for line in lines:
        names |= dict.fromkeys((*line.made, *(op.table for op in line.ops)))
        for name in line.dropped:
            names.pop(name, None)
    return names


def lines_of(session: Session, code: str) -> list[Line]:
    """The whole log as lines of a journal, oldest first, without the digests a journal has."""
    entries = reading.every(session, code)
    ops = reading.ops_between(session, code, entries[0].sequence, entries[-1].sequence) if entries else {}
    return [reading.line_of(entry, ops.get(entry.sequence, ()), "") for entry in entries]


def read_folder(root: Path) -> tuple[State, list[Line]]:
    """Documents and history of a workspace in a folder, sound and whole; nothing is altered.

    Raises:
        RefusedError: It is damaged, has one id twice, or history and records do not fit.
        StorageError: It cannot be read.
    """
    found = read_workspace(root)
    if found.damage:
        raise RefusedError(
            "This workspace is damaged, so it is not moved.",
            f"{root}: {found.damage}",
            "Make a sound copy with 'readiness doctor --repair-to DIR', and move that.",
        )
    lines = [line for line in history.all_lines(root) if line.is_transaction]
    newest: dict[int, Line] = {line.sequence: line for line in lines}
    unbroken = list(_unbroken(newest, found.state.sequence))[::-1]
    for name, table in found.state.tables.items():
        ids = [document.get("id") for document in table.values() if document.get("id") is not None]
        if len(ids) > len(set(map(str, ids))):
            raise RefusedError(
                "Two records have the same id, so the workspace is not moved.",
                f"{root}: in {name}",
                "'readiness doctor' names them; remove one of them first.",
            )
    need_fitting(found.state, unbroken, root)
    return found.state, unbroken


def need_fitting(state: State, lines: list[Line], root: Path) -> None:
    """Refuse a history that does not lead to the records: walked back, each change must find what it left."""
    past = {(name, int(doc)): body for name, table in state.tables.items() for doc, body in table.items()}
    erased = {tomb.sequence for line in lines for tomb in line.erased}
    for line in reversed(lines):
        for op in reversed(line.ops):
            if past.get((op.table, op.doc)) != op.after and not erased:
                raise RefusedError(
                    "The history does not lead to the records, so the workspace is not moved.",
                    f"{root}: change {line.sequence}",
                    "Make a sound copy with 'readiness doctor --repair-to DIR', and move that.",
                )
            if op.before is None:
                past.pop((op.table, op.doc), None)
            else:
                past[op.table, op.doc] = op.before


def fill(session: Session, code: str, state: State, lines: list[Line]) -> None:
    """Put documents and history into an area that holds nothing, and prove that they are there.

    In the transaction of `session`: when this raises, nothing is stored.

    Raises:
        StorageError: The area holds something, or it is not its owner who asks.
        RefusedError: What was stored is not what was given.
    """
    first = lines[0].sequence if lines else state.sequence + 1
    if not session.execute(
        "SELECT readiness.begin_filling(%s, %s, %s)", (code, first, state.sequence)
    ).fetchall()[0][0]:
        raise StorageError(
            "Records can be moved only into an area that holds nothing, by its owner.",
            code,
            "Have a new area made: 'readiness database area CODE'.",
        )
    for records, changes, counters in _parts(state, lines):
        _send(session, code, records, changes, counters)
    there = reading.state_here(session, code)
    if _meaning(there) != _meaning(state) or [_plain(line) for line in lines_of(session, code)] != [
        _plain(line) for line in lines
    ]:
        raise RefusedError(
            "What the database holds is not what the folder holds, so nothing was moved.",
            code,
            "Tell whoever looks after this program; the folder is as it was.",
        )
    session.execute("SELECT readiness.end_filling(%s)", (code,))


def _unbroken(lines: dict[int, Line], sequence: int) -> Iterator[Line]:
    """The changes that lead to the present without a hole, newest first."""
    while sequence in lines:
        yield lines[sequence]
        sequence -= 1


def _parts(state: State, lines: list[Line]) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    records = [[name, int(doc), body] for name, table in state.tables.items() for doc, body in table.items()]
    names = sorted({*state.next_docs, *state.next_records})
    counters = [[name, state.next_records.get(name, 1), state.next_docs.get(name, 1)] for name in names]
    yield [], [], counters
    for start in range(0, len(records), _PART):
        yield records[start : start + _PART], [], []
    part: list[Any] = []
    held = 0
    for line in lines:
        part.append(_change(line))
        held += len(line.ops)
        if held > _PART:
            yield [], part, []
            part, held = [], 0
    yield [], part, []


def _change(line: Line) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if line.made:
        extra["made"] = list(line.made)
    if line.dropped:
        extra["dropped"] = list(line.dropped)
    if line.erased:
        extra["erased"] = [[tomb.sequence, tomb.was, tomb.now, None] for tomb in line.erased if tomb.sequence]
    return {
        "sequence": line.sequence,
        "at": line.at,
        "user": line.user,
        "label": line.label,
        "undoes": line.undoes,
        "extra": extra or None,
        "ops": [[op.table, op.doc, op.before, op.after] for op in line.ops],
    }


def _send(session: Session, code: str, records: list[Any], changes: list[Any], counters: list[Any]) -> None:
    try:
        texts = [orjson.dumps(part).decode() for part in (records, changes, counters)]
    except TypeError as error:
        raise RefusedError("A value cannot be moved.", code, "Correct it first.") from error
    session.execute("SELECT readiness.fill(%s, %s::jsonb, %s::jsonb, %s::jsonb)", (code, *texts))


def _meaning(state: State) -> Any:
    """What two stores must agree on; empty tables and counters that never counted are nothing."""
    tables = {name: table for name, table in state.tables.items() if table}
    counters = [
        {name: number for name, number in counter.items() if number > 1}
        for counter in (state.next_docs, state.next_records)
    ]
    return state.sequence, tables, counters


def _plain(line: Line) -> Any:
    return (
        line.sequence,
        line.at,
        line.user,
        line.label,
        line.undoes,
        [(op.table, op.doc, op.before, op.after) for op in line.ops],
    )
