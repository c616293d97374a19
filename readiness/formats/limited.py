"""Reading what others sent in a process of its own, which is ended when it takes too long or too much.

Every door that takes a file goes through here: `read_file` for one file, `LimitedProcess` for many. The
process (`python -m readiness.formats.limited`) is this program under a limit of memory where the system can
set one (POSIX) and of time everywhere; a library that aborts on a crafted file ends it and nothing else.
Questions and answers travel as length-prefixed pickles; answers are taken apart by a reader that makes
nothing but plain values and this program's own value classes.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import io
import os
import pickle
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Concatenate, ParamSpec, Self, TypeVar
from zoneinfo import ZoneInfo

import readiness
from readiness.base import errors
from readiness.base.errors import ReadinessError, RefusedError, StorageError
from readiness.base.text import visible

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes of the largest file that is read."""

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of the largest answer taken: what was read of one file, packed."""

_WORKER = ("-P", "-X", "utf8", "-W", "ignore", "-m", "readiness.formats.limited")

_GRACE = 10
"""Seconds over its time after which an abandoned process ends itself."""

_LENGTH = 8

P = ParamSpec("P")

T = TypeVar("T")

_HINT = "Open it in its own program, save it again as a new and smaller file, and try with that."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    seconds: float = 30
    memory_mib: int = 512
    """Address space of the whole process in MiB; not enforced on Windows."""


class CostError(RefusedError):
    """The file took too long, needed too much memory, or ended its reader."""


def read_file(task: Callable[Concatenate[Path, P], T], path: Path, *args: P.args, **named: P.kwargs) -> T:
    """What a reader makes of one file, read in the limited process.

    Args:
        task: A function at the top of a module; it is given the file's path and what follows.
        path: The file as a person named it.
        args: What else the reader needs; values that can be pickled.
        named: The same, by name.

    Raises:
        RefusedError: It is no ordinary file, too large, cannot be read within the limits, or what the
            reader itself refuses.
        StorageError: There is no such file, or it cannot be opened.
    """
    need_ordinary_file(path)
    with LimitedProcess() as process:
        try:
            return process.call(task, path.absolute(), *args, **named)
        except CostError as error:
            raise CostError(error.title, visible(path.name), error.hint) from None


def need_ordinary_file(path: Path, *, most: int | None = LARGEST_FILE) -> None:
    """Refuse a folder, device, pipe or socket in the place of a file, and a file of more than `most` bytes.

    Raises:
        RefusedError: It is not an ordinary file, or larger than 512 MB.
        StorageError: There is no such file, or the system does not let us look.
    """
    shown = visible(path)
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise StorageError("There is no such file.", shown, "Check its name and folder.") from None
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) else "the name cannot be a path"
        raise StorageError(
            "The file cannot be opened.", f"{shown}: {visible(detail)}", "Check its name and folder."
        ) from None
    if stat.S_ISDIR(found.st_mode):
        raise RefusedError("This is a folder, not a file.", shown, "Name a file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise RefusedError(
            "This is a device, pipe or socket, not a file.", shown, "Save what it gives as a file first."
        )
    if most is not None and found.st_size > most:
        raise RefusedError("The file is larger than 512 MB.", shown, "Split it, or take its pictures out.")


class LimitedProcess:
    """Answers one question after another in one worker process. A context manager; one thread at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._worker: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        """What a worker puts down for a moment; taken away here, for a worker that is lost cannot."""
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, task: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What the function gives; the next call starts a new worker when this one was lost.

        Raises:
            CostError: Over its limits, or the worker ended.
            ReadinessError: What the function raised of that kind.
            RefusedError: The function failed otherwise, as readers do on damaged files.
        """
        question = pickle.dumps((task.__module__, task.__qualname__, args, named))
        with self._lock:
            answer = self._ask(question)
        outcome = _Plain(io.BytesIO(answer)).load()
        if outcome[0] == "done":
            result: T = outcome[1]
            return result
        _, kind, title, detail, hint = outcome
        raise getattr(errors, kind, RefusedError)(title, detail, hint)

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        folder, self._folder = self._folder, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for stream in (worker.stdin, worker.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what the dead worker never took
                    stream.close()
        if folder is not None:
            folder.cleanup()

    def _started(self) -> subprocess.Popen[bytes]:
        self._folder = tempfile.TemporaryDirectory(prefix="readiness-", ignore_cleanup_errors=True)
        return _start(self._limits, self._folder.name)

    def _ask(self, question: bytes) -> bytes:
        worker = self._worker = self._worker or self._started()
        late = threading.Event()

        def end() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(self._limits.seconds, end)
        timer.start()
        try:
            answer = _exchange(worker, question)
        finally:
            timer.cancel()
        if answer and not late.is_set():
            return answer
        self.close()
        if late.is_set():
            raise CostError(f"Reading the file took longer than {self._limits.seconds:g} seconds.", "", _HINT)
        if answer is not None:
            raise CostError("The file holds more than can be taken in at once.", "", _HINT)
        raise CostError(
            "Reading the file needs more memory than it may have, or broke its reader.", "", _HINT
        )


def _exchange(worker: subprocess.Popen[bytes], question: bytes) -> bytes | None:
    """The worker's answer; empty when it is too long, None when the worker ended without one."""
    if worker.stdin is None or worker.stdout is None:
        return None
    try:
        worker.stdin.write(len(question).to_bytes(_LENGTH) + question)
        worker.stdin.flush()
        head = worker.stdout.read(_LENGTH)
        length = int.from_bytes(head)
        if len(head) == _LENGTH and length > LARGEST_ANSWER:
            return b""
        answer = worker.stdout.read(length)
    except (OSError, ValueError):
        return None
    return answer if len(head) == _LENGTH and len(answer) == length else None


def _environment(folder: str) -> dict[str, str]:
    """The environment in which a worker can import what this process imports; `folder` is for a moment."""
    room = str(Path(readiness.__file__).parents[1])
    others = os.environ.get("PYTHONPATH")
    path = f"{room}{os.pathsep}{others}" if others else room
    return os.environ | {"PYTHONPATH": path, "TMPDIR": folder, "TEMP": folder, "TMP": folder}


def _start(limits: Limits, folder: str) -> subprocess.Popen[bytes]:
    """A worker apart from this process's terminal and its signals."""
    return subprocess.Popen(
        [sys.executable, *_WORKER, str(limits.seconds), str(limits.memory_mib)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


_STANDARD_MODULES = frozenset({"datetime", "decimal", "pathlib", "pathlib._local", "zoneinfo", "collections"})


class _Plain(pickle.Unpickler):
    """Takes an answer apart: plain values, dates, paths and this program's own classes, nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module in _STANDARD_MODULES or module.partition(".")[0] == "readiness":
            known = getattr(importlib.import_module(module), name, None)
            if isinstance(known, type):
                return known
        raise pickle.UnpicklingError(f"an answer may not hold {module}.{name}")


class _Packer(pickle.Pickler):
    """Packs an answer so that `_Plain` can take it apart."""

    def reducer_override(self, value: object) -> Any:
        return (ZoneInfo, (value.key,)) if isinstance(value, ZoneInfo) else NotImplemented


def serve(questions: IO[bytes], answers: IO[bytes], limits: Limits) -> None:
    """Answer each question: the worker's whole life."""
    _limit_memory(limits.memory_mib)
    while len(head := questions.read(_LENGTH)) == _LENGTH:
        faulthandler.dump_traceback_later(limits.seconds + _GRACE, exit=True)
        try:
            module, name, args, named = pickle.loads(questions.read(int.from_bytes(head)))  # noqa: S301 - from our parent
            task = getattr(importlib.import_module(module), name)
            answer = _packed(_outcome(task, args, named))
        except (MemoryError, ImportError):  # a library that finds no room cannot even be loaded
            sys.exit(1)
        finally:
            faulthandler.cancel_dump_traceback_later()
        answers.write(len(answer).to_bytes(_LENGTH))
        if len(answer) <= LARGEST_ANSWER:
            answers.write(answer)
        answers.flush()


def _packed(outcome: tuple[object, ...]) -> bytes:
    packed = io.BytesIO()
    _Packer(packed, pickle.HIGHEST_PROTOCOL).dump(outcome)
    return packed.getvalue()


def _outcome(
    task: Callable[..., object], args: tuple[object, ...], named: dict[str, object]
) -> tuple[object, ...]:
    """What the function gives, or what went wrong in words; never words of the file."""
    try:
        return ("done", task(*args, **named))
    except (MemoryError, ImportError):
        raise
    except ReadinessError as error:
        kind = next(one.__name__ for one in type(error).__mro__ if one.__module__ == errors.__name__)
        return ("refused", kind, error.title, error.detail, error.hint)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        return ("refused", "StorageError", "The file cannot be read.", detail, "Close it in other programs.")
    except RecursionError:
        return ("refused", "RefusedError", "The file is nested too deeply to be read.", "", _HINT)
    except Exception as error:  # noqa: BLE001 - format libraries raise anything for damaged input
        what = f"The file is damaged or not what it seems ({type(error).__name__})."
        return ("refused", "RefusedError", what, "", _HINT)


def _limit_memory(mebibytes: int) -> None:
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


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, Limits(float(sys.argv[1]), int(sys.argv[2])))
