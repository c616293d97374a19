"""The store that is an area of a PostgreSQL database; its one function is the only way to write."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString

import orjson

from readiness.base.errors import RefusedError, StaleEditError, StorageError, UsageError
from readiness.base.problems import Problem, Where
from readiness.model.records.changes import Change, Transaction, merged
from readiness.model.records.tables import RECORD_TYPES, Records, make_id, number_of
from readiness.store.documents import Document, as_utc, read_records, stamped
from readiness.store.layout import LINK_NAME
from readiness.store.postgres import erasing, reading, safekeeping
from readiness.store.postgres.area import AreaRepository
from readiness.store.postgres.connection import Connection, LostError
from readiness.store.postgres.link import read_link
from readiness.store.postgres.rights import MemberRights, member_of
from readiness.store.repository import Backup, Erased, Restored
from readiness.store.tinydb.journal import Op
from readiness.store.tinydb.rewind import put_back_ops

if TYPE_CHECKING:
    from readiness.store.postgres.area import Wanted
    from readiness.store.postgres.connection import Session
    from readiness.store.tinydb.snapshot import State, Tables

_CHOSEN = "It was opened for reading only."

_TRIES = 20
"""How often something wide is worked out anew because others wrote meanwhile."""

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""A NUL as JSON writes it: the database's text cannot hold one, and its log would show the rest."""

_ASK_OWNER = "Ask an owner of the area for the right to."


class PostgresRepository(AreaRepository):
    """The records of one area. Use `open` or `create`, and `close` when done."""

    def __init__(
        self, root: Path, connection: Connection, rights: MemberRights, reason: str, identity: str
    ) -> None:
        self._root = root
        self._connection = connection
        self._rights = rights
        self._reason = reason
        self._identity = identity
        self._seen = 0
        self._known = 0
        self._own: set[int] = set()
        self._unanswered: tuple[bytes, uuid.UUID] | None = None

    @classmethod
    def create(cls, root: Path) -> PostgresRepository:
        """Open an area that holds nothing yet. Raises StorageError when it holds something."""
        made = cls.open(root)
        if made.sequence:
            made.close()
            raise StorageError(
                "There is a workspace in this area already.", made.link.area, "Open it instead."
            )
        return made

    @classmethod
    def open(cls, root: Path, *, read_only: bool = False) -> PostgresRepository:
        """Open the area a folder leads to; a reader's is read-only. Raises StorageError as `Connection`."""
        connection = Connection(read_link(root))
        sequence, is_filling, identity, rights = member_of(connection)
        reason = _CHOSEN if read_only else ""
        if not reason and rights.role == "reader":
            reason = rights.words("reader")
        if is_filling:
            reason = rights.words("filling")
        made = cls(root, connection, rights, reason, identity)
        made._seen = made._known = sequence
        return made

    @property
    def root(self) -> Path:
        """The folder of work."""
        return self._root

    @property
    def connection(self) -> Connection:
        """The way to the database."""
        return self._connection

    @property
    def read_only_reason(self) -> str:
        """Why commits are refused; empty when they are not."""
        return self._reason

    @property
    def rights(self) -> MemberRights:
        """What this login may do."""
        return self._rights

    @property
    def identity(self) -> str:
        """The login at the database."""
        return self._identity

    @property
    def sequence(self) -> int:
        """Number of the newest transaction known here."""
        return self._known

    def load(self) -> tuple[Records, list[Problem]]:
        """Every record as of one moment, and what is wrong with the rest."""
        code = self.link.area
        state = self._connection.work(lambda session: reading.read_state(session, code))
        self._seen = self._known = state.sequence
        self._own.clear()
        records, problems = read_records(
            {name: table.values() for name, table in state.tables.items()}, file=LINK_NAME
        )
        if self._reason not in {"", _CHOSEN}:
            what = f"{self._reason} Everything can be read, nothing can be changed."
            problems.insert(0, Problem("warning", Where(file=LINK_NAME), what, _ASK_OWNER))
        return records, problems

    def commit(self, transaction: Transaction, *, user: str, at: datetime) -> Transaction:
        """Store a transaction, all or nothing, and return it as stored; see `Repository.commit`."""
        self._require_writable()
        at = as_utc(at)
        changes = merged(transaction.changes)
        if not changes:
            return replace(transaction, changes=(), user=user, at=at, sequence=0)
        ops = _encoded([_op(change) for change in changes])
        token = self._token(ops)
        values = (
            self.link.area,
            token,
            _moment(at),
            user,
            transaction.label,
            transaction.undoes,
            ops.decode(),
        )
        try:
            answer = self._ask("SELECT readiness.commit_change(%s, %s, %s, %s, %s, %s, %s::jsonb)", values)
        except LostError:
            self._unanswered = (ops, token)  # the same, sent again, counts once
            raise
        self._unanswered = None
        if stale := answer.get("stale"):
            raise _stale(changes[stale[0]["n"]], stale[0]["body"])
        self._refuse(answer, changes)
        name, moment = answer["user"], datetime.fromisoformat(answer["at"])
        self._take(answer["sequence"])
        done = tuple(_as_stored(change, name, moment) for change in changes)
        return replace(
            transaction,
            changes=done,
            user=name,
            at=moment,
            sequence=answer["sequence"],
            login=self._identity,
        )

    def refresh(self) -> list[Transaction]:
        """What others committed since last asked; one row when nothing happened."""
        head = self._connection.ask("SELECT sequence FROM readiness.area WHERE code = %s", (self.link.area,))
        if not head or head[0][0] <= self._seen:
            return []
        entries = reading.after(self._connection, self._seen)
        if not entries:
            return []
        self._seen = entries[-1].sequence  # the last row read, never the head: rows may have come since
        self._known = max(self._known, self._seen)
        others = [entry for entry in entries if entry.sequence not in self._own]
        self._own = {number for number in self._own if number > self._seen}
        return reading.told(self._connection, others)

    def next_ids(self, table: str, count: int) -> list[str]:
        """Record ids nobody was ever given."""
        kind = RECORD_TYPES.get(table)
        if kind is None or not kind.prefix:
            raise UsageError("Records of this kind get their id from the framework.", table)
        if count < 1:
            return []
        self._require_writable()
        rows = self._connection.ask(
            "SELECT readiness.reserve_ids(%s, %s, %s)", (self.link.area, table, count)
        )
        first = rows[0][0]
        if first is None:
            raise self._refused("reader")
        return [make_id(kind.prefix, number) for number in range(first, first + count)]

    @property
    def next_numbers(self) -> Mapping[str, int]:
        """The number of the next id of each table that ever gave one."""
        rows = self._connection.ask(
            "SELECT c.tbl, c.next_record FROM readiness.counter c JOIN readiness.area a USING (area)"
            " WHERE a.code = %s AND c.next_record > 1",
            (self.link.area,),
        )
        return dict(rows)

    def skip_ids(self, next_numbers: Mapping[str, int]) -> None:
        """See that no id below these numbers is given from now on."""
        self._require_writable()
        values = (self.link.area, orjson.dumps(dict(next_numbers)).decode())
        if not self._connection.ask("SELECT readiness.skip_ids(%s, %s::jsonb)", values)[0][0]:
            raise self._refused("reader")

    def history(self, limit: int | None = 100) -> Sequence[Transaction]:
        """The newest transactions, newest first."""
        entries = reading.newest(self._connection, limit)
        if entries:
            self._known = max(self._known, entries[0].sequence)
        return reading.transactions(self._connection, entries)

    def restore_to(self, sequence: int, *, user: str, at: datetime) -> Transaction:
        """Make everything as it was after the transaction of this number, as a new one. An owner's."""

        def wanted(session: Session, state: State) -> Tables:
            return reading.documents_at(session, self.link.area, state, sequence)

        return self.put_back(wanted, label=f"Restore to change {sequence}", user=user, at=at)

    def restore_backup(self, path: Path, *, user: str, at: datetime, is_trial: bool = False) -> Restored:
        """Make everything as it is in a backup; see `Repository.restore_backup`. An owner's."""
        return safekeeping.restore(self, path, user=user, at=at, is_trial=is_trial)

    def back_up(self, at: datetime, *, label: str = "manual", with_evidence: bool = True) -> Backup:
        """Write a backup into the backups folder; see `Repository.back_up`."""
        return safekeeping.back_up(self, at, label=label, with_evidence=with_evidence)

    def way_back(self, at: datetime, *, reason: str) -> None:
        """Make an automatic backup, and let the oldest of them go."""
        safekeeping.way_back(self, at, reason=reason)

    def erase(
        self,
        *,
        words: str = "",
        records: Collection[str] = (),
        files: Collection[str] = (),
        user: str,
        at: datetime,
        is_trial: bool = False,
    ) -> Erased:
        """Take words or records out of everything kept; see `Repository.erase`. An owner's."""
        return erasing.erase(
            self, words=words, records=records, files=files, user=user, at=at, is_trial=is_trial
        )

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def put_back(self, wanted: Wanted, *, label: str, user: str, at: datetime) -> Transaction:
        """Make every document be as `wanted` says; see `AreaRepository.put_back`."""
        self._require_writable()
        at = as_utc(at)
        token = uuid.uuid4()
        for _ in range(_TRIES):
            state, tables = self._connection.work(lambda session: self._both(session, wanted))
            ops = list(put_back_ops(state, tables, user, at))
            if not ops:
                return Transaction(label, (), user, at)
            values = (
                self.link.area, token, _moment(at), user, label, 0,
                _encoded([_wide_op(op) for op in ops]).decode(), state.sequence,
            )  # fmt: skip
            answer = self._ask(
                "SELECT readiness.commit_change(%s, %s, %s, %s, %s, %s, %s::jsonb, %s)", values
            )
            if "moved" not in answer:
                break
        else:
            raise self._refused("moved")
        self._refuse(answer, ())
        self._take(answer["sequence"])
        return replace(self._stored(answer["sequence"]), login=self._identity)

    def _both(self, session: Session, wanted: Wanted) -> tuple[State, Tables]:
        state = reading.read_state(session, self.link.area)
        return state, wanted(session, state)

    def _stored(self, sequence: int) -> Transaction:
        entries = [one for one in reading.after(self._connection, sequence - 1) if one.sequence == sequence]
        done = reading.transactions(self._connection, entries)[0]
        return replace(done, changes=tuple(done.changes))

    def _token(self, ops: bytes) -> uuid.UUID:
        """A new name for a change; the one it had when it is sent again because nobody answered."""
        if self._unanswered is not None and self._unanswered[0] == ops:
            return self._unanswered[1]
        return uuid.uuid4()

    def _ask(self, query: LiteralString, values: tuple[Any, ...]) -> dict[str, Any]:
        answer: dict[str, Any] = self._connection.ask(query, values)[0][0]
        return answer

    def _take(self, sequence: int) -> None:
        self._own.add(sequence)
        self._known = max(self._known, sequence)

    def _refuse(self, answer: Mapping[str, Any], changes: Sequence[Change]) -> None:
        if "refused" not in answer:
            return
        place = answer.get("n")
        table = changes[place].table if place is not None and changes else ""
        raise self._refused(answer["refused"], table)

    def _refused(self, reason: str, table: str = "") -> StorageError:
        if reason == "moved":
            return StorageError(
                "Others write all the time, so this was not done.", self.link.area, "Try again in a minute."
            )
        return StorageError(
            "You may not do this, so nothing was changed.", self._rights.words(reason, table), _ASK_OWNER
        )

    def _require_writable(self) -> None:
        if self._reason:
            raise StorageError("This workspace is open for reading only.", self._reason, _ASK_OWNER)


def _moment(at: datetime) -> str:
    """A moment as records keep it."""
    return at.isoformat().replace("+00:00", "Z")


def _op(change: Change) -> dict[str, Any]:
    kind = RECORD_TYPES[change.table]
    return {
        "tbl": change.table,
        "id": change.record_id,
        "base": None if change.before is None else change.before.revision,
        "after": None if change.after is None else change.after.to_document(),
        "number": number_of(change.record_id, kind.prefix),
    }


def _wide_op(op: Op) -> dict[str, Any]:
    kind = RECORD_TYPES.get(op.table)
    record_id = str((op.after or op.before or {}).get("id", ""))
    number = number_of(record_id, kind.prefix) if kind else 0
    return {
        "tbl": op.table,
        "id": record_id,
        "doc": op.doc,
        "base": None,
        "after": op.after,
        "number": number,
    }


def _encoded(ops: list[dict[str, Any]]) -> bytes:
    try:
        data = orjson.dumps(ops)
        is_same = orjson.loads(data) == ops and not _NUL.search(data)
    except TypeError:
        is_same = False
    if not is_same:
        raise RefusedError(
            "A value cannot be stored exactly as it is, so nothing was stored.",
            "The database holds no such text or number",
            "Remove unusual characters and try again.",
        )
    return data


def _as_stored(change: Change, user: str, at: datetime) -> Change:
    after = None if change.after is None else stamped(change.after, change.before, user, at)
    return Change(change.table, change.record_id, change.before, after)


def _stale(change: Change, theirs: Document | None) -> StaleEditError:
    return StaleEditError(
        change.record_id,
        mine=None if change.after is None else change.after.to_document(),
        theirs=theirs,
        base=None if change.before is None else change.before.to_document(),
    )
