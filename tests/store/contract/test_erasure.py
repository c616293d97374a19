"""Erasure, for every store: nothing left in what it wrote, a chain that holds, everybody goes on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, StaleEditError, UsageError
from readiness.model.records.changes import Transaction, put, remove
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.progress.snapshots import FOLDER
from readiness.store.opening import examine, unpack_backup, verify_backup
from readiness.store.repository import Repository
from tests.store.contract.stores import Store, commit, stored
from tests.store.workload import AT, item, view_of

VALUES = [f"Planted Välue “{number}” <Zoë\\O'Hara-{number}>" for number in range(20)]


def everything_in(store: Store, root: Path) -> dict[str, bytes]:
    """Every file below a folder, every file inside its zips, and what the store keeps elsewhere."""
    found: dict[str, bytes] = dict(store.kept(root))
    for path in root.rglob("*"):
        if not path.is_file():
            continue
        name = path.relative_to(root).as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                found |= {f"{name}: {member}": archive.read(member) for member in archive.namelist()}
        else:
            found[name] = path.read_bytes()
    return found


def places_of(store: Store, root: Path, words: str) -> list[str]:
    """Where words can be seen, as they are or as JSON or Python would write them."""
    forms = (words.encode(), words.replace("\\", "\\\\").encode(), words.encode("unicode_escape"))
    return [name for name, data in everything_in(store, root).items() if any(form in data for form in forms)]


def plant(repository: Repository, root: Path) -> None:
    """Put each value somewhere else: titles, notes, labels, names of people, edited and deleted records."""
    for number, value in enumerate(VALUES):
        record = item(f"E{number + 1:04d}", f"Title {number}")
        where = number % 5
        if where == 0:
            record = record.model_copy(update={"title": f"Plan for {value}, signed"})
        elif where == 1:
            record = record.model_copy(update={"note": value})
        elif where == 2:
            record = record.model_copy(update={"owner": value})
        label = f"Add {value}" if where == 3 else "Add"
        user = value if where == 4 else "jo"
        done = repository.commit(Transaction(label, (put(record),)), user=user, at=AT)
        after = done.changes[0].after
        assert isinstance(after, Evidence)
        if number % 2:
            gone = after.model_copy(update={"title": f"Edited {number}", "note": "", "owner": ""})
            commit(repository, put(gone, after))
        if number == 10:
            repository.back_up(AT, label="between")
    (root / FOLDER).mkdir()
    repository.way_back(AT, reason="import")


def test_twenty_planted_values_are_in_nothing_the_store_wrote(store: Store, root: Path) -> None:
    """Main file, journal, history and backups; the rest stands, and everything is sound."""
    with store.open_small(root) as repository:
        plant(repository, root)
        count = repository.sequence
        kept = {
            record_id: title for record_id, title in view_of(repository).items() if "Planted" not in title
        }
    assert all(places_of(store, root, value) for value in VALUES)
    with store.open_small(root) as repository:
        for value in VALUES:
            done = repository.erase(words=value, user="dpo", at=AT)
            assert done.sequence
            assert done.unreached == ()
        assert [one.sequence for one in repository.history(limit=None)] == list(range(count + 20, 0, -1))
    assert {value: places_of(store, root, value) for value in VALUES} == {value: [] for value in VALUES}
    assert examine(root).problems == ()
    with store.open(root) as repository:
        view = view_of(repository)
        assert {record_id: view[record_id] for record_id in kept} == kept
        assert view["E0001"] == "Plan for [erased], signed"
        commit(repository, put(item("E0100", "On we go")))
    for backup in (root / "backups").glob("*.zip"):
        assert verify_backup(backup) == []


def test_a_record_is_taken_out_with_its_past(store: Store, root: Path, tmp_path: Path) -> None:
    """No version of it is left, deleted ones too; its id is not given again, and others' records stand."""
    title = "A title nobody may keep"
    with store.open_small(root) as repository:
        first = stored(repository, item(repository.next_id("evidence"), title))
        commit(repository, put(first.model_copy(update={"note": title}), first), label=f"Edit {title}")
        commit(repository, put(item(repository.next_id("evidence"), "Stays")))
        made = repository.back_up(AT).path
        done = repository.erase(records=["E0001"], user="dpo", at=AT)
        assert (done.records, done.backups) == (1, 1)
        assert view_of(repository) == {"E0002": "Stays"}
        assert repository.next_id("evidence") == "E0003"
    assert places_of(store, root, title) == []
    assert examine(root).problems == ()
    unpack_backup(made, tmp_path / "copy")
    with store.open(tmp_path / "copy") as copy:
        assert view_of(copy) == {"E0002": "Stays"}


def test_a_deleted_record_can_still_be_erased_from_the_past(store: Store, root: Path) -> None:
    """What is in the history alone is reached."""
    with store.open(root) as repository:
        gone = stored(repository, item("E0001", "Gone but not forgotten"))
        commit(repository, remove(gone))
        done = repository.erase(records=["E0001"], user="dpo", at=AT)
        assert (done.records, done.changes) == (0, 2)
    assert places_of(store, root, "Gone but not forgotten") == []


def test_others_see_it_at_once_and_cannot_write_it_back(store: Store, root: Path) -> None:
    """Another opening loses them with its next look; an edit begun before does not bring them back."""
    with store.open(root) as mine, store.open(root) as theirs:
        before = stored(mine, item("E0001", "Words to go"))
        assert view_of(theirs) == {"E0001": "Words to go"}
        mine.erase(records=["E0001"], user="dpo", at=AT)
        with pytest.raises(StaleEditError):
            commit(theirs, put(before.model_copy(update={"note": "more"}), before))
        assert view_of(theirs) == {}
        commit(theirs, put(item("E0002", "Next")))
        assert view_of(mine) == {"E0002": "Next"}
    assert places_of(store, root, "Words to go") == []


def test_going_back_and_undo_do_not_bring_it_back(store: Store, root: Path) -> None:
    """Earlier points are as they were, without the words."""
    with store.open(root) as repository:
        first = stored(repository, item("E0001", "Words to go away"))
        commit(repository, put(first.model_copy(update={"title": "Later"}), first))
        repository.erase(words="to go", user="dpo", at=AT)
        repository.restore_to(1, user="jo", at=AT)
        assert view_of(repository) == {"E0001": "Words [erased] away"}
    assert examine(root).problems == ()


def test_what_cannot_be_erased_is_refused_and_changes_nothing(store: Store, root: Path) -> None:
    """Neither or both, too short, or words a record cannot be read without."""
    with store.open(root) as repository:
        statement = Statement(id="S0001", criterion="A1", kind="strength", text="A strength")
        link = Link(id="L0001", evidence="E0001", target_kind="criterion", target="A1")
        commit(repository, put(item("E0001", "Title")), put(statement), put(link))
        before = repository.load()
        refused: tuple[tuple[str, list[str]], ...] = (
            ("", []),
            ("ab", []),
            ("abc", ["E0001"]),
            ("erased", []),
        )
        for words, records in refused:
            with pytest.raises(UsageError):
                repository.erase(words=words, records=records, user="dpo", at=AT)
        for words in ("E0001", "strength", "criterion"):
            with pytest.raises(RefusedError):
                repository.erase(words=words, user="dpo", at=AT)
        assert repository.erase(words="nowhere at all", user="dpo", at=AT).sequence == 0
        assert repository.load() == before
        assert repository.sequence == 1


def test_a_trial_says_what_would_be_and_changes_nothing(store: Store, root: Path) -> None:
    """It counts as the erasure does; every file keeps its bytes."""
    with store.open(root) as repository:
        first = stored(repository, item("E0001", "Words to go"))
        commit(repository, put(first.model_copy(update={"title": "Later"}), first))
        stored(repository, item("E0002", "WORDS  TO GO too"))
        repository.back_up(AT)
        before = everything_in(store, root)
        said = repository.erase(words="words to go", user="dpo", at=AT, is_trial=True)
        assert everything_in(store, root) == before
        done = repository.erase(words="words to go", user="dpo", at=AT)
    assert (
        (said.records, said.changes, said.backups) == (done.records, done.changes, done.backups) == (1, 3, 1)
    )
    assert said.sequence == 0 < done.sequence


def test_words_inside_longer_words_stay(store: Store, root: Path) -> None:
    """Erasing a short name leaves what only begins or ends like it."""
    with store.open(root) as repository:
        stored(repository, item("E0001", "Annual review by Ann, ANN_2026 and (ann)"))
        repository.erase(words="Ann", user="dpo", at=AT)
        assert view_of(repository) == {"E0001": "Annual review by [erased], [erased]_2026 and ([erased])"}


def test_a_backup_loses_files_named_and_what_exports_printed(store: Store, root: Path) -> None:
    """Files of an erased record, and remembered exports that name it; the rest of the backup stands."""
    for name in ("evidence/its own.txt", "evidence/other.txt", "exports/.printed/0123456789abcdef.json"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{name} of E0001" if name.startswith("exports") else name, encoding="utf-8")
    with store.open(root) as repository:
        stored(repository, item("E0001", "Title"))
        made = repository.back_up(AT).path
        done = repository.erase(records=["E0001"], files=["evidence/its own.txt"], user="dpo", at=AT)
    assert done.backups == 1
    assert verify_backup(made) == []
    with zipfile.ZipFile(made) as archive:
        assert [name for name in archive.namelist() if "/" in name and not name.startswith("history")] == [
            "evidence/other.txt"
        ]


def test_a_backup_that_is_not_whole_is_named_and_left(store: Store, root: Path) -> None:
    """It cannot be rewritten with care, so it is said."""
    with store.open(root) as repository:
        stored(repository, item("E0001", "Words to go"))
        made = repository.back_up(AT).path
        made.write_bytes(made.read_bytes()[:-30])
        done = repository.erase(words="Words to go", user="dpo", at=AT)
    assert done.unreached == (f"backups/{made.name}",)


def test_names_of_evidence_files_lose_the_words_in_backups(store: Store, root: Path) -> None:
    """As the record that names the file does."""
    (root / "evidence").mkdir(exist_ok=True)
    (root / "evidence" / "About Jo Doe.txt").write_text("plain", encoding="utf-8")
    with store.open(root) as repository:
        stored(repository, item("E0001", "Title").model_copy(update={"location": "About Jo Doe.txt"}))
        made = repository.back_up(AT).path
        repository.erase(words="Jo Doe", user="dpo", at=AT)
    assert verify_backup(made) == []
    with zipfile.ZipFile(made) as archive:
        assert "evidence/About [erased].txt" in archive.namelist()
