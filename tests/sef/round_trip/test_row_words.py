"""A row typed into a printed table says a whole record, or what it lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.model.records.measures import Observation
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.record_words import FIELD_TITLES, UnreadWordsError
from readiness.sef.round_trip.row_words import ROW_FIELDS, fields_in, is_new_record, record_fields, row_lines

ACTION = Target(table="actions", criterion="A1")
MEASURE = Target(table="measures", criterion="A1")
TOLD = Target(table="recommendations")


def test_a_row_stands_in_lines_and_is_read_from_them_again() -> None:
    """Cells that say nothing, as in a copied row, are left out; a cell of several lines stays one."""
    lines = row_lines(
        "actions", ("Hire two\npsychologists", "nobody named yet", "No date set", " ", "Waits fall")
    )
    assert lines == "Action: Hire two\npsychologists\nHow we will know: Waits fall"
    assert fields_in("actions", lines) == {
        "title": "Hire two\npsychologists",
        "success_measure": "Waits fall",
    }


@pytest.mark.parametrize(
    ("target", "lines", "fields"),
    [
        (ACTION, "Action: Open a team", {"title": "Open a team", "criteria": ("A1",)}),
        (
            ACTION,
            "action: Open a team\nWho: NHS\nBy when: 31 March 2027\nProgress: in progress, 20%, late",
            {
                "title": "Open a team",
                "responsible": "NHS",
                "due": date(2027, 3, 31),
                "status": "in_progress",
                "percent_done": 20,
                "criteria": ("A1",),
            },
        ),
        (
            MEASURE,
            "Measure: Way (lower is better)\nWhere we started: 1,200 km (Dec 2024)\nTarget: 2 km by Mar 2028",
            {
                "title": "Way",
                "good": "lower",
                "unit": "km",
                "baseline": Observation(period_to=date(2024, 12, 31), value=1200),
                "target": 2.0,
                "target_by": date(2028, 3, 31),
                "criteria": ("A1",),
            },
        ),
        (
            TOLD,
            "Recommendation: Hear all\nFrom: Report\nWho: NHS, the LA and the forum\nWhat we have done: Met",
            {
                "kind": "other",
                "text": "Hear all",
                "source": "Report",
                "responsible": ("NHS", "the LA", "the forum"),
            },
        ),
    ],
)  # fmt: skip
def test_the_fields_of_the_record(target: Target, lines: str, fields: dict[str, Any]) -> None:
    """What was typed and no more."""
    assert record_fields(target, lines) == fields


@pytest.mark.parametrize(
    ("target", "lines", "told"),
    [
        (ACTION, "Who: NHS", "It needs a line \u201cAction: ...\u201d."),
        (ACTION, "Action:\nWho: NHS", "It needs a line"),
        (ACTION, "Open a team", "Write each of Action, Who, By when, Progress and How we will know on"),
        (ACTION, "Action: a\nAction: b", "on a line of its own"),
        (ACTION, "Action: a\nBy when: soon", "Write the day such as 31 March 2027."),
        (MEASURE, "Measure: Waits\nTarget: 20 weeks", "(higher is better) or (lower is better)"),
        (MEASURE, "Measure: Waits (lower is better)\nWhere we are now: 20 weeks", "the end of its period"),
        (
            MEASURE,
            "Measure: Waits (lower is better)\nWhere we are now: 20 weeks (Dec 2026)\nTarget: 5%",
            "The measure is in weeks, and this says %.",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(target: Target, lines: str, told: str) -> None:
    """With how to write it."""
    with pytest.raises(UnreadWordsError) as refused:
        record_fields(target, lines)
    assert told in str(refused.value)


def test_only_a_whole_row_makes_a_record() -> None:
    """A cell is a field of a record that is there; a row of another table makes none."""
    assert is_new_record(ACTION)
    assert not is_new_record(ACTION.model_copy(update={"field": "title"}))
    assert not is_new_record(ACTION.model_copy(update={"id": "P0001"}))
    assert not is_new_record(Target(table="statements", criterion="A1"))


def test_every_column_has_a_name_of_its_own() -> None:
    """By which its line is known again."""
    for table, fields in ROW_FIELDS.items():
        names = [FIELD_TITLES[f"{table}.{field}"] for field in fields]
        assert len(set(names)) == len(names)
        assert f"{table}." in FIELD_TITLES
