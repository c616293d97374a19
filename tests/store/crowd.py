"""A process that inserts, compares and swaps until it is told to stop; run several at once and kill some.

Arguments: workspace folder, name, file for acknowledgements, how many rounds, how many counters.
Each acknowledged change is a line in the file, written after the store said that it is done.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from readiness.base.errors import StaleEditError
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.store.tinydb.repository import FolderRepository
from readiness.store.tinydb.table import open_database

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def main(root: Path, name: str, told: Path, rounds: int, counters: int) -> None:
    """Insert one record and add one to a shared counter in each round."""
    repository = FolderRepository(open_database(root, journal_lines=40))
    acknowledge = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(acknowledge, b"ready\n")
    for number in range(rounds):
        record = Evidence(
            id=repository.next_id("evidence"), title=f"{name} {number}", location_kind="url", location="x"
        )
        repository.commit(Transaction("insert", (put(record),)), user=name, at=AT)
        os.write(acknowledge, f"insert {record.id} {name} {number}\n".encode())
        conflicts = increment(repository, f"E{number % counters + 1:04d}", name)
        os.write(acknowledge, f"increment E{number % counters + 1:04d} {conflicts}\n".encode())
    repository.close()
    os.write(acknowledge, b"done\n")


def increment(repository: FolderRepository, record_id: str, name: str) -> int:
    """Add one to the number in a record's note, as often as it takes; returns the conflicts met."""
    for conflicts in range(10_000):
        before = repository.load()[0].evidence[record_id] if conflicts % 2 else current(repository, record_id)
        after = before.model_copy(update={"note": str(int(before.note) + 1)})
        try:
            repository.commit(Transaction("increment", (put(after, before),)), user=name, at=AT)
        except StaleEditError as error:
            if error.theirs is None or error.base is None or error.mine is None:
                raise
        else:
            return conflicts
    raise AssertionError("no way through the crowd")


def current(repository: FolderRepository, record_id: str) -> Evidence:
    """The record as this process last saw it, which may be old."""
    document = repository.database.table("evidence").get(doc_id=int(record_id[1:]))
    return Evidence.model_validate(document)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
