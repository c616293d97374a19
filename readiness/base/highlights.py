"""Which characters of a text are why it was found, to be shown in another style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from readiness.base.folding import fold_with_places

SHORTEST_INITIALS, LONGEST_INITIALS = 3, 8
"""Letters of a word that may stand for as many words: ``sef`` for self-evaluation form."""
_WORD = re.compile(r"\S+")


def may_be_initials(word: str) -> bool:
    """Whether a folded word may stand for the first letters of several."""
    return SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS and word.isalpha()


def highlights(
    text: str, words: Iterable[str], corrections: Mapping[str, Sequence[str]]
) -> tuple[tuple[int, int], ...]:
    """Where a text fits folded words: start and end of each stretch, in order, apart from each other.

    A word is marked in the best way it fits: at starts of words, else inside, else as a correction of it,
    else as initials.
    """
    folded, places = fold_with_places(text)
    fitting = {places[place] for word in words for place in _fitting(word, folded, corrections.get(word, ()))}
    return tuple(_stretches(sorted(fitting)))


def _fitting(word: str, folded: str, corrections: Sequence[str]) -> Iterator[int]:
    """Places of a folded text at which a word fits."""
    at_starts = _at_starts(word, folded) or list(_inside(word, folded))
    if at_starts:
        yield from (place for start in at_starts for place in range(start, start + len(word)))
        return
    for one in corrections:
        for start in _at_starts(one, folded):
            yield from range(start, start + len(one))
    if not corrections and may_be_initials(word):
        begins = [one.start() for one in _WORD.finditer(folded)]
        for start in _inside(word, "".join(folded[place] for place in begins)):
            yield from begins[start : start + len(word)]


def _at_starts(word: str, folded: str) -> list[int]:
    return list(_inside(f" {word}", f" {folded}"))


def _inside(word: str, folded: str) -> Iterator[int]:
    start = folded.find(word)
    while start >= 0:
        yield start
        start = folded.find(word, start + len(word))


def _stretches(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring places joined."""
    start = end = -1
    for place in places:
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end
