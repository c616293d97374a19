"""Figures: their unit in words, and how far one is from another where only a bound of either is known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from readiness.model.figures import AnyFigure, Bounded, Withheld

SMALL_BASE: Final = 10
"""A share is said only of a starting figure at least as large; a share of fewer claims too much."""

SMALLEST_SHOWN: Final = 5
"""Counts of people below this are not printed in what leaves the building; 0 is."""

MOST_DECIMALS: Final = 6

TIMES: Final = frozenset(
    {"day", "days", "working days", "week", "weeks", "month", "months", "hours", "years"}
)

_PERCENT: Final = frozenset({"%", "percent", "per cent"})

Course: TypeAlias = Literal["up", "down", "same", "unclear"]


@dataclass(frozen=True, slots=True)
class Change:
    """How far one figure is from another."""

    course: Course
    """unclear: the bounds of both overlap, so that nothing can be said."""
    least: float = 0
    """The difference, always positive; of bounds, the smallest it can be."""
    share: float | None = None
    """The difference as a share of the first figure; None of a base below `SMALL_BASE`."""
    qualifier: Literal["", "over ", "at least "] = ""
    """What stands before the difference when it is the smallest it can be."""


def figure_words(value: AnyFigure, unit: str) -> str:
    """A figure with its unit: ``52.1%``, ``1,204 children``, ``under 10 children``, ``no figure (c)``."""
    if isinstance(value, Withheld):
        return f"no figure ({value.mark})"
    bound = f"{value.bound} " if isinstance(value, Bounded) else ""
    amount = value.number if isinstance(value, Bounded) else value
    number = (
        f"{amount:,.0f}"
        if float(amount).is_integer()
        else f"{amount:,.{MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    )
    return bound + number + ("%" if is_percentage(unit) else f" {unit}" if unit else "")


def is_percentage(unit: str) -> bool:
    """Whether a unit says that figures are percentages."""
    return plain_unit(unit) in _PERCENT


def counts_something(unit: str) -> bool:
    """Whether figures of a unit count something: no percentages, times or rates."""
    words = plain_unit(unit).split()
    is_rate = "per" in words or any(one.startswith("rate") for one in words)
    return not (is_percentage(unit) or plain_unit(unit) in TIMES or is_rate)


def is_small_count(unit: str, value: AnyFigure) -> bool:
    """Whether a figure counts fewer than `SMALLEST_SHOWN` of something, and not none."""
    if not counts_something(unit) or isinstance(value, Withheld):
        return False
    if isinstance(value, Bounded):
        most = reach(value)[1] - (1 if value.is_strict else 0)
        return 0 < most < SMALLEST_SHOWN
    return float(value).is_integer() and 0 < value < SMALLEST_SHOWN


def is_rounded_to(exact: float, written: float, decimals: int) -> bool:
    """Whether an exact figure is the one that is written to so many decimals."""
    return bool(abs(written - exact) <= 0.5 * 10**-decimals + 1e-9)


def plain_unit(unit: str) -> str:
    """A unit as units compare."""
    return " ".join(unit.casefold().split())


def reach(value: float | Bounded) -> tuple[float, float]:
    """The smallest and the largest a figure can be; figures that are bounded are never below nought."""
    if not isinstance(value, Bounded):
        return value, value
    return (0, value.number) if value.bound in {"under", "at most"} else (value.number, math.inf)


def change_between(before: AnyFigure, after: AnyFigure) -> Change:
    """How far the second figure is from the first, as far as both are known."""
    if isinstance(before, Withheld) or isinstance(after, Withheld):
        return Change("unclear")
    if before == after and not isinstance(before, Bounded):
        return Change("same")
    is_strict = any(isinstance(one, Bounded) and one.is_strict for one in (before, after))
    is_exact = not (isinstance(before, Bounded) or isinstance(after, Bounded))
    qualifier: Literal["", "over ", "at least "] = "" if is_exact else "over " if is_strict else "at least "
    (low, high), (least, most) = reach(before), reach(after)
    if least > high or (least == high and is_strict):
        return Change("up", least - high, (least - high) / high if high >= SMALL_BASE else None, qualifier)
    if most < low or (most == low and is_strict):
        return Change("down", low - most, (low - most) / low if low >= SMALL_BASE else None, qualifier)
    return Change("unclear")
