"""What each term means for evidence, gaps and asks."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.gaps.report import GAP_FILTERS, find_gaps
from readiness.model.records.evidence import FileStates
from readiness.model.records.requests import RequestState
from readiness.rules.asks import asks
from readiness.rules.filters.grammar import parse_filter
from readiness.rules.filters.lists import (
    EVIDENCE_FILTERS,
    REQUEST_FILTERS,
    EvidenceAtDate,
    Filters,
    evidence_matching,
)
from readiness.rules.index import Index
from tests.making.building import AS_AT, make_evidence, make_framework, make_link, make_records

OLD = date(2024, 3, 31)
RECORDS = make_records(
    [
        make_evidence(1, title="Annual survey", note="of waits", owner="K. Ali", agencies=("nhs", "lost")),
        make_evidence(
            2, kind="data", period_from=None, period_to=OLD, owner="", marking="OFFICIAL-SENSITIVE"
        ),
        make_evidence(3, kind="parent", period_to=None, holds_personal_data=True, location="maps/a.pdf"),
        make_evidence(4, kind="", holds_personal_data=None, is_withdrawn=True),
        make_link(1, 1, "prompt", "A1.1"),
        make_link(2, 2, "request", "PLN01"),
        RequestState(id="PLN01", owner="J. Moss", agency="nhs", status="ready", is_asked=True),
        RequestState(id="X1", local_title="Extra", source_system="Mosaic"),
    ]
)
INDEX = Index(make_framework(), RECORDS)
FILES = FileStates(missing=frozenset({"E0002"}), changed=frozenset({"E0003"}))
REPORT = find_gaps(INDEX, AS_AT, files=FILES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id:e0001", "1"),
        ("kind:audit", "1"),
        ("kind:voice", "3"),
        ("agency:NHS", "1"),
        ("agency:lost", "1"),
        ("agency:coun", "234"),
        ("owner:ali", "134"),
        ("criterion:A1", "1"),
        ("target:PLN01", "2"),
        ("target:A1", "1"),
        ("marking:official", "134"),
        ("period:2024-03", "2"),
        ("place:maps", "3"),
        ("current", "1"),
        ("stale", "2"),
        ("undated", "3"),
        ("withdrawn", "4"),
        ("missing", "2"),
        ("changed", "3"),
        ('reading:"not there"', "2"),
        ("reading:missing", "2"),
        ("unread", "1234"),
        ("linked", "12"),
        ("unlinked", "34"),
        ("unowned", "2"),
        ("personal", "3"),
        ("unchecked", "4"),
        ("survey", "1"),
        ("WAITS", "1"),
        ("-stale -withdrawn", "13"),
    ],
)
def test_evidence(text: str, found: str) -> None:
    """Each field and flag picks the items it says."""
    seen = [EvidenceAtDate(one, INDEX, AS_AT, FILES) for one in RECORDS.evidence.values()]
    chosen = parse_filter(text, EVIDENCE_FILTERS.vocabulary)
    passing = "".join(one.evidence.id[-1] for one in seen if EVIDENCE_FILTERS.passes(chosen, one))
    assert passing == found


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("severity:critical", {"evidence-file-missing", "criterion-no-evidence"}),
        ("critical", {"evidence-file-missing", "criterion-no-evidence"}),
        ("serious id:E0002", {"evidence-stale"}),
        ("minor id:E0002", {"evidence-no-owner"}),
        ("check:one-kind criterion:A1", {"criterion-one-kind"}),
        ("subject:grade", set()),
        ("fix:file", {"evidence-file-missing", "evidence-file-changed"}),
        ("explained criterion:A2 subject:prompt", {"prompt-no-evidence"}),
        ("owner:ali -unowned undated", set()),
        ("unowned id:E0002 -explained fix:owner", {"evidence-no-owner"}),
        ('"no file is there"', {"evidence-file-missing"}),
    ],
)
def test_gaps(text: str, checks: set[str]) -> None:
    """Each field and flag picks the gaps it says."""
    chosen = parse_filter(text, GAP_FILTERS.vocabulary)
    assert {gap.check for gap in REPORT if GAP_FILTERS.passes(chosen, gap)} == checks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id:PLN01", ["PLN01"]),
        ("owner:moss", ["PLN01"]),
        ("agency:NHS", ["PLN01", "PLN02"]),
        ("status:ready", ["PLN01"]),
        ("body:icb", ["PLN02"]),
        ("section:plans", ["PLN01", "PLN02"]),
        ("deadline:a", ["PLN01"]),
        ("criterion:A1", ["PLN01"]),
        ("ready", ["PLN01"]),
        ("open", ["PLN02", "X1"]),
        ("unowned", ["PLN02", "X1"]),
        ("asked", ["PLN01"]),
        ("personal", []),
        ("mosaic", ["X1"]),
        ("waits", ["PLN02"]),
    ],
)
def test_asks(text: str, found: list[str]) -> None:
    """Each field and flag picks the asks it says."""
    chosen = parse_filter(text, REQUEST_FILTERS.vocabulary)
    assert [ask.id for ask in asks(INDEX) if REQUEST_FILTERS.passes(chosen, ask)] == found


@pytest.mark.parametrize("filters", [EVIDENCE_FILTERS, GAP_FILTERS, REQUEST_FILTERS])
def test_no_word_is_both_field_and_flag(filters: Filters[object]) -> None:
    """A vocabulary is lower case and unambiguous."""
    words = filters.vocabulary
    assert not words.fields & words.flags
    assert all(one == one.lower() for one in words.fields | words.flags)


def test_evidence_is_left_in_the_order_of_ids_and_a_period_that_is_none_leaves_nothing() -> None:
    """What depends on today is no period of a filter."""
    found = evidence_matching(INDEX, FILES, "kind:report", AS_AT)
    assert [one.id for one in found] == sorted(one.id for one in found)
    assert evidence_matching(INDEX, FILES, "period:tomorrow", AS_AT) == []
