"""Current or stale, measured from the end of the period covered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.rules.freshness import (
    Freshness,
    add_months,
    freshness,
    going_stale,
    is_current,
    is_stale,
    stale_on,
)
from tests.making.building import AS_AT, make_evidence, make_framework

FRAMEWORK = make_framework()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_keep_the_day_or_the_last_of_the_month(day: date, months: int, then: date) -> None:
    """A day the month does not have becomes its last."""
    assert add_months(day, months) == then


def test_an_audit_is_current_for_its_months_and_no_day_longer() -> None:
    """To 31 March 2026 with twelve months: current on 31 March 2027, stale the day after."""
    audit = make_evidence(1, period_from=None, period_to=date(2026, 3, 31))
    assert stale_on(audit, FRAMEWORK) == date(2027, 4, 1)
    assert not is_stale(audit, FRAMEWORK, date(2027, 3, 31))
    assert is_stale(audit, FRAMEWORK, date(2027, 4, 1))


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "current"),
        ({"period_to": None}, "undated"),
        ({"kind": ""}, "unknown"),
        ({"period_from": date(2026, 12, 8), "period_to": date(2027, 1, 1)}, "not_yet"),
        ({"period_from": None, "period_to": date(2025, 12, 6)}, "stale"),
        ({"period_from": None, "period_to": date(2025, 12, 7)}, "current"),
        ({"is_withdrawn": True, "period_to": None}, "withdrawn"),
    ],
)
def test_every_state(changes: dict[str, object], state: Freshness) -> None:
    """One word for each way evidence can stand."""
    evidence = make_evidence(1, **changes)
    assert freshness(evidence, FRAMEWORK, AS_AT) == state
    assert is_current(evidence, FRAMEWORK, AS_AT) == (state == "current")


def test_what_cannot_be_dated_is_never_stale() -> None:
    """No period, no known kind, or a shelf life past the end of the calendar: nobody can say."""
    for changes in ({"period_to": None}, {"kind": "scroll"}, {"period_to": date.max}):
        evidence = make_evidence(1, **changes)
        assert stale_on(evidence, FRAMEWORK) is None
        assert not is_stale(evidence, FRAMEWORK, AS_AT)


@given(DAYS, DAYS, st.sampled_from(["audit", "data", "child"]))
def test_stale_stays_stale(end: date, as_at: date, kind: str) -> None:
    """Evidence stale on one day is stale on the next; it turns stale on exactly one day."""
    evidence = make_evidence(1, period_from=None, period_to=end, kind=kind)
    first = stale_on(evidence, FRAMEWORK)
    assert first is not None
    assert is_stale(evidence, FRAMEWORK, as_at) == (as_at >= first)
    tomorrow = as_at + timedelta(days=1)
    assert not is_stale(evidence, FRAMEWORK, as_at) or is_stale(evidence, FRAMEWORK, tomorrow)


def test_what_goes_stale_next() -> None:
    """Soonest first, by id on one day; not what is stale already or lasts beyond the day asked about."""
    items = [
        make_evidence(3, period_from=None, period_to=date(2025, 12, 31)),
        make_evidence(1, period_from=None, period_to=date(2025, 12, 10)),
        make_evidence(2, period_from=None, period_to=date(2025, 12, 10)),
        make_evidence(4, period_from=None, period_to=date(2025, 1, 1)),
        make_evidence(5),
    ]
    found = going_stale(items, FRAMEWORK, AS_AT, until=date(2027, 1, 1))
    assert [(day, one.id) for day, one in found] == [
        (date(2026, 12, 11), "E0001"),
        (date(2026, 12, 11), "E0002"),
        (date(2027, 1, 1), "E0003"),
    ]
