"""Questions a meeting may ask, each from a gap or a weak measure of one's own and naming its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from readiness.base.text import quoted
from readiness.gaps.report import Gap, GapReport
from readiness.model.definition.framework import Framework
from readiness.model.records.measures import Measure
from readiness.rules.index import Index
from readiness.rules.measures import change_words, is_target_missed, moved
from readiness.rules.plan import criteria_of_measure

MOST: Final = 10

_MOST_OF_A_CHECK: Final = 2

_MOST_OF_A_CRITERION: Final = 3

_SEVERITY_WEIGHTS: Final = {"critical": 3, "serious": 2, "minor": 1}

_QUESTIONS: Final = {
    "recommendation-no-action": "What have you done about {about}?",
    "action-overdue": "Why is {about} overdue, and what has that meant for {concerned}?",
    "action-milestone-overdue": "What stands in the way of {about}?",
    "action-no-success-measure": "How will you know that {about} has worked?",
    "area-no-action": "You say that this must improve: {about}. What are you doing about it?",
    "strength-no-evidence": "You say: {about}. What shows it?",
    "strength-no-impact": "You say: {about}. What difference has it made, and for whom?",
    "impact-not-shown": "You say: {about}. What shows the difference it made, and who says so?",
    "impact-no-figure": "By how much, and for how many {people}, is this so: {about}?",
    "strength-so-what": "You say: {about}. So what changed, for whom, and was it your doing?",
    "statement-only-stale": "You say: {about}. Is it still so, and how do you know?",
    "criterion-no-evidence": "What shows how well you do on {about}?",
    "criterion-none-current": "What do you know today about {about}?",
    "grade-too-high": "Why do you see {about} as well as you do?",
    "measure-not-recent": "What is the newest figure for {about}?",
    "measure-past-its-cycle": "What is the newest figure for {about}?",
    "measure-misquoted": "Which figure for {about} is right, and where does it come from?",
    "measure-counts-disagree": "How was the figure for {about} worked out?",
}
"""The question a gap of each of these checks raises; other checks are about the tool's own order."""

_OF_A_VOICE: Final = "What do {speakers} tell you about {about}?"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the reason to expect it."""

    text: str
    why: str
    """The gap's reason, or what the measure's figures say."""
    records: tuple[str, ...]
    """Ids of the records behind it; at least one, of a criterion where there is no record."""
    criterion: str
    """Id of the criterion it weighs by; empty for none."""
    source: str
    """Id of the check, or ``measure-worse`` or ``measure-target-missed``."""
    weight: int


def likely_questions(report: GapReport, as_at: date) -> tuple[Question, ...]:
    """At most `MOST` questions, the weightiest first; fewer when the records raise fewer.

    No more than a few of one check or one criterion and one of each record while others are left, so that
    a page shows what there is.
    """
    every = sorted(
        (*_of_measures(report.index, as_at), *_of_gaps(report)), key=lambda one: (-one.weight, one.records)
    )
    chosen: list[Question] = []
    subjects: set[str] = set()
    checks: Counter[str] = Counter()
    criteria: Counter[str] = Counter()
    for one in every:
        is_crowded = one.criterion and criteria[one.criterion] >= _MOST_OF_A_CRITERION
        is_asked = one.records[0] in subjects
        if checks[one.source] < _MOST_OF_A_CHECK and not is_crowded and not is_asked:
            chosen.append(one)
            subjects.add(one.records[0])
            checks[one.source] += 1
            criteria[one.criterion] += 1
    chosen += [one for one in every if one not in chosen]
    return tuple(sorted(chosen[:MOST], key=lambda one: (-one.weight, one.records)))


def _of_measures(index: Index, as_at: date) -> Iterator[Question]:
    for measure in index.records.measures.values():
        change = moved(measure, as_at)
        asked = f"“{measure.title}”"
        if change is not None and change.is_better is False:
            yield _of_measure(index, measure, as_at, f"Why has {asked} got worse?", "measure-worse")
        if is_target_missed(measure, as_at):
            missed = f"Why was the target for {asked} missed, and when will it be reached?"
            yield _of_measure(index, measure, as_at, missed, "measure-target-missed")


def _of_measure(index: Index, measure: Measure, as_at: date, text: str, source: str) -> Question:
    actions = index.actions_for("measure", measure.id)
    criterion = _weightiest(index.framework, criteria_of_measure(index, measure))
    why = f"{measure.title}: {change_words(measure, as_at)}."
    records = (measure.id, *(one.id for one in actions))
    return Question(text, why, records, criterion, source, _weight(index.framework, criterion, "serious"))


def _of_gaps(report: GapReport) -> Iterator[Question]:
    framework = report.index.framework
    speakers = {one.check: one.people or framework.terms.people for one in framework.wanted_voices.values()}
    for gap in report:
        words = _OF_A_VOICE if gap.check in speakers else _QUESTIONS.get(gap.check)
        if words is None or gap.part_of:
            continue
        criterion = _weightiest(framework, gap.criteria)
        text = words.format(
            about=_about(report.index, gap),
            speakers=speakers.get(gap.check),
            people=framework.terms.people,
            concerned=framework.terms.concerned,
        )
        records = tuple(dict.fromkeys((gap.subject, *gap.records)))
        weight = _weight(framework, criterion, gap.severity)
        yield Question(text, gap.reason, records, criterion, gap.check, weight)


def _about(index: Index, gap: Gap) -> str:
    """What a gap is about, in its own words."""
    records, subject = index.records, gap.subject
    criterion = index.framework.criteria.get(gap.criterion)
    said = {
        "recommendation": lambda: _said(records.recommendations[subject].text),
        "action": lambda: _said(records.actions[subject].title),
        "statement": lambda: _said(records.statements[subject].text),
        "measure": lambda: _said(records.measures[subject].title),
    }.get(gap.subject_kind)
    if said is not None:
        return said()
    return f"{criterion.id} {criterion.short}" if criterion else subject


def _said(text: str) -> str:
    return quoted(text.strip().rstrip("."), 100)


def _raised(framework: Framework, criterion: str) -> int:
    """How often published reports recommend something about a criterion; 0 where nobody has counted."""
    return framework.criteria[criterion].raised if criterion in framework.criteria else 0


def _weightiest(framework: Framework, criteria: Sequence[str]) -> str:
    return max(criteria, key=lambda one: _raised(framework, one), default="")


def _weight(framework: Framework, criterion: str, severity: str) -> int:
    """The weight of a criterion times that of a severity; one more, so that severity counts everywhere."""
    return (_raised(framework, criterion) + 1) * _SEVERITY_WEIGHTS[severity]
