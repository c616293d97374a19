"""Deadlines that come round every year, such as a quarterly return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.base.date_words import day_words, weekday_words
from readiness.model.definition.framework import Framework
from readiness.model.definition.timetable import Recurring
from readiness.rules.calendar.working_time import WorkingCalendar

AHEAD = timedelta(days=366)
"""How far deadlines are listed: a year, so that each shows once at least."""


@dataclass(frozen=True, slots=True)
class RecurringDate:
    """One coming of a recurring deadline."""

    recurring: Recurring
    of: date
    """The day it is for, such as the end of a quarter."""
    due: date

    @property
    def words(self) -> str:
        """``Quarterly return for 31 Dec 2026: due Fri 8 Jan 2027 (assumed), Finance``."""
        doubt = "" if self.recurring.is_settled else f" ({self.recurring.status})"
        who = f", {self.recurring.who}" if self.recurring.who else ""
        return f"{self.recurring.title} for {day_words(self.of)}: due {weekday_words(self.due)}{doubt}{who}"


def recurring_dates(
    framework: Framework, calendar: WorkingCalendar, today: date, ahead: timedelta = AHEAD
) -> tuple[RecurringDate, ...]:
    """What falls due from today on, soonest first.

    Counted by the days inspectors keep: an area's own closure days move no deadline.
    """
    found = _all(framework, calendar.without_closures(), today)
    coming = (one for one in found if today <= one.due <= today + ahead)
    return tuple(sorted(coming, key=lambda one: (one.due, one.recurring.id)))


def _all(framework: Framework, calendar: WorkingCalendar, today: date) -> Iterator[RecurringDate]:
    for recurring in framework.recurring:
        for year in range(today.year - 1, today.year + 2):
            for day in recurring.dates:
                of = date.fromisoformat(f"{year}-{day}")
                due = calendar.add_working_days(of, recurring.working_days_after)
                yield RecurringDate(recurring, of, due)
