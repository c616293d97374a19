"""How long the terminal UI is ever deaf, and what it costs while nobody touches it.

    python -m benchmarks.bench_responsive [ITEMS ...]

The real application runs in a pseudo-terminal; keys walk through every area and list. Inside, a task that
wants to wake every 5 ms notes by how much it was late: the longest lateness is the longest stall of the event
loop. Then nothing is pressed, and the processor time used is read from the kernel (Linux).
Budget: no stall over 150 ms, idle below 0.5 % of one processor. A stall that happens before the first paint
is start-up, which `bench_paint.py` measures.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from benchmarks.bench_paint import ROOT, build_workspace

SIZES = (200, 10_000)
RUNS = 2
START_SECONDS, KEY_SECONDS, IDLE_SECONDS = 5.0, 0.25, 8.0
STALL_BUDGET, IDLE_BUDGET = 150.0, 0.5
KEYS = [
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "1",
    "3",
    *["\x1b[B"] * 10,
    "2",
    *["\x1b[B"] * 5,
    "5",
    *["\x1b[B"] * 5,
    "1",
]
PROGRAM = """
import asyncio, sys, time
from datetime import date
from pathlib import Path
from readiness.tui.app import ReadinessApp
from readiness.tui.session import Start

async def watch():
    await asyncio.sleep(0.5)
    longest, until = 0.0, time.perf_counter() + float(sys.argv[3])
    while time.perf_counter() < until:  # it must not wake the processor while idle use is measured
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        late = (time.perf_counter() - before - 0.005) * 1000
        if late > longest:
            longest = late
            Path(sys.argv[2]).write_text(f"{longest:.1f}")

async def main():
    app = ReadinessApp(Start(Path(sys.argv[1]), "bench", today=date(2026, 11, 23), as_at=None))
    watcher = asyncio.create_task(watch())
    await app.run_async()

asyncio.run(main())
"""


def drain(terminal: int, seconds: float) -> None:
    """Read away what is painted for a while, so that the application never waits for us."""
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        if select.select([terminal], [], [], left)[0]:
            with contextlib.suppress(OSError):
                os.read(terminal, 65536)


def processor_seconds(process: int) -> float:
    """Processor time a process has used, user and system."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(program: Path, area: Path, note: Path) -> tuple[float, float]:
    """Longest stall in milliseconds, and idle processor use in per cent."""
    busy = START_SECONDS + len(KEYS) * KEY_SECONDS
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - the child
        os.chdir(ROOT)
        os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)})
        arguments = [str(program), str(area), str(note), str(busy)]
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        drain(terminal, START_SECONDS)
        for key in KEYS:
            os.write(terminal, key.encode())
            drain(terminal, KEY_SECONDS)
        drain(terminal, 3)  # the watching ends
        before = processor_seconds(process)
        drain(terminal, IDLE_SECONDS)
        idle = (processor_seconds(process) - before) / IDLE_SECONDS * 100
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    return float(note.read_text(encoding="ascii")), idle


def main(sizes: list[int]) -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        program = folder / "watched.py"
        program.write_text(PROGRAM, encoding="utf-8")
        for size in sizes:
            area = build_workspace(folder / f"area-{size}", size)
            found = [measure(program, area, folder / "note") for _ in range(RUNS)]
            stall, idle = (statistics.median(column) for column in zip(*found, strict=True))
            print(
                f"{size:6,} items: longest stall {stall:6.1f} ms (budget {STALL_BUDGET:.0f}), "
                f"idle {idle:4.2f} % of a processor (budget {IDLE_BUDGET})",
                flush=True,
            )


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
