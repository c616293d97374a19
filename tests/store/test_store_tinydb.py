"""The store as TinyDB: what TinyDB's users may count on, and what stock TinyDB sees."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from readiness.base.errors import RefusedError, StorageError
from readiness.store.tinydb.files import read_workspace
from readiness.store.tinydb.storage import DurableStorage
from readiness.store.tinydb.table import DurableTinyDB, open_database


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with an empty workspace."""
    DurableStorage.create(tmp_path / "area")
    return tmp_path / "area"


@pytest.fixture
def database(root: Path) -> DurableTinyDB:
    """TinyDB on an empty workspace."""
    return open_database(root)


def test_stock_tinydb_opens_the_snapshot(root: Path, database: DurableTinyDB) -> None:
    """After a close, TinyDB without any code of ours reads every document, numbers and text unchanged."""
    notes = [
        {"id": "E0001", "title": "Ünïcode “quotes” \u202e <b>", "n": 1.5, "deep": {"list": [1, None, True]}}
    ]
    database.table("evidence").insert_multiple(notes)
    database.table("links").insert({"id": "L0001"})
    database.close()
    with TinyDB(root / "readiness.json", encoding="utf-8") as stock:
        assert stock.table("evidence").all() == notes
        assert stock.table("links").get(doc_id=1) == {"id": "L0001"}
        assert stock.tables() == {"_meta", "evidence", "links"}


def test_a_person_can_read_the_snapshot_one_document_a_line(root: Path, database: DurableTinyDB) -> None:
    """Each document has a line of its own."""
    database.table("evidence").insert_multiple({"id": f"E{number:04d}"} for number in range(1, 4))
    database.close()
    lines = (root / "readiness.json").read_text("utf-8").splitlines()
    assert '"2": {"id":"E0002"},' in lines


def test_snapshot_to_state_to_snapshot_is_the_same_bytes(root: Path, database: DurableTinyDB) -> None:
    """Reading a snapshot and writing it again changes no byte."""
    database.table("evidence").insert_multiple({"id": f"E{number:04d}"} for number in range(1, 4))
    database.table("evidence").remove(doc_ids=[2])
    database.close()
    before = (root / "readiness.json").read_bytes()
    again = open_database(root)
    assert isinstance(again.storage, DurableStorage)
    again.storage.checkpoint()
    assert (root / "readiness.json").read_bytes() == before


def test_document_numbers_are_never_used_again(root: Path, database: DurableTinyDB) -> None:
    """Not after a deletion, not after dropping the table, not after a restart."""
    assert [database.insert({"a": 1}), database.insert({"a": 2})] == [1, 2]
    database.remove(doc_ids=[2])
    assert open_database(root).insert({"a": 3}) == 3
    database.drop_tables()
    database.close()
    assert open_database(root).insert({"a": 4}) == 4


def test_an_explicit_number_moves_the_counter_on(database: DurableTinyDB) -> None:
    """A document given its own number is not met again by the next one."""
    database.insert(Document({"a": 1}, 7))
    assert database.insert({"a": 2}) == 8
    with pytest.raises(ValueError, match="already exists"):
        database.insert_multiple([Document({"a": 3}, 7)])


def test_editing_what_was_read_changes_nothing(database: DurableTinyDB) -> None:
    """Documents handed out are copies, nested lists included."""
    database.insert({"name": "a", "list": [1]})
    for found in (*database.search(where("name") == "a"), *database, database.get(doc_id=1)):
        assert isinstance(found, Document)
        found["list"].append(2)
    assert database.all() == [{"name": "a", "list": [1]}]
    everything = database.storage.read()
    assert everything
    everything["_default"]["1"]["list"].append(3)
    assert database.all() == [{"name": "a", "list": [1]}]


def test_a_transaction_over_tables_is_one_line_or_nothing(root: Path, database: DurableTinyDB) -> None:
    """Several calls over several tables commit together, or not at all when one of them fails."""
    storage = database.storage
    assert isinstance(storage, DurableStorage)
    with storage.transaction(label="both"):
        database.table("evidence").insert({"id": "E0001"})
        database.table("links").insert({"id": "L0001"})
        assert len(database.table("links")) == 1

    def fail_half_way() -> None:
        with storage.transaction():
            database.table("evidence").insert({"id": "E0002"})
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert storage.state.sequence == 1
    again = open_database(root)
    assert [len(again.table(name)) for name in ("evidence", "links")] == [1, 1]


def test_an_updater_that_raises_half_way_changes_nothing(database: DurableTinyDB) -> None:
    """An update function that fails on the second document leaves the first as it was."""
    database.insert_multiple([{"n": 1}, {"n": "x"}])

    def add_one(document: dict[str, int]) -> None:
        document["n"] += 1

    with pytest.raises(TypeError):
        database.update(add_one)
    assert database.all() == [{"n": 1}, {"n": "x"}]


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        ("a", "tuple"),
        {1: "number as key"},
        object(),
        "lone \ud800 surrogate",
        2**70,
    ],
)
def test_a_value_json_cannot_hold_exactly_is_refused(
    root: Path, database: DurableTinyDB, value: object
) -> None:
    """What would come back different is not stored at all, and nothing else is disturbed."""
    database.insert({"n": 1})
    with pytest.raises(RefusedError):
        database.insert({"n": value})
    assert database.all() == open_database(root).all() == [{"n": 1}]


def test_another_writers_change_is_seen_at_once(root: Path, database: DurableTinyDB) -> None:
    """Two open databases on one folder see each other's inserts, also after the journal was retired."""
    other = open_database(root, journal_lines=2)
    for number in range(5):
        other.insert({"n": number})
        assert database.search(where("n") == number) == [{"n": number}]
        database.insert({"from": "first"})
    assert other.storage.read() == database.storage.read()


def test_create_refuses_a_folder_that_holds_a_workspace(root: Path) -> None:
    """An existing workspace is never started over."""
    with pytest.raises(StorageError, match="already"):
        DurableStorage.create(root)


def test_an_unfinished_creation_can_be_done_again(tmp_path: Path) -> None:
    """A journal without a main file, as a crash during creation leaves it, is no obstacle."""
    DurableStorage.create(tmp_path / "area")
    (tmp_path / "area" / "readiness.json").unlink()
    DurableStorage.create(tmp_path / "area")
    assert open_database(tmp_path / "area").all() == []


@pytest.mark.parametrize("loss", [b"", b"\0" * 100, b"\n", None])
def test_an_empty_or_missing_main_file_is_an_error_never_an_empty_store(
    root: Path, loss: bytes | None
) -> None:
    """A main file that a syncing program emptied is not opened as a workspace with nothing in it."""
    open_database(root).insert({"n": 1})
    (root / "readiness.json").unlink()
    if loss is not None:
        (root / "readiness.json").write_bytes(loss)
    with pytest.raises(StorageError, match="missing or empty"):
        open_database(root)
    with pytest.raises(StorageError):
        DurableStorage.create(root)


def test_dropping_and_rewriting_tables_is_kept(root: Path, database: DurableTinyDB) -> None:
    """TinyDB's whole-database calls (drop a table, write everything) are journalled like any other."""
    database.table("a").insert_multiple([{"n": 1}, {"n": 2}])
    database.table("b").insert({"n": 3})
    database.table("empty", persist_empty=True)
    database.drop_table("b")
    database.storage.write({"a": {"1": {"n": 1}, "5": {"n": 5}}, "empty": {}})
    again = open_database(root)
    assert again.tables() == {"a", "empty"}
    assert [(one.doc_id, one) for one in again.table("a")] == [(1, {"n": 1}), (5, {"n": 5})]
    assert again.table("a").upsert({"n": 6}, where("n") == 5) == [5]
    assert again.table("a").get(doc_ids=[1, 5]) == [{"n": 1}, {"n": 6}]
    assert again.table("a").upsert({"n": 7}, where("n") == 99) == [6]


def test_a_reader_never_sees_a_half_written_workspace(root: Path) -> None:
    """While a writer commits and retires journals as fast as it can, every reading is whole."""
    writer = open_database(root, journal_lines=2)
    following = open_database(root)
    stop = threading.Event()

    def write() -> None:
        for number in itertools.count(1):
            writer.insert_multiple([{"n": number}] * 3)
            if stop.is_set():
                return

    thread = threading.Thread(target=write)
    thread.start()
    seen = 0
    try:
        for _ in range(300):
            reading = read_workspace(root)
            assert reading.damage == ""
            documents = list(reading.state.tables.get("_default", {}).values())
            assert len(documents) % 3 == len(following) % 3 == 0
            assert len(documents) >= seen
            seen = len(documents)
    finally:
        stop.set()
        thread.join()
    assert seen > 3
    assert following.all() == writer.all()
