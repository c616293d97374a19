"""Extracted words and an index of them: a throw-away SQLite file, never the record of anything.

Keyed by content (SHA-256), private to the user, outside the workspace. It may be deleted at any time; a
damaged one is replaced. Items taken out are wiped, not only marked as free.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from readiness.base import disk

FORMAT = 3

_PRIVATE_FILE = 0o600

_BUSY_SECONDS = 5

_AT_ONCE = 500
"""Values in one question to the file."""

_Result = TypeVar("_Result")

_SCHEMA = """
create table texts (id integer primary key, sha256 text not null unique, document blob not null);
create virtual table words using fts5 (
    title, body, content='', tokenize='unicode61 remove_diacritics 0', prefix='3'
);
create virtual table known using fts5vocab (words, row);
"""


class TextCache:
    """Documents (JSON-ready mappings) by content digest, and full-text search over their words.

    Safe to use from several threads. Failures of the file are repaired by starting it anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._db = self._opened()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def digests(self) -> set[str]:
        """Every content digest held."""
        return {row[0] for row in self._do(lambda db: db.execute("select sha256 from texts").fetchall())}

    def get(self, sha256: str) -> dict[str, Any] | None:
        """The document of a content digest, or None."""
        query = "select document from texts where sha256 = ?"
        row = self._do(lambda db: db.execute(query, (sha256,)).fetchone())
        return None if row is None else _unpacked(row[0])

    def put(self, items: Iterable[tuple[str, dict[str, Any], str, str]]) -> None:
        """Hold (digest, document, title, words) items in one step; one already held stays as it is."""
        rows = list(items)

        def store(db: sqlite3.Connection) -> None:
            with db:
                for sha256, document, title, words in rows:
                    added = db.execute(
                        "insert or ignore into texts (sha256, document) values (?, ?)",
                        (sha256, _packed(document)),
                    )
                    if added.rowcount > 0 and (title or words):
                        db.execute(
                            "insert into words (rowid, title, body) values (?, ?, ?)",
                            (added.lastrowid, title, words),
                        )

        self._do(store)

    def remove(self, digests: Sequence[str], words_of: Callable[[dict[str, Any]], tuple[str, str]]) -> None:
        """Wipe documents; `words_of` gives back the (title, words) a document was put with."""
        if not digests:
            return

        def wipe(db: sqlite3.Connection) -> None:
            with db:
                for sha256 in digests:
                    row = db.execute("select id, document from texts where sha256 = ?", (sha256,)).fetchone()
                    if row is None:
                        continue
                    title, words = words_of(_unpacked(row[1]))
                    if title or words:
                        db.execute(
                            "insert into words (words, rowid, title, body) values ('delete', ?, ?, ?)",
                            (row[0], title, words),
                        )
                    db.execute("delete from texts where id = ?", (row[0],))
                db.execute("insert into words (words) values ('optimize')")

        self._do(wipe)

    def clear(self) -> None:
        """Wipe everything; others that have the file open find it empty."""

        def wipe(db: sqlite3.Connection) -> None:
            with db:
                db.execute("insert into words (words) values ('delete-all')")
                db.execute("delete from texts")

        self._do(wipe)

    def found(self, match: str, most: int) -> list[int]:
        """Numbers of the documents that answer an FTS5 expression best, best first."""
        query = (
            "select rowid from words where words match ? and rank match 'bm25(6.0, 1.0)'"
            " order by rank limit ?"
        )
        return [row[0] for row in self._do(lambda db: db.execute(query, (match, most)).fetchall())]

    def any(self, match: str, most: int) -> list[int]:
        """Numbers of documents that answer an FTS5 expression, in no order of worth: quicker than `found`."""
        query = "select rowid from words where words match ? limit ?"
        return [row[0] for row in self._do(lambda db: db.execute(query, (match, most)).fetchall())]

    def among(self, match: str, numbers: Sequence[int]) -> set[int]:
        """Those of some documents that answer an FTS5 expression."""
        marks = ",".join("?" * len(numbers))
        query = f"select rowid from words where words match ? and rowid in ({marks})"  # noqa: S608 - question marks only
        return {row[0] for row in self._do(lambda db: db.execute(query, (match, *numbers)).fetchall())}

    def digests_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The content digest of each number."""
        wanted = list(numbers)
        found: dict[int, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            query = f"select id, sha256 from texts where id in ({','.join('?' * len(some))})"  # noqa: S608 - likewise
            found |= dict(self._do(lambda db: db.execute(query, some).fetchall()))  # noqa: B023 - done at once
        return found

    def numbers(self, digests: Iterable[str]) -> dict[int, str]:
        """The number of each content digest that is held."""
        wanted = sorted(digests)
        found: dict[int, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            query = f"select id, sha256 from texts where sha256 in ({','.join('?' * len(some))})"  # noqa: S608 - likewise
            found |= dict(self._do(lambda db: db.execute(query, some).fetchall()))  # noqa: B023 - done at once
        return found

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """In how many documents each of some words stands; those in none are left out."""
        wanted = sorted(words)
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            query = f"select term, doc from known where term in ({','.join('?' * len(some))})"  # noqa: S608 - likewise
            found |= dict(self._do(lambda db: db.execute(query, some).fetchall()))  # noqa: B023 - done at once
        return found

    def begins(self, beginning: str) -> bool:
        """Whether a word with this beginning is held."""
        query = "select 1 from known where term >= ? and term < ? limit 1"
        row = self._do(lambda db: db.execute(query, (beginning, beginning + "\U0010ffff")).fetchone())
        return row is not None

    def count(self) -> int:
        """How many documents are held."""
        return int(self._do(lambda db: db.execute("select count(*) from texts").fetchone())[0])

    def documents(self, numbers: Sequence[int]) -> dict[int, tuple[str, dict[str, Any]]]:
        """(digest, document) by number."""
        marks = ",".join("?" * len(numbers))
        query = f"select id, sha256, document from texts where id in ({marks})"  # noqa: S608 - likewise
        rows = self._do(lambda db: db.execute(query, tuple(numbers)).fetchall())
        return {row[0]: (row[1], _unpacked(row[2])) for row in rows}

    def _do(self, action: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Run an action; on a damaged file start it anew, and without a usable disk go on in memory."""
        with self._lock:
            try:
                return action(self._db)
            except sqlite3.Error as error:
                if _is_ours(error):
                    raise
                is_damaged = not _is_busy(error)
            self._db.close()
            if is_damaged:
                discard(self._path)
            self._db = self._opened() if is_damaged else _memory()
            return action(self._db)

    def _opened(self) -> sqlite3.Connection:
        for attempt in range(2):
            try:
                return _open(self._path)
            except sqlite3.OperationalError:
                break
            except sqlite3.DatabaseError:
                if attempt == 0:
                    discard(self._path)
            except OSError:
                break
        return _memory()


def _is_ours(error: sqlite3.Error) -> bool:
    """Whether the fault is in what was asked, not in the file."""
    return isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError) or "fts5:" in str(error)


def _is_busy(error: sqlite3.Error) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def _memory() -> sqlite3.Connection:
    """A cache for this run only."""
    db = sqlite3.connect(":memory:", check_same_thread=False)
    _prepare(db)
    return db


def discard(path: Path) -> None:
    """Delete a cache file with what belongs to it; a missing one is no fault."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def _open(path: Path) -> sqlite3.Connection:
    disk.make_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE_FILE))
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    try:
        db.execute("pragma secure_delete = on")
        db.execute("pragma synchronous = off")
        _prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    """Make the tables of a new file; raises sqlite3.DatabaseError for a damaged one or another format."""
    found = db.execute("pragma user_version").fetchone()[0]
    if found == 0:
        db.executescript(f"begin; {_SCHEMA} pragma user_version = {FORMAT}; commit;")
    elif found != FORMAT:
        raise sqlite3.DatabaseError("another format")
    db.execute("select count(*) from words where words match '\"a\"'")


def _packed(document: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def _unpacked(blob: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(zlib.decompress(blob))
    return document
