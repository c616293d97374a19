"""Backups and going back, for every store: everything as it was, nothing given twice, nothing unasked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.model.records.area import Area
from readiness.model.records.changes import put, remove, take_back
from readiness.model.records.record import AUTHORSHIP, Record
from readiness.model.records.tables import RECORD_TYPES, Records
from readiness.store.opening import examine, unpack_backup, verify_backup
from tests.making.filled import WORDS, filled
from tests.store.contract.stores import Store, commit, stored
from tests.store.workload import AT, View, item, view_of

LATER = AT + timedelta(days=1)


def files_of(root: Path) -> dict[str, bytes]:
    """Every file of a workspace but locks and backups."""
    paths = [path for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"]
    named = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {name: data for name, data in named.items() if not name.startswith("backups/")}


def own_files_of(root: Path, store: Store) -> dict[str, bytes]:
    """Those that a backup brings back as they were: not the records' own, where they are kept elsewhere."""
    own = ("readiness.", "history/") if store.kept(root) else ()
    return {name: data for name, data in files_of(root).items() if not name.startswith(own)}


def one_of_each() -> list[Record]:
    """A record of every kind there is, with something in every field."""
    ids = {kind: f"{kind.prefix}0001" if kind.prefix else "A1" for kind in RECORD_TYPES.values()}
    return [filled(kind, "area" if kind is Area else ids[kind]) for kind in ids]


def test_restore_to_any_point_and_undo_it(store: Store, root: Path) -> None:
    """Every point can be restored; that is a change like any other and can be taken back."""
    views: list[View] = []
    with store.open_small(root) as repository:
        for number in range(1, 8):
            commit(repository, put(item(f"E{number:04d}", f"Title {number}")))
        now = view_of(repository)
        for point in range(8):
            done = repository.restore_to(point, user="jo", at=LATER)
            views.append(view_of(repository))
            changes, moved_on = take_back(done, repository.load()[0])
            assert not moved_on
            commit(repository, *changes)
            assert view_of(repository) == now
        with pytest.raises(UsageError):
            repository.restore_to(1000, user="jo", at=AT)
    assert [len(view) for view in views] == list(range(8))
    assert examine(root).is_sound


def test_an_edit_begun_before_a_restore_is_stale_after_it(store: Store, root: Path) -> None:
    """Restored records get a higher revision."""
    with store.open(root) as repository:
        first = stored(repository, item("E0001", "First"))
        commit(repository, put(first.model_copy(update={"title": "Second"}), first))
        repository.restore_to(1, user="jo", at=LATER)
        now = repository.load()[0].evidence["E0001"]
    assert (now.title, now.revision, now.updated_by, now.created) == ("First", 3, "jo", AT)


KEPT = (
    "frameworks/mine.yaml", "frameworks/overlay.yaml", "frameworks/pinned/area-1.json",
    "snapshots/Spring.json", "reports/r.txt", "evidence/a/b.txt", f"evidence/{'long' * 62}.txt",
    "evidence/e\u0301 \u202e and\nbreak.txt",
)  # fmt: skip


def test_a_lost_workspace_comes_back_whole(store: Store, root: Path, tmp_path: Path) -> None:
    """Every field of every kind of record and every kind of file: the same bytes, meaning and history.

    With what was changed and taken out on the way; and records that were lost since come back.
    """
    with store.open_small(root) as repository:
        for record in one_of_each():
            first = commit(repository, put(record)).changes[0].after
            assert first is not None
            commit(repository, put(first.model_copy(update=changed(first)), first))
            if record.prefix:
                gone = put(record.model_copy(update={"id": f"{record.prefix}0002"}))
                after = commit(repository, gone).changes[0].after
                assert after is not None
                commit(repository, remove(after))
        write(root, {name: name.encode() for name in KEPT})
        made = repository.back_up(AT)
        before = own_files_of(root, store)
        records, problems = repository.load()
        past = list(repository.history(limit=None))
    assert problems == []
    assert [record.table for record in records] == list(RECORD_TYPES)
    assert [
        (record.table, name)
        for record in records
        for name, field in type(record).model_fields.items()
        if name != "id" and getattr(record, name) == field.default
    ] == []
    assert before.keys() >= set(KEPT)
    assert (made.unread, verify_backup(made.path)) == ((), [])
    kept = made.path.rename(tmp_path / "kept.zip")

    unpack_backup(kept, tmp_path / "empty")

    restored = files_of(tmp_path / "empty")
    assert {name: restored[name] for name in before} == before
    assert store.kept(root) or restored == before
    with store.open(tmp_path / "empty") as back:
        assert back.load() == (records, [])
        assert list(back.history(limit=None)) == past
        for record in records:
            commit(back, remove(record))
        back.restore_backup(kept, user="jo", at=LATER)
        assert said(back.load()[0]) == said(records)


def said(records: Records) -> list[dict[str, object]]:
    """What records say, without when they were stored and by whom."""
    return [record.model_dump(exclude=set(AUTHORSHIP)) for record in records]


def changed(record: Record) -> dict[str, object]:
    """Another value for one of its fields of words."""
    name = next(name for name, value in record if isinstance(value, str) and value == WORDS)
    return {name: "Other words"}


def test_restoring_brings_back_definitions_and_snapshots_and_leaves_evidence(
    store: Store, root: Path
) -> None:
    """Definitions are as they were, what is missing comes back, evidence that is there is left."""
    old = {
        "frameworks/gone.yaml": b"gone",
        "frameworks/changed.yaml": b"old",
        "snapshots/Spring.json": b"spring",
        "evidence/lost.txt": b"lost",
        "evidence/edited.txt": b"before",
    }
    write(root, old)
    with store.open(root) as repository:
        stored(repository, item("E0001", "Before"))
        made = repository.back_up(AT).path
        for name in ("frameworks/gone.yaml", "snapshots/Spring.json", "evidence/lost.txt"):
            (root / name).unlink()
        write(
            root,
            {
                "frameworks/changed.yaml": b"new",
                "frameworks/since.yaml": b"since",
                "snapshots/Since.json": b"since",
                "evidence/edited.txt": b"edited",
            },
        )
        before = files_of(root)
        trial = repository.restore_backup(made, user="jo", at=LATER, is_trial=True)
        assert files_of(root) == before
        done = repository.restore_backup(made, user="jo", at=LATER)

    told = (done.brought, done.replaced, done.removed, done.kept)
    assert told == (trial.brought, trial.replaced, trial.removed, trial.kept)
    assert told == (
        ("frameworks/gone.yaml", "snapshots/Spring.json", "evidence/lost.txt"),
        ("frameworks/changed.yaml",),
        ("frameworks/since.yaml",),
        ("evidence/edited.txt",),
    )
    now = files_of(root)
    assert "frameworks/since.yaml" not in now
    expected = {**old, "evidence/edited.txt": b"edited", "snapshots/Since.json": b"since"}
    assert {name: now[name] for name in expected} == expected


def test_a_trial_tells_the_records_that_would_change(store: Store, root: Path) -> None:
    """What it says is what the restore then does."""
    with store.open(root) as repository:
        first = stored(repository, item("E0001", "Before"))
        made = repository.back_up(AT).path
        commit(repository, put(first.model_copy(update={"title": "Spoilt"}), first))
        commit(repository, put(item("E0002", "Since")))
        trial = repository.restore_backup(made, user="jo", at=LATER, is_trial=True).transaction
        assert (trial.sequence, repository.sequence) == (0, 3)
        done = repository.restore_backup(made, user="jo", at=LATER).transaction
        assert done.changes == trial.changes
        assert [change.record_id for change in done.changes] == ["E0001", "E0002"]
        assert view_of(repository) == {"E0001": "Before"}


def test_no_id_is_given_again_after_a_restore(store: Store, root: Path, tmp_path: Path) -> None:
    """Neither one given since the backup, nor one the backup's side gave and deleted."""
    with store.open(root) as repository:
        early = repository.back_up(AT, label="early").path
        gone = stored(repository, item(repository.next_ids("evidence", 5)[-1], "Gone"))
        commit(repository, remove(gone))
        late = repository.back_up(AT, label="late").path
        repository.restore_backup(early, user="jo", at=LATER)
        assert repository.next_id("evidence") == "E0006"
    unpack_backup(early, tmp_path / "other")
    with store.open(tmp_path / "other") as other:
        assert other.restore_backup(late, user="jo", at=LATER).transaction.changes == ()
        assert other.next_id("evidence") == "E0006"


def test_a_backup_of_another_past_loses_no_record(store: Store, root: Path, tmp_path: Path) -> None:
    """Two copies that went apart: restoring one's backup in the other gives exactly the one's records."""
    with store.open(root) as repository:
        made = repository.back_up(AT, label="start").path
        for number in (1, 2, 3):
            commit(repository, put(item(f"E{number:04d}", f"Here {number}")))
        here = repository.back_up(AT, label="here").path
        view = view_of(repository)
    unpack_backup(made, tmp_path / "other")
    with store.open(tmp_path / "other") as other:
        commit(other, put(item("E0003", "There 3")))
        commit(other, put(item("E0009", "There 9")))
        other.restore_backup(here, user="jo", at=LATER)
        assert view_of(other) == view
    assert examine(tmp_path / "other").is_sound


def test_what_is_no_backup_changes_nothing(store: Store, root: Path) -> None:
    """A file that cannot be restored is refused before anything is touched."""
    (root / "backups").mkdir(exist_ok=True)
    bad = root / "backups" / "bad.zip"
    bad.write_bytes(b"not a zip")
    with store.open(root) as repository:
        with pytest.raises(RefusedError):
            repository.restore_backup(bad, user="jo", at=AT)
        with pytest.raises(RefusedError):
            repository.restore_backup(bad, user="jo", at=AT, is_trial=True)
        assert repository.sequence == 0


def test_the_newest_way_back_survives_a_clock_set_back(store: Store, root: Path) -> None:
    """Twelve ways back with a clock that goes backwards: the newest ten changes can still be gone back to."""
    with store.open(root) as repository:
        for number in range(1, 13):
            commit(repository, put(item(f"E{number:04d}", "x")))
            repository.way_back(AT - timedelta(days=number), reason="import")
        made = sorted((root / "backups").glob("*-auto-*.zip"))
        held = []
        for path in made:
            trial = repository.restore_backup(path, user="jo", at=AT, is_trial=True)
            held.append(12 - len(trial.transaction.changes))
    assert sorted(held) == list(range(3, 13))


def write(root: Path, contents: dict[str, bytes]) -> None:
    """Write files below a folder."""
    for name, data in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
