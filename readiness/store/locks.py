"""The writers' lock: one process at a time between looking at the workspace and having changed it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from readiness.core.errors import ConflictError, StorageError

LOCK_NAME = "readiness.lock"
WAIT_SECONDS = 10.0
_POLL_SECONDS = 0.005


class WorkspaceLock:
    """The lock file of a workspace. The operating system frees it when its holder dies."""

    def __init__(self, root: Path) -> None:
        self._path = root / LOCK_NAME
        self._lock = filelock.FileLock(
            self._path, mode=0o600, poll_interval=_POLL_SECONDS, thread_local=False
        )

    @contextmanager
    def held(self, seconds: float = WAIT_SECONDS) -> Iterator[None]:
        """Hold the lock; it may be taken again inside.

        Raises ConflictError when somebody else holds it longer than `seconds`, StorageError when the
        folder does not let us lock at all.
        """
        try:
            self._lock.acquire(timeout=seconds)
        except filelock.Timeout as error:
            raise ConflictError(
                "Somebody else is writing to this workspace.",
                f"{self._path} has been held for more than {seconds:g} seconds",
                "Wait a moment and try again; nothing was changed.",
            ) from error
        except (OSError, NotImplementedError) as error:
            raise StorageError(
                "This folder does not allow the lock that writing needs.",
                f"{self._path}: {error}",
                "Check that you may write in the folder, or copy the workspace to a disk of your own.",
            ) from error
        try:
            yield
        finally:
            self._lock.release()
