"""Open asks since the call against a straight line to their deadline, as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from readiness.base.date_words import near_moment_words
from readiness.rules.calendar.working_time import WorkingCalendar, add_working_hours, working_hours_between

_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"

_PLANNED: Final = "·"

_AXIS: Final = 4
"""Characters of the numbers at the left."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An ask that was done, or became open again, at a moment."""

    at: datetime
    """Aware."""
    is_done: bool


@dataclass(frozen=True, slots=True)
class BurnDown:
    """How many asks of a deadline were open at equal steps of working time from the call to the deadline."""

    title: str
    """Of the deadline."""
    start: datetime
    due: datetime
    """Local moments."""
    open: tuple[int, ...]
    """At each step that has come; the last of them is now."""
    planned: tuple[float, ...]
    """At every step, on a straight line from the call to the deadline."""
    planned_now: float
    """On that line, now."""

    @property
    def words(self) -> str:
        """What is open, what was to be by now, and the difference."""
        now, plan = self.open[-1], round(self.planned_now)
        told = f"{now} open, {plan} on an even course"
        if now > plan:
            return f"{told}: {now - plan} behind"
        return f"{told}: {plan - now} ahead" if now < plan else told


def burn_down(
    title: str,
    open_now: int,
    turns: Iterable[Turn],
    *,
    start: datetime,
    due: datetime,
    now: datetime,
    calendar: WorkingCalendar,
    steps: int = 20,
) -> BurnDown:
    """The course of a deadline's asks; every moment is aware.

    `turns` are those since the call, in any order. Ready, signed off, handed over and left out count as done.
    """
    hours = working_hours_between(start, due, calendar)
    ends = [add_working_hours(start, hours * step / steps, calendar) for step in range(steps + 1)]
    turned = sorted(turns, key=lambda one: one.at)
    then = [*[moment for moment in ends if moment < now][:steps], now]
    counts = tuple(open_now + _net([one for one in turned if one.at > moment]) for moment in then)
    first = open_now + _net(turned)
    planned = tuple(first * (1 - step / steps) for step in range(steps + 1))
    gone = min(working_hours_between(start, now, calendar) / hours, 1) if hours else 1
    return BurnDown(title, start, due, counts, planned, first * (1 - gone))


def _net(turns: Sequence[Turn]) -> int:
    """How many more were open before these turns than after them."""
    return sum(1 if one.is_done else -1 for one in turns)


def burn_lines(burn: BurnDown, *, width: int, height: int = 6) -> tuple[str, ...]:
    """Columns of what was open, dots of the even course, the two moments below, and a sentence."""
    step = max((width - _AXIS - 1) // len(burn.planned), 1)
    top = max(*burn.open, *burn.planned, 1)
    rows = []
    for row in range(height, 0, -1):
        label = f"{round(top * row / height):>{_AXIS - 1}}" if row in {height, (height + 1) // 2} else ""
        cells = "".join(_cell(burn, place, row, top, height, step) for place in range(len(burn.planned)))
        rows.append(f"{label:>{_AXIS - 1}} │{cells}".rstrip())
    axis = f"{'0':>{_AXIS - 1}} └{'─' * (step * len(burn.planned))}"
    begins, ends = near_moment_words(burn.start), near_moment_words(burn.due)
    gap = max(step * len(burn.planned) - len(begins) - len(ends), 2)
    return (*rows, axis, f"{'':<{_AXIS + 1}}{begins}{'':<{gap}}{ends}", burn.words)


def _cell(burn: BurnDown, place: int, row: int, top: float, height: int, step: int) -> str:
    """One step in one row: a full or part column, a dot of the even course, or blank."""
    of_plan = burn.planned[place] / top * height
    dot = _PLANNED if row - 1 < of_plan <= row else " "
    if place < len(burn.open):
        filled = burn.open[place] / top * height - (row - 1)
        block = _EIGHTHS[round(min(max(filled, 0), 1) * 8)]
        first = dot if block == " " else block
    else:
        first = dot
    return f"{first:<{step}}"
