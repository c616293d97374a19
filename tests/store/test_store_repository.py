"""The repository: revisions, ids, others' changes, bad data, failed commits."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from unittest.mock import patch

import pytest

from readiness.base.errors import RefusedError, StaleEditError, StorageError, UsageError
from readiness.model.records.changes import Change, Transaction, put, remove, take_back
from readiness.model.records.evidence import Evidence
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, item, open_small, view_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with an empty workspace."""
    FolderRepository.create(tmp_path / "area").close()
    return tmp_path / "area"


def store(repository: FolderRepository, *changes: Change, label: str = "change") -> Transaction:
    """Commit changes as the tester."""
    return repository.commit(Transaction(label, changes), user="tester", at=AT)


def stored(repository: FolderRepository, record: Evidence) -> Evidence:
    """Insert a record and return it as stored."""
    after = store(repository, put(record)).changes[0].after
    assert isinstance(after, Evidence)
    return after


def test_what_is_committed_is_what_is_loaded(root: Path) -> None:
    """The transaction handed back holds the records exactly as a fresh open reads them."""
    repository = FolderRepository.open(root)
    local = datetime(2026, 7, 1, 10, 30, 5, 123456, tzinfo=timezone(timedelta(hours=1)))
    done = repository.commit(Transaction("Add it", (put(item("E0001", "Policy")),)), user="jo", at=local)
    after = done.changes[0].after
    assert after is not None
    assert (after.revision, after.created, after.updated, after.updated_by) == (1, local, local, "jo")
    assert (done.sequence, done.user, done.at, done.label) == (1, "jo", local, "Add it")
    assert FolderRepository.open(root).load()[0].evidence == {"E0001": after}
    assert FolderRepository.open(root).history() == [done]


def test_an_edit_keeps_created_and_raises_the_revision(root: Path) -> None:
    """Only the store sets revision and authorship, whatever the caller's record says."""
    repository = FolderRepository.open(root)
    first = stored(repository, item("E0001", "Policy"))
    later = datetime(2027, 1, 1, tzinfo=UTC)
    wanted = first.model_copy(update={"title": "New", "revision": 99, "created": later})
    done = repository.commit(Transaction("Edit", (put(wanted, first),)), user="sam", at=later)
    after = done.changes[0].after
    assert after is not None
    assert (after.revision, after.created, after.updated, after.updated_by) == (2, AT, later, "sam")


def test_a_stale_edit_is_refused_with_both_sides(root: Path) -> None:
    """An edit of an older revision raises with mine, theirs and base, and changes nothing."""
    mine, theirs = FolderRepository.open(root), FolderRepository.open(root)
    base = stored(mine, item("E0001", "Base"))
    store(theirs, put(base.model_copy(update={"title": "Theirs"}), base))
    with pytest.raises(StaleEditError) as caught:
        store(mine, put(base.model_copy(update={"title": "Mine"}), base), put(item("E0002", "Other")))
    sides = (caught.value.mine, caught.value.theirs, caught.value.base)
    assert [side and side["title"] for side in sides] == ["Mine", "Theirs", "Base"]
    assert view_of(mine) == {"E0001": "Theirs"}


def test_editing_or_deleting_what_was_deleted_is_stale(root: Path) -> None:
    """A record somebody deleted cannot be edited or deleted again; theirs is None."""
    repository = FolderRepository.open(root)
    base = stored(repository, item("E0001", "Base"))
    store(repository, remove(base))
    for change in (put(base.model_copy(update={"title": "Mine"}), base), remove(base)):
        with pytest.raises(StaleEditError) as caught:
            store(repository, change)
        assert caught.value.theirs is None


def test_inserting_a_taken_id_is_stale(root: Path) -> None:
    """Two people cannot both create the same record (a grade, a request state)."""
    repository = FolderRepository.open(root)
    stored(repository, item("E0001", "First"))
    with pytest.raises(StaleEditError):
        store(repository, put(item("E0001", "Second")))


def test_ids_are_never_given_twice(root: Path) -> None:
    """Not by two processes, not after deleting, not after a restart, not after an explicit higher id."""
    one, two = FolderRepository.open(root), FolderRepository.open(root)
    assert one.next_ids("evidence", 2) == ["E0001", "E0002"]
    assert two.next_id("evidence") == "E0003"
    record = stored(two, item("E0009", "Imported"))
    store(two, remove(record))
    two.close()
    one.close()
    assert FolderRepository.open(root).next_id("evidence") == "E0010"
    assert FolderRepository.open(root).next_id("statements") == "S0001"


def test_no_ids_for_records_named_by_the_framework(root: Path) -> None:
    """Grades and request states have framework ids."""
    repository = FolderRepository.open(root)
    for table in ("grades", "nonsense"):
        with pytest.raises(UsageError):
            repository.next_id(table)
    assert repository.next_ids("evidence", 0) == []


def test_refresh_tells_others_changes_once_and_not_our_own(root: Path) -> None:
    """Each of others' transactions is told once, in order, also across a retired journal; ours never."""
    mine, theirs = FolderRepository.open(root), open_small(root, journal_lines=2)
    assert mine.refresh() == []
    told = [
        store(theirs, put(item(f"E{number:04d}", "Theirs")), label=f"t{number}") for number in range(1, 6)
    ]
    store(mine, put(item("E0100", "Mine")))
    told.append(store(theirs, put(item("E0101", "Theirs"))))
    assert mine.refresh() == told
    assert mine.refresh() == []


def test_undo_across_a_restart(root: Path) -> None:
    """History gives back what take_back needs, and an undo is itself history that names what it undid."""
    with FolderRepository.open(root) as repository:
        base = stored(repository, item("E0001", "Base"))
        store(repository, put(base.model_copy(update={"title": "Edited", "note": "x"}), base))
        store(repository, remove(next(iter(repository.load()[0].evidence.values()))), label="Delete")
    with FolderRepository.open(root) as repository:
        newest = repository.history(limit=1)[0]
        changes, moved_on = take_back(newest, repository.load()[0])
        assert not moved_on
        repository.commit(Transaction("Undo", tuple(changes), undoes=newest.sequence), user="jo", at=AT)
        back = repository.load()[0].evidence["E0001"]
        assert (back.title, back.note, back.revision, back.created) == ("Edited", "x", 3, AT)
        assert repository.history(limit=1)[0].undoes == newest.sequence


def test_history_goes_back_over_every_retired_journal(root: Path) -> None:
    """All transactions are there, newest first, each once."""
    with open_small(root, journal_lines=3) as repository:
        for number in range(1, 12):
            store(repository, put(item(f"E{number:04d}", "x")), label=str(number))
        assert [one.sequence for one in repository.history(limit=None)] == list(range(11, 0, -1))
        assert [one.label for one in repository.history(limit=2)] == ["11", "10"]
    assert len(list((root / "history").glob("*.journal"))) >= 3


def test_changes_of_one_record_in_a_transaction_are_merged(root: Path) -> None:
    """Insert then edit is one insert; insert then delete is nothing."""
    repository = FolderRepository.open(root)
    first = item("E0001", "First")
    second = first.model_copy(update={"title": "Second"})
    done = store(repository, put(first), put(second, first))
    assert [(change.before, change.after and change.after.revision) for change in done.changes] == [(None, 1)]
    gone = item("E0002", "Gone")
    assert store(repository, put(gone), remove(gone)).sequence == 0
    assert repository.sequence == 1


def test_a_record_that_does_not_validate_is_listed_and_kept(root: Path) -> None:
    """Bad data is a Problem with file, record and field; its bytes survive later commits and a snapshot."""
    bad = {"id": "E0002", "title": 7, "location_kind": "url", "location": "x", "colour": "green"}
    with FolderRepository.open(root) as repository:
        repository.database.table("evidence").insert(bad)
        repository.database.table("from_elsewhere").insert({"anything": [1, 2]})
        records, problems = repository.load()
        assert not records.evidence
        assert {(one.where.file, one.where.record, one.where.field) for one in problems} == {
            ("readiness.json", "E0002", "title"),
            ("readiness.json", "E0002", "colour"),
        }
        assert "green" not in str(problems)
        store(repository, put(item("E0003", "Good")))
        with pytest.raises(StaleEditError):
            store(repository, put(item("E0002", "Over it")))
    content = json.loads((root / "readiness.json").read_text("utf-8"))
    assert bad in content["evidence"].values()
    assert content["from_elsewhere"] == {"1": {"anything": [1, 2]}}


def test_two_records_with_one_id_are_a_problem(root: Path) -> None:
    """The first is used, the second is listed and kept."""
    repository = FolderRepository.open(root)
    for title in ("One", "Two"):
        repository.database.table("evidence").insert(item("E0001", title).to_document())
    records, problems = repository.load()
    assert (records.evidence["E0001"].title, len(problems)) == ("One", 1)


@pytest.mark.parametrize("call", ["write", "fdatasync"])
def test_after_a_failed_commit_the_view_equals_a_fresh_open(root: Path, call: str) -> None:
    """The failed change is nowhere: not in memory, not written with the next commit, not after reopening."""
    repository = FolderRepository.open(root)
    base = stored(repository, item("E0001", "Base"))
    with (
        patch.object(os, call, side_effect=OSError(errno.EIO, "I/O error")),
        pytest.raises(StorageError, match="not saved"),
    ):
        store(repository, put(base.model_copy(update={"title": "Lost"}), base))
    assert view_of(repository) == view_of(FolderRepository.open(root)) == {"E0001": "Base"}
    assert repository.is_read_only == (call == "fdatasync")
    if call == "write":
        store(repository, put(item("E0002", "Next")))
        assert view_of(FolderRepository.open(root)) == {"E0001": "Base", "E0002": "Next"}
    else:
        with pytest.raises(StorageError, match="reading only"):
            store(repository, put(item("E0002", "Next")))


def test_text_that_is_not_unicode_is_refused_and_nothing_stored(root: Path) -> None:
    """A file name with bytes that are no text cannot slip into the journal."""
    repository = FolderRepository.open(root)
    with pytest.raises(RefusedError):
        store(repository, put(item("E0001", "ok").model_copy(update={"location": "bad \udcff name"})))
    assert view_of(repository) == {}


def test_read_only_refuses_to_write_and_leaves_no_trace(root: Path) -> None:
    """Opened for reading, nothing in the folder changes."""
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    with FolderRepository.open(root, read_only=True) as repository:
        assert repository.is_read_only
        for action in (
            lambda: store(repository, put(item("E0001", "x"))),
            lambda: repository.next_id("evidence"),
        ):
            with pytest.raises(StorageError, match="reading only"):
                action()
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_a_snapshot_changed_by_hand_opens_for_reading_only(root: Path) -> None:
    """A value edited outside the program is shown, but not built upon."""
    with FolderRepository.open(root) as repository:
        stored(repository, item("E0001", "Before"))
    path = root / "readiness.json"
    path.write_bytes(path.read_bytes().replace(b"Before", b"Beyond"))
    repository = FolderRepository.open(root)
    assert repository.is_read_only
    records, problems = repository.load()
    assert records.evidence["E0001"].title == "Beyond"
    assert "checksum" in problems[0].what


def test_a_snapshot_cut_short_opens_for_reading_with_what_can_be_read(root: Path) -> None:
    """Documents whose line is whole are shown, nothing can be written, nothing is changed."""
    with FolderRepository.open(root) as repository:
        for number in range(1, 6):
            stored(repository, item(f"E{number:04d}", f"Title {number}"))
    path = root / "readiness.json"
    damaged = path.read_bytes()[:-300]
    path.write_bytes(damaged)
    repository = FolderRepository.open(root)
    records, problems = repository.load()
    assert repository.is_read_only
    assert 1 <= len(records.evidence) < 5
    assert problems[0].severity == "error"
    repository.close()
    assert path.read_bytes() == damaged


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    """A JSON file of another program is not opened, and not altered."""
    (tmp_path / "readiness.json").write_text('{"_default": {}}', encoding="utf-8")
    with pytest.raises(StorageError, match="not a workspace"):
        FolderRepository.open(tmp_path)


def test_files_are_private_to_the_user(root: Path) -> None:
    """New files and folders are the user's own; a mode somebody widened on purpose stays."""
    with FolderRepository.open(root) as repository:
        stored(repository, item("E0001", "x"))
    modes = {path.name: path.stat().st_mode & 0o777 for path in (root, *root.rglob("*"))}
    assert all(mode & 0o077 == 0 for mode in modes.values()), modes
    (root / "readiness.json").chmod(0o660)
    with FolderRepository.open(root) as repository:
        stored(repository, item("E0002", "x"))
    assert (root / "readiness.json").stat().st_mode & 0o777 == 0o660


def test_replacing_sequence_or_time_in_a_transaction_has_no_effect(root: Path) -> None:
    """The store decides the number of a transaction."""
    transaction = replace(Transaction("x", (put(item("E0001", "x")),)), sequence=77, user="forged")
    done = FolderRepository.open(root).commit(transaction, user="real", at=AT)
    assert (done.sequence, done.user) == (1, "real")
