"""Faults at every mutating disk call of a workspace's life."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from readiness.base.errors import StorageError
from readiness.model.records.changes import Transaction, put
from readiness.store.tinydb.repository import FolderRepository
from readiness.store.tinydb.storage import DurableStorage
from tests.store.disk_tap import FaultAt, Killed, without_waiting
from tests.store.workload import AT, Life, item, view_of


def live_with_fault(root: Path, number: int, fault: str) -> tuple[FaultAt, Life]:
    """Run the workload with one fault; the faults a program may meet are swallowed, others are not."""
    life = Life(root)
    tap = FaultAt(root, number=number, fault=fault)
    with tap.installed():
        try:
            life.run()
        except Killed:
            pass
        except StorageError:
            assert fault != "kill"
        if fault != "kill" and life.repository is not None:
            assert view_of(life.repository) == view_of_fresh(root), f"view differs after {tap.hit}"
    return tap, life


def view_of_fresh(root: Path) -> dict[str, str]:
    """What a second process sees that opens the workspace now."""
    return view_of(FolderRepository.open(root, read_only=True))


def check_survival(root: Path, life: Life, hit: str) -> None:
    """Nothing acknowledged is lost, nothing half-done is seen, and work goes on."""
    if not life.was_created:
        if not (root / "readiness.json").exists():
            DurableStorage.create(root)
        assert view_of_fresh(root) == {}
        return
    view = view_of_fresh(root)
    assert view in (life.view, life.coming), f"lost or half-done after {hit}"
    with FolderRepository.open(root) as repository:
        assert not repository.is_read_only, f"{repository.read_only_reason} after {hit}"
        assert [one.sequence for one in repository.history(limit=None)] == list(
            range(repository.sequence, 0, -1)
        )
        fresh = item(repository.next_id("evidence"), "After the fault")
        assert fresh.id not in view
        repository.commit(Transaction("go on", (put(fresh),)), user="tester", at=AT)
    assert view_of_fresh(root) == {**view, fresh.id: "After the fault"}


@pytest.mark.parametrize("fault", ["kill", "ENOSPC", "EIO", "torn"])
def test_no_fault_at_any_disk_call_loses_or_halves_a_change(tmp_path: Path, fault: str) -> None:
    """At each mutating call in turn: acknowledged changes stay, views equal a fresh open, work can go on."""
    for number in itertools.count(1):
        root = tmp_path / "area"
        tap, life = live_with_fault(root, number, fault)
        if not tap.hit:
            break
        with without_waiting():
            check_survival(root, life, f"{fault} at call {number}, {tap.hit}")
        shutil.rmtree(root)
    assert number > 60, "the workload no longer reaches the disk often enough to prove anything"
