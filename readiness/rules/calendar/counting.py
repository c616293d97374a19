"""Counting days for one notice: from the call, from other events, by each way of counting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from readiness.base.date_words import WEEKDAYS, weekday_words
from readiness.base.text import counted, listed, quoted
from readiness.base.zone import local, local_zone
from readiness.model.definition.timetable import DeadlineClass, Timetable, TimetableEvent
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.vocabulary import FactStatus
from readiness.rules.calendar.inspection_dates import DatedDeadline, DatedEvent, OtherDate, weakest
from readiness.rules.calendar.working_time import (
    WorkingCalendar,
    WorkingDay,
    add_open_hours,
)

SELECTION_EVENT = "selection"
"""Id of the timetable event that deadlines starting at `selection` count from, when there is one."""

_WEEK_BEGINS = "the first working day, on which published inspections begin, of the week that is"

_FORWARD = "by counting working days forward alone"

_BY_WEEKS = "by plain calendar weeks"

_BY_CLOSURES = "if your own closure days counted, which inspectors do not keep"


class Counting:
    """Dates of one notice, each event worked out once."""

    def __init__(
        self, notice: Notice, timetable: Timetable, calendar: WorkingCalendar, hours: WorkingDay
    ) -> None:
        self.received = notice.received.astimezone(local_zone())
        self.timetable = timetable
        self.hours = hours
        self.inspectors = calendar.for_meetings() if timetable.is_meeting else calendar.without_closures()
        self.weeks = WorkingCalendar(weekend=calendar.weekend)
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
        day = calendar.add_working_days(base, event.day)
        return max(calendar.first_working_day_of_week(day), base) if self.starts_a_week(event) else day

    def starts_a_week(self, event: TimetableEvent) -> bool:
        """Whether an event is the first day on site of an inspection, which begins a week."""
        return self.timetable.starts_a_week and event.id == self.timetable.on_site_event

    def forward(self, event: TimetableEvent) -> date:
        """The day an event falls on by counting forward alone."""
        return self.inspectors.add_working_days(
            self.base(event, self.inspectors, frozenset({event.id})), event.day
        )

    def status(self, event: TimetableEvent) -> FactStatus:
        """The weakest status of an event and its anchors."""
        return event_status(self.timetable, event, self.corrections)

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
        counted_words = f"{counted(abs(event.day), 'working day')} {side} {start}"
        if self.starts_a_week(event) and self.forward(event) != self.on(event, self.inspectors):
            return f"{_WEEK_BEGINS} {counted_words}"
        return counted_words

    def others(self, event: TimetableEvent, on: date) -> tuple[OtherDate, ...]:
        """The dates plain calendar weeks and local closure days would give, where they differ."""
        by_weeks = self.on(event, self.weeks)
        by_closures = self.on(event, self.partners)
        found: list[OtherDate] = []
        if self.starts_a_week(event):
            forward = self.forward(event)
            if forward != on:
                found.append(OtherDate(forward, _FORWARD, self.why_forward(forward)))
            if not self.inspectors.is_working(by_weeks):
                by_weeks = on
        if self.timetable.notice_weekday is not None and by_weeks != on:
            found.append(OtherDate(by_weeks, _BY_WEEKS, self.closed(self.inspectors, max(on, by_weeks))))
        if by_closures != on:
            found.append(
                OtherDate(by_closures, _BY_CLOSURES, self.closed(self.partners, max(on, by_closures)))
            )
        return tuple(found)

    def why_forward(self, forward: date) -> str:
        """Why counting forward alone does not reach the first working day of a week."""
        closed = self.closed(self.inspectors, forward)
        called = f"the call came on a {WEEKDAYS[self.received.weekday()]}"
        return f"{closed or called}; reports cannot tell whether the call comes earlier then"

    def deadline(self, deadline: DeadlineClass) -> DatedDeadline:
        """A deadline with its moment."""
        if correction := self.corrections.get(deadline.id):
            due = corrected_moment(correction, self.hours)
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
        event = starting_event(self.timetable, deadline)
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
            return (start.astimezone(UTC) + timedelta(hours=deadline.amount)).astimezone(local_zone())
        if deadline.unit == "calendar_days":
            return local(start.date() + timedelta(days=deadline.amount), self.hours.closes)
        base = calendar.next_working_day(start.date())
        return local(calendar.add_working_days(base, deadline.amount), self.hours.closes)

    def closed(self, calendar: WorkingCalendar, until: date) -> str:
        """The weekdays not worked up to a date, which make two ways of counting differ."""
        first, last = sorted((self.received.date(), until))
        days = calendar.closed_weekdays(first, last)
        return listed(f"{weekday_words(day)} is not worked ({why})" for day, why in days)


def starting_event(timetable: Timetable, deadline: DeadlineClass) -> TimetableEvent | None:
    """The event a deadline counts from; None for the call, or where the timetable has no such event."""
    if deadline.starts == "notice":
        return None
    is_on_site = deadline.starts == "on_site"
    return timetable.event(timetable.on_site_event if is_on_site else SELECTION_EVENT)


def event_status(
    timetable: Timetable, event: TimetableEvent | None, corrected: Collection[str]
) -> FactStatus:
    """The weakest status of an event and of those it counts from, as far as none of them was put right."""
    statuses: dict[str, FactStatus] = {}
    while event is not None and event.id not in corrected and event.id not in statuses:
        statuses[event.id] = event.status
        event = timetable.event(event.anchor)
    return weakest(statuses.values())


def corrected_moment(correction: DateCorrection, hours: WorkingDay) -> datetime:
    """The local moment a deadline was put right to: the end of the working day where no time was given."""
    return local(correction.on, _clock(correction.time) or hours.closes)


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
