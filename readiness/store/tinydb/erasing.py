"""Taking words or a record out of documents, journals and the main file, with the chain of digests kept.

A line keeps the digest by which the next line names it, and says so; a later line, the tombstone, lists the
digests before and after of every line that was altered. See docs/decisions/0012-erasure.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError, UsageError
from readiness.base.redaction import MARK, Words
from readiness.base.text import visible
from readiness.store.documents import Document, read_records
from readiness.store.layout import HISTORY_NAME, LIBRARY_NAME, SNAPSHOTS_NAME
from readiness.store.tinydb import history, journal
from readiness.store.tinydb.journal import Line, Op, Tomb
from readiness.store.tinydb.snapshot import State, Tables

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is taken out: words wherever they stand in a text, or records by their ids, with their files."""

    words: Words = field(default_factory=lambda: Words(""))
    records: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    """Files that go out of backups with the records, named from the workspace with ``/``."""

    def __post_init__(self) -> None:
        if bool(self.words) == bool(self.records):
            raise UsageError("Name either the words to erase or a record.", "", "Give one of the two.")
        if self.words and (len(self.words.text) < _SHORTEST or self.words.is_in(MARK)):
            raise UsageError(
                "These words are too short to erase.",
                visible(self.words.text),
                "Give three characters or more.",
            )

    def document(self, document: Document | None) -> Document | None:
        """A document without it; None for one that is taken out, the same object when nothing was in it."""
        if document is None or document.get("id") in self.records:
            return None
        found = self.value(document)
        return document if found == document else found

    def value(self, value: Any) -> Any:
        """Any JSON value without the words."""
        return self.words.out_of_value(value) if self.words else value

    def line(self, line: Line) -> Line:
        """A line without it; the same object when it was not in it."""
        ops = tuple(op for op in map(self._op, line.ops) if op is not None)
        label = MARK if len(ops) < len(line.ops) else self.value(line.label)
        user = self.value(line.user)
        if (ops, label, user) == (line.ops, line.label, line.user):
            return line
        return replace(line, ops=ops, label=label, user=user, was=line.digest)

    def tables(self, tables: Tables) -> tuple[Tables, int]:
        """Tables without it, and how many documents were altered or taken out."""
        altered = 0
        redacted: Tables = {}
        for name, table in tables.items():
            kept = redacted.setdefault(name, {})
            for number, document in table.items():
                without = self.document(document)
                altered += without is not document
                if without is not None:
                    kept[number] = without
        return redacted, altered

    def state(self, state: State) -> int:
        """Take it out of a state; how many documents were altered. Ask `check` first."""
        redacted, altered = self.tables(state.tables)
        if altered:
            state.tables = redacted
            state.number_all()
        return altered

    def check(self, tables: Tables) -> int:
        """How many documents it is in. Raises RefusedError when one could not be found or read without it."""
        redacted, altered = self.tables(tables)
        if self.words and altered and (_ids(redacted), _faults(redacted)) != (_ids(tables), _faults(tables)):
            raise RefusedError(
                "A record could not be read any more without these words.",
                "They are part of an id, a choice or a date",
                "Give more of the text around them, or erase the record.",
            )
        return altered

    def name(self, name: str) -> str:
        """What a file of the library or a named snapshot is called without the words, from the workspace."""
        folder, _, rest = name.partition("/")
        if not self.words or folder not in {LIBRARY_NAME, SNAPSHOTS_NAME}:
            return name
        return f"{folder}/{self.words.out_of_name(rest, is_marked=folder == LIBRARY_NAME)}"

    def is_told_in(self, data: bytes) -> bool:
        """Whether bytes hold the words, or name one of the records."""
        if self.words:
            return self.words.is_in_bytes(data)
        return any(Words(record).is_in_bytes(data) for record in self.records)

    def _op(self, op: Op) -> Op | None:
        if any(side and side.get("id") in self.records for side in (op.before, op.after)):
            return None
        before, after = self.document(op.before), self.document(op.after)
        return op if before is op.before and after is op.after else Op(op.table, op.doc, before, after)


def redact_journal(data: bytes, redaction: Redaction) -> tuple[bytes, list[Line]]:
    """A journal's bytes without something, and the lines that were altered, now or before.

    Lines it is not in keep their bytes, and so does what follows damage.
    """
    scan = journal.scan(data)
    header, *raw = data[: scan.good].splitlines(keepends=True) or [b""]
    parts = [header]
    altered: list[Line] = []
    for line, unaltered in zip(scan.lines, raw, strict=True):
        redacted = redaction.line(line)
        parts.append(unaltered if redacted is line else journal.encode(redacted))
        if redacted.was:
            altered.append(journal.decode(parts[-1]))
    return b"".join([*parts, data[scan.good :]]), altered


def count_lines(root: Path, redaction: Redaction) -> int:
    """How many changes of past and present something is in; alters nothing. Raises OSError."""
    return sum(redaction.line(line) is not line for line in history.all_lines(root))


def redact_history(root: Path, redaction: Redaction) -> list[Tomb]:
    """Take something out of every retired journal; a tomb for each altered line that none tells of yet.

    Ends of journals that were put aside, and never counted, are deleted. Raises OSError.
    """
    told: set[Tomb] = set()
    altered: list[Line] = []
    for _, _, path in history.retired_journals(root):
        data = whole_file(path)
        redacted, lines = redact_journal(data, redaction)
        if redacted != data:
            disk.write_atomically(path, redacted)
        altered += lines
        told.update(tomb for line in journal.scan(data).lines for tomb in line.erased)
    for path in (root / HISTORY_NAME).glob(f"{history.REJECTED_PREFIX}*"):
        path.unlink()
    for path in root.glob(".readiness.*.tmp"):
        path.unlink()
    tombs = [Tomb(line.sequence, line.was, line.bytes_digest) for line in altered]
    return [tomb for tomb in tombs if tomb not in told]


def untold(lines: Iterable[Line]) -> list[int]:
    """Numbers of altered lines that no tombstone among these lines tells of."""
    known = list(lines)
    told = {tomb for line in known for tomb in line.erased}
    tombs = (Tomb(line.sequence, line.was, line.bytes_digest) for line in known if line.was)
    return [tomb.sequence for tomb in tombs if tomb not in told]


def _ids(tables: Tables) -> list[tuple[str, str, object]]:
    return [
        (name, number, document.get("id"))
        for name, table in tables.items()
        for number, document in table.items()
    ]


def _faults(tables: Tables) -> int:
    return len(read_records({name: table.values() for name, table in tables.items()})[1])
