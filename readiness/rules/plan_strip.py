"""Actions on a strip of months, as text: what lies behind, what is to come, the steps, and the date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from readiness.base.date_words import SHORT_MONTHS
from readiness.base.dates import short_date
from readiness.model.records.plan import Action
from readiness.rules.plan import is_closed, late_milestones

PAST: Final = "━"
AHEAD: Final = "─"
DONE: Final = "◆"
TO_DO: Final = "◇"
MISSED: Final = "!"
TODAY: Final = "┃"
BEFORE: Final = "<"
AFTER: Final = ">"

LEGEND: Final = (
    f"{PAST} behind us  {AHEAD} to come  {DONE} step done  {TO_DO} to do  {MISSED} missed  "
    f"{TODAY} measured for"
)

_WIDTH: Final = 4
"""Characters of a month."""

_LONGEST_MONTH: Final = 31

_MONTHS_OF_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class MonthScale:
    """Months side by side, four characters each."""

    first: date
    """First day of the first month."""
    months: int

    @property
    def heads(self) -> str:
        """``Sep Oct Nov Dec``."""
        start = self.first.month - 1
        return " ".join(SHORT_MONTHS[(start + place) % _MONTHS_OF_YEAR] for place in range(self.months))

    @property
    def width(self) -> int:
        """Characters of a strip."""
        return self.months * _WIDTH

    def place_of(self, day: date) -> int:
        """The character a day falls on; below 0 or from `width` on when it lies outside."""
        months = (day.year - self.first.year) * _MONTHS_OF_YEAR + day.month - self.first.month
        return months * _WIDTH + (day.day - 1) * _WIDTH // _LONGEST_MONTH


def scale_around(as_at: date, months: int = 9) -> MonthScale:
    """So many months, of which a third lies before the one of a day."""
    back = as_at.year * _MONTHS_OF_YEAR + as_at.month - 1 - months // 3
    return MonthScale(date(back // _MONTHS_OF_YEAR, back % _MONTHS_OF_YEAR + 1, 1), months)


def strip_of(action: Action, scale: MonthScale, as_at: date) -> str:
    """An action on the scale, from its start or first step to its due day; blanks where it has no day.

    What is closed lies behind us whatever its days; a step stands on the day it was done, or is due. Where
    every day lies outside the months, the day it is due is said at that end: ``<12 Mar 2026``.
    """
    cells = [" "] * scale.width
    steps = [(one.done or one.due, one) for one in action.milestones]
    days = [day for day in (action.start, action.due, *(day for day, _ in steps)) if day]
    now = scale.place_of(as_at)
    if days:
        for place in range(max(scale.place_of(min(days)), 0), min(scale.place_of(max(days)) + 1, len(cells))):
            cells[place] = PAST if place < now or is_closed(action) else AHEAD
    if 0 <= now < len(cells):
        cells[now] = TODAY
    late = late_milestones(action, as_at)
    for day, step in steps:
        place = scale.place_of(day) if day else -1
        if 0 <= place < len(cells):
            cells[place] = DONE if step.done else MISSED if step in late else TO_DO
    if days and (words := _outside_words(days, action.due, scale)):
        start = 0 if words.startswith(BEFORE) else len(cells) - len(words)
        is_free = not "".join(cells[start : start + len(words)]).strip()
        cells[start : start + len(words)] = words if is_free else cells[start : start + len(words)]
    return "".join(cells)


def _outside_words(days: list[date], due: date | None, scale: MonthScale) -> str:
    """The day something is due, or its nearest, where all its days lie before or behind the months."""
    if scale.place_of(max(days)) < 0:
        return BEFORE + short_date(due or max(days))
    return short_date(due or min(days)) + AFTER if scale.place_of(min(days)) >= scale.width else ""
