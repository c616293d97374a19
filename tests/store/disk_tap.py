"""A tap on the operating system's disk calls: count them, fail them, or record them for a simulation."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

IGNORED = ("readiness.lock", ".selftest-")


class Killed(BaseException):
    """The process is dead: nothing it still does has any effect."""


@dataclass
class Tap:
    """Sees each mutating disk call below `root` before and after it is done."""

    root: Path
    calls: int = 0
    _paths: dict[int, Path] = field(default_factory=dict)

    def before(self, call: str, path: Path, *details: Any) -> Any:
        """Called before the call is done; raise to make it fail. `SKIP` leaves it undone."""

    def after(self, call: str, path: Path, *details: Any) -> None:
        """Called when the call was done."""

    @contextmanager
    def installed(self) -> Iterator[Tap]:
        """Put the tap into the `os` module."""
        names = ("open", "write", "fsync", "fdatasync", "ftruncate", "replace", "unlink", "mkdir", "close")
        real = {name: getattr(os, name) for name in names}
        with patch.multiple(os, **{name: getattr(self, f"_{name}")(real[name]) for name in names}):
            yield self

    def _run(self, call: str, path: Path, action: Callable[[], Any], *details: Any) -> Any:
        if not self._is_watched(path):
            return action()
        self.calls += 1
        if self.before(call, path, *details) is SKIP:
            return None
        result = action()
        self.after(call, path, *details)
        return result

    def _is_watched(self, path: Path) -> bool:
        is_inside = path == self.root or self.root in path.parents or path == self.root.parent
        return is_inside and not path.name.startswith(IGNORED)

    def _open(self, real: Callable[..., int]) -> Callable[..., int]:
        def opening(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
            place = (
                Path(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else Path("/nowhere")
            )

            def action() -> int:
                return real(path, flags, mode, **more)

            if flags & (os.O_CREAT | os.O_TRUNC):
                descriptor: int = self._run("create", place, action)
            else:
                descriptor = action()
            self._paths[descriptor] = place
            return descriptor

        return opening

    def _write(self, real: Callable[..., int]) -> Callable[..., int]:
        def writing(descriptor: int, data: bytes) -> int:
            path = self._paths.get(descriptor, Path("/nowhere"))
            written: int = self._run("write", path, lambda: real(descriptor, data), bytes(data), descriptor)
            return written

        return writing

    def _fsync(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def syncing(descriptor: int) -> None:
            path = self._paths.get(descriptor, Path("/nowhere"))
            self._run("sync", path, lambda: real(descriptor))

        return syncing

    _fdatasync = _fsync

    def _ftruncate(self, real: Callable[[int, int], None]) -> Callable[[int, int], None]:
        def truncating(descriptor: int, size: int) -> None:
            path = self._paths.get(descriptor, Path("/nowhere"))
            self._run("truncate", path, lambda: real(descriptor, size), size)

        return truncating

    def _replace(self, real: Callable[..., None]) -> Callable[..., None]:
        def replacing(source: Any, target: Any) -> None:
            self._run("rename", Path(target), lambda: real(source, target), Path(source))

        return replacing

    def _unlink(self, real: Callable[..., None]) -> Callable[..., None]:
        def unlinking(path: Any, **more: Any) -> None:
            self._run("unlink", Path(path), lambda: real(path, **more))

        return unlinking

    def _mkdir(self, real: Callable[..., None]) -> Callable[..., None]:
        def making(path: Any, mode: int = 0o777, **more: Any) -> None:
            self._run("mkdir", Path(path), lambda: real(path, mode, **more))

        return making

    def _close(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def closing(descriptor: int) -> None:
            self._paths.pop(descriptor, None)
            real(descriptor)

        return closing


@contextmanager
def without_waiting() -> Iterator[None]:
    """Do not wait for the disk: for tests in which no power is lost, so that waiting would prove nothing."""
    with patch.object(os, "fsync", _wait_for_nothing), patch.object(os, "fdatasync", _wait_for_nothing):
        yield


def _wait_for_nothing(_descriptor: int) -> None:
    """Take the place of `os.fsync`."""


SKIP = object()


@dataclass
class FaultAt(Tap):
    """Fails one call: with an error, after half a write, or by killing the process there."""

    number: int = 0
    fault: str = "ENOSPC"
    """`ENOSPC`, `EIO`, `kill` (before the call), or `torn` (half a write, then ENOSPC)."""
    hit: str = ""
    """What the failed call was; empty when the run ended before it."""
    _is_dead: bool = False

    def before(self, call: str, path: Path, *details: Any) -> Any:
        """Fail the numbered call; after a kill everything fails."""
        if self._is_dead:
            raise Killed
        if self.calls != self.number:
            return SKIP if call == "sync" else None  # no power is lost here, so waiting would prove nothing
        self.hit = f"{call} {path.name}"
        if self.fault == "kill":
            self._is_dead = True
            raise Killed
        if self.fault == "torn" and call == "write":
            data, descriptor = details
            with patch.object(self, "number", -1):
                os.write(descriptor, data[: len(data) // 2])
        code = errno.EIO if self.fault == "EIO" else errno.ENOSPC
        raise OSError(code, os.strerror(code))
