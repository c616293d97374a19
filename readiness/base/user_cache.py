"""What is kept in the user's own folders because it takes long to work out."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from readiness.base import disk
from readiness.base.disk import whole_file

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
        head, _, value = whole_file(path).partition(b"\n")
    except OSError:
        return None
    return value if head == _head(source, value) else None


def keep(name: str, source: str, value: bytes) -> None:
    """Keep a value in place of the one before; a disk that refuses is no fault here."""
    if not source:
        return
    path = cache_file(name)
    with suppress(OSError):
        disk.make_folder(path.parent)
        disk.write_atomically(path, _head(source, value) + b"\n" + value)


def _head(source: str, value: bytes) -> bytes:
    return f"{source} {hashlib.sha256(value).hexdigest()}".encode()


def workspace_key(root: Path) -> str:
    """16 hex digits that stand for the folder of a workspace; they tell nothing of its path."""
    return hashlib.sha256(str(disk.resolved(root)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
