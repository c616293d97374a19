"""Findings are counted to the last and listed to a limit, in an order a person can follow."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from readiness.people_lists.report import Finding, FindingLog, ListReport, SheetSummary

MISSING = Finding("a.xlsx", "one", "uid-required", "error", 2, "A", "Unique ID", "Missing.")
QUERY = Finding("a.xlsx", "one", "date-form", "query", 2, "C", "Date of birth", "In another form.")
SHEET = SheetSummary("a.xlsx", "one", "List one", 1, 9, 3, 1, ())


def report_of(log: FindingLog) -> ListReport:
    """The report of one sheet."""
    return ListReport(date(2026, 12, 7), (SHEET,), log.findings(), log.tallies())


def test_places_stop_at_the_limit_and_counts_do_not() -> None:
    """Of five places two are listed, the first; the tally has all five."""
    log = FindingLog(shown_per_rule=2)
    log.extend(replace(MISSING, row=row) for row in range(2, 7))
    assert [one.row for one in log.findings()] == [2, 3]
    assert [(one.rule, one.count) for one in log.tallies()] == [("uid-required", 5)]


def test_errors_come_first_then_what_is_most_frequent() -> None:
    """The report's totals are those of all tallies, also past the limit."""
    log = FindingLog(shown_per_rule=1)
    log.extend([QUERY] * 4)
    log.add(MISSING)
    log.extend(replace(MISSING, rule="dob-required", column="C") for _ in range(2))
    assert [(one.severity, one.rule, one.count) for one in log.tallies()] == [
        ("error", "dob-required", 2),
        ("error", "uid-required", 1),
        ("query", "date-form", 4),
    ]
    assert (report_of(log).errors, report_of(log).queries) == (3, 4)


def test_a_report_can_be_written_as_json() -> None:
    """Every part, with the date as text and the totals beside it."""
    log = FindingLog()
    log.extend([MISSING, QUERY])
    document = json.loads(json.dumps(report_of(log).to_document()))
    assert (document["as_at"], document["errors"], document["queries"]) == ("2026-12-07", 1, 1)
    assert [one["rule"] for one in document["findings"]] == ["uid-required", "date-form"]
    assert document["sheets"][0]["rows_with_errors"] == 3


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.sampled_from("xyz"), st.integers(1, 9))))
def test_no_finding_is_lost_from_the_counts(found: list[tuple[str, str, int]]) -> None:
    """Whatever is added, the tallies add up to it, and places are listed by list, row and column."""
    log = FindingLog(shown_per_rule=3)
    log.extend(replace(MISSING, list_id=one, rule=rule, row=row) for one, rule, row in found)
    assert sum(one.count for one in log.tallies()) == len(found)
    places = [(one.list_id, one.row) for one in log.findings()]
    assert places == sorted(places)
