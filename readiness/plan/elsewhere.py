"""What to look for in other areas' reports: a criterion's words, or those of a record or gap of our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readiness.base.stems import is_common, stem, words_in
from readiness.model.definition.framework import Framework
from readiness.model.records.differences import title_of
from readiness.model.records.evaluation import Statement
from readiness.model.records.plan import Recommendation
from readiness.model.records.tables import Records
from readiness.plan.learned_report import Hit, LearnedReport, about_criterion, in_order, keyword_patterns

FEWEST_SHARED = 2
"""Words a finding has to share with ours to be shown; one is chance."""

_MOST = 40


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How often findings of the reports kept are nearest to one criterion."""

    criterion: str
    """Id; empty for findings that hold no keyword of any."""
    improvement: int
    priority_action: int
    reports: int
    by_outcome: tuple[tuple[str, int], ...]
    """Reports with such a finding by the id of their outcome."""

    @property
    def findings(self) -> int:
        """All of them."""
        return self.improvement + self.priority_action


def words_about(records: Records, record_id: str) -> str:
    """What a record says, to be looked for elsewhere; empty when there is none of that id."""
    record = records.get(record_id)
    if isinstance(record, Statement):
        return f"{record.text} {record.impact}"
    if isinstance(record, Recommendation):
        return record.text
    return title_of(record) if record is not None else ""


def like_words(reports: Sequence[LearnedReport], words: str) -> list[Hit]:
    """Findings that share words with a text of our own, those with most and rarest first within an outcome.

    Endings of words do not count, nor do words that stand in most findings.
    """
    wanted = _stems(words)
    findings = [(one, finding, _stems(finding.text)) for one in reports for finding in one.findings]
    spread = Counter(one for _, _, stems in findings for one in stems)
    usual = {one for one, number in spread.items() if number > len(findings) / 2 and len(findings) > _MOST}
    hits = [
        Hit(report, finding, len(shared))
        for report, finding, stems in findings
        if len(shared := (wanted & stems) - usual) >= FEWEST_SHARED
    ]
    strongest = sorted(hits, key=lambda hit: -hit.strength)[:_MOST]
    return in_order(strongest)


def themes(reports: Iterable[LearnedReport], framework: Framework) -> list[ThemeCount]:
    """Findings counted under the criterion whose keywords they hold most of, in the framework's order.

    A finding is counted once; of equal criteria the first. Keywords are a guide, and no judgement.
    """
    patterns = {one.id: keyword_patterns(one) for one in framework.criteria.values()}
    found: dict[str, list[tuple[LearnedReport, str]]] = {}
    for report in reports:
        for finding in report.findings:
            text = finding.text.casefold()
            counts = {key: sum(bool(one.search(text)) for one in every) for key, every in patterns.items()}
            best = max(counts, key=lambda key: counts[key], default="")
            found.setdefault(best if counts.get(best) else "", []).append((report, finding.kind))
    return [_counted(key, found[key]) for key in (*framework.criteria, "") if key in found]


def _counted(criterion: str, found: Sequence[tuple[LearnedReport, str]]) -> ThemeCount:
    kinds = Counter(kind for _, kind in found)
    outcomes = Counter(outcome for _, outcome in {(one.key, one.outcome) for one, _ in found})
    return ThemeCount(
        criterion,
        len(found) - kinds["area_for_priority_action"],
        kinds["area_for_priority_action"],
        len({one.key for one, _ in found}),
        tuple(sorted(outcomes.items())),
    )


def about(
    reports: Sequence[LearnedReport], framework: Framework, records: Records, what: str
) -> list[Hit] | None:
    """Findings about a criterion or what a record says; None where there is nothing of that id."""
    criterion = framework.criteria.get(what)
    if criterion is not None:
        return about_criterion(reports, criterion)
    words = words_about(records, what)
    return like_words(reports, words) if words else None


def _stems(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, without their endings."""
    return frozenset(stem(word) for word in words_in(text) if len(word) > 2 and not is_common(word))  # noqa: PLR2004 - shorter ones join words
