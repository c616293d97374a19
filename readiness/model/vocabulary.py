"""The id, word, mark and order of every state, once; standard library only: a first paint may import it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

STATEMENT_KINDS = ("headline", "strength", "area_to_develop", "next_step", "context")

CheckSeverity = Literal["critical", "serious", "minor"]

SEVERITIES: tuple[CheckSeverity, ...] = ("critical", "serious", "minor")
"""Worst first."""

Risk = Literal["overdue", "late", "unowned", "tight", "open", "ready", "handed_over", "left_out"]
"""overdue: past due and not ready. unowned: nobody has it.

late: will be late, for its owner has more work to do before it is due than there are working hours.

tight: more than half of the working hours left are needed. open: in hand, or its work is not known.
ready: could be handed over. handed_over: was. left_out: not asked for, or not applicable.
"""

RISKS: tuple[Risk, ...] = (
    "overdue",
    "late",
    "unowned",
    "tight",
    "open",
    "ready",
    "handed_over",
    "left_out",
)
"""Worst first."""

RISK_TITLES: dict[Risk, str] = {
    "overdue": "LATE",
    "late": "WILL BE LATE",
    "unowned": "NO OWNER",
    "tight": "tight",
    "open": "open",
    "ready": "ready",
    "handed_over": "handed over",
    "left_out": "left out",
}

FactStatus = Literal["seen", "reported", "inferred", "assumed", "confirmed"]
"""seen: read in the official source. reported: in somebody else's account of it.

inferred: worked out from data or published reports. assumed: remembered, or a product choice.
confirmed: checked by the partnership itself, in its overlay, with a name and a date.
"""

SETTLED: frozenset[FactStatus] = frozenset({"seen", "confirmed"})
"""The statuses that need no warning beside them."""


def doubt(status: FactStatus) -> str:
    """What stands behind words that rest on a fact: `` (assumed)``; nothing once it is settled."""
    return "" if status in SETTLED else f" ({status})"


StatementKind = Literal["headline", "strength", "area_to_develop", "next_step", "context"]

STATEMENT_KIND_TITLES: dict[StatementKind, str] = {
    "headline": "Headline",
    "strength": "Strength",
    "area_to_develop": "Area to develop",
    "next_step": "Next step",
    "context": "Context",
}

RecommendationKind = Literal["area_for_improvement", "area_for_priority_action", "other"]

Direction = Literal["higher", "lower"]
"""Which way of a measure is good."""

DIRECTION_TITLES: dict[Direction, str] = {"higher": "higher is better", "lower": "lower is better"}

ActionStatus = Literal["not_started", "in_progress", "done", "embedded", "stopped", "carried_forward"]
"""How far an action is delivered, which says nothing about its effect. embedded: done, and how things are.

carried_forward: goes on as another action of the plan that followed.
"""

Confidence = Literal["on_track", "at_risk", "off_track"]
"""Whether an action will be delivered as planned, best first; a board has words of its own for each."""

Effect = Literal["none_yet", "early", "sustained"]
"""What difference has been seen; never follows from delivery."""

PriorityKind = Literal["priority", "golden_thread"]

PRIORITY_KIND_TITLES: dict[PriorityKind, str] = {"priority": "priority", "golden_thread": "golden thread"}

PointState = Literal["open", "sent", "accepted", "part", "refused"]
"""What became of a point about the facts of a draft report."""

POINT_STATES: dict[PointState, str] = {
    "open": "not sent yet",
    "sent": "sent",
    "accepted": "accepted",
    "part": "accepted in part",
    "refused": "refused",
}

FigureKind = Literal["counted", "provisional", "projected"]
"""What a figure of a series is: what was, what may still change, or what somebody expects."""

FIGURE_KINDS: dict[FigureKind, str] = {
    "counted": "counted",
    "provisional": "provisional",
    "projected": "projected",
}

Cycle = Literal["week", "month", "quarter", "term", "half_year", "year"]
"""How often a measure has a new figure."""

CYCLES: dict[Cycle, str] = {
    "week": "every week",
    "month": "every month",
    "quarter": "every quarter",
    "term": "every term",
    "half_year": "every half year",
    "year": "every year",
}

CYCLE_DAYS: dict[Cycle, int] = {
    "week": 7,
    "month": 31,
    "quarter": 92,
    "term": 122,
    "half_year": 184,
    "year": 366,
}
"""The longest a cycle takes, in days."""


RequestStatus = Literal["not_started", "gathering", "ready", "signed_off", "handed_over", "not_applicable"]

REQUEST_STATUS_TITLES: dict[RequestStatus, str] = {
    "not_started": "not started",
    "gathering": "gathering",
    "ready": "ready",
    "signed_off": "signed off",
    "handed_over": "handed over",
    "not_applicable": "not applicable",
}

READY_STATUSES: frozenset[RequestStatus] = frozenset({"ready", "signed_off", "handed_over"})

Reading = Literal["read", "empty", "locked", "damaged", "pictures", "kind_not_read", "too_large", "failed"]
"""What came of reading a file. read: its words were. empty: nothing is in it. locked: it asks for a password.

damaged: it is cut short or broken. pictures: it holds pictures, such as a scan, and no words.
kind_not_read: a kind of file this program does not read. too_large: beyond the limits of a reading.
failed: its reader gave up, which says nothing about the file.
"""

ReadingState = Literal[Reading, "missing", "online", "address", "unknown"]
"""What is known of an item's words today: `Reading`, or why its file was not looked at.

missing: no file is there. online: it lies in the cloud alone and was not fetched. address: it is a web
address, which is never fetched. unknown: nobody has read it since this program keeps what came of it.
"""

READING_TITLES: dict[ReadingState, str] = {
    "read": "read",
    "empty": "empty",
    "locked": "locked",
    "damaged": "damaged",
    "pictures": "pictures only",
    "kind_not_read": "kind not read",
    "too_large": "too large to read",
    "failed": "could not be read",
    "missing": "not there",
    "online": "online only",
    "address": "web address",
    "unknown": "not looked at",
}

CANNOT_BE_OPENED: frozenset[str] = frozenset({"empty", "locked", "damaged"})
"""Readings of a file that nobody who is handed it can open and read."""

TABLE_TITLES = {
    "statements": "Statements",
    "grades": "Local grades",
    "evidence": "Evidence",
    "links": "Links between evidence and what it proves",
    "requests": "Request items",
    "recommendations": "Recommendations",
    "actions": "Actions",
    "measures": "Measures",
    "strategies": "Strategies",
    "priorities": "Priorities",
    "workstreams": "Workstreams",
    "progress_notes": "Progress notes",
    "notices": "Notices",
    "handovers": "Hand-overs",
    "facts": "Facts of the framework confirmed here",
    "area": "The area",
}

FRESHNESS_IN_DOCUMENTS = {
    "current": "current",
    "stale": "out of date",
    "undated": "no date given",
    "not_yet": "not begun",
    "unknown": "kind not said",
    "withdrawn": "withdrawn",
    "unusable": "cannot be opened",
}

FACT_STATUS_WORDS = {"reported": "reported by others", "inferred": "worked out", "assumed": "assumed"}

ACTION_STATUS = {
    "not_started": "not started",
    "in_progress": "in progress",
    "done": "done",
    "embedded": "done and embedded",
    "stopped": "stopped",
    "carried_forward": "carried forward",
}

STOP_WORDS: Mapping[str, str] = {"begins": "begins", "step": "step", "due": "to be finished"}
"""What a dated point of an action is."""

EFFECT_TITLES: dict[Effect, str] = {
    "none_yet": "none seen yet",
    "early": "early signs",
    "sustained": "sustained",
}

SEVERITY_MARKS: Mapping[str, str] = {"critical": "▲▲", "serious": "▲", "minor": "△"}
"""What stands beside a gap of each severity; more strokes are worse."""

FRESHNESS_WORDS: Mapping[str, str] = {
    "current": "ok",
    "stale": "STALE",
    "undated": "no date",
    "not_yet": "not yet",
    "unknown": "no kind",
    "withdrawn": "withdrawn",
    "unusable": "UNUSABLE",
}
"""Words for what evidence is worth at a date."""


FORECAST_VERDICTS = {"late": "WILL BE LATE", "unknown": "NOT KNOWN", "in_time": "in time", "ready": "ready"}

DRILL_VERDICTS = {"missed": "MISSED", "late": "LATE", "not_due": "not due", "met": "met"}
