"""Text as it is compared while finding: no case, no accents, punctuation as spaces, apostrophes left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LEFT_OUT = "'\u2018\u2019\u02bc"
"""Apostrophes: ``children's`` is found by ``childrens``."""
_KEPT = "."
"""Holds ids together: ``A1.2`` is one word."""


class _Folds(dict[int, str]):
    """What each character becomes, worked out when it is first met; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _LEFT_OUT:
        return ""
    parts = unicodedata.normalize("NFKD", character.casefold())
    return "".join(_plain_part(part) for part in parts if not unicodedata.combining(part)).casefold()


def _plain_part(part: str) -> str:
    is_kept = part.isalnum() or part in _KEPT or unicodedata.category(part).startswith("M")
    return part if is_kept else " "


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text for comparing. A character may become none or several; spaces are not joined."""
    return text.translate(_FOLDS)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text for comparing, and for each of its characters the place in `text` it comes from."""
    folded = fold(text)
    if text.isascii() and len(folded) == len(text):
        return folded, range(len(text))
    parts = [_FOLDS[ord(character)] for character in text]
    return folded, [place for place, part in enumerate(parts) for _ in part]
