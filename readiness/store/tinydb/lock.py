"""The writers' lock: one process at a time between looking at the workspace and having changed it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from readiness.base.errors import ConflictError, StorageError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module cannot be typed as absent

LOCK_NAME = "readiness.lock"

WAIT_SECONDS = 10.0

NO_LOCKING = "This folder does not allow the lock that writing needs."

_POLL_SECONDS = 0.005

_PRIVATE_FILE = 0o600


class WorkspaceLock:
    """The lock file of a workspace. The operating system frees it when its holder dies.

    On Windows it is filelock's; elsewhere the same kernel lock is taken directly, which `filelock` respects
    and which costs a tenth of the time.
    """

    def __init__(self, root: Path, *, is_portable: bool = fcntl is None) -> None:
        self._path = root / LOCK_NAME
        self._identity: tuple[int, int] | None = None
        """What the file was when it was locked: device and number; None while it is not held."""
        self._portable = None
        if is_portable:
            self._portable = filelock.FileLock(
                self._path, mode=_PRIVATE_FILE, poll_interval=_POLL_SECONDS, thread_local=False
            )

    @contextmanager
    def held(self, seconds: float = WAIT_SECONDS) -> Iterator[None]:
        """Hold the lock.

        Raises ConflictError when somebody else holds it longer than `seconds`, StorageError when the
        folder does not let us lock at all.
        """
        try:
            descriptor = self._acquire(seconds)
        except TimeoutError as error:
            raise ConflictError(
                "Somebody else is writing to this workspace.",
                f"{self._path} has been held for more than {seconds:g} seconds",
                "Wait a moment and try again; nothing was changed.",
            ) from error
        except (OSError, NotImplementedError) as error:
            raise StorageError(
                NO_LOCKING,
                f"{self._path}: {error}",
                "Check that you may write in the folder, or copy the workspace to a disk of your own.",
            ) from error
        try:
            self._identity = _identity_of(self._path)
            yield
        finally:
            self._identity = None
            if self._portable is not None:
                self._portable.release()
            else:
                os.close(descriptor)  # which gives the lock back

    def require(self) -> None:
        """See that the lock taken is still the one everybody else would take; ask before writing.

        Raises ConflictError when the file was deleted or replaced meanwhile: then somebody else may hold
        the new one.
        """
        if self._identity is None or _identity_of(self._path) != self._identity:
            raise ConflictError(
                "The lock of this workspace was deleted or replaced while it was held.",
                str(self._path),
                "Nothing was written. Leave that file alone, and do it again.",
            )

    def _acquire(self, seconds: float) -> int:
        """Take the lock; the descriptor that holds it. Raises TimeoutError (filelock's is one), OSError."""
        if self._portable is not None:
            self._portable.acquire(timeout=seconds)
            return -1
        end = time.monotonic() + seconds
        while (descriptor := self._try_once()) < 0:
            if time.monotonic() >= end:
                raise TimeoutError
            time.sleep(_POLL_SECONDS)
        return descriptor

    def _try_once(self) -> int:
        """The descriptor that holds the lock, -1 when somebody else has it or the file was just replaced."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _PRIVATE_FILE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), os.stat(self._path)):  # noqa: PTH116 - on every commit's path
                return descriptor
        except (BlockingIOError, FileNotFoundError):
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        return -1


def _identity_of(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - on the path of every commit
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
