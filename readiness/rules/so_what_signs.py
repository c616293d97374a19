"""Learned weights: how much the single words and pairs of a text speak for one part of "So what?".

Where phrases find nothing, the weights of all signs of a text are added up; above nothing, the part is there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readiness.base.date_words import MONTHS
from readiness.base.phrases import Place, Token

ALWAYS = "="
"""The sign that every text has: its weight is where the sum begins."""
SEVERAL = "##"
"""The sign of a text with two figures or more."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(name.casefold() for name in MONTHS)
_LONG, _BEGINNING, _ENDING = 5, 5, 3
"""From this length on a word's first and last letters are signs too, so many of them."""
_MOST_SHOWN = 3
"""So many of the signs that speak most are shown as the place where a part stands."""


def signs_of(tokens: Sequence[Token]) -> dict[str, Place]:
    """The signs of a text, each with the numbers of the tokens where it stands first; no order of meaning.

    ``word``, ``word_next``, ``begin*``, ``*ing``, ``^first``; ``#`` a figure, ``#year``, ``#month``.
    """
    words = [_plain(token.text) for token in tokens]
    signs: dict[str, Place] = {ALWAYS: ()}
    for at, word in enumerate(words):
        signs.setdefault(word, (at,))
        if at + 1 < len(words):
            signs.setdefault(f"{word}_{words[at + 1]}", (at, at + 1))
        if len(word) >= _LONG:
            signs.setdefault(f"{word[:_BEGINNING]}*", (at,))
            signs.setdefault(f"*{word[-_ENDING:]}", (at,))
    if words:
        signs[f"^{words[0]}"] = (0,)
    if words.count("#") > 1:
        signs[SEVERAL] = (words.index("#"),)
    return signs


def _plain(word: str) -> str:
    if _YEAR.fullmatch(word):
        return "#year"
    if word[:1].isdigit():
        return "#"
    return "#month" if word in _MONTHS else word


def learned_places(signs: Mapping[str, Place], weights: Mapping[str, int]) -> list[Place]:
    """Where the signs stand that speak most for the part, in order of the text; none if the sum does not."""
    counted = {sign: weights[sign] for sign in signs if sign in weights}
    if sum(counted.values()) <= 0:
        return []
    speaking = sorted((-weight, sign) for sign, weight in counted.items() if weight > 0 and signs[sign])
    return sorted(signs[sign] for _, sign in speaking[:_MOST_SHOWN])
