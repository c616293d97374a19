"""How far a measure has come: the size of its change in words and figures, and which way it went."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from readiness.base.date_words import short_month_words
from readiness.model.records.measures import Measure, Observation
from readiness.rules.plan import is_better

SMALL_BASE: Final = 10
"""A share is said only of a starting figure at least as large; a share of fewer claims too much."""

SMALLEST_SHOWN: Final = 5
"""Counts of people below this are not printed in what leaves the building; 0 is."""

_MOST_DECIMALS: Final = 6

_PERCENT: Final = frozenset({"%", "percent", "per cent"})

_TIMES: Final = frozenset(
    {"day", "days", "working days", "week", "weeks", "month", "months", "hours", "years"}
)

_TOO_SMALL: Final = "figures too small to print"

_NOT_PRINTED: Final = "figures not printed"


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a measure moved from where it started to its newest figure."""

    start: Observation
    end: Observation
    is_better: bool | None
    """None when both figures are the same."""

    @property
    def amount(self) -> float:
        """The newest figure less the first, in the measure's unit."""
        return self.end.value - self.start.value

    @property
    def share(self) -> float | None:
        """The change as a share of where it started, such as -0.82; None of a base below `SMALL_BASE`."""
        return self.amount / self.start.value if self.start.value >= SMALL_BASE else None


def figure_words(value: float, unit: str) -> str:
    """A figure with its unit: 52.1%, 1,204 children."""
    number = (
        f"{value:,.0f}"
        if float(value).is_integer()
        else f"{value:,.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    )
    return number + ("%" if is_percentage(unit) else f" {unit}" if unit else "")


def is_percentage(unit: str) -> bool:
    """Whether a unit says that figures are percentages."""
    return _plain(unit) in _PERCENT


def latest_at(measure: Measure, as_at: date) -> Observation | None:
    """The newest figure for a period that had ended by a date; None when there is none."""
    known = (one for one in measure.observations if one.period_to <= as_at)
    return max(known, key=lambda one: one.period_to, default=None)


def moved(measure: Measure, as_at: date) -> Moved | None:
    """How far a measure had come by a date.

    It starts from its baseline or, without one, from its first figure.

    Returns:
        None without two figures of different periods, the later one newest.
    """
    end = latest_at(measure, as_at)
    start = measure.baseline or min(measure.observations, key=lambda one: one.period_to, default=None)
    if end is None or start is None or start.period_to >= end.period_to:
        return None
    return Moved(start, end, is_better(measure, start.value, end.value))


def is_reached(measure: Measure, value: float) -> bool:
    """Whether a figure is at the measure's target or on its good side; never without a target."""
    if measure.target is None:
        return False
    return value >= measure.target if measure.good == "higher" else value <= measure.target


def is_target_missed(measure: Measure, as_at: date) -> bool:
    """Whether the day of its target has passed and no newest figure reaches it."""
    if measure.target is None or measure.target_by is None or measure.target_by >= as_at:
        return False
    latest = latest_at(measure, as_at)
    return latest is None or not is_reached(measure, latest.value)


def size_words(measure: Measure, change: Moved) -> str:
    """The size of a change and nothing else: ``36 percentage points higher``, ``82% fewer``, ``no change``.

    Shares are rounded to a whole per cent; of a small base the difference is said in place of a share.
    """
    if change.is_better is None:
        return "no change"
    size = abs(change.amount)
    more, less = _directions(measure)
    which = more if change.amount > 0 else less
    if is_percentage(measure.unit):
        points = figure_words(round(size, _MOST_DECIMALS), "")
        return f"{points} percentage point{'' if points == '1' else 's'} {which}"
    if change.share is None:
        return f"{figure_words(round(size, _MOST_DECIMALS), '')} {which}"
    return f"{_whole(abs(change.share))} {which}"


def change_words(measure: Measure, as_at: date, *, hidden: Collection[date] = ()) -> str:
    """Where a measure started, where it stands and what it aims at, with the size of the change between.

    Such as ``from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better; aiming at 85%``.

    Args:
        measure: Its figures are as recorded; nothing is added up or smoothed.
        as_at: Figures for periods that had not ended by then are left out.
        hidden: For what leaves the building, the measure's periods in `small_numbers.hidden_figures`. Where
            one is among the two, neither figure is printed, so that the one cannot be worked out from the
            other and the share.

    Returns:
        ``no figure`` when none was recorded for a period that had ended.
    """
    latest = latest_at(measure, as_at)
    if latest is None:
        return "no figure"
    change = moved(measure, as_at)
    target = _target_words(measure, latest, as_at)
    if change is None:
        shown = hidden_words(measure, latest) if latest.period_to in hidden else _figure(measure, latest)
        return f"{shown} ({short_month_words(latest.period_to)}){target}"
    verdict = {True: ", better", False: ", worse", None: ""}[change.is_better]
    both = (change.start, change.end)
    if any(one.period_to in hidden for one in both):
        start, end = short_month_words(change.start.period_to), short_month_words(change.end.period_to)
        size = f"{size_words(measure, change)} in {end} than in {start}" if change.share is not None else ""
        why = _TOO_SMALL if any(is_small_count(measure, one.value) for one in both) else _NOT_PRINTED
        return ", ".join(filter(None, (size, why))) + (verdict or ", no change") + target
    size = size_words(measure, change)
    return f"from {_dated(measure, change.start)} to {_dated(measure, change.end)}, {size}{verdict}{target}"


def counts_something(unit: str) -> bool:
    """Whether figures of a unit count something: no percentages, times or rates."""
    words = _plain(unit).split()
    is_rate = "per" in words or any(one.startswith("rate") for one in words)
    return not (is_percentage(unit) or _plain(unit) in _TIMES or is_rate)


def is_small_count(measure: Measure, value: float) -> bool:
    """Whether a figure of a measure counts fewer than `SMALLEST_SHOWN` of something, and not none."""
    return counts_something(measure.unit) and float(value).is_integer() and 0 < value < SMALLEST_SHOWN


def hidden_words(measure: Measure, one: Observation) -> str:
    """What stands in place of a figure that is not printed: ``fewer than 5 children``, ``not shown``."""
    if is_small_count(measure, one.value):
        return f"fewer than {SMALLEST_SHOWN} {measure.unit}".strip()
    return "not shown"


def _plain(unit: str) -> str:
    return " ".join(unit.casefold().split())


def _directions(measure: Measure) -> tuple[str, str]:
    """Words for more and for less of what is measured."""
    if _plain(measure.unit) in _TIMES:
        return "longer", "shorter"
    figures = [*measure.observations, *([measure.baseline] if measure.baseline else [])]
    if counts_something(measure.unit) and all(one.value.is_integer() for one in figures):
        return "more", "fewer"
    return "higher", "lower"


def _whole(share: float) -> str:
    """A share in whole per cent; never nothing for something, nor the whole for less than the whole."""
    percent = round(share * 100)
    if percent == 0:
        return "under 1%"
    return "over 99%" if percent == 100 and share < 1 else f"{percent:,}%"  # noqa: PLR2004 - the whole


def _dated(measure: Measure, one: Observation) -> str:
    return f"{_figure(measure, one)} ({short_month_words(one.period_to)})"


def _figure(measure: Measure, one: Observation) -> str:
    return figure_words(one.value, measure.unit)


def _target_words(measure: Measure, latest: Observation, as_at: date) -> str:
    if measure.target is None:
        return ""
    target = figure_words(measure.target, measure.unit)
    by = f" by {short_month_words(measure.target_by)}" if measure.target_by else ""
    if is_reached(measure, latest.value):
        return f"; the target of {target} is reached"
    if is_target_missed(measure, as_at):
        return f"; the target of {target}{by} was missed"
    return f"; aiming at {target}{by}"
