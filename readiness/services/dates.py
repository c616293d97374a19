"""Dates the front ends ask for: the supposed inspection, on the workspace's own calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.core.calendar import WorkingCalendar
from readiness.store.bank_holidays import england

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace


def calendar_of(ws: Workspace, around: date) -> WorkingCalendar:
    """Working days in England with the area's own closure days, two years either side of a date."""
    return WorkingCalendar(ws.area.closure_days, england(range(around.year - 2, around.year + 3)))


def supposed_on_site(ws: Workspace, today: date) -> date:
    """The first day on site if notice came on the next working Monday; the default of `as_at`.

    A framework without a full timetable is measured at today.
    """
    from readiness.core.calendar import default_as_at

    timetable = ws.framework.timetables[0] if ws.framework.timetables else None
    return today if timetable is None else default_as_at(today, timetable, calendar_of(ws, today))


def supposed_notice_day(ws: Workspace, today: date) -> date:
    """The day the next call could come; today for a framework without a timetable."""
    from readiness.core.calendar import default_notice_day

    timetable = ws.framework.timetables[0] if ws.framework.timetables else None
    return today if timetable is None else default_notice_day(today, timetable, calendar_of(ws, today))
