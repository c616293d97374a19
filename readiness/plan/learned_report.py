"""What inspectors wrote elsewhere: findings of other areas' published reports, and finding words in them.

For learning only: nothing here predicts an outcome, and nothing of it becomes evidence of one's own area.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from readiness.base.stems import phrase_pattern, words_in
from readiness.library.query import Query
from readiness.model.definition.framework import Criterion
from readiness.model.vocabulary import RecommendationKind
from readiness.plan.published_report import PublishedReport


class LearnedFinding(BaseModel):
    """One finding of another area's report, in its words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: RecommendationKind
    text: str
    page: int = 0
    bodies: tuple[str, ...] = ()


class LearnedReport(BaseModel):
    """A published report kept to learn from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    area: str
    first: date
    last: date
    outcome: str = ""
    """Id of the framework's outcome; empty where it could not be told."""
    findings: tuple[LearnedFinding, ...]
    file: str = ""
    """Name of the file it was read from."""

    @property
    def key(self) -> str:
        """What tells one report from another: the area and the first day of the inspection."""
        return f"{self.area} {self.first.isoformat()}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding that answers a question, with the report it stands in."""

    report: LearnedReport
    finding: LearnedFinding
    strength: int
    """How many of the words looked for stand in it."""


def learned(report: PublishedReport, file: str) -> LearnedReport | None:
    """A report as it is kept; None where area, dates or findings were not found."""
    if not report.area or report.inspected is None or not report.inspected.periods:
        return None
    findings = [
        LearnedFinding(
            kind="area_for_priority_action" if one in report.priority_actions else "area_for_improvement",
            text=one.whole,
            page=one.page,
            bodies=one.bodies,
        )
        for one in (*report.priority_actions, *report.improvements)
    ]
    if not findings:
        return None
    return LearnedReport(
        area=report.area,
        first=report.inspected.periods[0].first,
        last=report.inspected.periods[-1].last,
        outcome=report.outcome.outcome if report.outcome else "",
        findings=tuple(findings),
        file=file,
    )


def with_words(reports: Iterable[LearnedReport], query: Query) -> list[Hit]:
    """Findings in which every word stands, by outcome, then area; endings of words do not matter."""
    hits = [
        Hit(report, finding, sum(query.counts(finding.text.casefold())))
        for report in reports
        for finding in report.findings
        if query.is_in(finding.text.casefold())
    ]
    return in_order(hits)


def about_criterion(reports: Iterable[LearnedReport], criterion: Criterion) -> list[Hit]:
    """Findings that hold keywords the definition gives a criterion and its prompts; the most of them first.

    Keywords are a guide, not a judgement: a finding may be about the criterion without any of them.
    """
    patterns = keyword_patterns(criterion)
    hits = [
        Hit(report, finding, strength)
        for report in reports
        for finding in report.findings
        if (strength := sum(bool(one.search(finding.text.casefold())) for one in patterns))
    ]
    return in_order(hits)


def keyword_patterns(criterion: Criterion) -> list[re.Pattern[str]]:
    """What finds each keyword of a criterion and its prompts, whatever its endings."""
    words = {word for prompt in criterion.prompts for word in prompt.keywords} | set(criterion.keywords)
    return [phrase_pattern(words_in(word)) for word in sorted(words) if words_in(word)]


def reports_by_outcome(hits: Sequence[Hit], reports: Iterable[LearnedReport]) -> list[tuple[str, int, int]]:
    """For each outcome: its id, the reports with a hit, and all reports; small numbers prove nothing."""
    everyone = Counter(report.outcome for report in reports)
    hit = Counter(outcome for _, outcome in {(one.report.key, one.report.outcome) for one in hits})
    return [(outcome, hit[outcome], everyone[outcome]) for outcome in sorted(everyone)]


def in_order(hits: list[Hit]) -> list[Hit]:
    """By outcome; within one the strongest first, then by area and page."""
    return sorted(hits, key=lambda hit: (hit.report.outcome, -hit.strength, hit.report.key, hit.finding.page))
