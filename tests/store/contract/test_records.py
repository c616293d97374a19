"""What every store does with records: revisions, ids, others' changes, history, bad data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, StaleEditError, StorageError, UsageError
from readiness.model.records.changes import Transaction, put, remove, take_back
from tests.store.contract.stores import Store, commit, stored
from tests.store.workload import AT, item, view_of


def test_what_is_committed_is_what_is_loaded(store: Store, root: Path) -> None:
    """The transaction handed back holds the records exactly as a fresh open reads them."""
    repository = store.open(root)
    local = datetime(2026, 7, 1, 10, 30, 5, 123456, tzinfo=timezone(timedelta(hours=1)))
    done = repository.commit(Transaction("Add it", (put(item("E0001", "Policy")),)), user="jo", at=local)
    after = done.changes[0].after
    assert after is not None
    assert (after.revision, after.created, after.updated, after.updated_by) == (1, local, local, "jo")
    assert (done.sequence, done.user, done.at, done.label) == (1, "jo", local, "Add it")
    assert store.open(root).load()[0].evidence == {"E0001": after}
    assert store.open(root).history() == [done]


def test_an_edit_keeps_created_and_raises_the_revision(store: Store, root: Path) -> None:
    """Only the store sets revision and authorship, whatever the caller's record says."""
    repository = store.open(root)
    first = stored(repository, item("E0001", "Policy"))
    later = datetime(2027, 1, 1, tzinfo=UTC)
    wanted = first.model_copy(update={"title": "New", "revision": 99, "created": later})
    done = repository.commit(Transaction("Edit", (put(wanted, first),)), user="sam", at=later)
    after = done.changes[0].after
    assert after is not None
    assert (after.revision, after.created, after.updated, after.updated_by) == (2, AT, later, "sam")


def test_a_stale_edit_is_refused_with_both_sides(store: Store, root: Path) -> None:
    """An edit of an older revision raises with mine, theirs and base, and changes nothing."""
    mine, theirs = store.open(root), store.open(root)
    base = stored(mine, item("E0001", "Base"))
    commit(theirs, put(base.model_copy(update={"title": "Theirs"}), base))
    with pytest.raises(StaleEditError) as caught:
        commit(mine, put(base.model_copy(update={"title": "Mine"}), base), put(item("E0002", "Other")))
    sides = (caught.value.mine, caught.value.theirs, caught.value.base)
    assert [side and side["title"] for side in sides] == ["Mine", "Theirs", "Base"]
    assert view_of(mine) == {"E0001": "Theirs"}


def test_editing_or_deleting_what_was_deleted_is_stale(store: Store, root: Path) -> None:
    """A record somebody deleted cannot be edited or deleted again; theirs is None."""
    repository = store.open(root)
    base = stored(repository, item("E0001", "Base"))
    commit(repository, remove(base))
    for change in (put(base.model_copy(update={"title": "Mine"}), base), remove(base)):
        with pytest.raises(StaleEditError) as caught:
            commit(repository, change)
        assert caught.value.theirs is None


def test_inserting_a_taken_id_is_stale(store: Store, root: Path) -> None:
    """Two people cannot both create the same record (a grade, a request state)."""
    repository = store.open(root)
    stored(repository, item("E0001", "First"))
    with pytest.raises(StaleEditError):
        commit(repository, put(item("E0001", "Second")))


def test_ids_are_never_given_twice(store: Store, root: Path) -> None:
    """Not by two processes, not after deleting, not after a restart, not after an explicit higher id."""
    one, two = store.open(root), store.open(root)
    assert one.next_ids("evidence", 2) == ["E0001", "E0002"]
    assert two.next_id("evidence") == "E0003"
    record = stored(two, item("E0009", "Imported"))
    commit(two, remove(record))
    two.close()
    one.close()
    assert store.open(root).next_id("evidence") == "E0010"
    assert store.open(root).next_id("statements") == "S0001"


def test_skipped_ids_are_never_given_and_higher_ones_stay(store: Store, root: Path) -> None:
    """After a restart too; what was given already is not given again by a lower number."""
    with store.open(root) as repository:
        repository.next_ids("evidence", 3)
        repository.skip_ids({"evidence": 2, "links": 40})
        assert repository.next_id("evidence") == "E0004"
        assert repository.next_numbers == {"evidence": 5, "links": 40}
    with store.open(root) as again:
        assert again.next_id("links") == "L0040"


def test_no_ids_for_records_named_by_the_framework(store: Store, root: Path) -> None:
    """Grades and request states have framework ids."""
    repository = store.open(root)
    for table in ("grades", "nonsense"):
        with pytest.raises(UsageError):
            repository.next_id(table)
    assert repository.next_ids("evidence", 0) == []


def test_refresh_tells_others_changes_once_and_not_our_own(store: Store, root: Path) -> None:
    """Each of others' transactions is told once, in order, also across a retired journal; ours never."""
    mine, theirs = store.open(root), store.open_small(root)
    assert mine.refresh() == []
    told = [
        commit(theirs, put(item(f"E{number:04d}", "Theirs")), label=f"t{number}") for number in range(1, 6)
    ]
    commit(mine, put(item("E0100", "Mine")))
    told.append(commit(theirs, put(item("E0101", "Theirs"))))
    assert mine.refresh() == told
    assert mine.refresh() == []


def test_undo_across_a_restart(store: Store, root: Path) -> None:
    """History gives back what take_back needs, and an undo is itself history that names what it undid."""
    with store.open(root) as repository:
        base = stored(repository, item("E0001", "Base"))
        commit(repository, put(base.model_copy(update={"title": "Edited", "note": "x"}), base))
        commit(repository, remove(next(iter(repository.load()[0].evidence.values()))), label="Delete")
    with store.open(root) as repository:
        newest = repository.history(limit=1)[0]
        changes, moved_on = take_back(newest, repository.load()[0])
        assert not moved_on
        repository.commit(Transaction("Undo", tuple(changes), undoes=newest.sequence), user="jo", at=AT)
        back = repository.load()[0].evidence["E0001"]
        assert (back.title, back.note, back.revision, back.created) == ("Edited", "x", 3, AT)
        assert repository.history(limit=1)[0].undoes == newest.sequence


def test_history_goes_back_over_every_retired_journal(store: Store, root: Path) -> None:
    """All transactions are there, newest first, each once."""
    with store.open_small(root) as repository:
        for number in range(1, 12):
            commit(repository, put(item(f"E{number:04d}", "x")), label=str(number))
        assert [one.sequence for one in repository.history(limit=None)] == list(range(11, 0, -1))
        assert [one.label for one in repository.history(limit=2)] == ["11", "10"]


def test_changes_of_one_record_in_a_transaction_are_merged(store: Store, root: Path) -> None:
    """Insert then edit is one insert; insert then delete is nothing."""
    repository = store.open(root)
    first = item("E0001", "First")
    second = first.model_copy(update={"title": "Second"})
    done = commit(repository, put(first), put(second, first))
    assert [(change.before, change.after and change.after.revision) for change in done.changes] == [(None, 1)]
    gone = item("E0002", "Gone")
    assert commit(repository, put(gone), remove(gone)).sequence == 0
    assert repository.sequence == 1


def test_a_record_that_does_not_validate_is_listed_and_kept(store: Store, root: Path) -> None:
    """Bad data is a Problem with file, record and field; its bytes survive later commits and a snapshot."""
    bad = {"id": "E0002", "title": 7, "location_kind": "url", "location": "x", "colour": "green"}
    with store.open(root) as repository:
        store.plant(repository, "evidence", bad)
        store.plant(repository, "from_elsewhere", {"anything": [1, 2]})
        records, problems = repository.load()
        assert not records.evidence
        assert {(one.where.file, one.where.record, one.where.field) for one in problems} == {
            (store.main_file, "E0002", "title"),
            (store.main_file, "E0002", "colour"),
        }
        assert "green" not in str(problems)
        commit(repository, put(item("E0003", "Good")))
        with pytest.raises(StaleEditError):
            commit(repository, put(item("E0002", "Over it")))
    with store.open(root) as repository:
        assert len(repository.load()[1]) == 2


def test_two_records_with_one_id_are_a_problem(store: Store, root: Path) -> None:
    """The first is used, the second is listed and kept; or the store cannot hold it at all."""
    repository = store.open(root)
    held = [store.plant(repository, "evidence", item("E0001", one).to_document()) for one in ("One", "Two")]
    records, problems = repository.load()
    assert (records.evidence["E0001"].title, len(problems)) == ("One", sum(held) - 1)


def test_text_that_is_not_unicode_is_refused_and_nothing_stored(store: Store, root: Path) -> None:
    """A file name with bytes that are no text cannot slip into the journal."""
    repository = store.open(root)
    with pytest.raises(RefusedError):
        commit(repository, put(item("E0001", "ok").model_copy(update={"location": "bad \udcff name"})))
    assert view_of(repository) == {}


def test_replacing_sequence_or_time_in_a_transaction_has_no_effect(store: Store, root: Path) -> None:
    """The store decides the number of a transaction."""
    transaction = replace(Transaction("x", (put(item("E0001", "x")),)), sequence=77, user="forged")
    done = store.open(root).commit(transaction, user="real", at=AT)
    assert (done.sequence, done.user) == (1, "real")


def test_read_only_refuses_every_change(store: Store, root: Path) -> None:
    """Opened for reading, neither records nor ids are given, and the reason is told."""
    with store.open(root, read_only=True) as repository:
        assert repository.is_read_only
        assert repository.read_only_reason
        for action in (
            lambda: commit(repository, put(item("E0001", "x"))),
            lambda: repository.next_id("evidence"),
            lambda: repository.restore_to(0, user="jo", at=AT),
        ):
            with pytest.raises(StorageError, match="reading only"):
                action()
        assert view_of(repository) == {}
