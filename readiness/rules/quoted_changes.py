"""Changes that a statement names in words, beside how far the measures behind it moved.

``82% fewer``, ``fell by over 88%``, ``36 percentage points higher``, ``from over 140 to under 10``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, TypeAlias

from readiness.model.figures import AnyFigure, Bounded, Withheld
from readiness.model.records.measures import Measure
from readiness.rules.figures import change_between, is_percentage, is_rounded_to, plain_unit, reach


def _named(which: str) -> str:
    """A number, its whole and its broken part as groups called so."""
    return rf"(?<![\w.,])(?P<whole{which}>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<part{which}>\.\d+)?"


NUMBER: Final = _named("")
PERCENT: Final = r"\s?(?:%|per ?cent\b)"

_LESS: Final = (
    "fewer", "less", "lower", "shorter", "smaller", "reduction", "decrease", "fall", "drop", "decline",
)  # fmt: skip
_MORE: Final = ("more", "higher", "longer", "larger", "greater", "increase", "rise", "growth")
_FELL: Final = (
    r"fell", r"fallen", r"falling", r"dropped", r"decreased", r"declined", r"reduced", r"cut", r"shortened",
    r"down",
)  # fmt: skip
_ROSE: Final = (r"rose", r"risen", r"rising", r"increased", r"grew", r"grown")

How: TypeAlias = Literal["", "least", "most", "near"]
"""How sure a size is said to be: ``over``, ``nearly``, ``about``; empty for exactly."""

_ROUGHLY: Final[Mapping[How, tuple[str, ...]]] = {
    "least": ("over", "more than", "at least"),
    "most": ("nearly", "almost", "close to", "just under", "under", "up to"),
    "near": ("about", "around", "roughly", "approximately", "some"),
}
_HOW: Final = rf"(?:(?P<how>{'|'.join(one for words in _ROUGHLY.values() for one in words)})\s)?"
_SHARE: Final = rf"{_HOW}{NUMBER}{PERCENT}"
_NEAR: Final = 2.5
_NEARLY: Final = 5
"""Percentage points that `about` may be out by, and that `nearly` may be short of."""

_PATTERNS: Final = tuple(
    (course, re.compile(pattern, re.IGNORECASE))
    for course, pattern in (
        ("down", rf"{_SHARE}\s(?:{'|'.join(_LESS)})\b"),
        ("up", rf"{_SHARE}\s(?:{'|'.join(_MORE)})\b"),
        ("down", rf"\b(?:{'|'.join(_FELL)})\s(?:by\s)?{_SHARE}"),
        ("up", rf"\b(?:{'|'.join(_ROSE)})\s(?:by\s)?{_SHARE}"),
        ("up", rf"\bup\sby\s{_SHARE}"),
        ("down", rf"\b(?:reduction|decrease|fall|drop|decline)\sof\s{_SHARE}"),
        ("up", rf"\b(?:increase|rise|growth)\sof\s{_SHARE}"),
    )
)

_POINTS: Final = re.compile(rf"{_HOW}{NUMBER}\s?(?:percentage|%)\s?points?\b", re.IGNORECASE)

_BOUND: Final = r"(?:(?:over|under|fewer than|less than|more than|at least)\s)?"
_BEHIND: Final = rf"(?:{PERCENT})?(?:\s[a-z-]+)"
_TO: Final = re.compile(
    rf"\b(?:from|of)\s(?P<bound1>{_BOUND}){_named('1')}(?P<behind1>{_BEHIND}{{0,3}}?)\sto\s"
    rf"(?P<bound2>{_BOUND}){_named('2')}(?P<behind2>{_BEHIND}{{0,3}})",
    re.IGNORECASE,
)
_TELLING: Final = 10
"""A number below it without a unit may be of anything."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A size of change that words name."""

    text: str
    size: float
    decimals: int
    course: Literal["up", "down", ""]
    """Empty where the words do not say which way."""
    how: How

    def fits(self, size: float, *, is_least: bool) -> bool:
        """Whether a change of this size may be what is claimed.

        Args:
            size: As worked out.
            is_least: Whether it is only known to be as large as this, or larger.
        """
        if self.how == "least":
            return is_least or size >= self.size or is_rounded_to(size, self.size, self.decimals)
        if is_least:
            return self.size >= int(size)
        if self.how == "most":
            return self.size - _NEARLY <= size <= self.size
        if self.how == "near":
            return abs(size - self.size) <= _NEAR
        return is_rounded_to(size, self.size, self.decimals)


def misnamed_changes(words: str, measure: Measure, beside: Iterable[Measure]) -> tuple[str, ...]:
    """Changes the words name that no measure behind them made, as they are written.

    None where one of them is how far the measure itself came; others of a sentence may be of other things.

    Args:
        words: Of a statement whose impact rests on the measure.
        measure: The measure; of fewer than two figures nothing can be said.
        beside: Every measure of that statement.
    """
    is_share = not is_percentage(measure.unit)
    claims = tuple(shares_named(words) if is_share else points_named(words))
    own = tuple(_sizes(measure, is_share=is_share))
    if not own or any(_fits(one, own) for one in claims):
        return ()
    every = tuple(
        size
        for one in beside
        if is_share or is_percentage(one.unit)
        for size in _sizes(one, is_share=is_share)
    )
    return tuple(dict.fromkeys(one.text for one in claims if not _fits(one, every)))


def shares_named(words: str) -> Iterator[Claim]:
    """Changes named as a share: ``82% fewer``, ``fell by over 88%``."""
    for course, pattern in _PATTERNS:
        for one in pattern.finditer(words):
            yield _claim(one, "up" if course == "up" else "down")


def points_named(words: str) -> Iterator[Claim]:
    """Changes named in percentage points."""
    yield from (_claim(one, "") for one in _POINTS.finditer(words))


def misnamed_ends(words: str, measure: Measure, beside: Iterable[Measure]) -> tuple[str, ...]:
    """Where words say ``from 22 to 4``: the number that is none of a measure's while the other is.

    Args:
        words: Of a statement whose impact rests on the measure.
        measure: The measure.
        beside: Every measure of that statement.
    """
    wrong: list[str] = []
    known = {_number(one.value) for each in (measure, *beside) for one in each.figures}
    for one in _TO.finditer(words):
        if not _is_of(measure, one):
            continue
        ends = [_end(one, place) for place in (1, 2)]
        own = [_is_held(measure, end) for end in ends]
        if own.count(True) != 1:
            continue
        told, other = ends[own.index(True)], ends[own.index(False)]
        is_telling = measure.unit.strip() or told.value >= _TELLING or told.is_bounded
        if is_telling and not any(number is not None and other.is_about(number) for number in known):
            wrong.append(other.text)
    return tuple(dict.fromkeys(wrong))


@dataclass(frozen=True, slots=True)
class _End:
    text: str
    value: float
    decimals: int
    is_bounded: bool

    def is_about(self, number: float) -> bool:
        return is_rounded_to(number, self.value, self.decimals)


def _end(found: re.Match[str], place: Literal[1, 2]) -> _End:
    whole, part, bound = found[f"whole{place}"], found[f"part{place}"], found[f"bound{place}"]
    value = float(whole.replace(",", "") + (part or ""))
    return _End(f"{bound}{whole}{part or ''}", value, len(part or ".") - 1, bool(bound))


def _is_of(measure: Measure, found: re.Match[str]) -> bool:
    """Whether numbers of a match may be of a measure, by what stands behind each."""
    behind = " ".join(filter(None, (found["behind1"], found["behind2"])))
    has_sign = re.search(PERCENT, behind, re.IGNORECASE) is not None
    if is_percentage(measure.unit):
        return has_sign
    unit = plain_unit(measure.unit)
    return not has_sign and (not unit or unit in plain_unit(behind))


def _is_held(measure: Measure, end: _End) -> bool:
    numbers = (_number(one.value) for one in measure.figures)
    return any(number is not None and end.is_about(number) for number in numbers)


def _number(value: AnyFigure) -> float | None:
    return None if isinstance(value, Withheld) else value.number if isinstance(value, Bounded) else value


def _claim(found: re.Match[str], course: Literal["up", "down", ""]) -> Claim:
    how = (found["how"] or "").casefold()
    kind: How = next((kind for kind, words in _ROUGHLY.items() if how in words), "")
    whole, part = found["whole"], found["part"]
    value = float(whole.replace(",", "") + (part or ""))
    return Claim(found[0], value, len(part or ".") - 1, course, kind)


def _fits(claim: Claim, sizes: Iterable[tuple[str, float, bool]]) -> bool:
    return any(
        claim.course in {"", course} and claim.fits(size, is_least=is_least)
        for course, size, is_least in sizes
    )


def _sizes(measure: Measure, *, is_share: bool) -> Iterator[tuple[str, float, bool]]:
    """Each way from an earlier figure to a later one: its course, how far, and whether that is the least.

    As a share of the earlier one in per cent, or in the measure's unit.
    """
    for before, after in combinations((one.value for one in measure.figures), 2):
        change = change_between(before, after)
        if change.course not in {"up", "down"} or isinstance(before, Withheld):
            continue
        base = reach(before)[1 if change.course == "up" else 0]
        is_least = bool(change.qualifier)
        if not is_share:
            yield change.course, change.least, is_least
        elif base > 0:
            yield change.course, 100 * change.least / base, is_least
