"""What a published inspection report asks of a partnership; parts not found are said to be missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from readiness.base.dates import day_words

PlanKind = Literal["priority action plan", "strategic plan"]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; the same for a single day."""

    first: date
    last: date

    def __str__(self) -> str:
        """``3 Jun 2019``, ``4 Dec 2023 to 8 Dec 2023``."""
        days = [day_words(self.first), *([day_words(self.last)] if self.last != self.first else [])]
        return " to ".join(days)


@dataclass(frozen=True, slots=True)
class PrintedPeriods:
    """Dates as printed, and the periods read from them; none where the words name no date."""

    printed: str
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedInterval:
    """A sentence that says within how long something happens, and the months it comes to."""

    printed: str
    months: int | None = None
    """None where the sentence gives no figure that can be read."""


@dataclass(frozen=True, slots=True)
class PrintedOutcome:
    """The outcome's sentences as printed, and which of the framework's outcomes they are."""

    printed: str
    outcome: str = ""
    """Id of the framework's outcome; empty where the words fit none, or more than one."""


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """The plan the report asks for, with its sentence."""

    kind: PlanKind
    printed: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One area for priority action or area for improvement, whole and as printed, lines joined again."""

    text: str
    points: tuple[str, ...] = ()
    """Sub-points in order, without their marks."""
    bodies: tuple[str, ...] = ()
    """Responsible bodies in the report's words; areas for improvement name none in a column."""
    closing: str = ""
    """Words printed after the sub-points; nearly always empty."""
    page: int = 0
    """Page of the file on which it begins, from 1."""

    @property
    def whole(self) -> str:
        """Everything it says: the text, each sub-point on its own line, the closing words."""
        return "\n".join(
            (self.text, *(f"- {point}" for point in self.points), *([self.closing] if self.closing else []))
        )


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A published report of a full inspection. A part that is None or empty was not found: see `missing`."""

    area: str = ""
    """The area's name, without "Local Area Partnership"."""
    inspected: PrintedPeriods | None = None
    previous: PrintedPeriods | None = None
    published: date | None = None
    """Day of publication where the report states it; most do not."""
    outcome: PrintedOutcome | None = None
    next_full: PrintedInterval | None = None
    monitoring: PrintedInterval | None = None
    """None where the report announces no monitoring inspection, as most do not."""
    plan: PlanAsked | None = None
    priority_actions: tuple[Finding, ...] = ()
    improvements: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    """Names of the parts that every such report has and that were not found in this one."""
    doubts: tuple[str, ...] = ()
    """Sentences saying what was read but looks wrong, so that a person compares it with the report."""
    pages: int = 0
    """Pages of the file."""


@dataclass(frozen=True, slots=True)
class NotAReport:
    """Why a document is not a published report of a full inspection of this kind."""

    kind: str
    """What it looks like, such as ``a monitoring inspection report``; empty when that cannot be told."""
    reason: str
    """A sentence for a person."""
