"""What a folder must be able to do before anybody writes to it: locks that lock, and renames that replace."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

import filelock

from readiness.store import atomic


def unfit_reason(root: Path) -> str:
    """Why this folder cannot be written to safely; empty when it can.

    Takes a lock twice, replaces a file and looks at it again; leaves nothing behind.
    """
    mark = secrets.token_hex(4)
    lock_path = root / f".selftest-{mark}.lock"
    old, new = root / f".selftest-{mark}.old", root / f".selftest-{mark}.new"
    try:
        return _lock_fault(lock_path) or _replace_fault(old, new)
    except (OSError, NotImplementedError) as error:
        return f"The folder does not let this program write ({error.__class__.__name__}: {error})."
    finally:
        for path in (lock_path, old, new):
            with contextlib.suppress(OSError):
                path.unlink()


def _lock_fault(path: Path) -> str:
    first, second = filelock.FileLock(path), filelock.FileLock(path)
    with first:
        try:
            second.acquire(timeout=0)
        except filelock.Timeout:
            return ""
        second.release()
    return "Locks do not work in this folder: two writers could change the same thing at once."


def _replace_fault(old: Path, new: Path) -> str:
    for path, data in ((old, b"old"), (new, b"newer")):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)
    before = old.stat()
    atomic.replace(new, old)
    after = old.stat()
    if old.read_bytes() != b"newer" or (before.st_ino, before.st_size) == (after.st_ino, after.st_size):
        return "Replacing a file does not work in this folder: a reader may go on seeing the old one."
    return ""
