"""Reading files in a process of its own, which is ended and replaced when it takes too long or too much.

The process (`python -m readiness.formats.text.sandbox`) takes one JSON line per file on its input and answers
each with one JSON line. Memory is limited where the system can (POSIX); time is limited everywhere.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import readiness
from readiness.base.problems import Problem, Where
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted, Passage

_WORKER = ("-P", "-X", "utf8", "-W", "ignore", "-m", "readiness.formats.text.sandbox")

_GRACE = 10
"""Seconds over its time after which an abandoned process ends itself."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    seconds: float = 30
    memory_mib: int = 512
    """Address space of the whole process in MiB; not enforced on Windows."""


class TextReader:
    """Reads one file after another in one worker process. A context manager; one thread at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._worker: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path) -> Extracted:
        """The words of a file. A file that costs more than the limits, or ends the worker, is a Problem."""
        with self._lock:
            return self._read(path)

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for stream in (worker.stdin, worker.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what the dead worker never took
                    stream.close()

    def _read(self, path: Path) -> Extracted:
        worker = self._worker = self._worker or _start(self._limits)
        late = threading.Event()

        def end() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(self._limits.seconds, end)
        timer.start()
        try:
            answer = _ask(worker, path)
        finally:
            timer.cancel()
        if answer is not None and not late.is_set():
            return from_wire(answer)
        self.close()
        if late.is_set():
            return _lost(path, f"Reading the file took longer than {self._limits.seconds:g} seconds.")
        return _lost(path, "Reading the file needs more memory than it may have, or broke its reader.")


def _ask(worker: subprocess.Popen[bytes], path: Path) -> dict[str, Any] | None:
    """The worker's answer; None when it ended without one."""
    if worker.stdin is None or worker.stdout is None:
        return None
    try:
        worker.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
        worker.stdin.flush()
        line = worker.stdout.readline()
    except (OSError, ValueError):
        return None
    if not line.endswith(b"\n"):
        return None
    answer: dict[str, Any] = json.loads(line)
    return answer


def _lost(path: Path, what: str) -> Extracted:
    hint = "Register it without its words, or save it again from its own program."
    return Extracted(problems=(Problem("error", Where(file=path.name), what, hint),))


def environment() -> dict[str, str]:
    """The environment in which a worker can import what this process imports."""
    room = str(Path(readiness.__file__).parents[1])
    others = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": f"{room}{os.pathsep}{others}" if others else room}


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    """A worker apart from this process's terminal and its signals."""
    return subprocess.Popen(
        [sys.executable, *_WORKER, str(limits.seconds), str(limits.memory_mib)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def serve(requests: IO[bytes], answers: IO[bytes], limits: Limits) -> None:
    """Answer each request line with the words of its file: the worker's whole life."""
    from readiness.formats.text.readers import extract_here

    limit_memory(limits.memory_mib)
    for line in requests:
        faulthandler.dump_traceback_later(limits.seconds + _GRACE, exit=True)
        try:
            answer = json.dumps(to_wire(extract_here(Path(json.loads(line))))).encode()
        except MemoryError:
            sys.exit(1)
        finally:
            faulthandler.cancel_dump_traceback_later()
        answers.write(answer + b"\n")
        answers.flush()


def limit_memory(mebibytes: int) -> None:
    """Bound this process's address space, where the system can (POSIX)."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; time is limited all the same
        return
    limit = mebibytes * 1024 * 1024
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or limit < most:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


__all__ = ["Extracted", "Limits", "Passage", "TextReader", "extract"]


def extract(path: Path, limits: Limits | None = None) -> Extracted:
    """The words of one file with their pinpoints; never raises for bad data, which becomes Problems.

    For many files use one `TextReader`, which keeps its process from file to file.
    """
    with TextReader(limits) as reader:
        return reader.read(path)


def to_wire(found: Extracted) -> dict[str, Any]:
    """A mapping of plain values that `from_wire` turns back."""
    return {
        "title": found.title,
        "format": found.format,
        "passages": [
            [one.text, one.pinpoint.page, one.pinpoint.heading, one.pinpoint.sheet, one.pinpoint.cell]
            for one in found.passages
        ],
        "problems": [[one.severity, one.where.file, one.what, one.hint] for one in found.problems],
    }


def from_wire(document: dict[str, Any]) -> Extracted:
    """The words written by `to_wire`; raises KeyError or ValueError for anything else."""
    places: dict[tuple[str, ...], Pinpoint] = {}
    passages = []
    for text, *place in document["passages"]:
        page, heading, sheet, cell = place
        key = (page, heading, sheet, cell)
        if key not in places:
            places[key] = Pinpoint(page=page, heading=heading, sheet=sheet, cell=cell)
        passages.append(Passage(places[key], text))
    problems = tuple(
        Problem(severity, Where(file=file), what, hint) for severity, file, what, hint in document["problems"]
    )
    return Extracted(tuple(passages), document["title"], problems, document["format"])


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, Limits(float(sys.argv[1]), int(sys.argv[2])))
