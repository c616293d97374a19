"""Makes an Outlook message file: a compound file of large streams, as its format's specification says."""

from __future__ import annotations

import struct
from pathlib import Path

_SECTOR = 512

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

_LEAST = 4096
"""Bytes from which a stream has sectors of its own."""


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        wide,
        len(wide),
        kind,
        1,
        _FREE,
        right,
        child,
        bytes(16),
        0,
        b"",
        b"",
        start,
        size,
    )


def make_msg(path: Path, streams: dict[str, bytes]) -> Path:
    """A message of the named streams; ``storage/stream`` for one in a storage. Texts end in spaces."""
    tops: dict[str, dict[str, bytes] | bytes] = {}
    for name, content in streams.items():
        storage, _, inner = name.rpartition("/")
        if storage:
            folder = tops.setdefault(storage, {})
            assert isinstance(folder, dict)
            folder[inner] = content
        else:
            tops[inner] = content
    entries: list[bytes] = [b""]
    body = bytearray()
    chains: list[int] = []

    def add(level: dict[str, dict[str, bytes] | bytes]) -> int:
        first = len(entries)
        entries.extend(b"" for _ in level)
        for number, (name, content) in enumerate(level.items()):
            right = first + number + 1 if number + 1 < len(level) else _FREE
            if isinstance(content, dict):
                child = add(dict(content))
                entries[first + number] = _entry(name, 1, 0, 0, right=right, child=child)
                continue
            pad = " ".encode("utf-16-le") if name.endswith("001F") else b" "
            whole = content + pad * max(0, (_LEAST - len(content)) // len(pad) + 1)
            start, count = len(chains), -(-len(whole) // _SECTOR)
            chains.extend([*range(start + 1, start + count), _END])
            body.extend(whole.ljust(count * _SECTOR, b"\0"))
            entries[first + number] = _entry(name, 2, start, len(whole), right=right)
        return first

    child = add(tops)
    entries[0] = _entry("Root Entry", 5, _END, 0, child=child)
    listing = b"".join(entries)
    listing = listing.ljust(-(-len(listing) // _SECTOR) * _SECTOR, b"\0")
    first_listing, count = len(chains), len(listing) // _SECTOR
    chains.extend([*range(first_listing + 1, first_listing + count), _END])
    tables = -(-(len(chains) + 4) // (_SECTOR // 4))
    first_table = len(chains)
    chains.extend([_FAT] * tables)
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * _SECTOR, b"\xff")
    places = [first_table + number for number in range(tables)] + [_FREE] * (109 - tables)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, b"", 0, tables),
        *(first_listing, 0, _LEAST, _END, 0, _END, 0),
        *places,
    )
    path.write_bytes(header + bytes(body) + listing + table)
    return path
