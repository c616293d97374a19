"""The call: which notice runs, when a call could come, and the one date everything is measured at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from readiness.base.date_words import weekday_words
from readiness.base.errors import UsageError
from readiness.base.zone import local
from readiness.model.definition.framework import Framework
from readiness.model.definition.timetable import Timetable
from readiness.model.records.notice import Notice
from readiness.model.records.tables import Records
from readiness.rules.calendar.counting import Counting
from readiness.rules.calendar.working_time import DAY, FURTHEST, OFFICE_HOURS, WorkingCalendar

Basis = Literal["given", "drill", "notice", "setting", "supposed", "today"]
"""What a date everything is measured at rests on, in the order in which it is looked for."""

_LOOK_BACK = 92
"""Days searched for the call that leads to a first day on site."""


@dataclass(frozen=True, slots=True)
class AsAt:
    """The date everything is measured at, and why that one."""

    on: date
    basis: Basis
    words: str
    """Why, ready to show: ``On site Mon 30 Nov 2026, confirmed by the lead inspector``."""
    call: date | None = None
    """The day of the supposed call that leads to it; None when a notice runs or no call would."""
    notice: Notice | None = None
    """The notice or drill that runs and gives it; None otherwise."""
    mark: str = ""
    """What stands behind the date while the rule it was counted by is not confirmed: `` (inferred)``."""

    @property
    def why(self) -> str:
        """What a document adds to the date: the running notice's words; nothing for any other date."""
        return self.words if self.notice is not None else ""


def current(records: Records) -> Notice | None:
    """The notice that is running; of several the one that was started last; None when none is.

    Several run only where a call came while a meeting was prepared: the call then counts, also when it came
    before the meeting was written down.
    """
    running = [notice for notice in records.notices.values() if notice.ended is None]
    return max(running, key=lambda notice: (len(notice.id), notice.id), default=None)


def need_current(records: Records) -> Notice:
    """The notice that is running.

    Raises:
        UsageError: None is.
    """
    notice = current(records)
    if notice is None:
        raise UsageError(
            "No notice is running.",
            "",
            "Start one with 'readiness notice start --received \"2026-11-23 09:15\"'.",
        )
    return notice


def as_at(
    records: Records,
    framework: Framework,
    calendar: WorkingCalendar,
    today: date,
    given: date | None = None,
    setting: date | None = None,
) -> AsAt:
    """The date everything is measured at.

    It is the one `given`; else the first day on site of the drill or notice that runs, a corrected date
    included; else the one in the settings; else the first day on site of the next call that could come.

    Args:
        records: Where a notice may run.
        framework: Whose timetables count the days.
        calendar: Working days around today.
        today: Today in England.
        given: A date a person asks for, such as by ``--as-at``.
        setting: The date kept in the area's settings.
    """
    if given is not None:
        return AsAt(
            given, "given", f"As at {weekday_words(given)}, as asked", call_for(framework, calendar, given)
        )
    notice = current(records)
    if notice is not None and (found := _of_notice(notice, framework, calendar, today)):
        return found
    if setting is not None:
        call = call_for(framework, calendar, setting)
        return AsAt(setting, "setting", f"As at {weekday_words(setting)}, as set for the area", call)
    timetable = framework.main_timetable
    if timetable is None:
        return AsAt(today, "today", f"As at {weekday_words(today)}, today")
    call = default_notice_day(today, timetable, calendar)
    on = _on_site_day(call, timetable, calendar)
    words = f"On site {weekday_words(on)}, if the call came {weekday_words(call)}"
    event = timetable.event(timetable.on_site_event)
    return AsAt(on, "supposed", words, call, mark=event.mark if event else "")


def _of_notice(notice: Notice, framework: Framework, calendar: WorkingCalendar, today: date) -> AsAt | None:
    """The first day on site of a notice; None when its timetable has no such day, or its meeting is over."""
    timetable = framework.timetable(notice.kind)
    event = timetable.event(timetable.on_site_event) if timetable else None
    if timetable is None or event is None:
        return None
    dated = Counting(notice, timetable, calendar, OFFICE_HOURS).event(event)
    if timetable.is_meeting and dated.on < today:
        return None
    place = timetable.title if timetable.is_meeting else "On site"
    if dated.correction:
        by = dated.correction.by
        why = f"confirmed by {by}" if by else "confirmed"
    else:
        why = f"counted from the call ({dated.status})"
    drill = "DRILL: " if notice.is_drill else ""
    words = f"{drill}{place} {weekday_words(dated.on)}, {why}"
    return AsAt(dated.on, "drill" if notice.is_drill else "notice", words, None, notice)


def supposed_notice(day: date, kind: str, at: time = OFFICE_HOURS.opens) -> Notice:
    """A notice nobody has received, to answer "if the call came": on `day` at local time `at`."""
    return Notice(id="", received=local(day, at), kind=kind)


def supposed_day(framework: Framework, calendar: WorkingCalendar, today: date) -> date:
    """The day the next call could come; today for a framework without a timetable of one."""
    timetable = framework.main_timetable
    return today if timetable is None else default_notice_day(today, timetable, calendar)


def call_for(framework: Framework, calendar: WorkingCalendar, on_site: date) -> date | None:
    """The latest day of a call that would bring inspectors on site on this day; None when none would."""
    timetable = framework.main_timetable
    if timetable is None or not timetable.on_site_event or on_site.month in timetable.closed_months:
        return None
    inspectors = calendar.without_closures()
    day = on_site
    for _ in range(_LOOK_BACK):
        is_usual = timetable.notice_weekday in {None, day.weekday()} and inspectors.is_working(day)
        if is_usual and _on_site_day(day, timetable, inspectors) == on_site:
            return day
        day -= DAY
    return None


def default_notice_day(today: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    """The day the next call could come.

    It is the first working day, from `today` on, of the timetable's notice weekday. A call can still come
    today, so a `today` that qualifies is the answer; a public holiday does not qualify. When the first day
    on site would fall in a closed month the next such week is tried. Local closure days do not count:
    inspectors do not keep them.
    """
    inspectors = calendar.without_closures()
    day = first = _notice_day(today, timetable, inspectors)
    for _ in range(FURTHEST // 7):
        if _on_site_day(day, timetable, inspectors).month not in timetable.closed_months:
            return day
        day = _notice_day(day + DAY, timetable, inspectors)
    return first


def _notice_day(day: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    if timetable.notice_weekday is None:
        return calendar.next_working_day(day)
    return calendar.next_working_weekday(day, timetable.notice_weekday)


def _on_site_day(call: date, timetable: Timetable, calendar: WorkingCalendar) -> date:
    """The first day on site after a call on a day, as a notice's own timetable counts it."""
    event = timetable.event(timetable.on_site_event)
    if event is None:
        return call
    counting = Counting(supposed_notice(call, timetable.id), timetable, calendar, OFFICE_HOURS)
    return counting.on(event, counting.inspectors)
