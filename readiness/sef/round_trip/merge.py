"""Three-way merge of short texts, word by word.

Laws (kept by property tests): ``merge(b, b, x) = x``; ``merge(b, x, b) = x``; ``merge(b, x, x) = x``;
whether two sides overlap does not depend on which is called ours; a merge without overlap holds every
word either side put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"\w+|[^\w\s]|\s+")

_THREE = 3

_MOST_TOKENS = 2_000
"""Longer texts are not merged: comparing takes the square of their length."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A stretch both sides changed, each in its own way."""

    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text, or why there is none."""

    text: str | None
    """None where the sides overlap."""
    overlaps: tuple[Overlap, ...] = ()
    proposal: str | None = None
    """A text to look at where the sides only added words at the same place: ours, then theirs."""


def merge(base: str, ours: str, theirs: str) -> Merge:
    """Merge the changes of two sides to one text."""
    if len({base, ours, theirs}) < _THREE:
        return Merge(theirs if ours == base else ours)
    sides = [_TOKENS.findall(text) for text in (base, ours, theirs)]
    if max(map(len, sides)) > _MOST_TOKENS:
        return Merge(None, (Overlap(base, ours, theirs),))
    chunks = [*_chunks(*sides)]
    overlaps = tuple(one for one in chunks if isinstance(one, Overlap))
    if not overlaps:
        return Merge("".join(map(str, chunks)))
    return Merge(None, overlaps, _proposal(chunks))


def _proposal(chunks: list[str | Overlap]) -> str | None:
    pieces = []
    for one in chunks:
        if isinstance(one, str):
            pieces.append(one)
        elif one.base.strip():
            return None
        else:
            pieces.append(one.ours + one.theirs)
    return "".join(pieces)


def _chunks(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[str | Overlap]:
    """The result in stretches: merged text, or an overlap."""
    at = (0, 0, 0)
    for start, end, our_start, their_start in _common(base, ours, theirs):
        yield from _stretch(base[at[0] : start], ours[at[1] : our_start], theirs[at[2] : their_start])
        yield "".join(base[start:end])
        size = end - start
        at = (end, our_start + size, their_start + size)
    yield from _stretch(base[at[0] :], ours[at[1] :], theirs[at[2] :])


def _stretch(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[str | Overlap]:
    if theirs in (ours, base):
        yield "".join(ours)
    elif ours == base:
        yield "".join(theirs)
    else:
        yield Overlap("".join(base), "".join(ours), "".join(theirs))


def _common(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of the base kept by both sides: start, end, start in ours, start in theirs."""
    kept_by_us, kept_by_them = _kept(base, ours), _kept(base, theirs)
    at = 0
    while at < len(base):
        if at not in kept_by_us or at not in kept_by_them:
            at += 1
            continue
        start, our_start, their_start = at, kept_by_us[at], kept_by_them[at]
        while (
            at + 1 < len(base)
            and kept_by_us.get(at + 1) == kept_by_us[at] + 1
            and kept_by_them.get(at + 1) == kept_by_them[at] + 1
        ):
            at += 1
        at += 1
        yield start, at, our_start, their_start


def _kept(base: list[str], side: list[str]) -> dict[int, int]:
    """Where each kept word of the base stands in the side."""
    blocks = SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def similarity(one: str, other: str) -> float:
    """How alike two texts are, word by word: 0 nothing in common, 1 the same."""
    words = (one.lower().split(), other.lower().split())
    return SequenceMatcher(None, *words, autojunk=False).ratio()
