"""Run every benchmark and write docs/performance.md: each figure beside its budget and its command.

    python -m benchmarks.run            about five minutes on a quiet machine
    python -m benchmarks.run --quick    small sizes, to see that everything runs; writes nothing

Figures are ratios to something measured in the same run, or times beside a budget in time; no test depends
on them.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import figures
from benchmarks.effort import QUICK
from benchmarks.figures import Figure, Reader

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
EXPLAINED = ROOT / "benchmarks" / "explained.md"
"""What lies behind figures that miss their budget, written by hand; becomes part of the page."""

HEAD = """\
# Performance

Written by `python -m benchmarks.run`, which runs every benchmark and reads its figures. Ratios are to
something measured in the same run, so that they survive a slow machine. No test depends on a time.

Measured {day} on {machine}, in {minutes:.0f} minutes.

| what | budget | figure | met | command |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One script with the arguments of a full and of a quick run."""

    title: str
    name: str
    read: Reader
    full: tuple[str, ...] = ()
    quick: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """What reproduces the figures."""
        return " ".join(("python -m", f"benchmarks.{self.name}", *self.full))


BENCHMARKS = (
    Benchmark("Starting", "bench_startup", figures.startup),
    Benchmark("First paint", "bench_paint", figures.paint, quick=("--without-peers",)),
    Benchmark("While the terminal UI runs", "bench_responsive", figures.responsive, quick=("200",)),
    Benchmark("In a browser", "bench_serve", figures.served),
    Benchmark("One durable change", "bench_store", figures.store, ("1000", "10000"), ("1000",)),
    Benchmark("History", "bench_history", figures.history, ("10000", "100000"), ("1000",)),
    Benchmark("Checks", "bench_checks", figures.checks, ("1000", "10000", "100000"), ("10000",)),
    Benchmark("Finding words", "bench_search", figures.search, ("1000", "10000"), ("1000",)),
    Benchmark("Typing into a picker", "bench_matching", figures.matching, quick=("1000",)),
    Benchmark("Self-evaluation in Word", "bench_sef", figures.sef),
    Benchmark("Data pack", "bench_pack", figures.pack, ("300",), ("20",)),
    Benchmark("Person-level lists", "bench_lists", figures.lists, ("10000",), ("2000",)),
)


def run(one: Benchmark, arguments: tuple[str, ...]) -> str:
    """What a benchmark printed; a missed budget is no failure of the run."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{one.name}", *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if not done.stdout.strip() or "Traceback" in done.stderr:
        raise SystemExit(f"{one.name} failed:\n{done.stderr}")
    return done.stdout.rstrip().replace(sys.executable, "python")


def page(found: dict[Benchmark, list[Figure]], outputs: dict[Benchmark, str], minutes: float) -> str:
    """The whole page."""
    machine = f"{platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    parts = [HEAD.format(day=f"{datetime.now(UTC):%d %B %Y}", machine=machine, minutes=minutes).rstrip()]
    for one, rows in found.items():
        parts += [
            f"| {row.budget.what} | {row.budget.words} | {row.words} | {_verdict(row)} | `{one.command}` |"
            for row in rows
        ]
    if EXPLAINED.is_file():
        parts.append("\n" + EXPLAINED.read_text(encoding="utf-8").strip())
    parts.append("\n## Everything measured")
    for one, text in outputs.items():
        parts.append(f"\n### {one.title}\n\n`{one.command}`\n\n```text\n{text}\n```")
    return "\n".join(parts) + "\n"


def _verdict(row: Figure) -> str:
    return "yes" if row.is_met else "**no**"


def main(*, is_quick: bool) -> None:
    """Run all, tell each as it ends, and write the page."""
    if is_quick:
        os.environ[QUICK] = "1"
    outputs: dict[Benchmark, str] = {}
    found: dict[Benchmark, list[Figure]] = {}
    begun = time.perf_counter()
    for one in BENCHMARKS:
        started = time.perf_counter()
        outputs[one] = run(one, one.quick if is_quick else one.full)
        found[one] = list(one.read(outputs[one]))
        print(f"{one.title}: {time.perf_counter() - started:.0f} s", flush=True)
    for row in (row for rows in found.values() for row in rows):
        print(f"{'met   ' if row.is_met else 'MISSED'}  {row.budget.what}: {row.words}; {row.budget.words}")
    if not is_quick:
        PAGE.write_text(page(found, outputs, (time.perf_counter() - begun) / 60), encoding="utf-8")
        print(f"Wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(is_quick="--quick" in sys.argv[1:])
