"""Gaps by cause: nothing is lost, the worst cause first, and what another gap explains is left out."""

from __future__ import annotations

from hypothesis import given

from readiness.gaps.causes import causes
from readiness.gaps.checks.check import FIX_WORDS
from readiness.gaps.checks.registry import CHECKS
from readiness.gaps.report import find_gaps
from readiness.model.records.tables import Records
from readiness.model.vocabulary import SEVERITIES
from readiness.rules.index import Index
from tests.making.building import AS_AT, make_framework
from tests.making.workspaces import workspaces

FRAMEWORK = make_framework()


@given(records=workspaces(FRAMEWORK))
def test_each_gap_stands_in_one_cause_and_the_worst_come_first(records: Records) -> None:
    """The gaps of all causes are those of the report that no other explains, in its order within a cause."""
    report = find_gaps(Index(FRAMEWORK, records), AS_AT)
    found = causes(report, FRAMEWORK)

    shown = [gap for cause in found for gap in cause.gaps]
    assert sorted(shown, key=report.gaps.index) == [gap for gap in report if not gap.part_of]
    order = [SEVERITIES.index(cause.severity) for cause in found]
    assert order == sorted(order)
    for cause in found:
        assert {gap.check for gap in cause.gaps} == {cause.check}
        assert set(cause.subjects) == {gap.subject for gap in cause.gaps}
        assert cause.remedy


def test_every_remedy_has_few_words() -> None:
    """What puts a gap right fits beside its cause, and no check names a remedy without words."""
    assert {check.fix for check in CHECKS} <= FIX_WORDS.keys()
    assert max(len(words) for words in FIX_WORDS.values()) < 24
