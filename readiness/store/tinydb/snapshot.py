"""The snapshot `readiness.json`: one document per line, readable by a person and by stock TinyDB."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

import orjson

from readiness.model.records.tables import RECORD_TYPES, number_of
from readiness.store import documents
from readiness.store.documents import Document
from readiness.store.tinydb.journal import Line, Op

Tables = dict[str, dict[str, Document]]

META = "_meta"

_META_DOCUMENT = "1"

_TABLE_LINE = re.compile(rb'^"([^"]+)": \{')

_DOCUMENT_LINE = re.compile(rb'^"(\d+)": (\{.*\}),?$')


@dataclass(slots=True)
class State:
    """Everything a workspace holds at one sequence: documents by table and number, and counters."""

    tables: Tables = field(default_factory=dict)
    format: int = field(default_factory=lambda: documents.FORMAT)
    sequence: int = 0
    digest: str = ""
    """Digest of the journal line at which this state holds."""
    next_docs: dict[str, int] = field(default_factory=dict)
    """Next free document number by table; never goes back."""
    next_records: dict[str, int] = field(default_factory=dict)
    """Next free number of a record id by table; never goes back."""
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    """Document number by record id, by table; the first counts when an id occurs twice."""

    def __post_init__(self) -> None:
        self.number_all()

    def number_all(self) -> None:
        """Find every record's document number again, after the tables were put in place at once."""
        self.numbers = {}
        for name, table in self.tables.items():
            numbers = self.numbers.setdefault(name, {})
            for doc, document in table.items():
                numbers.setdefault(str(document.get("id")), int(doc))

    def apply(self, line: Line) -> None:
        """Take in one journal line that follows this state."""
        for name in line.made:
            self.tables.setdefault(name, {})
        for op in line.ops:
            self._take(op)
        for name in line.dropped:
            self.tables.pop(name, None)
            self.numbers.pop(name, None)
        for name, number in line.reserved.items():
            _raise_to(self.next_records, name, number)
        self.sequence, self.digest = line.sequence, line.digest

    def _take(self, op: Op) -> None:
        table = self.tables.setdefault(op.table, {})
        numbers = self.numbers.setdefault(op.table, {})
        if op.before is not None and numbers.get(before := str(op.before.get("id"))) == op.doc:
            del numbers[before]
        if op.after is None:
            table.pop(str(op.doc), None)
            return
        table[str(op.doc)] = op.after
        numbers.setdefault(str(op.after.get("id")), op.doc)
        self._count(op.table, op.doc, op.after)

    def count_all(self) -> None:
        """Raise the counters over every document that is there."""
        for name, table in self.tables.items():
            for doc, document in table.items():
                self._count(name, int(doc), document)

    def _count(self, table: str, doc: int, document: Document) -> None:
        _raise_to(self.next_docs, table, doc + 1)
        kind = RECORD_TYPES.get(table)
        if kind is not None and kind.prefix:
            _raise_to(self.next_records, table, number_of(str(document.get("id", "")), kind.prefix) + 1)


class SnapshotError(ValueError):
    """Snapshot bytes that are not a workspace of this program, with the reason."""


def encode(state: State) -> bytes:
    """The snapshot's bytes: the same state always gives the same bytes."""
    meta = _meta(state)
    meta["checksum"] = _checksum(meta, state.tables)
    parts = [b'{\n"%b": {\n"%b": %b\n}' % (META.encode(), _META_DOCUMENT.encode(), orjson.dumps(meta))]
    for name, table in state.tables.items():
        rows = b",\n".join(b'"%b": %b' % (doc.encode(), orjson.dumps(body)) for doc, body in table.items())
        parts.append(b"%b: {\n%b\n}" % (orjson.dumps(name), rows))
    return b",\n".join(parts) + b"\n}\n"


def decode(data: bytes) -> tuple[State, str]:
    """The state in a snapshot, and what is wrong with it (empty when it is whole).

    Raises SnapshotError when it is not JSON or not a workspace of this program.
    """
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise SnapshotError(f"it is not JSON: {error}") from error
    try:
        meta = content.pop(META)[_META_DOCUMENT]
        state = _state(content, meta)
        expected = meta.pop("checksum")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SnapshotError("it holds no readable workspace details (_meta)") from error
    if not _is_shaped(state.tables):
        raise SnapshotError("it is JSON, but not tables of numbered documents")
    is_whole = expected == _checksum(meta, state.tables)
    return state, "" if is_whole else "its content does not match its checksum"


def salvage(data: bytes) -> State:
    """What can be read line by line of a damaged snapshot: documents whose line is whole."""
    state = State()
    table: dict[str, Document] = {}
    for line in data.split(b"\n"):
        if row := _DOCUMENT_LINE.match(line):
            try:
                table[row[1].decode()] = orjson.loads(row[2])
            except orjson.JSONDecodeError:
                continue
        elif heading := _TABLE_LINE.match(line):
            table = state.tables.setdefault(heading[1].decode("utf-8", "replace"), {})
    _take_meta(state)
    state.number_all()
    return state


def _take_meta(state: State) -> None:
    meta = state.tables.pop(META, {}).get(_META_DOCUMENT, {})
    try:
        found = _state({}, meta)
    except (KeyError, TypeError, ValueError, AttributeError):
        return
    found.tables = state.tables
    for name in ("format", "sequence", "digest", "next_docs", "next_records"):
        setattr(state, name, getattr(found, name))


def _meta(state: State) -> dict[str, Any]:
    return {
        "format": state.format,
        "sequence": state.sequence,
        "digest": state.digest,
        "next_docs": dict(sorted(state.next_docs.items())),
        "next_records": dict(sorted(state.next_records.items())),
    }


def _state(tables: Tables, meta: dict[str, Any]) -> State:
    return State(
        tables,
        int(meta["format"]),
        int(meta["sequence"]),
        str(meta["digest"]),
        {str(name): int(number) for name, number in meta["next_docs"].items()},
        {str(name): int(number) for name, number in meta["next_records"].items()},
    )


def _checksum(meta: dict[str, Any], tables: Tables) -> str:
    canonical = orjson.dumps([meta, tables], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical).hexdigest()


def _is_shaped(tables: Any) -> bool:
    return all(
        isinstance(table, dict)
        and all(key.isdecimal() and isinstance(body, dict) for key, body in table.items())
        for table in tables.values()
    )


def _raise_to(counters: dict[str, int], name: str, number: int) -> None:
    if number > counters.get(name, 1):
        counters[name] = number
