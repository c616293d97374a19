"""Doctor, repair, backups, and going back to a point: nothing lost, nothing changed unasked."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.definitions.catalogue import load_shipped
from readiness.definitions.in_force import DEFAULT_FRAMEWORK
from readiness.library import files
from readiness.model.definition.parts import facts
from readiness.model.records.changes import Change, Transaction, put, remove
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action
from readiness.store.tinydb import backup, backup_reading, doctor
from readiness.store.tinydb.repairing import repair
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, View, item, open_small, view_of


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A workspace with a few retired journals and one file of evidence."""
    root = tmp_path / "area"
    FolderRepository.create(root).close()
    source = tmp_path / "strategy.pdf"
    source.write_text("Our strategy", encoding="utf-8")
    held = files.add_file(root, source)
    with open_small(root, journal_lines=3) as repository:
        strategy = item("E0001", "Strategy").model_copy(
            update={
                "location_kind": "library",
                "location": held.location,
                "sha256": held.sha256,
                "size": held.size,
            }
        )
        commit(repository, put(strategy))
        for number in range(2, 9):
            commit(repository, put(item(f"E{number:04d}", f"Title {number}")))
        link = Link(id="L0001", evidence="E0001", target_kind="criterion", target="A1", note="n")
        commit(repository, put(link))
    return root


def commit(repository: FolderRepository, *changes: Change) -> Transaction:
    """Commit changes as the tester."""
    return repository.commit(Transaction("change", changes), user="tester", at=AT)


def files_of(root: Path) -> dict[str, bytes]:
    """Every file below a folder but the lock."""
    paths = [path for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def view_in(root: Path) -> View:
    """What can be seen in a workspace."""
    return view_of(FolderRepository.open(root, read_only=True))


def edit(root: Path, record_id: str, title: str) -> None:
    """Change one title."""
    with open_small(root, journal_lines=3) as repository:
        before = repository.load()[0].evidence[record_id]
        commit(repository, put(before.model_copy(update={"title": title}), before))


def test_the_doctor_finds_nothing_in_a_sound_workspace_and_changes_nothing(area: Path) -> None:
    """A sound workspace has no problem at all, and every byte stays as it is."""
    before = files_of(area)
    report = doctor.examine(area, read_data=True)
    assert report.problems == ()
    assert report.is_sound
    assert {part.name: part.count for part in report.examined} == {
        "files": 2,
        "changes in the history": 9,
        "records": 9,
        "facts of the definition": len(list(facts(load_shipped(DEFAULT_FRAMEWORK)[0]))),
        "records beside the framework": 9,
        "references": 1,
        "ids": 9,
        "evidence files, every byte read": 8,
    }
    assert json.loads(json.dumps(report.to_json()))["sound"] is True
    assert files_of(area) == before


def test_the_doctor_reads_evidence_bytes_only_when_asked(area: Path) -> None:
    """A file altered without changing its size is found by reading the data."""
    (area / "evidence" / "strategy.pdf").write_text("Our stratogy", encoding="utf-8")
    assert doctor.examine(area).problems == ()
    found = doctor.examine(area, read_data=True).problems
    assert [(one.where.record, one.severity) for one in found] == [("E0001", "warning")]
    (area / "evidence" / "strategy.pdf").unlink()
    assert [one.where.record for one in doctor.examine(area).problems] == ["E0001"]


def test_the_doctor_finds_dangling_references_bad_records_and_leftovers(area: Path) -> None:
    """Each kind of fault is listed once, where it is."""
    with FolderRepository.open(area) as repository:
        commit(repository, remove(repository.load()[0].evidence["E0001"]))
        repository.database.table("statements").insert({"id": "S0001", "kind": "nonsense"})
    (area / ".readiness.json.1.tmp").touch()
    (area / "history" / "rejected-1.bin").touch()
    (area / "readiness (1).json").touch()
    found = {(one.where.file, one.where.record, one.where.field) for one in doctor.examine(area).problems}
    assert {
        ("readiness.json", "L0001", "evidence"),
        ("readiness.json", "S0001", "kind"),
        (".readiness.json.1.tmp", "", ""),
        ("history/rejected-1.bin", "", ""),
        ("readiness (1).json", "", ""),
    } <= found


def test_the_doctor_finds_a_hole_and_a_forgery_in_the_history(area: Path) -> None:
    """A missing retired journal, and one whose bytes were changed, are named."""
    first = min((area / "history").glob("*.journal"))
    whole = first.read_bytes()
    first.write_bytes(whole.replace(b"Title 2", b"Title X"))
    assert "damaged" in doctor.examine(area).problems[0].what
    first.unlink()
    assert "missing" in doctor.examine(area).problems[0].what


def test_the_doctor_reports_on_what_cannot_be_opened(area: Path) -> None:
    """Without a main file there is still a report."""
    (area / "readiness.json").unlink()
    report = doctor.examine(area)
    assert not report.is_sound
    assert report.to_json()["examined"][0]["problems"][0]["file"] == "readiness.json"


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "altered"])
def test_repair_rebuilds_a_damaged_main_file_from_the_history(
    area: Path, tmp_path: Path, damage: str
) -> None:
    """The copy holds every record again and is sound; the damaged workspace is not touched."""
    view = view_in(area)
    path = area / "readiness.json"
    whole = path.read_bytes()
    broken = {"empty": b"", "cut": whole[: len(whole) // 2], "altered": whole.replace(b"Title 3", b"Title 8")}
    path.unlink() if damage == "missing" else path.write_bytes(broken[damage])
    before = files_of(area)
    repaired = repair(area, tmp_path / "copy")
    assert repaired.problems == ()
    assert (view_in(tmp_path / "copy"), repaired.source) == (view, "the history")
    assert files_of(area) == before
    with FolderRepository.open(tmp_path / "copy") as copy:
        assert len(copy.history(limit=None)) == 9
        assert copy.next_id("evidence") == "E0009"
        commit(copy, put(item("E0010", "On we go")))
    assert doctor.examine(tmp_path / "copy").is_sound


def test_repair_keeps_what_can_be_read_when_all_is_damaged(area: Path, tmp_path: Path) -> None:
    """Without a history to follow, the documents whose lines are whole are saved."""
    path = area / "readiness.json"
    path.write_bytes(path.read_bytes()[:-200])
    for old in (area / "history").glob("*.journal"):
        old.unlink()
    repaired = repair(area, tmp_path / "copy")
    assert repaired.source == "what can be read of the main file"
    view = view_in(tmp_path / "copy")
    assert view
    assert view.items() <= {f"E{n:04d}": f"Title {n}" for n in range(2, 9)}.items() | {("E0001", "Strategy")}
    with FolderRepository.open(tmp_path / "copy") as copy:
        assert not copy.is_read_only
        assert copy.next_id("evidence") not in view
    assert (tmp_path / "copy" / "backups" / "damaged" / "readiness.json").read_bytes() == path.read_bytes()


def test_repair_of_a_damaged_journal_keeps_all_before_the_damage(area: Path, tmp_path: Path) -> None:
    """Changes before the damaged line are there; the rest is kept as it was found."""
    with FolderRepository.open(area) as repository:
        for number in (20, 21):
            commit(repository, put(item(f"E{number:04d}", "New")))
        repository._storage._disk._snapshot_digest = repository._storage.state.digest
    journal_path = area / "readiness.journal"
    lines = journal_path.read_bytes().splitlines(keepends=True)
    journal_path.write_bytes(b"".join([*lines[:-1], lines[-1].replace(b"New", b"Now")]))
    assert FolderRepository.open(area).is_read_only
    repaired = repair(area, tmp_path / "copy")
    assert repaired.problems == ()
    assert "E0020" in view_in(tmp_path / "copy")
    assert b"Now" in (tmp_path / "copy" / "backups" / "damaged" / "readiness.journal").read_bytes()


def test_repair_never_writes_over_anything(area: Path, tmp_path: Path) -> None:
    """An existing target is refused, and so is a folder with nothing to save."""
    with pytest.raises(RefusedError, match="exists"):
        repair(area, area)
    with pytest.raises(RefusedError, match="Nothing"):
        repair(tmp_path / "nowhere", tmp_path / "copy")


def test_restoring_over_a_hole_in_the_history_is_refused(area: Path) -> None:
    """With a retired journal gone, points before it cannot be reached, and nothing is changed."""
    sorted((area / "history").glob("*.journal"))[1].unlink()
    before = view_in(area)
    with FolderRepository.open(area) as repository, pytest.raises(RefusedError, match="hole"):
        repository.restore_to(2, user="jo", at=AT)
    assert view_in(area) == before


def test_a_backup_holds_everything_and_unpacks_to_a_sound_workspace(area: Path, tmp_path: Path) -> None:
    """Records, history and evidence files come back byte for byte."""
    made = backup.create(area, AT).path
    assert made.name == "readiness-20261123-090000-manual.zip"
    assert made.stat().st_mode & 0o077 == 0
    assert backup_reading.verify(made) == []
    backup_reading.unpack(made, tmp_path / "elsewhere")
    assert files_of(tmp_path / "elsewhere") == {
        name: data for name, data in files_of(area).items() if not name.startswith("backups/")
    }
    assert doctor.examine(tmp_path / "elsewhere", read_data=True).problems == ()


def test_a_backup_is_restored_as_one_change_in_the_history(area: Path) -> None:
    """Records go back, others are told, nothing leaves the history; missing files come back on request."""
    made = backup.create(area, AT).path
    before = view_in(area)
    edit(area, "E0003", "Spoilt")
    (area / "evidence" / "strategy.pdf").unlink()
    other = FolderRepository.open(area)
    with FolderRepository.open(area) as repository:
        restored = repository.restore_backup(made, user="jo", at=AT)
        done = restored.transaction
        assert [change.record_id for change in done.changes] == ["E0003"]
        assert other.refresh() == [done]
        assert repository.history(limit=1) == [done]
    assert restored.brought == ("evidence/strategy.pdf",)
    assert view_in(area) == before
    assert doctor.examine(area, read_data=True).problems == ()


def test_a_damaged_or_hostile_backup_is_refused_whole(area: Path, tmp_path: Path) -> None:
    """Damage, unnamed files, traversal and things that are no zip: listed, and nothing is unpacked."""
    made = backup.create(area, AT).path
    whole = made.read_bytes()
    place = whole.index(b"Our strategy")
    cases = {
        "flipped": whole[:place] + b"X" + whole[place + 1 :],
        "cut": whole[: len(whole) // 2],
        "empty": b"",
        "text": b"not a zip",
    }
    for name, data in cases.items():
        path = tmp_path / f"{name}.zip"
        path.write_bytes(data)
        assert backup_reading.verify(path), name
    for member in (
        "../evil.txt",
        "evidence/../../evil.txt",
        "/evil.txt",
        "evil.txt",
        "evidence/a\\..\\b",
        "C:/x/y",
    ):
        path = tmp_path / "member.zip"
        path.write_bytes(whole)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(member, "evil")
        assert backup_reading.verify(path), member
        with pytest.raises(RefusedError):
            backup_reading.unpack(path, tmp_path / "target")
        with pytest.raises(RefusedError):
            FolderRepository.open(area).restore_backup(path, user="jo", at=AT)
    assert not (tmp_path / "target").exists()
    assert not list(tmp_path.rglob("evil.txt"))


def test_unpacking_never_writes_over_a_workspace(area: Path) -> None:
    """A folder that holds something is refused, and so is a file, by what it is."""
    whole = backup.create(area, AT).path
    with pytest.raises(RefusedError, match="not empty"):
        backup_reading.unpack(whole, area)
    with pytest.raises(RefusedError, match="file, not a folder"):
        backup_reading.unpack(whole, whole)


def test_a_backup_that_is_not_whole_is_named_once_with_what_is_wrong(area: Path, tmp_path: Path) -> None:
    """The place is the file; what to do is said at the end alone."""
    cut = tmp_path / "cut.zip"
    cut.write_bytes(backup.create(area, AT).path.read_bytes()[:-30])
    with pytest.raises(RefusedError) as refused:
        backup_reading.unpack(cut, tmp_path / "target")
    assert str(refused.value.detail).startswith("cut.zip: This is not a backup that can be read")
    assert "Use another" not in str(refused.value.detail)


def test_automatic_backups_rotate_and_leave_the_others_alone(area: Path) -> None:
    """Only the newest automatic ones stay; those a person made stay all."""
    mine = backup.create(area, AT, with_evidence=False).path
    made = [backup.automatic(area, AT + timedelta(minutes=n), reason="Import", keep=3) for n in range(5)]
    left = set((area / "backups").glob("*.zip"))
    assert left == {mine, *made[-3:]}
    with zipfile.ZipFile(made[-1]) as archive:
        assert not [name for name in archive.namelist() if name.startswith("evidence/")]
    assert backup.create(area, AT, with_evidence=False).path.name.endswith("manual-2.zip")


def test_records_read_the_same_after_a_restore(area: Path) -> None:
    """What restore_to hands back is what a fresh open reads."""
    edit(area, "E0002", "Edited")
    with FolderRepository.open(area) as repository:
        done = repository.restore_to(9, user="jo", at=AT)
        after = done.changes[0].after
    assert isinstance(after, Evidence)
    assert FolderRepository.open(area).load()[0].evidence["E0002"] == after


def test_the_doctor_follows_every_kind_of_reference_and_counter(area: Path) -> None:
    """References of actions and measures, ids out of form, and a counter that fell behind are found."""
    with FolderRepository.open(area) as repository:
        action = Action(id="P0001", title="x", statements=("S0001",), measures=("M0009",))
        link = Link(id="L0002", evidence="E0001", target_kind="measure", target="M0009")
        commit(repository, put(action), put(Measure(id="M0001", title="x", statements=("S0002",))), put(link))
        commit(repository, put(item("E-odd", "x")))
        repository._storage.state.next_records["evidence"] = 3
        repository._storage.checkpoint()
    found = {(one.where.record, one.where.field) for one in doctor.examine(area).problems}
    assert found >= {
        ("P0001", "statements"),
        ("P0001", "measures"),
        ("M0001", "statements"),
        ("L0002", "target"),
        ("E-odd", "id"),
        ("E0003", "id"),
    }
