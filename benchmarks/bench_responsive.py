"""How long the terminal UI is ever deaf, and what it costs while nobody touches it.

    python -m benchmarks.bench_responsive [--where] [ITEMS ...]

The real application runs in a pseudo-terminal; keys walk through every area and list. Inside, a task that
wants to wake every 5 ms notes by how much it was late: the longest lateness is the longest stall of the event
loop. Beside it stands the processor time the whole program used meanwhile: on a machine with something else
to do, lateness is longer than that, and the difference is not ours. Then nothing is pressed, and the time the
processor was used is read from the kernel (Linux).
Budget: no stall over 150 ms, idle below 0.5 % of one processor. A stall that happens before the first paint
is start-up, which `bench_paint.py` measures.

With `--where`, the longest stall of each area is printed with what the event loop was seen to do in it.
Looking costs time itself, so that the figures are higher then.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import gc
import json
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bench_paint import build_workspace
from benchmarks.effort import rounds

if TYPE_CHECKING:
    from types import FrameType

    from readiness.tui.app.app import ReadinessApp

ROOT = Path(__file__).parent.parent
SIZES = (200, 10_000)
RUNS = rounds(3)
START_SECONDS, KEY_SECONDS, IDLE_SECONDS, PATIENCE = 5.0, 0.25, 8.0, 30
STALL_BUDGET, IDLE_BUDGET = 150.0, 0.5
BEAT, LOOK = 0.005, 0.003
NOTED = 20.0
"""Milliseconds from which on a stall is written down."""
INSIDE, WHERE = "--inside", "--where"
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


@dataclass
class Stall:
    """A time in which the event loop did not come round; milliseconds."""

    area: str
    """The area shown at its end."""
    late: float
    processor: float
    """Used by all threads of the program."""
    collector: float
    """Spent by Python looking for memory to give back."""
    seen: list[str] = field(default_factory=list)
    """What the event loop was doing, each time it was looked at."""


# Inside the watched program ----------------------------------------------------------------------


class Watch:
    """Notes the stalls of the event loop it runs on."""

    def __init__(self) -> None:
        self.stalls: list[Stall] = []
        self._collector = self._collecting_since = 0.0
        self._beat = time.perf_counter()
        self._seen: list[str] = []
        self._is_over = threading.Event()
        self._loop_thread = threading.get_ident()
        gc.callbacks.append(self._collecting)

    def _collecting(self, phase: str, _: object) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._collecting_since = now
        else:
            self._collector += now - self._collecting_since

    def look(self) -> None:
        """While the event loop is late, write down what it is doing; runs in a thread."""
        while not self._is_over.wait(LOOK):
            if time.perf_counter() - self._beat > 2 * BEAT:
                self._seen.append(place(sys._current_frames()[self._loop_thread]))  # noqa: SLF001 - the only way

    async def watch(self, app: ReadinessApp, seconds: float) -> None:
        """Note every stall from half a second after the start."""
        await asyncio.sleep(0.5)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:  # it must not wake the processor while idle use is measured
            self._seen = []
            self._beat, used, collector = time.perf_counter(), time.process_time(), self._collector
            await asyncio.sleep(BEAT)
            late = (time.perf_counter() - self._beat - BEAT) * 1000
            if late > NOTED:
                used, collected = time.process_time() - used, self._collector - collector
                stall = Stall(app.current_mode, late, used * 1000, collected * 1000, self._seen)
                self.stalls.append(stall)
        self._is_over.set()


def place(frame: FrameType | None) -> str:
    """Where a thread is: the innermost function of ours, and the innermost one that is Textual's."""
    names = {"readiness": "", "textual": ""}
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        for package, name in names.items():
            if not name and package in path.parts:
                names[package] = f"{path.stem}.{frame.f_code.co_name}"
        frame = frame.f_back
    return " < ".join(one for one in (names["textual"], names["readiness"]) if one) or "elsewhere"


def run_watched(area: Path, note: Path, seconds: float, *, is_looking: bool) -> None:
    """The application, with a watch on its event loop; what it noted is left in a file."""
    from datetime import UTC, datetime

    from readiness.tui.app.app import ReadinessApp
    from readiness.tui.shell.session import Start

    async def main() -> None:
        app = ReadinessApp(Start(area, "bench", clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)))
        watch = Watch()
        if is_looking:
            threading.Thread(target=watch.look, daemon=True).start()
        watching = asyncio.create_task(watch.watch(app, seconds))
        watching.add_done_callback(
            lambda _: note.write_text(json.dumps([asdict(one) for one in watch.stalls]), encoding="utf-8")
        )
        await app.run_async()

    asyncio.run(main())


# Outside -----------------------------------------------------------------------------------------


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


def measure(area: Path, note: Path, *, is_looking: bool) -> tuple[list[Stall], float]:
    """The stalls, and the idle processor use in per cent."""
    note.unlink(missing_ok=True)
    busy = START_SECONDS + len(KEYS) * KEY_SECONDS
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - the child
        os.chdir(ROOT)
        os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)})
        program = ["-m", "benchmarks.bench_responsive", INSIDE, str(area), str(note), str(busy)]
        arguments = [*program, WHERE] if is_looking else program
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        drain(terminal, START_SECONDS)
        for key in KEYS:
            os.write(terminal, key.encode())
            drain(terminal, KEY_SECONDS)
        for _ in range(PATIENCE):  # the watching ends
            drain(terminal, 1)
            if note.exists():
                break
        drain(terminal, 1)
        before = processor_seconds(process)
        drain(terminal, IDLE_SECONDS)
        idle = (processor_seconds(process) - before) / IDLE_SECONDS * 100
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    return [Stall(**one) for one in json.loads(note.read_text(encoding="utf-8"))], idle


def print_where(stalls: list[Stall]) -> None:
    """The stall of each area that used most of the processor, and what was seen in it."""
    for area in dict.fromkeys(one.area for one in stalls):
        worst = max((one for one in stalls if one.area == area), key=lambda one: one.processor)
        parts = f"processor {worst.processor:5.1f}, collector {worst.collector:5.1f}"
        print(f"    {area:<9} {worst.late:6.1f} ms  ({parts})")
        for what, times in Counter(worst.seen).most_common(4):
            print(f"        {times:>3} of {len(worst.seen):<3} {what}")


def main(sizes: list[int], *, is_looking: bool) -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for size in sizes:
            area = build_workspace(folder / f"area-{size}", size)
            found = [measure(area, folder / "note", is_looking=is_looking) for _ in range(RUNS)]
            stall = statistics.median(max((one.late for one in stalls), default=0.0) for stalls, _ in found)
            used = statistics.median(
                max((one.processor for one in stalls), default=0.0) for stalls, _ in found
            )
            idle = statistics.median(one for _, one in found)
            print(
                f"{size:6,} items: longest stall {stall:6.1f} ms (budget {STALL_BUDGET:.0f}; at most "
                f"{used:.1f} of processor), idle {idle:4.2f} % of a processor (budget {IDLE_BUDGET})",
                flush=True,
            )
            if is_looking:
                print_where([one for stalls, _ in found for one in stalls])


if __name__ == "__main__":
    options = [one for one in sys.argv[1:] if one != WHERE]
    if options[:1] == [INSIDE]:
        run_watched(Path(options[1]), Path(options[2]), float(options[3]), is_looking=WHERE in sys.argv)
    else:
        main([int(one) for one in options] or list(SIZES), is_looking=WHERE in sys.argv)
