"""Is this file another edition of one there is, and which is newer? Told by name and words; pure."""

from __future__ import annotations

import heapq
import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import PurePath
from typing import Final, Literal

from readiness.model.records.evidence import Evidence

Likeness = Literal["newer", "older", "near"]
"""newer, older: the name of another version. near: almost the same words under another name."""

_LATER: Final = "final|latest|new|updated?|clean|amended|revised|signed ?off|approved"

_EARLIER: Final = "draft|tracked"

_MARKS: Final = re.compile(
    r"(?<![a-z0-9])(?:v(?:er(?:sion)?)?[ ._]?(?P<number>\d+(?:\.\d+)*)"
    rf"|(?P<later>{_LATER})|(?P<earlier>{_EARLIER})|copy(?: of)?|(?:copy )?\(\d+\))(?![a-z0-9])"
)
"""What people add to a name to tell versions apart. Years, terms and months are no such marks: a file of
another year is another item."""

_SHINGLE: Final = 5
"""Words in a row that are compared."""

_FEWEST_WORDS: Final = 30
"""Words below which two files may agree by accident."""

NEAR: Final = 0.8
"""Share of runs of words in common from which two files are near-duplicates."""

_SAME_NAME: Final = 0.25
"""Share from which two files of one name are versions of one document."""

_KEPT: Final = 1_000
"""Runs of words kept of a text: all of a short one, a fair sample of a longer one."""

_ODD: Final = 0x9E37_79B1
"""Spreads numbers evenly over 32 bits, so that the smallest are a fair sample."""


def plain_name(file_name: str) -> str:
    """A file's name without its suffix, its version marks and what joins words: equal for versions."""
    return " ".join(re.sub(r"[^\w]+", " ", _MARKS.sub(" ", _spaced(file_name))).split())


def newer_by_name(first: str, second: str) -> int:
    """Which of two versions' names is of the newer one: 1 the first, -1 the second, 0 the names do not say.

    Numbers count before words: ``v3 draft`` is newer than ``v2 final``.
    """
    one, other = _version(first), _version(second)
    if one.number and other.number:
        pairs = zip_longest(one.number, other.number, fillvalue=0)
        differing = next((pair for pair in pairs if pair[0] != pair[1]), None)
        if differing is not None:
            return 1 if differing[0] > differing[1] else -1
    elif one.number or other.number:
        numbered, plain = (one, other) if one.number else (other, one)
        if plain.standing > 0 or (numbered.number <= (1,) and not plain.standing):
            return 0
        return 1 if numbered is one else -1
    return (one.standing > other.standing) - (one.standing < other.standing)


@dataclass(frozen=True, slots=True)
class _Version:
    number: tuple[int, ...]
    """As in ``v2.1``; empty without one."""
    standing: int
    """Words of a later version less those of an earlier one."""


def _version(file_name: str) -> _Version:
    marks = list(_MARKS.finditer(_spaced(file_name)))
    numbers = [mark["number"] for mark in marks if mark["number"]]
    number = tuple(int(part) for part in numbers[-1].split(".")) if numbers else ()
    return _Version(number, sum(bool(mark["later"]) - bool(mark["earlier"]) for mark in marks))


def _spaced(file_name: str) -> str:
    stem = PurePath(file_name.replace("\\", "/")).stem.casefold()
    return " ".join(re.sub(r"[_\-]+", " ", stem).split())


def sketch(text: str) -> frozenset[int]:
    """Runs of words of a text as numbers to compare; of a long text a fair sample, the same every time."""
    words = re.findall(r"\w+", text.casefold())
    runs = {
        zlib.crc32(" ".join(words[at : at + _SHINGLE]).encode("utf-8", "surrogatepass")) * _ODD & 0xFFFF_FFFF
        for at in range(len(words) - _SHINGLE + 1)
    }
    return frozenset(runs if len(runs) <= _KEPT else heapq.nsmallest(_KEPT, runs))


def share(first: frozenset[int], second: frozenset[int]) -> float:
    """How much of two texts is the same, from 0 to 1: of long ones within two in a hundred."""
    both = first | second
    of = both if len(both) <= _KEPT else heapq.nsmallest(_KEPT, both)
    return sum(run in first and run in second for run in of) / max(len(of), 1)


@dataclass(frozen=True, slots=True)
class Likely:
    """An item that a file may be another edition of."""

    evidence: Evidence
    likeness: Likeness
    share: float
    """How much of the words is the same, from 0 to 1."""


@dataclass(slots=True)
class Shelf:
    """Items by their plain names and lengths, so that a new file is compared with few of them."""

    _by_name: dict[str, list[Evidence]] = field(default_factory=dict)
    _by_length: list[tuple[int, int, Evidence]] = field(default_factory=list)
    """Words, a number of its own, and the item; in order."""

    def put(self, items: Iterable[Evidence]) -> None:
        """Stand items on the shelf; those without a file, and withdrawn ones, are left out."""
        for item in items:
            if item.sha256 and not item.is_withdrawn:
                self._by_name.setdefault(plain_name(item.location), []).append(item)
                self._by_length.append((item.words, len(self._by_length), item))
        self._by_length.sort(key=lambda one: one[:2])

    def near(self, file_name: str, words: int) -> list[Evidence]:
        """The items worth comparing word by word: of the same plain name, or about as long."""
        name = plain_name(file_name)
        near = {item.id: item for item in self._by_name.get(name, ())} if name else {}
        if words >= _FEWEST_WORDS:
            start = bisect_left(self._by_length, NEAR * words, key=lambda one: one[0])
            end = bisect_right(self._by_length, words / NEAR, key=lambda one: one[0])
            near |= {item.id: item for _, _, item in self._by_length[start:end]}
        return list(near.values())


def likeness(file_name: str, own: frozenset[int], evidence: Evidence, its: frozenset[int]) -> Likely | None:
    """Whether a file is another edition of an item, by name and words; None when it is not.

    Which of two versions is the newer is not looked at: the file counts as the newer one.

    Args:
        file_name: The file's name.
        own: Sketch of its words; empty when it gave none.
        evidence: An item.
        its: Sketch of the item's words; empty when they are not known.
    """
    alike = share(own, its)
    if plain_name(file_name) == plain_name(evidence.location) and plain_name(file_name):
        if alike < _SAME_NAME and own and its:
            return None
        return Likely(evidence, "newer", alike)
    return Likely(evidence, "near", alike) if alike >= NEAR else None


def is_told_apart(first: str, second: str) -> bool:
    """Whether two files of one folder scan differ as versions do, and not as one name in two folders does."""
    return _spaced(first) != _spaced(second) or PurePath(first).parent == PurePath(second).parent
