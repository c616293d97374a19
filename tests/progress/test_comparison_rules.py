"""What changed between two states: records field by field, gaps opened and closed, measures moved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.gaps.report import find_gaps
from readiness.model.records.area import AREA_ID
from readiness.model.records.differences import as_text, difference, title_of
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.progress.comparison import Comparison, compare
from readiness.rules.index import Index
from tests.making.building import (
    AS_AT,
    make_area,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_records,
    make_statement,
)

FRAMEWORK = make_framework()


def compared(before: tuple[Record, ...], after: tuple[Record, ...]) -> Comparison:
    """Two states with their own gap reports."""
    old, new = make_records(before), make_records(after)
    return compare(old, new, find_gaps(Index(FRAMEWORK, old), AS_AT), find_gaps(Index(FRAMEWORK, new), AS_AT))


def measure(number: int, *values: float, **fields: Any) -> Measure:
    """A measure with a figure a month."""
    figures = tuple(
        Observation(period_to=date(2026, month, 28), value=one) for month, one in enumerate(values, 1)
    )
    return Measure(id=f"M{number:04d}", title=f"Measure {number}", unit="%", observations=figures, **fields)


def test_nothing_changed_is_nothing() -> None:
    """Who stored it and when does not count."""
    one = make_statement(1)
    found = compared((one,), (one.model_copy(update={"revision": 9, "updated_by": "x"}),))

    assert found.is_empty
    assert found.gaps_kept > 0
    assert found.measures == ()


def test_records_added_removed_and_changed_are_told_in_order() -> None:
    """Table by table and by id, with each field's two sides in words."""
    before = (
        make_area(),
        make_statement(2, impact="Less."),
        make_evidence(1),
        make_link(1, 1, "criterion", "A1"),
    )
    reworded = make_statement(2, impact="Less.", lenses=("ap",), text="Others.")
    found = compared(before, (make_area(), reworded, make_statement(1), make_evidence(1)))

    assert [(one.table, one.record_id, one.kind) for one in found.differences] == [
        ("links", "L0001", "removed"),
        ("statements", "S0001", "added"),
        ("statements", "S0002", "changed"),
    ]
    (changed,) = [one for one in found.of_table("statements") if one.kind == "changed"]
    assert {(one.field, one.before, one.after) for one in changed.fields} == {
        ("text", "Words 2.", "Others."),
        ("lenses", "", "ap"),
    }
    assert not found.is_empty


def test_gaps_opened_and_closed_are_those_of_each_state() -> None:
    """Linking evidence closes the gap of a criterion without any; what stays is counted."""
    found = compared((), (make_evidence(1), make_link(1, 1, "criterion", "A1")))

    assert ("criterion-no-evidence", "A1") in {(one.check, one.subject) for one in found.gaps_closed}
    back = compared((make_evidence(1), make_link(1, 1, "criterion", "A1")), ())
    assert {one.key for one in back.gaps_opened} == {one.key for one in found.gaps_closed}
    assert back.gaps_kept == found.gaps_kept


@pytest.mark.parametrize(
    ("before", "after", "is_better"),
    [
        (measure(1, 50), measure(1, 50, 61), True),
        (measure(1, 50), measure(1, 50, 40), False),
        (measure(1, 22, good="lower"), measure(1, 22, 18, good="lower"), True),
        (measure(1, 22, good="lower"), measure(1, 22, 30, good="lower"), False),
        (measure(1), measure(1, 61), None),
        (measure(1, 61), measure(1), None),
        (None, measure(1, 61), None),
    ],
)
def test_a_measure_moves_the_good_way_or_the_other(
    before: Measure | None, after: Measure, is_better: bool | None
) -> None:
    """By its latest figures and the way that is good for it; unknown when one side has none."""
    (move,) = compared((before,) if before else (), (after,)).measures

    assert (move.measure_id, move.unit, move.is_better) == ("M0001", "%", is_better)


def test_a_measure_that_stands_still_does_not_move() -> None:
    """The same latest figure, or none on both sides, is no move."""
    assert compared((measure(1, 50), measure(2)), (measure(1, 40, 50), measure(2))).measures == ()


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (make_evidence(1), "Document 1"),
        (make_statement(1), "Words 1."),
        (make_area(), "Penmarsh"),
        (make_grade(why="Because."), "Because."),
        (RequestState(id="ASK01", local_title="Something else"), "Something else"),
        (RequestState(id="PLN01"), "PLN01"),
        (make_link(1, 1, "criterion", "A1"), "E0001 to A1"),
    ],
)
def test_a_record_is_named_in_a_few_words(record: Record, title: str) -> None:
    """By its title or words, by what it ties together, or else by its id."""
    assert title_of(record) == title


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (12.5, "12.5"),
        (["a", True], "a; yes"),
        ({"period_to": "2026-09-30", "value": 3}, "period to 2026-09-30, value 3"),
        ("words", "words"),
    ],
)
def test_values_are_told_in_words(value: object, words: str) -> None:
    """Nothing, yes and no, lists and parts read as a person would write them."""
    assert as_text(value) == words


def test_nothing_beside_nothing_differs_in_nothing() -> None:
    """A record on neither side is no difference."""
    assert difference("area", AREA_ID, None, None) is None


def test_changes_are_said_in_the_words_of_fields_and_choices() -> None:
    """For people: the label of the field and the title of a choice, not their stored names."""
    before = make_statement(1, kind="headline")
    found = compared((before,), (before.model_copy(update={"kind": "area_to_develop"}),))
    (change,) = found.differences
    (said,) = found.said(change)
    assert (said.label, said.before, said.after) == ("Kind", "Headline", "Area to develop")
