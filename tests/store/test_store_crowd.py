"""Several processes at once, some killed: every acknowledged change survives, and no update is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from readiness.model.records.changes import Transaction, put
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, item

ROUNDS = int(os.environ.get("READINESS_PROOF_CROWD", "40"))
PROJECT = Path(__file__).parents[2]
COUNTERS = 4


def start(root: Path, name: str, told: Path, rounds: int) -> subprocess.Popen[bytes]:
    """Start one member of the crowd."""
    arguments = [
        sys.executable,
        "-m",
        "tests.store.crowd",
        str(root),
        name,
        str(told),
        str(rounds),
        str(COUNTERS),
    ]
    return subprocess.Popen(arguments, cwd=PROJECT)


def lines_of(told: Path) -> list[str]:
    """What a member acknowledged so far."""
    return told.read_text("utf-8").splitlines() if told.exists() else []


def wait_for(told: Path, count: int) -> None:
    """Wait until a member acknowledged so many lines."""
    for _ in range(6000):
        if len(lines_of(told)) >= count:
            return
        time.sleep(0.01)
    raise AssertionError(f"{told.name} does not get on")


def test_four_processes_two_of_them_killed(tmp_path: Path) -> None:
    """Inserts and increments acknowledged by any process are all there; sums equal acknowledgements.

    A killed process may have stored one change it did not live to acknowledge.
    """
    root = tmp_path / "area"
    with FolderRepository.create(root) as repository:
        counters = tuple(put(item(one, "Counter").model_copy(update={"note": "0"})) for one in _counter_ids())
        repository.commit(Transaction("start", counters), user="tester", at=AT)
    told = {name: tmp_path / f"{name}.told" for name in ("anna", "ben", "carol", "dev")}
    crowd = {name: start(root, name, path, ROUNDS) for name, path in told.items()}
    reader, seen = FolderRepository.open(root, read_only=True), 0
    for victim, after in (("carol", ROUNDS // 2), ("dev", ROUNDS)):
        wait_for(told[victim], after)
        crowd[victim].kill()
        seen += len(reader.refresh())
    assert [crowd[name].wait(timeout=300) for name in ("anna", "ben")] == [0, 0]
    for victim in ("carol", "dev"):
        crowd[victim].wait(timeout=60)
    seen += len(reader.refresh())
    check(root, told, reader, seen)


def check(root: Path, told: dict[str, Path], reader: FolderRepository, seen: int) -> None:
    """Compare what is stored with what was acknowledged."""
    with FolderRepository.open(root) as repository:
        assert not repository.is_read_only
        records, problems = repository.load()
        history = repository.history(limit=None)
    assert [one for one in problems if one.severity == "error"] == []
    assert reader.load()[0] == records
    assert seen == len(history) - 1, "a reader missed a change or was told of one twice"
    inserted, counted, conflicts = acknowledged(told)
    stored = {record.id: record.title for record in records.evidence.values()}
    assert {one: stored.get(one) for one in inserted} == inserted
    assert len(stored) - COUNTERS - len(inserted) <= 2, "more than the two killed could leave"
    surplus = sum(int(records.evidence[one].note) - counted[one] for one in _counter_ids())
    assert 0 <= surplus <= 2
    assert all(int(records.evidence[one].note) >= counted[one] for one in _counter_ids())
    assert len(
        {change.record_id for one in history for change in one.changes if change.before is None}
    ) == len(stored)
    print(f"inserts {len(inserted)}, increments {sum(counted.values())}, conflicts {conflicts}")  # noqa: T201 - figures, with -s


def acknowledged(told: dict[str, Path]) -> tuple[dict[str, str], Counter[str], int]:
    """Inserted titles by id, increments by counter, and conflicts met, over the whole crowd."""
    inserted: dict[str, str] = {}
    counted: Counter[str] = Counter()
    conflicts = 0
    for path in told.values():
        for line in lines_of(path):
            kind, *rest = line.split()
            if kind == "insert":
                assert rest[0] not in inserted, "one id was given twice"
                inserted[rest[0]] = f"{rest[1]} {rest[2]}"
            elif kind == "increment":
                counted[rest[0]] += 1
                conflicts += int(rest[1])
    return inserted, counted, conflicts


def _counter_ids() -> list[str]:
    return [f"E{number:04d}" for number in range(1, COUNTERS + 1)]
