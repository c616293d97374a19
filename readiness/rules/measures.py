"""How far a measure has come: the size of its change in words and figures, and which way it went."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from readiness.base.date_words import short_month_words
from readiness.model.figures import Bounded, Withheld, plain_number
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.rules.figures import (
    MOST_DECIMALS,
    SMALL_BASE,
    SMALLEST_SHOWN,
    TIMES,
    Change,
    change_between,
    counts_something,
    figure_words,
    is_percentage,
    is_rounded_to,
    is_small_count,
    plain_unit,
)
from readiness.rules.plan import is_better

MOST_BETWEEN: Final = 3
"""Figures between the first and the newest that are said one by one; a longer series is drawn instead."""

_TOO_SMALL: Final = "figures too small to print"

_NOT_PRINTED: Final = "figures not printed"


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a measure moved from where it started to its newest figure."""

    start: Observation
    end: Observation
    is_better: bool | None
    """None when both figures are the same, or too little is known of one to tell."""

    @property
    def change(self) -> Change:
        """The way from the first figure to the newest, in the measure's unit."""
        return change_between(self.start.value, self.end.value)

    @property
    def share(self) -> float | None:
        """The change as a share of where it started, always positive; None of a base below `SMALL_BASE`."""
        return self.change.share


def between(measure: Measure, found: Moved) -> tuple[Observation, ...]:
    """The figures that say what was between the first and the newest, by period; none of a long series."""
    first, last = found.start.period_to, found.end.period_to
    known = tuple(one for one in measure.figures if one.is_known and first < one.period_to < last)
    return known if len(known) <= MOST_BETWEEN else ()


def latest_at(measure: Measure, as_at: date) -> Observation | None:
    """The newest figure that says what was, for a period that had ended by a date; None without one."""
    known = (one for one in measure.observations if one.period_to <= as_at and one.is_known)
    return max(known, key=lambda one: one.period_to, default=None)


def moved(measure: Measure, as_at: date) -> Moved | None:
    """How far a measure had come by a date.

    It starts from its baseline or, without one, from its first figure; where something else is counted from
    some figure on, from that one. Projections and figures that were withheld are passed over.

    Returns:
        None without two figures of different periods that may be compared, the later one newest.
    """
    end = latest_at(measure, as_at)
    start = _start(measure, end) if end else None
    if end is None or start is None or start.period_to >= end.period_to:
        return None
    return Moved(start, end, is_better(measure, start.value, end.value))


def break_before(measure: Measure, end: Observation) -> Observation | None:
    """The last figure up to this one from which something else is counted; None without one."""
    broken = [one for one in measure.figures if one.counted_anew and one.period_to <= end.period_to]
    return broken[-1] if broken else None


def is_reached(measure: Measure, one: Observation) -> bool:
    """Whether a figure surely is at the measure's target or on its good side; never without a target."""
    if measure.target is None or not one.is_known:
        return False
    change = change_between(measure.target, one.value)
    return change.course in {"same", "up" if measure.good == "higher" else "down"}


def is_target_missed(measure: Measure, as_at: date) -> bool:
    """Whether the day of its target has passed and no newest figure reaches it."""
    if measure.target is None or measure.target_by is None or measure.target_by >= as_at:
        return False
    latest = latest_at(measure, as_at)
    return latest is None or not is_reached(measure, latest)


def size_words(measure: Measure, found: Moved) -> str:
    """The size of a change and nothing else: ``36 percentage points higher``, ``over 88% fewer``.

    Shares are rounded to a whole per cent, and down where only a bound is known; of a small base the
    difference is said in place of a share.
    """
    change = found.change
    if change.course == "same":
        return "no change"
    if change.course == "unclear":
        return "too little known to say how far"
    more, less = _directions(measure)
    which = more if change.course == "up" else less
    size = figure_words(round(change.least, MOST_DECIMALS), "")
    if is_percentage(measure.unit):
        return f"{change.qualifier}{size} percentage point{'' if size == '1' else 's'} {which}"
    if change.share is None:
        return f"{change.qualifier}{size} {which}"
    return f"{_whole(change.share, change.qualifier)} {which}"


def course_words(measure: Measure, as_at: date) -> str:
    """Every figure that says what was, in order: ``from 20% to 56% to 85%``; empty for fewer than two."""
    figures = [one for one in measure.figures if one.is_known and one.period_to <= as_at]
    if len(figures) < 2:  # noqa: PLR2004 - one figure is no course
        return ""
    return "from " + " to ".join(
        figure_words(one.value, measure.unit) + (" (counted differently)" if one.counted_anew else "")
        for one in figures
    )


def change_words(
    measure: Measure, as_at: date, *, hidden: Collection[date] | None = None, is_brief: bool = False
) -> str:
    """Where a measure started, where it stands and what it aims at, with the size of the change between.

    Such as ``from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better; aiming at 85%``;
    the few figures `between` stand between: ``from 20% (Dec 2021) to 56% (Jul 2022) to 85% (Jan 2023)``.

    Args:
        measure: Its figures are as recorded; nothing is added up or smoothed.
        as_at: Figures for periods that had not ended by then are left out.
        hidden: For what leaves the building, the measure's periods in `small_numbers.hidden_figures`. Where
            one is among the two, neither figure is printed, so that the one cannot be worked out from the
            other and the share. None inside, where everything is.
        is_brief: Without the figures between, as a summary says it.

    Returns:
        ``no figure`` when none was recorded for a period that had ended.
    """
    latest = latest_at(measure, as_at)
    if latest is None:
        return "no figure"
    said = _said(measure, latest, as_at, hidden, is_brief=is_brief)
    return said + _target_words(measure, latest, as_at)


def short_change_words(measure: Measure, as_at: date, *, hidden: Collection[date] = ()) -> str:
    """The same in the fewest words: ``from 20% to 56% to 85%, 65 percentage points higher``.

    Where it has not moved, or one of the two figures is not printed, what `change_words` says.
    """
    change = moved(measure, as_at)
    if change is None or any(one.period_to in hidden for one in (change.start, change.end)):
        return change_words(measure, as_at, hidden=hidden)
    way = (one for one in between(measure, change) if one.period_to not in hidden)
    figures = [figure_words(one.value, measure.unit) for one in (change.start, *way, change.end)]
    return f"from {' to '.join(figures)}, {size_words(measure, change)}"


def benchmark_words(other: Benchmark, unit: str) -> str:
    """A figure from elsewhere with its period: ``England 46.4% (2024)``."""
    return f"{other.name} {figure_words(other.value, unit)}" + (f" ({other.period})" if other.period else "")


def counts_words(one: Observation) -> str:
    """How many stand behind a percentage: ``28 of 50``; empty where nobody said."""
    if one.count is None or one.out_of is None:
        return ""
    return f"{plain_number(one.count)} of {plain_number(one.out_of)}"


def has_small_part(one: Observation) -> bool:
    """Whether the counts behind a percentage say it is fewer than `SMALLEST_SHOWN`, or all but so few."""
    if one.count is None or one.out_of is None:
        return False
    return any(0 < part < SMALLEST_SHOWN for part in (one.count, one.out_of - one.count))


def is_of_few(one: Observation) -> bool:
    """Whether a percentage is known to be one of fewer than `SMALL_BASE`."""
    return one.out_of is not None and one.out_of < SMALL_BASE


def counted_share(one: Observation) -> float | None:
    """The percentage its counts come to; None without them."""
    return share_of(one.count, one.out_of) if one.count is not None and one.out_of is not None else None


def share_of(count: float, out_of: float) -> float:
    """A count as a percentage, to one decimal."""
    return round(100 * count / out_of, 1)


def disagrees_with_counts(one: Observation) -> bool:
    """Whether the percentage as recorded cannot be its counts, rounded as it is written."""
    if one.number is None or one.count is None or one.out_of is None:
        return False
    decimals = len(plain_number(one.number).partition(".")[2])
    return not is_rounded_to(100 * one.count / one.out_of, one.number, decimals)


def hidden_words(measure: Measure, one: Observation) -> str:
    """What stands in place of a figure that is not printed: ``fewer than 5 children``, ``not shown``."""
    if is_small_count(measure.unit, one.value):
        return f"fewer than {SMALLEST_SHOWN} {measure.unit}".strip()
    return "not shown"


def _start(measure: Measure, end: Observation) -> Observation | None:
    start = measure.baseline or min(
        (one for one in measure.observations if one.is_known), key=lambda one: one.period_to, default=None
    )
    anew = break_before(measure, end)
    if anew is not None and (start is None or start.period_to < anew.period_to):
        return anew
    return start if start is not None and start.is_known else None


def _said(
    measure: Measure, latest: Observation, as_at: date, hidden: Collection[date] | None, *, is_brief: bool
) -> str:
    """Where it started and stands; before a break in what is counted, what it had come to by then."""
    change = moved(measure, as_at)
    anew = break_before(measure, latest)
    if change is not None:
        said = _moved_words(measure, change, hidden, is_brief=is_brief)
    elif latest.period_to in (hidden or ()):
        said = f"{hidden_words(measure, latest)} ({short_month_words(latest.period_to)})"
    else:
        said = _dated(measure, latest, hidden)
    if anew is None or anew is min(measure.figures, key=lambda one: one.period_to):
        return said
    before = measure.model_copy(
        update={"observations": tuple(o for o in measure.observations if o.period_to < anew.period_to)}
    )
    earlier = latest_at(before, as_at)
    counted = f"{said}, counted differently from {short_month_words(anew.period_to)} ({anew.counted_anew})"
    until = _said(before, earlier, as_at, hidden, is_brief=is_brief) if earlier else ""
    return f"{counted}; until then {until}" if until else counted


def _moved_words(measure: Measure, change: Moved, hidden: Collection[date] | None, *, is_brief: bool) -> str:
    verdict = {True: ", better", False: ", worse", None: ""}[change.is_better]
    both = (change.start, change.end)
    if any(one.period_to in (hidden or ()) for one in both):
        start, end = short_month_words(change.start.period_to), short_month_words(change.end.period_to)
        is_sized = change.share is not None and not is_percentage(measure.unit)
        size = f"{size_words(measure, change)} in {end} than in {start}" if is_sized else ""
        is_small = any(is_small_count(measure.unit, one.value) for one in both)
        why = _TOO_SMALL if is_small else _NOT_PRINTED
        same = ", no change" if change.change.course == "same" else ""
        return ", ".join(filter(None, (size, why))) + (verdict or same)
    size = size_words(measure, change)
    first, last = _dated(measure, change.start, hidden), _dated(measure, change.end, hidden)
    way = "".join(
        f" to {_dated(measure, one, hidden)}"
        for one in (() if is_brief else between(measure, change))
        if one.period_to not in (hidden or ())
    )
    return f"from {first}{way} to {last}, {size}{verdict}"


def _directions(measure: Measure) -> tuple[str, str]:
    """Words for more and for less of what is measured."""
    if plain_unit(measure.unit) in TIMES:
        return "longer", "shorter"
    parts = [
        one.value.number if isinstance(one.value, Bounded) else one.value
        for one in measure.figures
        if not isinstance(one.value, Withheld)
    ]
    if counts_something(measure.unit) and all(one.is_integer() for one in parts):
        return "more", "fewer"
    return "higher", "lower"


def _whole(share: float, qualifier: str) -> str:
    """A share in whole per cent; never nothing for something, nor the whole for less than the whole."""
    percent = int(share * 100 + 1e-9) if qualifier else round(share * 100)
    if qualifier:
        return f"{qualifier}{percent:,}%"
    if percent == 0:
        return "under 1%"
    return "over 99%" if percent == 100 and share < 1 else f"{percent:,}%"  # noqa: PLR2004 - the whole


def _dated(measure: Measure, one: Observation, hidden: Collection[date] | None) -> str:
    """``56% (28 of 50, Jul 2022)``; outside, counts are left out where they would be small."""
    counts = "" if hidden is not None and has_small_part(one) else counts_words(one)
    said = [counts, short_month_words(one.period_to), *(["provisional"] if one.kind == "provisional" else [])]
    return f"{figure_words(one.value, measure.unit)} ({', '.join(filter(None, said))})"


def _target_words(measure: Measure, latest: Observation, as_at: date) -> str:
    if measure.target is None:
        return ""
    target = figure_words(measure.target, measure.unit)
    by = f" by {short_month_words(measure.target_by)}" if measure.target_by else ""
    if is_reached(measure, latest):
        return f"; the target of {target} is reached"
    if is_target_missed(measure, as_at):
        return f"; the target of {target}{by} was missed"
    return f"; aiming at {target}{by}"
