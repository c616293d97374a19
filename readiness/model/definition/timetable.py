"""Definitions of when things are due: deadline classes and inspection timetables."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from readiness.base.text import counted
from readiness.model.definition.facts import Fact, Node

DeadlineUnit = Literal["hours", "working_days", "calendar_days"]


class DeadlineClass(Fact):
    """A rule for when a request item is due."""

    id: str
    title: str
    amount: int = Field(ge=0)
    unit: DeadlineUnit
    starts: Literal["notice", "selection", "on_site"] = "notice"
    """What the amount counts from: the call, the choice of a child's case, the first day on site."""
    skips_closed_days: bool = False
    """For hours only: whether the clock stops on weekends and public holidays."""

    @property
    def rule_in_words(self) -> str:
        """Its length and what it counts from: ``Within 3 working days of the call``."""
        unit = self.unit.replace("_", " ").removesuffix("s")
        return f"Within {counted(self.amount, unit)} of {_COUNTS_FROM[self.starts]}"


_COUNTS_FROM = {"notice": "the call", "selection": "the selection", "on_site": "the first day on site"}


class TimetableEvent(Fact):
    """One event, in working days from the day of notification (day 0)."""

    id: str
    title: str
    day: int
    """Working days from notification; negative before it."""
    until_day: int | None = None
    """Last working day, for an event that lasts."""
    time: str = ""
    """Local time as HH:MM, where known."""
    who: tuple[str, ...] = ()
    """Role or body words, shown as they are."""
    is_deadline: bool = False
    anchor: str = ""
    """Id of the event this counts from instead of notification."""


class Timetable(Fact):
    """The timetable of one kind of inspection or meeting."""

    id: str
    """Such as ``full``, ``monitoring`` or ``engagement``."""
    title: str
    notice_weekday: int | None = Field(default=None, ge=0, le=6)
    """Weekday the notice comes, Monday 0; None when it may come on any."""
    on_site_event: str = ""
    """Id of the event that is the first day on site."""
    closed_months: tuple[int, ...] = ()
    """Months (1-12) in which nothing of this kind has been seen to start on site."""
    is_meeting: bool = False
    """A meeting on an agreed date: no call, no asks; the days before it are counted back from it."""
    requests: tuple[str, ...] = ()
    """Ids of the request items asked for; empty for the framework's whole list."""
    events: tuple[TimetableEvent, ...] = ()

    @property
    def starts_a_week(self) -> bool:
        """Whether the first day on site is the first working day of its week, as after a call."""
        return self.notice_weekday is not None and not self.is_meeting

    def asks_for(self, item_id: str) -> bool:
        """Whether a request item of the framework is asked for."""
        return not self.is_meeting and (not self.requests or item_id in self.requests)

    def event(self, event_id: str) -> TimetableEvent | None:
        """The event with this id, or None."""
        return next((one for one in self.events if one.id == event_id), None)

    def day_of(self, event_id: str) -> int:
        """Working days from notification to an event, anchors followed; 0 when there is no such event.

        A ring of anchors is cut where it closes.
        """
        day, seen = 0, set[str]()
        while (event := self.event(event_id)) and event_id not in seen:
            day += event.day
            seen.add(event_id)
            event_id = event.anchor
        return day


class ReturnCell(Node):
    """A cell of a return that must be filled, or say what its form lays down."""

    sheet: str
    cell: str = Field(pattern=r"^[A-Z]{1,3}[1-9]\d{0,6}$")
    """Where it stands, as ``B13``."""
    title: str
    """What belongs there, in a few words."""
    reads: str = ""
    """The words asked for; ``*`` is any text, ``{years}`` two years as ``2026-27``. Any when empty."""
    names_council: bool = False
    """Whether it holds the name of who makes the return."""


class ReturnFile(Node):
    """What the file of a return must look like, as far as it is known."""

    name: str
    """What the file is called; ``*`` is any text."""
    sheets: tuple[str, ...] = Field(min_length=1)
    """The sheets it has, and no other, by exact name."""
    cells: tuple[ReturnCell, ...] = ()
    rows_on: str = ""
    """The sheet whose first column is empty, and whose second names every row that holds anything."""
    known_from: str
    """What these rules were read from, and what was not seen: printed with every result."""


class Recurring(Fact):
    """A deadline that comes round every year, such as a quarterly return."""

    id: str
    title: str
    dates: tuple[str, ...] = Field(min_length=1)
    """Days of every year it is for, as ``03-31``."""
    working_days_after: int = Field(default=0, ge=0, le=366)
    """Working days from such a day to when it is due."""
    who: str = ""
    """Who answers it, in words."""
    file: ReturnFile | None = None
    """What the file given in must look like, where it is known."""
