"""What took long to work out, kept in the user's cache folder for as long as what it came from is the same.

Only what is the same for everybody is kept here, and nothing of a workspace. A missing, damaged or foreign
file costs time, never truth: what is not exactly as it was kept is worked out again.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from readiness.store import atomic

_LARGEST = 8 * 1024 * 1024
"""Bytes of the largest file looked at; the largest ever kept is about 130 KB."""


def cache_file(name: str) -> Path:
    """Where a value rests, by its name."""
    from platformdirs import user_cache_path

    return user_cache_path("area-send-readiness", appauthor=False) / f"{name}.cache"


def recall(name: str, source: str) -> bytes | None:
    """The value kept under a name, if it was kept for the same source and is whole; else None.

    The source is one line of ASCII that changes whenever the value could; an empty one is never kept for.
    """
    path = cache_file(name)
    try:
        if not source or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        head, _, value = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return value if head == _head(source, value) else None


def keep(name: str, source: str, value: bytes) -> None:
    """Keep a value in place of the one before; a disk that refuses is no fault here."""
    if not source:
        return
    path = cache_file(name)
    with suppress(OSError):
        atomic.make_folder(path.parent)
        atomic.write_atomically(path, _head(source, value) + b"\n" + value)


def _head(source: str, value: bytes) -> bytes:
    return f"{source} {hashlib.sha256(value).hexdigest()}".encode()
