"""Is this file another edition of a registered item? Told by its name and its words; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from readiness.model.records.evidence import Evidence

Likeness = Literal["newer", "near"]
"""newer: the name of another version. near: almost the same words under another name."""

_MARKS: Final = re.compile(
    r"(?<![a-z0-9])(?:v(?:er(?:sion)?)?[ ._]?\d+(?:\.\d+)*|final|draft|copy|latest|new|updated?|clean|tracked"
    r"|amended|revised|signed ?off|approved|(?:copy )?\(\d+\))(?![a-z0-9])"
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

_MOST_SHINGLES: Final = 20_000


def plain_name(file_name: str) -> str:
    """A file's name without its suffix, its version marks and what joins words: equal for versions."""
    stem = PurePath(file_name.replace("\\", "/")).stem.casefold()
    spaced = " ".join(re.sub(r"[_\-]+", " ", stem).split())
    return " ".join(re.sub(r"[^\w]+", " ", _MARKS.sub(" ", spaced)).split())


def shingles(text: str) -> frozenset[int]:
    """Runs of words of a text, as numbers to compare within this process."""
    words = re.findall(r"\w+", text.casefold())
    runs = (tuple(words[at : at + _SHINGLE]) for at in range(min(len(words), _MOST_SHINGLES) - _SHINGLE + 1))
    return frozenset(map(hash, runs))


def share(first: frozenset[int], second: frozenset[int]) -> float:
    """How much of two texts is the same, from 0 to 1."""
    return len(first & second) / max(len(first | second), 1)


@dataclass(frozen=True, slots=True)
class Likely:
    """An item that a new file may be another edition of."""

    evidence: Evidence
    likeness: Likeness
    share: float
    """How much of the words is the same, from 0 to 1."""


def candidates(file_name: str, words: int, items: Iterable[Evidence]) -> list[Evidence]:
    """The items worth comparing word by word: of the same plain name, or about as long."""
    name = plain_name(file_name)
    return [
        one
        for one in items
        if one.sha256
        and not one.is_withdrawn
        and (
            (name and plain_name(one.location) == name)
            or (words >= _FEWEST_WORDS and NEAR * words <= one.words <= words / NEAR)
        )
    ]


def likeness(file_name: str, own: frozenset[int], evidence: Evidence, its: frozenset[int]) -> Likely | None:
    """Whether a file is another edition of an item, by name and words; None when it is not.

    Args:
        file_name: The new file's name.
        own: Runs of its words; empty when it gave none.
        evidence: An item.
        its: Runs of the item's words; empty when they are not known.
    """
    alike = share(own, its)
    if plain_name(file_name) == plain_name(evidence.location) and plain_name(file_name):
        is_version = alike >= _SAME_NAME or not own or not its
        return Likely(evidence, "newer", alike) if is_version else None
    return Likely(evidence, "near", alike) if alike >= NEAR else None
