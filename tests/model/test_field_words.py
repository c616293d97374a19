"""Records in words: every field, what changed, and short forms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from readiness.model.field import Around, fields_of
from readiness.model.field_words import changed_facts, facts, plain_words, words
from readiness.model.figures import plain_number
from readiness.model.records.date_moves import DateMove
from readiness.model.records.evidence import Link, Pinpoint
from readiness.model.records.plan import Action, Milestone
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import RECORD_TYPES
from tests.making.building import make_evidence, make_framework, make_statement

AROUND = Around(make_framework(), date(2026, 11, 27))


def test_a_moved_due_day_is_said_with_what_it_was() -> None:
    """Both days, or that there was none, with the reason."""
    first = DateMove(on=date(2026, 12, 2), was=date(2027, 1, 31), reason="Put off.")
    moves = (first, DateMove(on=date(2026, 12, 9), became=date(2027, 3, 31), reason="Set anew."))
    assert words(fields_of(Action)["moves"], moves, AROUND).splitlines() == [
        "from 31 Jan 2027 to no date on 2 Dec 2026: Put off.",
        "from no date to 31 Mar 2027 on 9 Dec 2026: Set anew.",
    ]


def test_facts_leave_nothing_out() -> None:
    """Every field that is not the store's, in the order of the class, what is empty said to be."""
    state = RequestState(id="PLN01", lead_time_hours=16, status="signed_off", agency="nhs")

    assert facts(state, AROUND) == [
        ("Owner", "nobody"),
        ("Agency", "NHS"),
        ("Source system", "not said"),
        ("How produced", "not said"),
        ("Needs, in working hours", "16"),
        ("Last produced", "no date"),
        ("Status", "signed off"),
        ("Why not applicable", "not said"),
        ("Note to inspectors", "none"),
        ("Official deadline", "that of its class"),
        ("Asked for", "no list yet"),
        ("Lines that ask for it", "none"),
        ("Title in their list", "none"),
        ("Notes", "none"),
    ]


@pytest.mark.parametrize("table", RECORD_TYPES)
def test_facts_name_every_field_but_the_stores(table: str) -> None:
    """No stored name is shown; two records of a type have the same rows."""
    labels = [one.label for one in fields_of(RECORD_TYPES[table]).values() if one.field.set_by != "store"]

    assert labels
    assert not [one for one in labels if "_" in one]


def test_parts_of_a_record_stand_one_to_a_line() -> None:
    """The first field plainly, what else is said by its label; what is not said is left out."""
    action = Action(
        id="P0001",
        title="Recruit",
        milestones=(Milestone(title="Advertise", due=date(2027, 1, 31)), Milestone(title="Interview")),
    )

    assert dict(facts(action, AROUND))["Milestones"] == "Advertise; due 31 Jan 2027\nInterview"


def test_a_place_in_a_document_has_its_short_form() -> None:
    """As on screens and in documents; without one it is the whole document."""
    link = Link(
        id="L0001", evidence="E0001", target_kind="criterion", target="A1", pinpoint=Pinpoint(page="4")
    )
    whole = link.model_copy(update={"pinpoint": Pinpoint()})

    assert dict(facts(link, AROUND))["Where to look"] == "p.4"
    assert dict(facts(whole, AROUND))["Where to look"] == "the whole of it"


def test_a_change_is_told_by_labels_and_words() -> None:
    """Only what says something else; authorship is not part of it."""
    before = make_evidence(1, holds_personal_data=None)
    after = before.model_copy(update={"holds_personal_data": True, "owner": "", "revision": 3})

    told = [(one.label, one.before, one.after) for one in changed_facts(before, after, AROUND)]

    assert told == [("Owner", "K. Ali", "nobody"), ("Personal data", "nobody has looked", "yes")]


def test_a_record_added_or_removed_says_what_it_said() -> None:
    """Against what a new record says; nothing for no record at all."""
    statement = make_statement(1, impact="Waits fell.")

    added = [(one.label, one.after) for one in changed_facts(None, statement, AROUND)]
    removed = [(one.label, one.before) for one in changed_facts(statement, None, AROUND)]

    assert (
        added
        == removed
        == [
            ("Criterion", "A1"),
            ("Kind", "Strength"),
            ("Draft", "Words 1."),
            ("Impact", "Waits fell."),
        ]
    )
    assert list(changed_facts(None, None, AROUND)) == []


@pytest.mark.parametrize(
    ("value", "said"), [(12.0, "12"), (58.2, "58.2"), (1234567.0, "1234567"), (-0.5, "-0.5"), (3, "3")]
)
def test_figures_are_written_in_full(value: float, said: str) -> None:
    """No needless nought, no power of ten."""
    assert plain_number(value) == said


def test_moments_are_told_in_england() -> None:
    """An hour later in summer."""
    assert plain_words(datetime(2026, 7, 6, 8, 15, tzinfo=UTC)) == "Mon 6 Jul 2026 09:15"
