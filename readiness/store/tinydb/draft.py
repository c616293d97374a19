"""Changes being collected inside one transaction; nothing here touches the disk or the shared state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from readiness.store.documents import Document
from readiness.store.tinydb.journal import Line, Op
from readiness.store.tinydb.snapshot import State, Tables


class Overlay(Mapping[str, Document]):
    """A table with a transaction's documents laid over the stored ones; made at no cost."""

    def __init__(self, stored: Mapping[str, Document], mine: Mapping[str, Document | None]) -> None:
        self._stored = stored
        self._mine = mine

    def __getitem__(self, key: str) -> Document:
        document = self._mine[key] if key in self._mine else self._stored[key]
        if document is None:
            raise KeyError(key)
        return document

    def __iter__(self) -> Iterator[str]:
        for key in self._stored:
            if self._mine.get(key, self) is not None:
                yield key
        for key, document in self._mine.items():
            if document is not None and key not in self._stored:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Draft:
    """The documents a transaction puts and removes, laid over the state it started from."""

    def __init__(
        self, state: State, *, at: str = "", user: str = "", label: str = "", undoes: int = 0
    ) -> None:
        self._state = state
        self._next_docs: dict[str, int] = {}
        self._touched: dict[tuple[str, str], None] = {}
        """Tables and numbers in the order they were first touched."""
        self._mine: dict[str, dict[str, Document | None]] = {}
        self._made: dict[str, None] = {}
        self._dropped: dict[str, None] = {}
        self.at = at
        self.user = user
        self.label = label
        self.undoes = undoes

    def put(self, table: str, doc: int, document: Document) -> None:
        """Store a document under its number."""
        self._touch(table, str(doc), document)
        self._dropped.pop(table, None)
        self._next_docs[table] = max(self._free_doc(table), doc + 1)

    def remove(self, table: str, doc: int) -> None:
        """Remove a document."""
        self._touch(table, str(doc), None)

    def take_doc(self, table: str) -> int:
        """A document number that was never used in this table."""
        doc = self._free_doc(table)
        self._next_docs[table] = doc + 1
        return doc

    def make_table(self, table: str) -> None:
        """Let a table exist although it may stay empty."""
        if table not in self._state.tables or table in self._dropped:
            self._made[table] = None
            self._dropped.pop(table, None)

    def drop_table(self, table: str) -> None:
        """Remove a table with all its documents."""
        for doc in list(self.documents(table)):
            self.remove(table, int(doc))
        self._made.pop(table, None)
        self._dropped[table] = None

    def tables(self) -> dict[str, Mapping[str, Document]]:
        """All tables as this transaction sees them."""
        filled = (name for name, mine in self._mine.items() if any(one is not None for one in mine.values()))
        names = dict.fromkeys([*self._state.tables, *self._made, *filled])
        return {name: self.documents(name) for name in names if name not in self._dropped}

    def documents(self, table: str) -> Mapping[str, Document]:
        """One table as this transaction sees it, by document number."""
        stored = self._state.tables.get(table, {})
        mine = self._mine.get(table)
        return Overlay(stored, mine) if mine else stored

    def line(self) -> Line:
        """The journal line for what really changes; its `is_transaction` is false when nothing does."""
        ops = tuple(self._ops())
        touched = {op.table for op in ops}
        made = tuple(name for name in self._made if name not in touched and name not in self._state.tables)
        dropped = tuple(name for name in self._dropped if name in self._state.tables)
        is_change = bool(ops or made or dropped)
        return Line(
            self._state.sequence + is_change,
            self._state.digest,
            self.at,
            self.user,
            self.label,
            self.undoes,
            ops,
            made=made,
            dropped=dropped,
        )

    def _touch(self, table: str, key: str, document: Document | None) -> None:
        self._touched[table, key] = None
        self._mine.setdefault(table, {})[key] = document

    def _ops(self) -> Iterator[Op]:
        for table, key in self._touched:
            before = self._state.tables.get(table, {}).get(key)
            after = self._mine[table][key]
            if before != after:
                yield Op(table, int(key), before, after)

    def _free_doc(self, table: str) -> int:
        return self._next_docs.get(table) or self._state.next_docs.get(table, 1)


class TableView(MutableMapping[int, Any]):
    """One table with whole-number keys for TinyDB's updaters: reading gives copies, writing is collected."""

    def __init__(self, draft: Draft, table: str) -> None:
        self._draft = draft
        self._table = table
        self._documents = draft.documents(table)
        self._copies: dict[int, Document | None] = {}

    def __getitem__(self, doc: int) -> Document:
        if doc not in self._copies:
            self._copies[doc] = copy_document(self._documents[str(doc)])
        document = self._copies[doc]
        if document is None:
            raise KeyError(doc)
        return document

    def __setitem__(self, doc: int, document: Document) -> None:
        self._copies[doc] = document

    def __delitem__(self, doc: int) -> None:
        if doc not in self:
            raise KeyError(doc)
        self._copies[doc] = None

    def __contains__(self, doc: object) -> bool:
        if doc in self._copies:
            return self._copies[doc] is not None
        return str(doc) in self._documents

    def __iter__(self) -> Iterator[int]:
        for key in self._documents:
            if self._copies.get(int(key), self) is not None:
                yield int(key)
        for doc, document in self._copies.items():
            if document is not None and str(doc) not in self._documents:
                yield doc

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def finish(self) -> None:
        """Hand what was altered to the draft."""
        self._draft.make_table(self._table)
        for doc, document in self._copies.items():
            if document is None:
                self._draft.remove(self._table, doc)
            elif document != self._documents.get(str(doc)):
                self._draft.put(self._table, doc, document)


def difference(before: Tables, after: Tables) -> Iterator[Op]:
    """What turns one set of tables into another, a document at a time."""
    for name in {**before, **after}:
        old, new = before.get(name, {}), after.get(name, {})
        for doc in {**old, **new}:
            if old.get(doc) != new.get(doc):
                yield Op(name, int(doc), old.get(doc), new.get(doc))


def copy_document(value: Any) -> Any:
    """A deep copy of JSON-like data; much quicker than `copy.deepcopy`."""
    if isinstance(value, dict):
        return {
            key: copy_document(item) if isinstance(item, dict | list) else item for key, item in value.items()
        }
    if isinstance(value, list):
        return [copy_document(item) if isinstance(item, dict | list) else item for item in value]
    return value
