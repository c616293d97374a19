"""What a start costs: `--version`, `--help` and `status`, each beside a bare interpreter.

    python -m benchmarks.bench_startup [RUNS]

The programs take turns, so that a busy machine slows all of them alike; medians are compared.
Budget: `--version` at most 2.5 x a bare interpreter.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15
WAYS = {
    "bare interpreter": ["-c", ""],
    "import typer": ["-c", "import typer"],
    "--version": ["-m", "readiness", "--version"],
    "--help": ["-m", "readiness", "--help"],
    "status --json": ["-m", "readiness", "status", "--json"],
    "status": ["-m", "readiness", "status"],
}


def seconds(arguments: list[str], folder: Path) -> float:
    """Seconds from start to end of one fresh process; it must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=folder, env=environment)
    return time.perf_counter() - started


def main(runs: int) -> None:
    """Print medians and ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(ROOT / "evidence" / "example", Path(scratch) / "area"))
        for arguments in WAYS.values():
            seconds(arguments, folder)
        taken: dict[str, list[float]] = {way: [] for way in WAYS}
        for _ in range(runs):
            for way, arguments in WAYS.items():
                taken[way].append(seconds(arguments, folder))
    medians = {way: statistics.median(times) for way, times in taken.items()}
    unit = medians["bare interpreter"]
    for way, median in medians.items():
        print(f"{way:18} {median * 1000:7.1f} ms   {median / unit:6.2f} x   (median of {runs})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
