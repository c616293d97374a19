"""From a folder to a database and back: everything equal, the source untouched, half a move is none."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, StorageError, UsageError
from readiness.model.records.changes import Transaction, put, remove
from readiness.model.records.evidence import Evidence
from readiness.store.databases import migrate
from readiness.store.opening import create_repository, examine, open_repository
from readiness.workspace.example import copy_example
from tests.store.contract.stores import commit, stored
from tests.store.contract.test_restore import files_of
from tests.store.postgres_server import server
from tests.store.workload import AT, item

pytestmark = pytest.mark.programs


def linked(folder: Path) -> Path:
    """A folder that leads to a new area."""
    code = f"area-{uuid.uuid4().hex[:12]}"
    server().area(code)
    return server().folder_of(folder, code)


def meaning_of(root: Path) -> tuple[object, ...]:
    """What must be equal wherever it is: records, what is wrong with them, numbers, and the whole past."""
    with open_repository(root, read_only=True) as repository:
        records, problems = repository.load()
        past = [
            (one.sequence, one.at, one.user, one.label, one.undoes, tuple(one.changes))
            for one in repository.history(limit=None)
        ]
        faults = [(one.where.record, one.where.field, one.what) for one in problems]
        return records, faults, dict(repository.next_numbers), repository.sequence, past


def kept_in(root: Path) -> dict[str, bytes]:
    """Files that are kept beside the records."""
    kept = ("evidence/", "frameworks/", "snapshots/", "reports/")
    return {name: data for name, data in files_of(root).items() if name.startswith(kept)}


def errors_of(root: Path) -> list[tuple[str, str]]:
    """What the doctor finds wrong, every file read."""
    found = examine(root, read_data=True).problems
    return [(one.where.record, one.what) for one in found if one.severity == "error"]


def test_the_worked_example_goes_there_and_back(tmp_path: Path) -> None:
    """Records, revisions, ids, history with undo, snapshots and evidence; the source keeps every byte."""
    source = copy_example(tmp_path / "source")
    (source / "snapshots").mkdir(exist_ok=True)
    (source / "snapshots" / "Spring.json").write_text("{}", encoding="utf-8")
    with open_repository(source) as repository:
        first = stored(repository, item(repository.next_ids("evidence", 3)[-1], "Deleted again"))
        gone = commit(repository, remove(first))
        repository.commit(Transaction("Undo", (put(first),), undoes=gone.sequence), user="jo", at=AT)
    before, files = meaning_of(source), files_of(source)
    target = linked(tmp_path / "target")
    trial = migrate(source, target, is_trial=True)
    assert files_of(target).keys() == {"readiness.link"}
    assert migrate(source, target) == trial
    assert meaning_of(target) == before
    assert kept_in(target) == kept_in(source)
    assert files_of(source) == files
    assert errors_of(target) == errors_of(source)
    with open_repository(target) as repository:
        commit(repository, put(item(repository.next_id("evidence"), "Made in the database")))
        repository.restore_to(trial.sequence - 1, user="jo", at=AT)
    after = meaning_of(target)
    back = tmp_path / "back"
    migrate(target, back)
    assert meaning_of(back) == after
    assert kept_in(back) == kept_in(source)
    assert errors_of(back) == errors_of(source)


def test_what_cannot_be_moved_is_refused_and_leaves_both_as_they_were(tmp_path: Path) -> None:
    """Into what holds something, a damaged source, a broken history, and a file of the same name."""
    source = tmp_path / "source"
    with create_repository(source) as repository:
        commit(repository, put(item("E0001", "First")))
    (source / "evidence").mkdir()
    (source / "evidence" / "a.txt").write_text("mine", encoding="utf-8")
    target = linked(tmp_path / "target")
    (target / "evidence").mkdir()
    (target / "evidence" / "a.txt").write_text("theirs", encoding="utf-8")
    with pytest.raises(RefusedError, match="other content"):
        migrate(source, target)
    with open_repository(target) as repository:
        assert repository.sequence == 0
    (target / "evidence" / "a.txt").unlink()
    migrate(source, target)
    with pytest.raises(StorageError, match="holds nothing"):
        migrate(source, target)
    with pytest.raises(UsageError):
        migrate(source, tmp_path / "elsewhere")
    with pytest.raises(RefusedError, match="not empty"):
        migrate(target, source)
    spoilt = tmp_path / "spoilt"
    shutil.copytree(source, spoilt)
    path = spoilt / "readiness.json"
    path.write_bytes(path.read_bytes().replace(b"First", b"Other"))
    with pytest.raises(RefusedError, match="damaged"):
        migrate(spoilt, linked(tmp_path / "third"))


def test_a_change_of_the_log_is_noticed(tmp_path: Path) -> None:
    """Altered by the database's administrator, who may do all: the doctor names the change."""
    target = linked(tmp_path / "target")
    with open_repository(target) as repository:
        first = stored(repository, item("E0001", "First"))
        commit(repository, put(first.model_copy(update={"title": "Second"}), first))
        assert isinstance(first, Evidence)
    assert [one for one in examine(target).problems if one.where.file == "readiness.link"] == []
    server().sql("ALTER TABLE readiness.op DISABLE TRIGGER ALL")
    server().sql(
        'UPDATE readiness.op SET after = after || \'{"title": "Forged"}\' WHERE sequence = 1 AND area ='
        " (SELECT max(area) FROM readiness.area)"
    )
    server().sql("ALTER TABLE readiness.op ENABLE TRIGGER ALL")
    said = [one.what for one in examine(target).problems]
    assert "Change 1 in the log is not what was written." in said
    assert "The log leads to other records than those that are there." in said
