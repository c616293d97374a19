"""Words typed into a printed table become the fields they stand for, or it is said how to write them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.record import Record
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.record_words import (
    FIELD_TITLES,
    PLAIN,
    UnreadWordsError,
    fields_of,
    fits,
    grade_of,
    says_the_same,
    words_now,
)
from tests.making.building import make_area, make_grade

START, END = (
    Observation(period_to=date(2025, 3, 30), value=50),
    Observation(period_to=date(2026, 3, 31), value=60),
)
MEASURE = Measure(
    id="M0001",
    title="Plans in time",
    unit="%",
    baseline=START,
    observations=(END,),
    target_by=date(2028, 6, 15),
)
ACTION = Action(id="P0001", title="Open a team", owner="K. Ali")


def target(name: str) -> Target:
    """A field of a table, such as ``actions.due``."""
    table, _, field = name.partition(".")
    return Target(table=table, id="X", field=field)


def observed(*end: int, value: float) -> Observation:
    """A figure of a period."""
    return Observation(period_to=date(*end), value=value)


@pytest.mark.parametrize(
    ("name", "words", "fields"),
    [
        ("actions.title", "New team", {"title": "New team"}),
        ("actions.responsible", "NHS", {"responsible": "NHS"}),
        ("actions.owner", "B. Ode", {"owner": "B. Ode"}),
        ("actions.success_measure", "Waits fall", {"success_measure": "Waits fall"}),
        ("area.context", "A county.", {"context": "A county."}),
        ("area.summary_who", "We.", {"summary_who": "We."}),
        ("grades.why", "Since.", {"why": "Since."}),
        ("recommendations.text", "Do it.", {"text": "Do it."}),
        ("measures.title", "Plans on time (higher is better)", {"title": "Plans on time"}),
        ("measures.title", "Waits (lower is better) ", {"title": "Waits"}),
        ("actions.due", "31 March 2027", {"due": date(2027, 3, 31)}),
        ("actions.due", "31/3/2027", {"due": date(2027, 3, 31)}),
        ("actions.status", "In progress", {"status": "in_progress"}),
        ("actions.status", "done", {"status": "done"}),
        ("actions.status", "in progress, 40%", {"status": "in_progress", "percent_done": 40}),
        ("actions.status", "in progress (100 %)", {"status": "in_progress", "percent_done": 100}),
        ("actions.status", "not started, 0%", {"status": "not_started", "percent_done": 0}),
    ],
)
def test_words_become_the_fields_they_stand_for(name: str, words: str, fields: dict[str, Any]) -> None:
    """As typed, or read as a day or a status."""
    assert fields_of(target(name), ACTION, words) == fields


@pytest.mark.parametrize(
    ("field", "words", "fields"),
    [
        ("target", "75", {"target": 75.0}),
        ("target", "75%", {"target": 75.0}),
        ("target", "1,250.5 %", {"target": 1250.5}),
        ("target", "-3", {"target": -3.0}),
        ("target", "\u22123%", {"target": -3.0}),
        ("target", "75% by Mar 2028", {"target": 75.0, "target_by": date(2028, 3, 31)}),
        ("target", "75% by Jun 2028", {"target": 75.0, "target_by": date(2028, 6, 15)}),
        ("target", "75% by 30 June 2028", {"target": 75.0, "target_by": date(2028, 6, 30)}),
        ("target", "75% by February 2028", {"target": 75.0, "target_by": date(2028, 2, 29)}),
        ("target", "75% by 1 April 2028", {"target": 75.0, "target_by": date(2028, 4, 1)}),
        ("baseline", "48% (Dec 2024)", {"baseline": observed(2024, 12, 31, value=48)}),
        ("baseline", "48% (Mar 2025)", {"baseline": observed(2025, 3, 30, value=48)}),
        ("baseline", "48%", {"baseline": observed(2025, 3, 30, value=48)}),
        ("latest", "62% (Jul 2026)", {"observations": (END, observed(2026, 7, 31, value=62))}),
        ("latest", "62% (Mar 2026)", {"observations": (observed(2026, 3, 31, value=62),)}),
        ("latest", "62% (Mar 2026), better", {"observations": (observed(2026, 3, 31, value=62),)}),
        ("latest", "62% (year, Jul 2026)", {"observations": (END, observed(2026, 7, 31, value=62))}),
    ],
)  # fmt: skip
def test_figures_are_read_with_their_period(field: str, words: str, fields: dict[str, Any]) -> None:
    """A month is its last day, or the day its figure already has; a figure of that period is replaced."""
    assert fields_of(target(f"measures.{field}"), MEASURE, words) == fields


@pytest.mark.parametrize(
    ("name", "record", "words", "told"),
    [
        ("actions.due", ACTION, "soon", "Write the day such as 31 March 2027."),
        ("actions.status", ACTION, "nearly", "Write one of not started, in progress, done"),
        ("actions.status", ACTION, "40%", "Write one of"),
        ("actions.status", ACTION, "done, 101%", "A percentage is at most 100."),
        ("actions.percent", ACTION, "4", "Make this change in the workspace"),
        ("measures.target", MEASURE, "more", "Write one figure in %, such as 54."),
        ("measures.target", MEASURE, "75 weeks", "The measure is in %, and this says weeks."),
        ("measures.target", MEASURE, "75% by then", "Write the day"),
        ("measures.latest", MEASURE, "62%", "Write the figure with the end of its period"),
        ("measures.latest", MEASURE, "62% 63% (Jul 2026)", "Write one figure"),
        ("measures.latest", MEASURE, "62% (soon)", "Write the day"),
        (
            "measures.baseline",
            MEASURE.model_copy(update={"baseline": None}),
            "48%",
            "Write the figure with the end of its period",
        ),
        (
            "measures.target",
            MEASURE.model_copy(update={"unit": ""}),
            "75 weeks",
            "The measure is in no unit, and this says weeks.",
        ),
        (
            "measures.target",
            MEASURE.model_copy(update={"unit": ""}),
            "more",
            "Write one figure in the unit of the measure",
        ),
    ],
)
def test_what_cannot_be_stored_is_refused_with_how_to_write_it(
    name: str, record: Record, words: str, told: str
) -> None:
    """And `fits` says the same."""
    with pytest.raises(UnreadWordsError) as refused:
        fields_of(target(name), record, words)
    assert told in str(refused.value)
    assert fits(record, target(name), words) == str(refused.value)


def test_a_measure_of_months_keeps_its_unit_in_any_case() -> None:
    """Weeks are weeks, however they were typed."""
    weeks = MEASURE.model_copy(update={"unit": "Weeks"})
    assert fields_of(target("measures.target"), weeks, "12 weeks") == {"target": 12.0}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Our local view: Good. Because.", ("1", "Because.")),
        ("good - because", ("1", "because")),
        ("Good enough. Since", ("2", "Since")),
        ("GOOD", ("1", "")),
        ("Poor", None),
        ("Not good", None),
    ],
)
def test_a_local_view_is_known_by_the_longest_title_it_begins_with(
    words: str, found: tuple[str, str] | None
) -> None:
    """What follows is the reason."""
    assert grade_of(words, {"1": "good", "2": "good enough"}) == found


@pytest.mark.parametrize(
    ("record", "name", "words", "why"),
    [
        (None, "grades.view", "Good.", ""),
        (make_grade(), "grades.view", "Good.", "There is a local view of it by now."),
        (None, "recommendations.answer", "We did.", ""),
        (None, "actions.title", "New", "What it is about is not here any more."),
        (None, "area.context", "A county.", ""),
        (ACTION, "actions.title", " ", "An action needs words."),
        (ACTION, "actions.title", "New", ""),
        (ACTION, "actions.owner", "", ""),
    ],
)
def test_words_fit_where_their_record_still_is(
    record: Record | None, name: str, words: str, why: str
) -> None:
    """A view is written once; an area needs no record."""
    assert fits(record, target(name), words) == why


def test_what_a_plain_field_holds_now_is_known() -> None:
    """Of figures and of what is gone it is not, nor of a measure's title, printed with more words."""
    assert words_now(target("actions.owner"), ACTION) == "K. Ali"
    assert words_now(target("area.context"), make_area(context="A county.")) == "A county."
    recommendation = Recommendation(id="R0001", kind="other", text="Do it.")
    assert words_now(target("recommendations.text"), recommendation) == "Do it."
    assert words_now(target("actions.due"), ACTION) is None
    assert words_now(target("measures.title"), MEASURE) is None
    assert words_now(target("actions.owner"), None) is None


def test_every_field_that_can_be_typed_over_has_a_name_people_know() -> None:
    """So that a question about it can be understood."""
    assert {f"{table}.{field}" for table, fields in PLAIN.items() for field in fields} <= set(FIELD_TITLES)


@pytest.mark.parametrize(
    ("name", "words", "is_same"),
    [
        ("actions.title", "Open a team", True),
        ("actions.title", "  Open  a\u00a0team ", True),
        ("actions.title", "Open two teams", False),
        ("actions.owner", "K. Ali", True),
        ("actions.due", "1 May 2026", True),
        ("actions.due", "1/5/2026", True),
        ("actions.due", "2 May 2026", False),
        ("actions.due", "soon", False),
        ("actions.due", "", False),
    ],
)
def test_words_that_say_what_is_held_are_no_change(name: str, words: str, is_same: bool) -> None:
    """However they are written; words that cannot be read say nothing."""
    held = ACTION.model_copy(update={"due": date(2026, 5, 1)})
    assert says_the_same(target(name), held, words) is is_same
    assert not says_the_same(target(name), None, words)
