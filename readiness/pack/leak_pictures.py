"""What a picture says beside what it shows: where it was taken, by whom, and words kept inside."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from readiness.pack.leak_kinds import Leak

_ARTIST: Final = frozenset({0x013B, 0x9C9D})

_EXIF_OWNER: Final = frozenset({0xA430})

_EXIF_POINTER: Final = 0x8769

_GPS_POINTER: Final = 0x8825

_GPS_PLACE: Final = frozenset({2, 4})
"""Latitude and longitude."""

_MOST_ENTRIES: Final = 1000

_MARKER: Final = 0xFF

_APP1: Final = 0xE1

_START_OF_SCAN: Final = 0xDA


def picture_leaks(content: bytes) -> tuple[bool, bool]:
    """Whether a picture says where it was taken, and whether it names a person; never raises."""
    exif = _exif(content)
    if exif is None:
        return False, False
    try:
        return _read_tiff(exif)
    except (struct.error, IndexError):
        return False, False


def _exif(content: bytes) -> bytes | None:
    if content.startswith(b"\xff\xd8"):
        return _in_jpeg(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _in_png(content)
    return content if content[:4] in {b"II*\0", b"MM\0*"} else None


def _in_jpeg(content: bytes) -> bytes | None:
    at = 2
    while at + 4 <= len(content) and content[at] == _MARKER and content[at + 1] != _START_OF_SCAN:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        if content[at + 1] == _APP1 and body.startswith(b"Exif\0\0"):
            return body[6:]
        at += 2 + max(length, 2)
    return None


def _in_png(content: bytes) -> bytes | None:
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"eXIf":
            return content[at + 8 : at + 8 + length]
        at += 12 + length
    return None


def _read_tiff(tiff: bytes) -> tuple[bool, bool]:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return False, False
    first = _entries(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
    details = _entries(tiff, order, first[_EXIF_POINTER]) if _EXIF_POINTER in first else {}
    place = _entries(tiff, order, first[_GPS_POINTER]) if _GPS_POINTER in first else {}
    names_somebody = bool(_ARTIST & first.keys() or _EXIF_OWNER & details.keys())
    return place.keys() >= _GPS_PLACE, names_somebody


def _entries(tiff: bytes, order: str, at: int) -> dict[int, int]:
    """Tag and value (or offset of the value) of each entry of one directory."""
    count = min(struct.unpack_from(f"{order}H", tiff, at)[0], _MOST_ENTRIES)
    found = {}
    for number in range(count):
        tag, _kind, _length, value = struct.unpack_from(f"{order}HHII", tiff, at + 2 + number * 12)
        found[tag] = value
    return found


_WORDS_FIRST: Final = frozenset({0x010E, 0x8298, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F})
"""Description, copyright, and Windows' title, comment, keywords and subject."""

_USER_COMMENT: Final = 0x9286

_COMMENT: Final = 0xFE

_APP13: Final = 0xED

_INLINE = 4
"""Bytes of a value that fit into its directory entry."""

_SIZES: Final = {1: 1, 2: 1, 7: 1}
"""Bytes of one unit of the field types that hold words."""

_XMP_WORDS = re.compile(rb"<dc:(?:description|title|creator|subject)\b.*?</dc:", re.DOTALL)

_IPTC_WORDS = re.compile(rb"\x1c\x02[\x05\x19\x50\x69\x78\x7a](..)", re.DOTALL)

_MARK = re.compile(rb"<[^>]*>")

_MADE_BY_PROGRAMS: Final = frozenset(
    (b"Software", b"date:create", b"date:modify", b"date:timestamp", b"Creation Time", b"create-date",
     b"modify-date", b"Raw profile type exif")
)  # fmt: skip

_MOST_UNPACKED: Final = 1024 * 1024


def picture_words(content: bytes) -> tuple[str, ...]:
    """Descriptions, comments and captions kept inside a picture; never raises."""
    found = [*_exif_words(content), *_xmp_words(content)]
    if content.startswith(b"\xff\xd8"):
        found += _jpeg_words(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        found += _png_words(content)
    words = (" ".join(one.replace("\0", " ").split()) for one in found)
    return tuple(dict.fromkeys(one for one in words if one))


def picture_leak_list(content: bytes, place: str) -> Iterator[Leak]:
    """What a picture gives away."""
    has_place, names_somebody = picture_leaks(content)
    if has_place:
        yield Leak("location", place, 1)
    if names_somebody:
        yield Leak("author", place, 1)
    if words := picture_words(content):
        yield Leak("picture_words", place, len(words))


def _exif_words(content: bytes) -> Iterator[str]:
    tiff = _exif(content)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2]) if tiff else None
    if tiff is None or order is None:
        return
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0]
        first = _entries(tiff, order, start)
        yield from _values(tiff, order, start, _WORDS_FIRST)
        if _EXIF_POINTER in first:
            yield from _values(tiff, order, first[_EXIF_POINTER], frozenset({_USER_COMMENT}))
    except (struct.error, IndexError):
        return


def _values(tiff: bytes, order: str, at: int, tags: frozenset[int]) -> Iterator[str]:
    """The words of some tags of one directory."""
    count = min(struct.unpack_from(f"{order}H", tiff, at)[0], _MOST_ENTRIES)
    for number in range(count):
        entry = at + 2 + number * 12
        tag, kind, length = struct.unpack_from(f"{order}HHI", tiff, entry)
        if tag not in tags or kind not in _SIZES:
            continue
        place = entry + 8 if length <= _INLINE else struct.unpack_from(f"{order}I", tiff, entry + 8)[0]
        value = tiff[place : place + length]
        if tag == _USER_COMMENT:
            value = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0").removeprefix(b"\0" * 8)
        is_wide = tag >= min(_WORDS_FIRST - {0x010E, 0x8298})
        yield value.decode("utf-16-le" if is_wide else "utf-8", "replace")


def _xmp_words(content: bytes) -> Iterator[str]:
    at = content.find(b"<x:xmpmeta")
    if at < 0:
        return
    packet = content[at : at + _MOST_UNPACKED]
    for found in _XMP_WORDS.findall(packet):
        yield _MARK.sub(b" ", found.rpartition(b"</dc:")[0]).decode("utf-8", "replace")


def _jpeg_words(content: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(content) and content[at] == _MARKER and content[at + 1] != _START_OF_SCAN:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        if content[at + 1] == _COMMENT:
            yield body.decode("utf-8", "replace")
        if content[at + 1] == _APP13:
            for found in _IPTC_WORDS.finditer(body):
                size = int.from_bytes(found[1], "big")
                yield body[found.end() : found.end() + size].decode("utf-8", "replace")
        at += 2 + max(length, 2)


def _png_words(content: bytes) -> Iterator[str]:
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        key, _, rest = body.partition(b"\0")
        if kind in {b"tEXt", b"zTXt", b"iTXt"} and key not in _MADE_BY_PROGRAMS and b"xmp" not in key:
            yield _png_text(kind, rest)
        at += 12 + length


def _png_text(kind: bytes, rest: bytes) -> str:
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if kind == b"zTXt":
        return _unpacked(rest[1:]).decode("latin-1")
    is_packed = rest[:1] == b"\1"
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return (_unpacked(text) if is_packed else text).decode("utf-8", "replace")


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_UNPACKED)
    except zlib.error:
        return b""
