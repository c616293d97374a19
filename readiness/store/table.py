"""TinyDB's Table on the durable storage: a call is one transaction, and writes only what it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from readiness.store.draft import TableView, copy_document
from readiness.store.storage import DurableStorage


class DurableTable(Table):
    """A table that never reuses a document number, keeps no query cache and hands out copies."""

    default_query_cache_capacity = 0

    def __init__(
        self, storage: DurableStorage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        self._durable = storage
        super().__init__(storage, name, cache_size, persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert one document; see `Table.insert`."""
        with self._durable.transaction():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents, all or none; see `Table.insert_multiple`."""
        with self._durable.transaction():
            return super().insert_multiple(documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update or insert as one step; see `Table.upsert`."""
        with self._durable.transaction():
            return super().upsert(document, cond)

    def put(self, doc_id: int, document: Mapping[str, Any]) -> None:
        """Store a document under its number, in place of what is there."""
        with self._durable.transaction() as draft:
            draft.put(self.name, doc_id, dict(document))

    def search(self, cond: QueryLike) -> list[Document]:
        """All matching documents, as copies."""
        return [_copy(found) for found in super().search(cond)]

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """One or some documents, as copies; see `Table.get`."""
        found = cast("Document | list[Document] | None", super().get(*args, **kwargs))
        if found is None:
            return None
        return [_copy(one) for one in found] if isinstance(found, list) else _copy(found)

    def __iter__(self) -> Iterator[Document]:
        for found in super().__iter__():
            yield _copy(found)

    def _get_next_id(self) -> int:
        with self._durable.transaction() as draft:
            return draft.take_doc(self.name)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast("dict[str, Mapping[str, Any]]", self._durable.documents(self.name))

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


def _copy(found: Document) -> Document:
    return Document(copy_document(dict(found)), found.doc_id)
