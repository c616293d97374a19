"""First paint of the terminal UI beside a hello-world Textual application, at several sizes of workspace.

Budget: at most 1.6 x hello-world at any size. Each start runs in a pseudo-terminal of 80x24, from exec to the
marker on the screen; the applications take turns, and the medians are compared within the same run.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
SIZES = (200, 2_000, 20_000)
RUNS = 9
TIMEOUT = 60.0
BUDGET = 1.6

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("PAINTED")

Hello().run()
"""
OURS = """
import sys
from pathlib import Path
from readiness.tui.app import run

run(Path(sys.argv[1]), user="bench")
"""
SHELL_MARKER, ROWS_MARKER = "1 Overview", "IF THE CALL CAME"
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9;?<>=$]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[()][A-Z0-9]|[=>78])"
)


def seconds_to(markers: tuple[str, ...], arguments: list[str]) -> list[float]:
    """Seconds from exec until each marker is on the screen; the program is killed after the last."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - the child
        os.chdir(ROOT)
        os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)})
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    times: list[float] = []
    try:
        while len(times) < len(markers) and time.perf_counter() - started < TIMEOUT:
            if select.select([terminal], [], [], 0.5)[0]:
                seen += os.read(terminal, 65536)
                text = _ESCAPES.sub(b"", seen).decode("utf-8", "replace")
                while len(times) < len(markers) and markers[len(times)] in text:
                    times.append(time.perf_counter() - started)
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    if len(times) < len(markers):
        raise SystemExit(f"{markers[len(times)]!r} never came: {seen[-400:]!r}")
    return times


def build_workspace(folder: Path, size: int) -> Path:
    """A workspace of the shipped framework with `size` items of evidence, each linked."""
    from readiness.core.changes import Transaction, put
    from readiness.core.evidence import Evidence, Link
    from readiness.services.opening import create_workspace

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


def main() -> None:
    """Measure and print medians and ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "hello.py").write_text(HELLO, encoding="utf-8")
        (folder / "ours.py").write_text(OURS, encoding="utf-8")
        areas = {size: build_workspace(folder / f"area-{size}", size) for size in SIZES}
        hello: list[float] = []
        shell: dict[int, list[float]] = {size: [] for size in SIZES}
        rows: dict[int, list[float]] = {size: [] for size in SIZES}
        for _ in range(RUNS):
            hello += seconds_to(("PAINTED",), [str(folder / "hello.py")])
            for size, area in areas.items():
                first, full = seconds_to((SHELL_MARKER, ROWS_MARKER), [str(folder / "ours.py"), str(area)])
                shell[size].append(first)
                rows[size].append(full)
    unit = statistics.median(hello)
    print(f"hello-world Textual       {unit * 1000:6.0f} ms   1.00 x   (median of {RUNS})")
    for size in SIZES:
        first, full = statistics.median(shell[size]), statistics.median(rows[size])
        verdict = "within budget" if first <= BUDGET * unit else "OVER BUDGET"
        print(
            f"readiness, {size:6,} items  {first * 1000:6.0f} ms   {first / unit:.2f} x   {verdict};"
            f" rows at {full * 1000:.0f} ms, {full / unit:.2f} x"
        )


if __name__ == "__main__":
    main()
