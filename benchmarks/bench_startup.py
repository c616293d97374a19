"""What a start costs: `--version`, `--help` and `status`, each beside a bare interpreter.

    python -m benchmarks.bench_startup [RUNS]

The programs take turns, so that a busy machine slows all of them alike; medians are compared, and of the
processor time the least, which a busy machine alters least. Budget: `--version` at most 2.5 x a bare
interpreter.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.effort import rounds
from benchmarks.starts import ROOT, as_installed

RUNS = rounds(15)
FIRST = "status, first"
WAYS = {
    "bare interpreter": ["-c", ""],
    "import typer": ["-c", "import typer"],
    "--version": ["-m", "readiness", "--version"],
    "--help": ["-m", "readiness", "--help"],
    "status --json": ["-m", "readiness", "status", "--json"],
    "status": ["-m", "readiness", "status"],
    FIRST: ["-m", "readiness", "status"],
}


@dataclass(slots=True)
class Taken:
    """What the starts of one program took, in seconds."""

    walls: list[float] = field(default_factory=list)
    works: list[float] = field(default_factory=list)


def start(arguments: list[str], folder: Path, environment: Mapping[str, str], taken: Taken) -> None:
    """Run one fresh process to its end and note what it took; it must succeed."""
    used, started = _processor(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=folder, env=environment)
    taken.walls.append(time.perf_counter() - started)
    taken.works.append(_processor() - used)


def _processor() -> float:
    """Processor seconds of every child that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(runs: int, scratch: Path) -> dict[str, Taken]:
    """Start every program in turns, after one start each that does not count."""
    folder = Path(shutil.copytree(ROOT / "evidence" / "example", scratch / "area"))
    environment = as_installed(scratch)
    taken = {way: Taken() for way in WAYS}
    for turn in range(runs + 1):
        for way, arguments in WAYS.items():
            # What the program keeps for its next start is not there yet the first time.
            cache = {"XDG_CACHE_HOME": str(scratch / f"cache-{turn}")} if way == FIRST else {}
            start(arguments, folder, {**environment, **cache}, taken[way] if turn else Taken())
    return taken


def main(runs: int) -> None:
    """Print medians and ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        taken = measure(runs, Path(scratch))
    unit = statistics.median(taken["bare interpreter"].walls)
    for way, one in taken.items():
        median, work = statistics.median(one.walls), min(one.works)
        print(
            f"{way:18} {median * 1000:7.1f} ms   {median / unit:6.2f} x   (median of {runs};"
            f" processor at least {work * 1000:.0f} ms)"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
