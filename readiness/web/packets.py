"""What the front and the process of the screens say to each other, in the packets of Textual's web driver.

One byte for the kind (``D`` what a terminal gets or sends, ``M`` a JSON object, ``P`` packed content), four
for the length (big end first), then the content.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

READY = b"__GANGLION__\n"
"""The line after which packets come."""

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest packet taken; a first screen is below a tenth of a megabyte."""

_HEAD = 5


class PacketError(Exception):
    """What came is no packet."""


def typed(words: str) -> bytes:
    """What a person typed or clicked, as a terminal sends it."""
    return _packet(b"D", words.encode("utf-8", "replace"))


def said(**words: object) -> bytes:
    """Something about the screens, such as their size."""
    return _packet(b"M", json.dumps(words).encode())


def _packet(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4) + content


class Packets:
    """Takes bytes as they come and gives whole packets."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._is_ready = False

    def feed(self, data: bytes) -> Iterator[tuple[str, bytes]]:
        """Kind and content of each packet that is whole now.

        Raises:
            PacketError: It is no packet, or one that is too large.
        """
        self._rest += data
        if not self._is_ready:
            _, found, rest = self._rest.partition(READY)
            if not found:
                return
            self._rest, self._is_ready = rest, True
        while len(self._rest) >= _HEAD:
            kind, length = chr(self._rest[0]), int.from_bytes(self._rest[1:_HEAD])
            if kind not in "DMP" or length > LARGEST:
                raise PacketError(kind)
            if len(self._rest) < _HEAD + length:
                return
            content = bytes(self._rest[_HEAD : _HEAD + length])
            del self._rest[: _HEAD + length]
            yield kind, content


def meaning(content: bytes) -> Mapping[str, object]:
    """The object of an ``M`` packet; empty when it is none."""
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
