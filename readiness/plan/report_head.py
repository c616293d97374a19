"""The head of a published report: area, dates, outcome, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.plan.published_report import (
    PlanAsked,
    PrintedInterval,
    PrintedOutcome,
    PrintedPeriods,
)
from readiness.plan.report_dates import months_within, periods
from readiness.plan.report_lines import Line, is_heading, joined

TITLE = re.compile(
    r"area\s+send\s+(?:full\s+)?inspection\s+of\s+(?:the\s+)?(?P<area>.+?)"
    r"(?:\s+local\s+area\s+partnership\b|\s+inspection\s+dates?\b|\s*$)",
    re.IGNORECASE,
)
"""The title such reports carry, over one or more lines."""
OUTCOME_HEADING = re.compile(r"inspection\s+outcome", re.IGNORECASE)
_AFTER_OUTCOME = re.compile(
    r"information about the (?:local )?area(?: partnership)?|what is it like to be .*", re.IGNORECASE
)
_INSPECTED = re.compile(r"\b(?:inspection\s+dates?|dates?\s+of\s+(?:this\s+)?inspection)\s*:?", re.IGNORECASE)
_PREVIOUS = re.compile(
    r"\b(?:dates?\s+of\s+)?previous\s+inspections?(?:\s+dates?)?(?:\(s\))?\s*:?", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"\b(?:(?:date\s+)?published(?:\s+on)?|publication\s+date|date\s+of\s+publication)\s*:?\s*(?P<on>.{0,40})",
    re.IGNORECASE,
)
_HEAD_LINES = 40
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NEXT_FULL = re.compile(r"\bnext\s+full\b|\b(?:full\s+)?re-?inspection\b", re.IGNORECASE)
_MONITORING = re.compile(r"\bmonitoring\s+inspection", re.IGNORECASE)
_PRIORITY_PLAN = re.compile(r"\bpriority\s+action\s+plan", re.IGNORECASE)
_STRATEGIC_PLAN = re.compile(r"\bstrategic\s+plan", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}")
_FEWEST_SHARED = 0.6
"""Share of an outcome's own words that must be printed."""
_LEAD = 0.25
"""Share by which the best outcome must be ahead of the next."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the account of the area."""

    area: str = ""
    inspected: PrintedPeriods | None = None
    previous: PrintedPeriods | None = None
    published: date | None = None
    outcome: PrintedOutcome | None = None
    next_full: PrintedInterval | None = None
    monitoring: PrintedInterval | None = None
    plan: PlanAsked | None = None


def read_head(lines: Sequence[Line], outcomes: Mapping[str, str]) -> Head:
    """Read the head; `outcomes` maps the framework's outcome ids to their official wording."""
    opening = list(lines[:_HEAD_LINES])
    place = next((at for at, line in enumerate(opening) if is_heading(line, OUTCOME_HEADING)), len(opening))
    top = joined(line.text for line in opening[:place])
    title = TITLE.search(top)
    inspected, previous = _dates(top)
    sentences = _sentences(lines[place + 1 :] if place < len(opening) else [])
    monitoring = [one for one in sentences if _MONITORING.search(one)]
    next_full = [one for one in sentences if one not in monitoring and _NEXT_FULL.search(one)]
    return Head(
        area=title.group("area").strip(" ,:") if title else "",
        inspected=inspected,
        previous=previous,
        published=_published(top),
        outcome=_outcome(sentences, outcomes),
        next_full=_interval(next_full or [one for one in monitoring if _NEXT_FULL.search(one)], _NEXT_FULL),
        monitoring=_interval(monitoring, _MONITORING),
        plan=_plan(sentences),
    )


def _dates(top: str) -> tuple[PrintedPeriods | None, PrintedPeriods | None]:
    previous = _PREVIOUS.search(top)
    inspected = next((match for match in _INSPECTED.finditer(top) if not _within(match, previous)), None)
    return _after(top, inspected, previous), _after(top, previous, inspected)


def _within(match: re.Match[str], other: re.Match[str] | None) -> bool:
    return other is not None and other.start() <= match.start() < other.end()


def _after(top: str, label: re.Match[str] | None, other: re.Match[str] | None) -> PrintedPeriods | None:
    """What stands between a label and the next."""
    if label is None:
        return None
    end = other.start() if other is not None and other.start() > label.start() else len(top)
    published = _PUBLISHED.search(top, label.end(), end)
    printed = top[label.end() : published.start() if published else end].strip(" .")
    return PrintedPeriods(printed, periods(printed)) if printed else None


def _published(top: str) -> date | None:
    match = _PUBLISHED.search(top)
    found = periods(match.group("on")) if match else ()
    return found[0].first if found else None


def _sentences(after: Sequence[Line]) -> list[str]:
    end = next((at for at, line in enumerate(after) if is_heading(line, _AFTER_OUTCOME)), len(after))
    paragraphs: list[list[str]] = []
    for line in after[: min(end, _HEAD_LINES)]:
        if not paragraphs or (line.is_after_room and paragraphs[-1][-1].endswith(".")):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return [sentence for lines in paragraphs for sentence in _SENTENCE.split(joined(lines))]


def _interval(sentences: list[str], words: re.Pattern[str]) -> PrintedInterval | None:
    if not sentences:
        return None
    match = words.search(sentences[0])
    after = sentences[0][match.start() :] if match else sentences[0]
    return PrintedInterval(sentences[0], months_within(after))


def _plan(sentences: list[str]) -> PlanAsked | None:
    for sentence in sentences:
        if _PRIORITY_PLAN.search(sentence):
            return PlanAsked("priority action plan", sentence)
    for sentence in sentences:
        if _STRATEGIC_PLAN.search(sentence):
            return PlanAsked("strategic plan", sentence)
    return None


def _outcome(sentences: list[str], outcomes: Mapping[str, str]) -> PrintedOutcome | None:
    """The sentences before those about what comes next, and the outcome whose own words they use."""
    others = (_MONITORING, _NEXT_FULL, _PRIORITY_PLAN, _STRATEGIC_PLAN)
    end = next(
        (at for at, sentence in enumerate(sentences) if any(other.search(sentence) for other in others)),
        len(sentences),
    )
    printed = " ".join(sentences[:end])
    return PrintedOutcome(printed, matching_outcome(printed, outcomes)) if printed else None


def matching_outcome(printed: str, outcomes: Mapping[str, str]) -> str:
    """Id of the outcome most of whose own words are printed and clearly ahead of any other; else empty.

    An outcome's own words are those that no other outcome's wording uses: reports vary the rest.
    """
    words = {key: _words(text) for key, text in outcomes.items()}
    there = _words(printed)
    shares: list[tuple[float, str]] = []
    for key, mine in words.items():
        own = mine.difference(*(other for name, other in words.items() if name != key))
        shares.append((len(own & there) / len(own) if own else 0.0, key))
    shares.sort(reverse=True)
    runner_up = shares[1][0] if len(shares) > 1 else 0.0
    if not shares or shares[0][0] < _FEWEST_SHARED or shares[0][0] - runner_up < _LEAD:
        return ""
    return shares[0][1]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower().replace("\u2019", "'")))
