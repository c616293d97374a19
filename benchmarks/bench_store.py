"""One durable change: our repository against SQLite that waits for the disk, and against stock TinyDB.

    python -m benchmarks.bench_store [SIZE ...]

Prints a Markdown table of medians in milliseconds and ratios. Every change is on the disk before its
time is taken; all write the same record in the same folder, in small turns, so that a
busy machine slows all of them alike.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tinydb import TinyDB

from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.store.tinydb.repository import FolderRepository

SIZES = (1_000, 10_000, 50_000)
TURNS = 5
PER_TURN = 40
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTE = (
    "Reviewed with partners; the figures come from the annual return and were checked by the data team. " * 3
)


def evidence(number: int) -> Evidence:
    """A record of about 600 bytes of JSON."""
    return Evidence(
        id=f"E{number:04d}",
        title=f"Quarterly performance report on education, health and care plans, part {number}",
        location_kind="library",
        location=f"performance/2026/report-{number}.xlsx",
        kind="performance-data",
        agencies=("education", "health"),
        owner="Data and performance lead",
        sha256="0" * 64,
        size=123_456,
        note=NOTE,
    )


def ours(folder: Path, size: int) -> Callable[[int], None]:
    """A durable edit through the repository, revision checked and history kept."""
    repository = FolderRepository.create(folder / "area")
    records = tuple(put(evidence(number)) for number in range(1, size + 1))
    done = repository.commit(Transaction("fill", records), user="bench", at=AT)
    repository.close()
    current = {change.record_id: change.after for change in done.changes}

    def change(number: int) -> None:
        record_id = f"E{number % size + 1:04d}"
        before = current[record_id]
        assert before is not None  # noqa: S101 - the records were just stored
        after = before.model_copy(update={"title": f"Edited {number}"})
        stored = repository.commit(Transaction("edit", (put(after, before),)), user="bench", at=AT)
        current[record_id] = stored.changes[0].after

    return change


def sqlite(folder: Path, size: int, mode: str) -> Callable[[int], None]:
    """The same record as a JSON row, compare-and-swap on its revision, committed with synchronous=FULL."""
    database = sqlite3.connect(folder / f"{mode}.db", isolation_level=None)
    database.execute(f"PRAGMA journal_mode={mode}")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE evidence (id TEXT PRIMARY KEY, revision INTEGER, body TEXT)")
    rows = (evidence(number) for number in range(1, size + 1))
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO evidence VALUES (?, 1, ?)", ((one.id, json.dumps(one.to_document())) for one in rows)
    )
    database.execute("COMMIT")

    def change(number: int) -> None:
        after = evidence(number % size + 1).model_copy(update={"title": f"Edited {number}"})
        database.execute("BEGIN IMMEDIATE")
        database.execute(
            "UPDATE evidence SET revision = revision + 1, body = ? WHERE id = ? AND revision >= 1",
            (json.dumps(after.to_document()), after.id),
        )
        database.execute("COMMIT")

    return change


def stock(folder: Path, size: int) -> Callable[[int], None]:
    """The same edit by document number in stock TinyDB with its JSONStorage."""
    database = TinyDB(folder / "stock.json")
    database.insert_multiple(evidence(number).to_document() for number in range(1, size + 1))

    def change(number: int) -> None:
        after = evidence(number % size + 1).model_copy(update={"title": f"Edited {number}"})
        database.update(after.to_document(), doc_ids=[number % size + 1])

    return change


def measure(size: int) -> dict[str, float]:
    """Median milliseconds of one change, by store."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        times = take_turns(
            {
                "ours": ours(folder, size),
                "SQLite WAL": sqlite(folder, size, "WAL"),
                "SQLite DELETE": sqlite(folder, size, "DELETE"),
            },
            PER_TURN,
        )
        # Apart, because the megabytes it writes keep the disk busy for the others.
        times |= take_turns({"stock TinyDB": stock(folder, size)}, 2)
    return {store: statistics.median(taken) for store, taken in times.items()}


def take_turns(stores: dict[str, Callable[[int], None]], count: int) -> dict[str, list[float]]:
    """Milliseconds of each change, the stores one after the other in small turns."""
    times: dict[str, list[float]] = {store: [] for store in stores}
    for turn in range(TURNS):
        for store, change in stores.items():
            for number in range(turn * count, turn * count + count):
                start = time.perf_counter()
                change(number)
                times[store].append((time.perf_counter() - start) * 1000)
    return times


def main(sizes: list[int]) -> None:
    """Print the table."""
    print("| records | ours | SQLite WAL | SQLite DELETE | stock TinyDB | ours / SQLite WAL | stock / ours |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        found = measure(size)
        columns = " | ".join(f"{found[store]:.2f}" for store in found)
        wal, plain = found["ours"] / found["SQLite WAL"], found["stock TinyDB"] / found["ours"]
        print(f"| {size:,} | {columns} | {wal:.2f} | {plain:.0f} |", flush=True)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
