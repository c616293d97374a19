"""First paint of the terminal UI beside other Textual applications, at several sizes of workspace.

    python -m benchmarks.bench_paint [--without-peers]

Budgets, at any size: at most 1.6 x a hello-world application, and no more than a well-known one. Each
program is started as its users start it, in a pseudo-terminal of 80x24, and timed from exec to a marker on
the screen; they take turns, and the medians are compared within the same run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.effort import rounds, sizes
from benchmarks.peers import PEERS, Peer, why_missing, write_log
from benchmarks.starts import as_installed, seconds_to

SIZES = sizes((200, 2_000, 20_000))
RUNS = rounds(9)
BUDGET = 1.6

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("PAINTED")

Hello().run()
"""


@dataclass(slots=True)
class Program:
    """A program that is started again and again: when its shell stood, and when its data did (seconds)."""

    command: Sequence[str]
    folder: Path
    markers: tuple[str, ...]
    times: list[list[float]] = field(default_factory=list)

    def median(self, marker: int) -> float:
        """Median seconds to one of its markers."""
        return statistics.median(one[marker] for one in self.times)


def build_workspace(folder: Path, size: int) -> Path:
    """A workspace of the shipped framework with `size` items of evidence, each linked."""
    from readiness.model.records.changes import Transaction, put
    from readiness.model.records.evidence import Evidence, Link
    from readiness.workspace.opening import create_workspace

    ws = create_workspace(folder, "Bench", user="bench", clock=lambda: datetime.now(UTC))
    criteria, kinds = list(ws.framework.criteria), list(ws.framework.kinds_by_id)
    evidence = [
        Evidence(
            id=f"E{number:04d}",
            title=f"Item {number} of the register",
            location_kind="url",
            location=f"https://example.org/{number}",
            kind=kinds[number % len(kinds)],
            period_to=date(2026, 1 + number % 12, 1),
        )
        for number in range(1, size + 1)
    ]
    links = [
        Link(
            id=f"L{number:04d}",
            evidence=one.id,
            target_kind="criterion",
            target=criteria[number % len(criteria)],
        )
        for number, one in enumerate(evidence, 1)
    ]
    ws.run(Transaction("Fill", tuple(put(one) for one in (*evidence, *links))))
    ws.close()
    return folder


def measure(programs: Sequence[Program], scratch: Path) -> None:
    """Start each once to warm up, then all of them in turns."""
    environment = as_installed(scratch)
    for turn in range(RUNS + 1):
        for one in programs:
            taken = seconds_to(one.markers, one.command, one.folder, environment)
            if turn:
                one.times.append(taken)


def main(peers: Sequence[Peer]) -> None:
    """Measure and print medians and ratios."""
    missing = {peer: why for peer in peers if (why := why_missing(peer))}
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        (scratch / "hello.py").write_text(HELLO, encoding="utf-8")
        write_log(scratch)
        hello = Program([sys.executable, "hello.py"], scratch, ("PAINTED",))
        start, markers = [sys.executable, "-m", "readiness"], ("1 Overview", "If the call came")
        ours = {
            size: Program(start, build_workspace(scratch / f"area-{size}", size), markers) for size in SIZES
        }
        others = {
            peer: Program(peer.command, scratch, (peer.shell, peer.rows))
            for peer in peers
            if peer not in missing
        }
        measure([hello, *ours.values(), *others.values()], scratch)
    report(hello, ours, others)
    for peer, why in missing.items():
        print(f"{peer.title} {peer.version} is left out: {why}")


def report(hello: Program, ours: dict[int, Program], others: dict[Peer, Program]) -> None:
    """Print each program beside the hello-world, and our slowest first paint beside each peer's."""
    unit = hello.median(0)
    print(f"{'hello-world Textual':<24} {unit * 1000:6.0f} ms   1.00 x   (median of {RUNS})")
    for size, one in ours.items():
        verdict = "within budget" if one.median(0) <= BUDGET * unit else "OVER BUDGET"
        print(_line(f"readiness, {size:6,} items", one, unit, f"{verdict}; "))
    for peer, one in others.items():
        print(_line(f"{peer.title} {peer.version}", one, unit))
    slowest = max(one.median(0) for one in ours.values())
    for peer, one in others.items():
        print(f"{f'ours to {peer.title}':<24} {slowest / one.median(0):12.2f} x   first paint, our slowest")


def _line(title: str, one: Program, unit: float, verdict: str = "") -> str:
    first, rows = one.median(0), one.median(1)
    after = f"rows at {rows * 1000:.0f} ms, {rows / unit:.2f} x"
    return f"{title:<24} {first * 1000:6.0f} ms   {first / unit:.2f} x   {verdict}{after}"


if __name__ == "__main__":
    main(() if "--without-peers" in sys.argv[1:] else PEERS)
