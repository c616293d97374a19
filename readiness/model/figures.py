"""A figure as its source gives it: one number, a number it is only known to lie below or above, or none.

Published tables withhold small numbers by marks of their own, and programmes print ``under 10``. Both are
kept as they are: a mark is missing, never nought, and ``under 10`` is never 10.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import PlainSerializer, PlainValidator

Bound: TypeAlias = Literal["under", "over", "at least", "at most"]

_LARGEST: Final = 1e300

_NUMBER: Final = r"(?P<number>[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)\s?(?P<percent>%|per ?cent)?"

_EXACT: Final = re.compile(_NUMBER)

_BOUNDS: Final[Mapping[Bound, tuple[str, str]]] = {
    "at least": (
        r"(?:>=|\u2265|at least|no fewer than|no less than)\s?",
        r"(?:\s?\+|\s(?:or more|and over))",
    ),
    "at most": (r"(?:<=|\u2264|at most|up to|no more than)\s?", r"\s(?:or fewer|or less)"),
    "under": (r"(?:<|under|below|less than|fewer than)\s?", ""),
    "over": (r"(?:>|over|above|more than)\s?", ""),
}
"""Words and signs before the number, and after it."""

_PATTERNS: Final[tuple[tuple[Bound, re.Pattern[str]], ...]] = tuple(
    (bound, re.compile(pattern))
    for bound, (before, after) in _BOUNDS.items()
    for pattern in (before + _NUMBER, *([_NUMBER + after] if after else []))
)

MARKS: Final = frozenset(
    {
        "c", "x", "z", "s", "u", "*", ":", "..", "n/a", "na", "low", "suppressed", "not available",
        "not applicable", "withheld", "not known", "unknown",
    }
)  # fmt: skip
"""What tables print in place of a figure; published statistics explain c, x, z and low beside them."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """A figure of which only a bound is known: ``under 10``, ``over 140``, ``at least 5``."""

    bound: Bound
    number: float

    def __str__(self) -> str:
        """As it is written and stored."""
        return f"{self.bound} {plain_number(self.number)}"

    @property
    def is_strict(self) -> bool:
        """Whether the number itself is excluded."""
        return self.bound in {"under", "over"}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A figure its source does not give, by the mark printed in its place: ``c``, ``n/a``."""

    mark: str

    def __str__(self) -> str:
        """The mark as printed."""
        return self.mark


AnyFigure: TypeAlias = float | Bounded | Withheld


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """What somebody typed, read."""

    figure: AnyFigure
    is_percentage: bool = False
    """Whether a percent sign stood behind it."""


def plain_number(value: float) -> str:
    """A number without a needless ``.0``, and never in powers of ten."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def read_figure(words: str) -> TypedFigure | None:
    """A figure from words such as ``1,204``, ``56%``, ``under 10``, ``<10``, ``c``; None when it is none."""
    text = " ".join(words.split()).casefold()
    if text in MARKS:
        return TypedFigure(Withheld(" ".join(words.split())))
    if exact := _EXACT.fullmatch(text):
        number = _number(exact)
        return None if number is None else TypedFigure(number, bool(exact["percent"]))
    for bound, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            number = _number(found)
            return None if number is None else TypedFigure(Bounded(bound, number), bool(found["percent"]))
    return None


def figure_from(given: object) -> AnyFigure:
    """A figure from a number, from words, or as it is.

    Raises:
        ValueError: It is none of them.
    """
    if isinstance(given, Bounded | Withheld):
        return given
    if isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < _LARGEST:
        return float(given)
    read = read_figure(given) if isinstance(given, str) else None
    if read is None:
        raise ValueError("this is not a figure")
    return read.figure


def stored_figure(figure: AnyFigure) -> float | str:
    """A figure as it is stored: a number, or words that `read_figure` takes back."""
    return figure if isinstance(figure, float) else str(figure)


Figure = Annotated[AnyFigure, PlainValidator(figure_from), PlainSerializer(stored_figure)]
"""A field that holds a figure; in JSON a number, or words for what is no number."""


def _number(found: re.Match[str]) -> float | None:
    value = float(found["number"].replace(",", ""))
    return value if math.isfinite(value) and abs(value) < _LARGEST else None
