"""Where a photograph was taken and by whom: the EXIF block of JPEG, PNG and TIFF, read by hand.

EXIF is a TIFF structure (JEITA CP-3451): in JPEG in an APP1 segment, in PNG in an eXIf chunk.
"""

from __future__ import annotations

import struct
from typing import Final

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
