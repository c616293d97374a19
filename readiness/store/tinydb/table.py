"""TinyDB's own table on the durable storage, and the one place where TinyDB is written past.

Of TinyDB's private names one is overridden, `Table._update_table` (TinyDB 4.8.2 to 4.9.0): its own version
reads every document of every table, makes two dicts of them and writes all of them, at each change. That
takes many times the budget of one durable change and grows with the records, as measured in
docs/decisions/0011-tinydb-by-its-table.md. `tests/store/test_store_tinydb_table.py` fails when TinyDB
changes what this stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from readiness.store.documents import Document
from readiness.store.tinydb.draft import Draft, TableView, copy_document
from readiness.store.tinydb.storage import DurableStorage


class _Live(Storage):
    """The storage as its own tables read it: documents as they stand, not copied, never to be altered."""

    def __init__(self, storage: DurableStorage) -> None:
        self._storage = storage

    def read(self) -> Any:
        return self._storage.tables()

    def write(self, data: Any) -> None:
        self._storage.write(data)


class DurableTable(Table):
    """A table that never reuses a document number, keeps no query cache and hands out copies."""

    default_query_cache_capacity = 0

    def __init__(
        self, storage: DurableStorage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        self._durable = storage
        super().__init__(_Live(storage), name, cache_size, persist_empty)

    @property
    def storage(self) -> Storage:
        """The durable storage."""
        return self._durable

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert one document under a number never used before; see `Table.insert`.

        TinyDB takes the highest number that is there, so it would give a deleted document's number again,
        and two processes would give the same.
        """
        with self._durable.transaction() as draft:
            return super().insert(_numbered(document, draft, self.name))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents, all or none, numbered as in `insert`; see `Table.insert_multiple`."""
        with self._durable.transaction() as draft:
            return super().insert_multiple(_numbered(document, draft, self.name) for document in documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update or insert as one step; see `Table.upsert`."""
        with self._durable.transaction():
            return super().upsert(document, cond)

    def search(self, cond: QueryLike) -> list[TinyDocument]:
        """All matching documents, as copies."""
        return [_copy(found) for found in super().search(cond)]

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """One or some documents, as copies; see `Table.get`."""
        found = cast("TinyDocument | list[TinyDocument] | None", super().get(*args, **kwargs))
        if found is None:
            return None
        return [_copy(each) for each in found] if isinstance(found, list) else _copy(found)

    def uncopied(self) -> Iterator[TinyDocument]:
        """All documents by TinyDB's own iteration, for reading only: what lies in them is not copied.

        Copying 20,000 documents to make records of them, as `all` does, doubles the time of opening.
        """
        return super().__iter__()

    def __iter__(self) -> Iterator[TinyDocument]:
        for found in super().__iter__():
            yield _copy(found)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._durable.transaction() as draft:
            view = TableView(draft, self.name)
            updater(cast("dict[int, Mapping[str, Any]]", view))
            view.finish()
        self.clear_cache()


class DurableTinyDB(TinyDB):
    """TinyDB whose tables are durable. Make it with `open_database`."""

    table_class: type[Table] = DurableTable


def open_database(root: Path, **settings: Any) -> DurableTinyDB:
    """TinyDB on the workspace in `root`; settings are those of `DurableStorage`."""
    return DurableTinyDB(root, storage=DurableStorage, **settings)


def replaced_by(document: Document) -> Callable[[Any], None]:
    """An update for `Table.update` that leaves nothing of what was there."""

    def update(stored: Any) -> None:
        stored.clear()
        stored.update(document)

    return update


def _numbered(document: Mapping[str, Any], draft: Draft, table: str) -> Mapping[str, Any]:
    if isinstance(document, TinyDocument) or not isinstance(document, Mapping):
        return document  # a number of its own, or nothing TinyDB takes
    return TinyDocument(document, draft.take_doc(table))


def _copy(found: TinyDocument) -> TinyDocument:
    """The same document with lists and mappings of its own; TinyDB has made a new outermost one already."""
    for key, value in found.items():
        if type(value) in _NESTED:
            found[key] = copy_document(value)
    return found


_NESTED = frozenset({dict, list})
