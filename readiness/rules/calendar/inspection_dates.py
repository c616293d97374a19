"""The dates of one inspection: events and deadlines, each with its rule and how far it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from readiness.base.date_words import near_moment_words
from readiness.base.zone import local_zone
from readiness.model.definition.timetable import DeadlineClass, Timetable, TimetableEvent
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.vocabulary import SETTLED, FactStatus, doubt

_WEAKEST_FIRST: tuple[FactStatus, ...] = ("assumed", "inferred", "reported", "seen", "confirmed")


@dataclass(frozen=True, slots=True)
class OtherDate:
    """The date another way of counting gives."""

    on: date
    rule: str
    """The other way, in words."""
    reason: str
    """Why the two differ."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A timetable event with its dates."""

    event: TimetableEvent
    on: date
    until: date | None
    """Last day of an event that lasts."""
    at: datetime | None
    """Local moment, where a time of day is known."""
    rule: str
    """How the date was found, in words."""
    status: FactStatus
    """How far the rule is confirmed; the weakest of the facts it rests on."""
    correction: DateCorrection | None = None
    others: tuple[OtherDate, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the date may be relied on without a warning."""
        return self.status in SETTLED


@dataclass(frozen=True, slots=True)
class DatedDeadline:
    """A deadline class with its moment."""

    deadline: DeadlineClass
    due: datetime | None
    """Local moment; None while what it counts from has no date."""
    rule: str
    status: FactStatus
    correction: DateCorrection | None = None
    others: tuple[OtherDate, ...] = ()

    @property
    def title(self) -> str:
        """The deadline's title; a corrected one says so, since its length is no longer the title's."""
        if self.correction is None or self.due is None:
            return self.deadline.title
        return corrected_title(self.deadline.title, self.due)

    @property
    def is_settled(self) -> bool:
        """Whether the deadline may be relied on without a warning."""
        return self.status in SETTLED

    @property
    def mark(self) -> str:
        """What stands behind it while its rule is not confirmed: `` (assumed)``."""
        return doubt(self.status)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every event and deadline of one notice."""

    notice: Notice
    timetable: Timetable
    day_0: date
    """The day working days are counted from."""
    events: tuple[DatedEvent, ...]
    """In order of date; of one date, in the framework's order."""
    deadlines: tuple[DatedDeadline, ...]
    """Soonest first, those without a date last."""

    def event(self, event_id: str) -> DatedEvent | None:
        """The dated event with this id, or None."""
        return next((one for one in self.events if one.event.id == event_id), None)

    def deadline(self, class_id: str) -> DatedDeadline | None:
        """The dated deadline of this class, or None."""
        return next((one for one in self.deadlines if one.deadline.id == class_id), None)

    @property
    def received(self) -> datetime:
        """When the call came, by the clock in England."""
        return self.notice.received.astimezone(local_zone())

    @property
    def on_site(self) -> date | None:
        """The first day on site, or None when the timetable has no such event."""
        found = self.event(self.timetable.on_site_event)
        return found.on if found else None


def corrected_title(was: str, due: datetime) -> str:
    """The title of a deadline that was put right, since its length is no longer what its title says."""
    return f"By {near_moment_words(due)} (corrected; it was: {was[:1].lower()}{was[1:]})"


def weakest(statuses: Iterable[FactStatus]) -> FactStatus:
    """The least confirmed of some statuses; ``confirmed`` of none."""
    return min(statuses, key=_WEAKEST_FIRST.index, default="confirmed")
