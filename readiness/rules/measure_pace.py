"""Are we getting there? How far a measure has come on the way to its target, and whether in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from readiness.base.date_words import short_month_words
from readiness.model.records.measures import Measure, Observation
from readiness.rules.figures import figure_words
from readiness.rules.measures import is_reached, is_target_missed, moved

Pace = Literal["missed", "behind", "on course", "ahead", "reached", ""]
"""Share of the way against share of the time; empty where no day is set."""

_NEAR: Final = 0.1
"""Difference of the two shares that is still on course."""

_ORDER: Final[Sequence[Pace]] = ("missed", "behind", "", "on course", "ahead", "reached")

_BARS: Final = "▁▂▃▄▅▆▇█"

_SERIES: Final = 8

_BAR: Final = 10

_WIDTHS: Final = (9, 10, 12, 20, 16, 9)
"""Characters of the course, the start, the newest figure, the target, the way and the pace."""

_LEAST_TITLE: Final = 16


@dataclass(frozen=True, slots=True)
class Way:
    """How far a measure has come."""

    share: float
    """Of the way from its start to its target, 0 to 1."""
    pace: Pace
    gone: float | None
    """Share of the time from its start to the target's day that its newest figure had behind it."""


def way_to_target(measure: Measure, as_at: date) -> Way | None:
    """How far a measure had come by a date; None without a target, or two exact figures to measure it by.

    None as well where the target lies on the wrong side of the start: no way leads there.
    """
    change = moved(measure, as_at)
    if measure.target is None or change is None:
        return None
    start, now = change.start.number, change.end.number
    if start is None or now is None or measure.target == start:
        return None
    leads_there = (measure.target > start) == (measure.good == "higher")
    share = min(max((now - start) / (measure.target - start), 0.0), 1.0)
    gone = _gone(measure, change.start.period_to, change.end.period_to)
    return Way(share, _pace(measure, change.end, as_at, share, gone), gone) if leads_there else None


def _pace(measure: Measure, newest: Observation, as_at: date, share: float, gone: float | None) -> Pace:
    if is_reached(measure, newest):
        return "reached"
    if is_target_missed(measure, as_at):
        return "missed"
    if gone is None:
        return ""
    return "ahead" if share > gone + _NEAR else "behind" if share < gone - _NEAR else "on course"


def way_words(measure: Measure, way: Way) -> str:
    """``42% of the way to 75% by Mar 2028, behind: 60% of the time had gone``."""
    by = f" by {short_month_words(measure.target_by)}" if measure.target_by else ""
    target = "" if measure.target is None else figure_words(measure.target, measure.unit)
    said = f"{way.share:.0%} of the way to {target}{by}"
    if way.pace in {"missed", "reached", ""}:
        return f"{said}, {way.pace}" if way.pace else said
    return f"{said}, {way.pace}: {way.gone or 0:.0%} of the time had gone"


def sparkline(values: Sequence[float]) -> str:
    """The last values as small bars, lowest to highest; empty for fewer than two."""
    shown = values[-_SERIES:]
    if len(shown) < 2:  # noqa: PLR2004 - one value has no course
        return ""
    low, span = min(shown), max(shown) - min(shown)
    top = len(_BARS) - 1
    return "".join(_BARS[round((one - low) / span * top)] if span else _BARS[top // 2] for one in shown)


def getting_there(measures: Iterable[Measure], as_at: date, *, width: int, most: int) -> tuple[str, ...]:
    """A head and a line for each measure with a way to its target, those that need somebody first.

    Args:
        measures: Those to look at; without a target, or figures to tell the way by, they are left out.
        as_at: Figures for periods that had not ended by then are left out.
        width: Characters of a line.
        most: Measures shown at most; how many more there are is said.
    """
    found = [(one, way) for one in measures if (way := way_to_target(one, as_at)) is not None]
    if not found:
        return ()
    found.sort(key=lambda pair: (_ORDER.index(pair[1].pace), pair[1].share))
    room = max(width - sum(_WIDTHS), _LEAST_TITLE)
    rows = [(one.title, *_cells(one, way, as_at)) for one, way in found[:most]]
    heads = ("Measure", "Course", "From", "Now", "Target", "The way there", "Pace")
    rest = [f"and {len(found) - most} more"] if len(found) > most else []
    return (_line(heads, room), *(_line(row, room) for row in rows), *rest)


def _cells(measure: Measure, way: Way, as_at: date) -> Iterator[str]:
    change = moved(measure, as_at)
    figures = [one.number for one in measure.figures if one.number is not None and one.period_to <= as_at]
    yield sparkline(figures)
    for one in (change.start, change.end) if change else ():
        yield figure_words(one.value, measure.unit)
    by = f" by {short_month_words(measure.target_by)}" if measure.target_by else ""
    yield figure_words(measure.target or 0, measure.unit) + by
    full = round(way.share * _BAR)
    yield f"{'━' * full}{'┈' * (_BAR - full)} {way.share:>4.0%}"
    yield way.pace


def _line(cells: Sequence[str], room: int) -> str:
    widths = (room, *_WIDTHS)
    parts = (_fitted(cell, width) for cell, width in zip(cells, widths, strict=True))
    return "".join(parts).rstrip()


def _fitted(cell: str, width: int) -> str:
    """A cell at its width with a blank behind it; what is too long ends in an ellipsis."""
    return f"{cell if len(cell) < width else cell[: width - 2] + '…':<{width}}"


def _gone(measure: Measure, start: date, newest: date) -> float | None:
    if measure.target_by is None or measure.target_by <= start:
        return None
    return min((newest - start).days / (measure.target_by - start).days, 1.0)
