"""What our table stands on in TinyDB; these fail when the library changes it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document, Table

from readiness.model.records.changes import Transaction, put, remove
from readiness.model.records.evidence import Evidence
from readiness.store.tinydb.draft import copy_document
from readiness.store.tinydb.repository import FolderRepository
from readiness.store.tinydb.storage import DurableStorage
from readiness.store.tinydb.table import DurableTable, DurableTinyDB, open_database, replaced_by
from tests.store.workload import AT, item

STOCK: dict[str, Callable[[Table], object]] = {
    "insert": lambda table: table.insert({"n": 1}),
    "insert_multiple": lambda table: table.insert_multiple([{"n": 1}, {"n": 2}]),
    "update": lambda table: table.update({"n": 3}, doc_ids=[1]),
    "remove": lambda table: table.remove(doc_ids=[1]),
    "truncate": lambda table: table.truncate(),
}


@pytest.fixture
def database(tmp_path: Path) -> DurableTinyDB:
    """TinyDB on an empty workspace."""
    DurableStorage.create(tmp_path / "area")
    return open_database(tmp_path / "area")


def test_tinydb_has_the_private_names_we_know(tmp_path: Path) -> None:
    """One of them is ours to override; a new one, or another signature, is looked at by a person first."""
    private = {name for name, value in vars(Table).items() if name.startswith("_") and callable(value)}
    assert {name for name in private if not name.startswith("__")} == {
        "_get_next_id",
        "_read_table",
        "_update_table",
    }
    assert list(inspect.signature(Table._update_table).parameters) == ["self", "updater"]
    ours = {name for name in vars(DurableTable) if name.startswith("_") and not name.startswith("__")}
    assert ours & set(dir(Table)) == {"_update_table"}
    assert not {name for name in vars(DurableTinyDB) if name.startswith("_") and not name.startswith("__")}
    with TinyDB(tmp_path / "stock.json") as stock:
        assert set(vars(stock.table("a"))) == {"_storage", "_name", "_query_cache", "_next_id"}


@pytest.mark.parametrize("name", STOCK)
def test_every_change_of_stock_tinydb_goes_through_the_name_we_override(tmp_path: Path, name: str) -> None:
    """Once each, with a function that takes the documents by number."""
    seen: list[type] = []
    update = Table._update_table

    def watching(self: Table, updater: Callable[[dict[int, Any]], None]) -> None:
        def telling(documents: dict[int, Any]) -> None:
            seen.extend(type(number) for number in documents)
            updater(documents)
            seen.append(dict)

        update(self, telling)

    with TinyDB(tmp_path / "stock.json") as stock:
        table = stock.table("a")
        table.insert(Document({"n": 0}, 1))
        with patch.object(Table, "_update_table", watching):
            STOCK[name](table)
    assert seen == [int, dict]


def test_the_repository_goes_by_the_tables_own_calls(tmp_path: Path) -> None:
    """Insert, update, remove, get and all of records are calls of TinyDB's table, each seen."""
    seen: list[str] = []

    def watching(name: str) -> Any:
        real = getattr(Table, name)

        def call(self: Table, *args: Any, **kwargs: Any) -> Any:
            seen.append(name)
            return real(self, *args, **kwargs)

        return patch.object(Table, name, call)

    names = ("insert_multiple", "update", "remove", "get", "__iter__")
    with FolderRepository.create(tmp_path / "area") as repository:
        patches = [watching(name) for name in names]
        for each in patches:
            each.start()
        try:
            first = repository.commit(Transaction("a", (put(item("E0001", "One")),)), user="jo", at=AT)
            before = first.changes[0].after
            assert isinstance(before, Evidence)
            edit = put(before.model_copy(update={"title": "Two"}), before)
            edited = repository.commit(Transaction("b", (edit,)), user="jo", at=AT).changes[0].after
            assert edited is not None
            assert repository.load()[0].evidence == {"E0001": edited}
            repository.commit(Transaction("c", (remove(edited),)), user="jo", at=AT)
        finally:
            for each in patches:
                each.stop()
    assert [name for name in seen if name != "__iter__"] == [
        "insert_multiple",
        "get",
        "update",
        "get",
        "remove",
    ]
    assert "__iter__" in seen


def test_search_and_get_by_a_query_find_what_is_stored(database: DurableTinyDB) -> None:
    """TinyDB's own queries work on the durable tables, inside a transaction too."""
    table = database.table("evidence")
    table.insert_multiple([{"id": "E0001", "n": 1}, {"id": "E0002", "n": 2}])
    assert table.search(where("n") > 1) == [{"id": "E0002", "n": 2}]
    storage = database.storage
    assert isinstance(storage, DurableStorage)
    with storage.transaction():
        table.update({"n": 5}, where("id") == "E0001")
        table.remove(where("id") == "E0002")
        assert table.search(where("n") > 1) == [{"id": "E0001", "n": 5}]
        assert len(table) == 1
        assert table.get(doc_id=2) is None


def test_an_update_can_leave_nothing_of_what_was_there(database: DurableTinyDB) -> None:
    """TinyDB's update adds to a document; ours takes the place of it."""
    table = database.table("evidence")
    table.insert({"id": "E0001", "gone": 1})
    table.update(replaced_by({"id": "E0001", "new": 2}), doc_ids=[1])
    assert table.all() == [{"id": "E0001", "new": 2}]


def test_an_import_inside_one_transaction_does_not_slow_down(database: DurableTinyDB) -> None:
    """Each insert looks at its own document, not at all those before it."""
    table = database.table("evidence")
    with patch("readiness.store.tinydb.draft.copy_document", wraps=copy_document) as copied:
        table.insert_multiple({"n": number} for number in range(500))
        table.update({"n": 0}, doc_ids=[7])
    assert copied.call_count == 1
