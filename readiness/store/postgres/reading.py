"""Reading what the database holds: records, counters, the log, and the way back through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from readiness.base.errors import RefusedError, UsageError
from readiness.model.records.changes import Change, StoredChanges, Transaction
from readiness.model.records.tables import RECORD_TYPES
from readiness.store.documents import Document, read_record
from readiness.store.layout import LINK_NAME
from readiness.store.tinydb.journal import Line, Op, Tomb
from readiness.store.tinydb.snapshot import State, Tables

if TYPE_CHECKING:
    from readiness.store.postgres.connection import Connection, Session

_TOGETHER = 2_000
"""Changed documents of neighbouring changes that are read at once when one of them is looked at."""


def read_state(session: Session, code: str) -> State:
    """Every document, counter and the number they belong to, as of one moment. Raises psycopg's errors."""
    session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    return state_here(session, code)


def state_here(session: Session, code: str) -> State:
    """The same inside a transaction that has begun already."""
    sequence, digest, form = session.execute(
        "SELECT sequence, digest, format FROM readiness.area WHERE code = %s", (code,)
    ).fetchall()[0]
    tables: Tables = {}
    rows = session.execute(
        "SELECT tbl, doc, body FROM readiness.record"
        " WHERE area = (SELECT area FROM readiness.area WHERE code = %s) ORDER BY tbl, doc",
        (code,),
    )
    for table, doc, body in rows:
        tables.setdefault(table, {})[str(doc)] = body
    next_docs, next_records = {}, {}
    for table, record, doc in session.execute(
        "SELECT tbl, next_record, next_doc FROM readiness.counter"
        " WHERE area = (SELECT area FROM readiness.area WHERE code = %s)",
        (code,),
    ):
        if doc > 1:
            next_docs[table] = doc
        if record > 1:
            next_records[table] = record
    order = [*RECORD_TYPES, *sorted(tables.keys() - RECORD_TYPES.keys())]
    ordered = {name: tables[name] for name in order if name in tables}
    return State(ordered, form, sequence, digest, next_docs, next_records)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log without its documents."""

    sequence: int
    at: str
    user: str
    label: str
    undoes: int
    login: str
    count: int
    extra: dict[str, Any] | None


_LOG: Final = (
    "SELECT sequence, at, shown, label, undoes, login, count, extra FROM readiness.change"
    " WHERE area = (SELECT area FROM readiness.area WHERE code = %s)"
)


def newest(connection: Connection, limit: int | None) -> list[Entry]:
    """The newest lines of the log, newest first."""
    rows = connection.ask(f"{_LOG} ORDER BY sequence DESC LIMIT %s", (connection.link.area, limit))
    return [Entry(*row) for row in rows]


def after(connection: Connection, sequence: int) -> list[Entry]:
    """Lines of the log after one, oldest first."""
    rows = connection.ask(f"{_LOG} AND sequence > %s ORDER BY sequence", (connection.link.area, sequence))
    return [Entry(*row) for row in rows]


def every(session: Session, code: str) -> list[Entry]:
    """The whole log, oldest first."""
    rows = session.execute(f"{_LOG} ORDER BY sequence", (code,))
    return [Entry(*row) for row in rows]


def ops_between(session: Session, code: str, first: int, last: int) -> dict[int, list[Op]]:
    """What changes did, by their numbers; what was erased whole is left out."""
    found: dict[int, list[Op]] = {}
    rows = session.execute(
        "SELECT sequence, tbl, doc, before, after FROM readiness.op"
        " WHERE area = (SELECT area FROM readiness.area WHERE code = %s)"
        " AND sequence BETWEEN %s AND %s ORDER BY sequence, n",
        (code, first, last),
    )
    for sequence, table, doc, before, now in rows:
        if before is not None or now is not None:
            found.setdefault(sequence, []).append(Op(table, doc, before, now))
    return found


def transactions(connection: Connection, entries: Sequence[Entry]) -> list[Transaction]:
    """Lines of the log as the transactions they were; documents are read when somebody looks at them."""
    made: list[Transaction] = []
    for block in _blocks(entries):
        loader = _Loader(connection, block)
        for entry in block:
            changes = StoredChanges(entry.count, _reader(loader, entry.sequence))
            made.append(_transaction(entry, changes))
    return made


def told(connection: Connection, entries: Sequence[Entry]) -> list[Transaction]:
    """Lines of the log as somebody who has the records must take them in.

    After an erasure that is what the altered records say now: the log has it of no other change.
    """
    found: list[Transaction] = []
    for entry, plain in zip(entries, transactions(connection, entries), strict=True):
        erased = (entry.extra or {}).get("erased")
        changes = tuple(plain.changes) if erased is None else _altered(connection, [one[0] for one in erased])
        found.append(_transaction(entry, changes))
    return found


def documents_at(session: Session, code: str, state: State, point: int) -> Tables:
    """The documents after the change numbered `point`, from those of `state`.

    Raises:
        UsageError: There is no such point.
        RefusedError: The log does not go back that far.
    """
    if not 0 <= point <= state.sequence:
        raise UsageError(
            "There is no such point in the history.", f"{point}", f"Name one from 0 to {state.sequence}."
        )
    first = session.execute("SELECT first FROM readiness.area WHERE code = %s", (code,)).fetchall()[0][0]
    if point < first - 1:
        raise RefusedError(
            "The history does not go back that far without a hole.",
            f"it begins at change {first}",
            "Restore a backup instead.",
        )
    past = {name: dict(table) for name, table in state.tables.items()}
    rows = session.execute(
        "SELECT DISTINCT ON (tbl, doc) tbl, doc, before FROM readiness.op"
        " WHERE area = (SELECT area FROM readiness.area WHERE code = %s)"
        " AND sequence > %s ORDER BY tbl, doc, sequence, n",
        (code, point),
    )
    for table, doc, before in rows:
        if before is None:
            past.setdefault(table, {}).pop(str(doc), None)
        else:
            past.setdefault(table, {})[str(doc)] = before
    return past


def line_of(entry: Entry, ops: Iterable[Op], previous: str) -> Line:
    """A line of the log as a line of a journal."""
    extra = entry.extra or {}
    return Line(
        entry.sequence,
        previous,
        entry.at,
        entry.user,
        entry.label,
        entry.undoes,
        tuple(ops),
        made=tuple(extra.get("made", ())),
        dropped=tuple(extra.get("dropped", ())),
        erased=(Tomb(0, "", ""),) if "erased" in extra else (),
    )


def change_of(table: str, before: Document | None, now: Document | None) -> Change | None:
    """Two versions of a document as a change; None when it cannot be read as a record."""
    kind = RECORD_TYPES.get(table)
    if kind is None:
        return None
    sides = [None if one is None else read_record(kind, one, [], file=LINK_NAME) for one in (before, now)]
    if (sides[0] is None) != (before is None) or (sides[1] is None) != (now is None):
        return None
    some = sides[1] or sides[0]
    return None if some is None else Change(table, some.id, sides[0], sides[1])


def _transaction(entry: Entry, changes: Sequence[Change]) -> Transaction:
    at = datetime.fromisoformat(entry.at) if entry.at else None
    return Transaction(entry.label, changes, entry.user, at, entry.sequence, entry.undoes, entry.login)


def _blocks(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    block: list[Entry] = []
    held = 0
    for entry in entries:
        if block and held + entry.count > _TOGETHER:
            yield block
            block, held = [], 0
        block.append(entry)
        held += entry.count
    if block:
        yield block


class _Loader:
    """What a block of neighbouring changes did, read once when it is asked for."""

    def __init__(self, connection: Connection, block: Sequence[Entry]) -> None:
        self._connection = connection
        numbers = [entry.sequence for entry in block]
        self._span = min(numbers), max(numbers)
        self._found: dict[int, list[Op]] | None = None

    def __call__(self, sequence: int) -> list[Op]:
        if self._found is None:
            code = self._connection.link.area
            self._found = self._connection.work(lambda session: ops_between(session, code, *self._span))
        return self._found.get(sequence, [])


def _reader(loader: _Loader, sequence: int) -> Callable[[], Sequence[Change]]:
    def read() -> Sequence[Change]:
        changes = (change_of(op.table, op.before, op.after) for op in loader(sequence))
        return tuple(change for change in changes if change is not None)

    return read


def _altered(connection: Connection, sequences: list[int]) -> tuple[Change, ...]:
    rows = connection.ask(
        "SELECT DISTINCT o.tbl, o.id, r.body FROM readiness.op o"
        " LEFT JOIN readiness.record r ON r.area = o.area AND r.tbl = o.tbl AND r.id = o.id"
        " WHERE o.area = (SELECT area FROM readiness.area WHERE code = %s)"
        " AND o.sequence = ANY (%s) AND o.now_sha IS NOT NULL ORDER BY 1, 2",
        (connection.link.area, sequences),
    )
    changes: list[Change] = []
    for table, record_id, body in rows:
        if body is None:
            changes.append(Change(table, record_id, None, None))
        elif change := change_of(table, None, body):
            changes.append(change)
    return tuple(changes)
