"""The newest hundred changes, an undo and a redo, after everything was imported in one change.

    python -m benchmarks.bench_history [RECORDS ...]

Prints for each size the best and the median of several turns in milliseconds. The import lies in the journal,
and then, after a thousand more changes, in the history folder.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench_store import evidence
from readiness.model.records.changes import Transaction, put
from readiness.workspace.history import redo, undo
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace

SIZES = (10_000, 100_000)
TURNS = 9
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def once(action: Callable[[], object]) -> float:
    """Milliseconds an action takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def words(times: list[float]) -> str:
    """Best and median."""
    return f"{min(times):8.1f} best {statistics.median(times):8.1f} median"


def edits(ws: Workspace, count: int) -> None:
    """Change a title so many times."""
    for number in range(count):
        before = ws.records.evidence["E0001"]
        after = before.model_copy(update={"title": f"Title {number}"})
        ws.run(Transaction("Edit E0001", (put(after, before),)))


def measure(folder: Path, size: int) -> None:
    """One size: the import in the journal, then in a retired one."""
    root = folder / "area"
    create_workspace(root, "Testshire", user="bench", clock=lambda: AT).close()
    ws = open_workspace(root, user="bench", clock=lambda: AT)
    ws.run(Transaction("Import", tuple(put(evidence(number)) for number in range(1, size + 1))))
    print(f"{size:,} records imported in one change; times in ms", flush=True)
    for place in ("import in the journal", "import in the history folder"):
        edits(ws, 20 if place.endswith("journal") else 1_000)
        print(f"  {place}")
        newest = [once(lambda: ws.repository.history(100)) for _ in range(TURNS)]
        print(f"    newest hundred changes {words(newest)}", flush=True)
        back, again = [], []
        for _ in range(TURNS):
            back.append(once(lambda: undo(ws)))
            again.append(once(lambda: redo(ws)))
        print(f"    undo                   {words(back)}", flush=True)
        print(f"    redo                   {words(again)}", flush=True)
    ws.close()


def main(sizes: list[int]) -> None:
    """Measure each size in a folder of its own."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
