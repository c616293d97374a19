"""Power cuts: every legal disk after a cut anywhere holds every acknowledged change and nothing half-done."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from readiness.base.errors import StorageError
from readiness.model.records.changes import Transaction, put
from readiness.store.layout import JOURNAL_NAME
from readiness.store.tinydb import history
from readiness.store.tinydb.files import has_traces, read_workspace
from readiness.store.tinydb.storage import DurableStorage
from tests.store.power_loss import Recorder, every_cut, materialise
from tests.store.workload import AT, Life, View, item, open_small, view_of

ROUNDS = int(os.environ.get("READINESS_PROOF_ROUNDS", "1"))
"""Rounds of growing and shrinking in the recorded life."""
LIMIT = int(os.environ.get("READINESS_PROOF_DISKS", "12"))
"""Disks per cut; all legal ones are few in our code, more are sampled in its mutants."""

SYNC_SITES = (
    "file readiness.json in one go",
    "file readiness.journal in one go",
    "file readiness.journal",
    "file history",
    "folder after readiness.json",
    "folder after readiness.journal",
    "folder after history",
    "folder after area",
)
"""Every place where the store waits for the disk."""


def record(root: Path, without: frozenset[str] = frozenset()) -> Recorder:
    """Run the workload once and record its disk calls."""
    recorder = Recorder(root, without=without)
    with recorder.installed():
        Life(root, recorder.acknowledge, rounds=ROUNDS).run()
    return recorder


class Checker:
    """Opens simulated disks and says what is wrong with them."""

    def __init__(self, recorder: Recorder, place: Path) -> None:
        self._views: list[View] = [event.note for event in recorder.events if event.call == "acknowledge"]
        self._root = recorder.root
        self._place = place

    def check(self, disk: dict[Path, bytes | None], told: list[Any], where: str) -> str:
        """What is wrong with a disk, given what the user was told; empty for nothing."""
        shutil.rmtree(self._place, ignore_errors=True)
        materialise(disk, self._root, self._place)
        try:
            reading = read_workspace(self._place)
        except StorageError as error:
            return f"{where}: {error.title}" if told or has_traces(self._place) else ""
        if reading.damage:
            return f"{where}: {reading.damage}"
        view = {
            str(document["id"]): document.get("title") or document.get("note", "")
            for table in reading.state.tables.values()
            for document in table.values()
        }
        if view not in self._views[max(len(told) - 1, 0) : len(told) + 1]:
            return f"{where}: acknowledged change lost or half-done change seen"
        kept = [past.head.sequence for past in history.newest_first(self._place)]
        if kept != list(range(reading.state.sequence, 0, -1)):
            return f"{where}: history has holes"
        return ""


def test_every_legal_disk_holds_every_acknowledged_change(tmp_path: Path) -> None:
    """A cut after any disk call: it opens, writable, with all that was acknowledged and its history."""
    recorder = record(tmp_path / "area")
    verdict = every_cut(recorder, Checker(recorder, tmp_path / "disk").check, limit=max(LIMIT, 64))
    assert set(recorder.sites) == set(SYNC_SITES), "a sync site is missing from this proof"
    assert verdict.bad == []
    assert verdict.disks > 300
    print(f"power cuts {verdict.cuts}, disks {verdict.disks}, bad {len(verdict.bad)}")  # noqa: T201 - the figure


@pytest.mark.parametrize("kind", ["torn tail", "retired twice"])
def test_a_second_cut_during_recovery_loses_nothing(tmp_path: Path, kind: str) -> None:
    """Power fails again while the last cut's remains are tidied up and the next change is stored."""
    root = tmp_path / "area"
    Life(root).run()
    if kind == "torn tail":
        with (root / JOURNAL_NAME).open("ab") as file:
            file.write(b'12345678 {"seq":')
    else:  # the cut came after the snapshot and the retired copy, before the new journal
        with open_small(root) as repository:
            storage = repository.database.storage
            assert isinstance(storage, DurableStorage)
            storage.checkpoint()
        history.retire(root, (root / JOURNAL_NAME).read_bytes())
    recorder = Recorder(root)
    start = recorder.start_from_disk()
    with recorder.installed(), open_small(root) as repository:
        recorder.acknowledge(view_of(repository))
        for number in range(3):
            record = item(f"E{number + 90:04d}", "After the cut")
            repository.commit(Transaction("x", (put(record),)), user="tester", at=AT)
            recorder.acknowledge(view_of(repository))
    checker = Checker(recorder, tmp_path / "disk")
    verdict = every_cut(recorder, checker.check, limit=128, start=start)
    assert verdict.bad == []
    assert verdict.disks > 20


@pytest.mark.parametrize("site", SYNC_SITES)
def test_without_any_one_sync_the_simulator_finds_a_loss(tmp_path: Path, site: str) -> None:
    """Each wait for the disk is needed, and the simulator notices when it is left out."""
    recorder = record(tmp_path / "area", frozenset({site}))
    checker = Checker(recorder, tmp_path / "disk")
    verdict = every_cut(recorder, checker.check, limit=LIMIT, stop_at=1)
    assert verdict.bad, f"{verdict.disks} disks and no loss without: {site}"


def test_the_order_of_stock_tinydb_fails_in_the_simulator(tmp_path: Path) -> None:
    """Negative control: write over, sync, truncate (TinyDB 4.9's order) leaves unreadable or lost data."""
    root = tmp_path / "area"
    recorder = Recorder(root, overwrites=True)
    contents = [{"1": "long " * 40}, {"1": "long " * 40, "2": "more"}, {"2": "more"}, {"2": "m"}]
    with recorder.installed():
        root.mkdir()
        for content in contents:
            _store_as_stock_does(root / "db.json", json.dumps(content).encode())
            recorder.acknowledge(content)

    def check(disk: dict[Path, bytes | None], told: list[Any], where: str) -> str:
        try:
            found = json.loads(disk.get(root / "db.json") or b"null")
        except ValueError:
            return f"{where}: unreadable"
        allowed = contents[max(len(told) - 1, 0) : len(told) + 1]
        return "" if found in allowed or not told else f"{where}: lost"

    verdict = every_cut(recorder, check, limit=64)
    assert len([fault for fault in verdict.bad if "unreadable" in fault]) > 5
    assert len([fault for fault in verdict.bad if "lost" in fault]) > 5


def _store_as_stock_does(path: Path, data: bytes) -> None:
    """The disk calls of `tinydb.JSONStorage.write`, in its order."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, data)
        os.fsync(descriptor)
        os.ftruncate(descriptor, len(data))
    finally:
        os.close(descriptor)
