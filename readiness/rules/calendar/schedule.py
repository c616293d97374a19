"""Counting days for one notice: from the call, from other events, by each way of counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from readiness.base.dates import LOCAL, WEEKDAYS, local, weekday_words
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, listed, quoted
from readiness.model.definition.framework import Framework, RequestItem
from readiness.model.definition.timetable import DeadlineClass, Timetable, TimetableEvent
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import FactStatus
from readiness.rules.calendar.call import supposed_notice
from readiness.rules.calendar.inspection_dates import DatedDeadline, DatedEvent, OtherDate, Schedule, weakest
from readiness.rules.calendar.working_time import (
    OFFICE_HOURS,
    WorkingCalendar,
    WorkingDay,
    add_open_hours,
    working_hours_between,
)

SELECTION_EVENT = "selection"
"""Id of the timetable event that deadlines starting at `selection` count from, when there is one."""

_BY_WEEKS = "by plain calendar weeks"

_BY_CLOSURES = "if your own closure days counted, which inspectors do not keep"


class Counting:
    """Dates of one notice, each event worked out once."""

    def __init__(
        self, notice: Notice, timetable: Timetable, calendar: WorkingCalendar, hours: WorkingDay
    ) -> None:
        self.received = notice.received.astimezone(LOCAL)
        self.timetable = timetable
        self.hours = hours
        self.inspectors = calendar.without_closures()
        self.weeks = WorkingCalendar()
        self.partners = calendar
        self.day_0 = self.first_day(self.inspectors)
        self.corrections = {one.event: one for one in notice.corrections}

    def base(self, event: TimetableEvent, calendar: WorkingCalendar, seen: frozenset[str]) -> date:
        """The day an event counts from: its anchor's, or day 0."""
        anchor = self.timetable.event(event.anchor) if event.anchor not in seen else None
        return self.on(anchor, calendar, seen) if anchor else self.first_day(calendar)

    def first_day(self, calendar: WorkingCalendar) -> date:
        """Day 0: the day of the call, or the next worked one when it came on a closed day."""
        return calendar.next_working_day(self.received.date())

    def on(
        self, event: TimetableEvent, calendar: WorkingCalendar, seen: frozenset[str] = frozenset()
    ) -> date:
        """The date of an event by one way of counting; a correction wins."""
        if correction := self.corrections.get(event.id):
            return correction.on
        base = self.base(event, calendar, seen | {event.id})
        return calendar.add_working_days(base, event.day)

    def status(self, event: TimetableEvent, seen: frozenset[str] = frozenset()) -> FactStatus:
        """The weakest status of an event and its anchors."""
        if event.id in self.corrections:
            return "confirmed"
        anchor = self.timetable.event(event.anchor) if event.anchor not in seen else None
        below = self.status(anchor, seen | {event.id}) if anchor else "confirmed"
        return weakest((event.status, below))

    def event(self, event: TimetableEvent) -> DatedEvent:
        """An event with its dates."""
        correction = self.corrections.get(event.id)
        on = self.on(event, self.inspectors)
        until = None
        if event.until_day is not None:
            length = event.until_day - event.day
            until = self.inspectors.add_working_days(on, length)
        clock = _clock((correction.time if correction else "") or event.time)
        return DatedEvent(
            event,
            on,
            until,
            local(on, clock) if clock else None,
            _corrected(correction) if correction else self.rule(event),
            self.status(event),
            correction,
            () if correction else self.others(event, on),
        )

    def rule(self, event: TimetableEvent) -> str:
        """How an uncorrected date was counted, in words."""
        anchor = self.timetable.event(event.anchor)
        base = self.base(event, self.inspectors, frozenset({event.id}))
        start = (
            f"{quoted(anchor.title)} ({weekday_words(base)})"
            if anchor
            else f"the call ({weekday_words(base)})"
        )
        if not event.day:
            return f"the day of {start}"
        side = "after" if event.day > 0 else "before"
        return f"{counted(abs(event.day), 'working day')} {side} {start}"

    def others(self, event: TimetableEvent, on: date) -> tuple[OtherDate, ...]:
        """The dates plain calendar weeks and local closure days would give, where they differ."""
        by_weeks = self.on(event, self.weeks)
        by_closures = self.on(event, self.partners)
        found: list[OtherDate] = []
        if self.timetable.notice_weekday is not None and by_weeks != on:
            found.append(OtherDate(by_weeks, _BY_WEEKS, self.closed(self.inspectors, max(on, by_weeks))))
        if by_closures != on:
            found.append(
                OtherDate(by_closures, _BY_CLOSURES, self.closed(self.partners, max(on, by_closures)))
            )
        return tuple(found)

    def deadline(self, deadline: DeadlineClass) -> DatedDeadline:
        """A deadline with its moment."""
        if correction := self.corrections.get(deadline.id):
            due = local(correction.on, _clock(correction.time) or self.hours.closes)
            return DatedDeadline(deadline, due, _corrected(correction), "confirmed", correction)
        start, words, status = self.start(deadline)
        rule = f"{_amount(deadline)} from {words}" if deadline.amount else f"by {words}"
        status = weakest((deadline.status, status))
        if start is None:
            return DatedDeadline(deadline, None, rule, status)
        due = self.due(deadline, start, self.inspectors)
        return DatedDeadline(deadline, due, rule, status, None, self.other_dues(deadline, start, due))

    def other_dues(self, deadline: DeadlineClass, start: datetime, due: datetime) -> tuple[OtherDate, ...]:
        """The days other ways of counting would give a deadline, where they differ."""
        ways = ((self.weeks, _BY_WEEKS, self.inspectors), (self.partners, _BY_CLOSURES, self.partners))
        return tuple(
            OtherDate(other.date(), rule, self.closed(closing, max(due, other).date()))
            for calendar, rule, closing in ways
            if (other := self.due(deadline, start, calendar)) != due
        )

    def start(self, deadline: DeadlineClass) -> tuple[datetime | None, str, FactStatus]:
        """The moment a deadline counts from, in words, and how far that is confirmed."""
        if deadline.starts == "notice":
            call = f"the call ({self.received:%H:%M} {weekday_words(self.received)})"
            return self.received, call, "confirmed"
        is_on_site = deadline.starts == "on_site"
        event = self.timetable.event(self.timetable.on_site_event if is_on_site else SELECTION_EVENT)
        if event is None:
            return None, "a day not known yet", "confirmed"
        dated = self.event(event)
        moment = dated.at or local(dated.on, self.hours.opens)
        return moment, f"{quoted(event.title)} ({weekday_words(dated.on)})", dated.status

    def due(self, deadline: DeadlineClass, start: datetime, calendar: WorkingCalendar) -> datetime:
        """The moment a deadline runs out by one calendar."""
        if not deadline.amount:
            return start
        if deadline.unit == "hours":
            if deadline.skips_closed_days:
                return add_open_hours(start, deadline.amount, calendar)
            return (start.astimezone(UTC) + timedelta(hours=deadline.amount)).astimezone(LOCAL)
        if deadline.unit == "calendar_days":
            return local(start.date() + timedelta(days=deadline.amount), self.hours.closes)
        base = calendar.next_working_day(start.date())
        return local(calendar.add_working_days(base, deadline.amount), self.hours.closes)

    def closed(self, calendar: WorkingCalendar, until: date) -> str:
        """The weekdays not worked up to a date, which make two ways of counting differ."""
        first, last = sorted((self.received.date(), until))
        days = calendar.closed_weekdays(first, last)
        return listed(f"{weekday_words(day)} is not worked ({why})" for day, why in days)


def _corrected(correction: DateCorrection) -> str:
    by = f" by {correction.by}" if correction.by else ""
    return f"corrected{by}: {correction.reason}"


def _amount(deadline: DeadlineClass) -> str:
    words = {"hours": "hour", "working_days": "working day", "calendar_days": "day"}
    stopping = ", not counting closed days," if deadline.skips_closed_days else ""
    return counted(deadline.amount, words[deadline.unit]) + stopping


def _clock(text: str) -> time | None:
    """A time written HH:MM; None when it is empty or something else."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def schedule(
    notice: Notice, framework: Framework, calendar: WorkingCalendar, *, hours: WorkingDay = OFFICE_HOURS
) -> Schedule:
    """Date every event and deadline of a notice.

    Raises:
        KeyError: The framework has no timetable of the notice's kind.
    """
    timetable = framework.timetable(notice.kind)
    if timetable is None:
        raise KeyError(notice.kind)
    counting = Counting(notice, timetable, calendar, hours)
    events = [counting.event(one) for one in timetable.events]
    deadlines = [counting.deadline(one) for one in framework.deadline_classes]
    latest = local(date.max, time())
    return Schedule(
        notice,
        timetable,
        counting.day_0,
        tuple(sorted(events, key=lambda one: one.on)),
        tuple(sorted(deadlines, key=lambda one: one.due or latest)),
    )


def due_at(item: RequestItem | None, state: RequestState | None, dates: Schedule) -> datetime | None:
    """When a request item is due (local time): the inspectorate's own deadline first, then its class's.

    None when neither is known. An item only the inspectorate's list has comes as None.
    """
    if state is not None and state.due_override is not None:
        return state.due_override.astimezone(LOCAL)
    found = dates.deadline(item.deadline) if item else None
    return found.due if found else None


def notice_problems(
    notice: Notice, timetable: Timetable, calendar: WorkingCalendar, now: datetime
) -> list[Problem]:
    """What is unlikely about a notice: warnings, never a refusal. `now` is aware."""
    received = notice.received.astimezone(LOCAL)
    day = received.date()
    told = weekday_words(day)
    dates = Counting(notice, timetable, calendar, OFFICE_HOURS)
    on_site = timetable.event(timetable.on_site_event)
    start = dates.event(on_site).on if on_site else None
    found: list[tuple[str, str]] = []
    if notice.received > now and not notice.is_drill:
        found.append(
            (f"The notice is dated in the future ({received:%H:%M} {told}).", "Check the date and time.")
        )
    if why := calendar.without_closures().why_closed(day):
        counted_from = weekday_words(dates.day_0)
        found.append((f"{told} is not a working day ({why}).", f"Days are counted from {counted_from}."))
    elif timetable.notice_weekday not in (None, day.weekday()):
        usual = WEEKDAYS[timetable.notice_weekday or 0]
        found.append((f"{told} is not the usual day of the week for a notice ({usual}).", "Check the date."))
    if start and start.month in timetable.closed_months:
        found.append(
            (
                f"The first day on site would be {weekday_words(start)}, in a month when none has been seen.",
                "Check the date, or correct the first day on site with the reason.",
            )
        )
    where = Where(record=notice.id, field="received")
    return [Problem("warning", where, what, hint) for what, hint in found]


def allowed_hours(framework: Framework) -> dict[str, float]:
    """Working hours from the call to each deadline class, by class id, in a plain week.

    The call is taken to come at the opening hour of the first notice weekday of 2001 (a year whose first day
    is a Monday) by the framework's first timetable, with no bank holiday. A class
    that counts from a day not known yet is left out.
    """
    timetable = next(iter(framework.timetables), None)
    if timetable is None:
        return {}
    plain = WorkingCalendar()
    call = supposed_notice(
        plain.next_working_weekday(_PLAIN_WEEK, timetable.notice_weekday or 0), timetable.id
    )
    dates = schedule(call, framework, plain)
    return {
        one.deadline.id: working_hours_between(call.received, one.due, plain)
        for one in dates.deadlines
        if one.due is not None
    }


_PLAIN_WEEK = date(2001, 1, 1)
