"""Which words that people typed have to be looked at before they go outside."""

from __future__ import annotations

from datetime import date

from readiness.model.records.plan import Action
from readiness.model.records.programme import Workstream
from readiness.model.records.progress import ProgressNote
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.rules.public_words import doubts, owners_named, small_counts_in, typed_in_plan

PEOPLE = ("children", "pupils", "families", "young people")


def test_small_counts_are_found_in_sentences() -> None:
    """In figures and words, with a word between; larger numbers are not."""
    assert small_counts_in("Three young people and 2 older pupils of 14 children.", PEOPLE) == [
        "Three young people", "2 older pupils",
    ]  # fmt: skip
    assert small_counts_in("24 children; 13 families; one in four; 3 weeks.", PEOPLE) == []
    assert small_counts_in("50% of 6 said so, 25% (2 of 8) did not, and 60 per cent of nine.", PEOPLE) == [
        "50% of 6", "25% (2 of 8", "60 per cent of nine",
    ]  # fmt: skip
    assert small_counts_in("50% of 62, 25% (20 of 80), 10% of 1,204, 5% of 9 per cent.", PEOPLE) == []


def test_without_words_for_people_only_shares_are_found() -> None:
    """A definition that names nobody: a count of something is no count of people."""
    assert small_counts_in("Three pupils, 50% of 6.", ()) == ["50% of 6"]


def test_people_who_have_something_to_do_are_known_by_name() -> None:
    """Without their role, each once; a role by itself names nobody, and a body is no person."""
    records = Records(
        requests={
            "A": RequestState(id="A", owner="J. Moss, data lead; Sam O'Neill"),
            "B": RequestState(id="B", owner="J. Moss"),
            "C": RequestState(id="C", owner="Virtual school headteacher"),
        },
        workstreams={"W1": Workstream(id="W1", title="Timeliness", members=("Penmarsh Council",))},
    )
    assert owners_named(records) == ("J. Moss", "Sam O'Neill")


def test_a_name_and_a_small_count_are_both_told_with_their_place() -> None:
    """Neither where the words only hold the letters of a name."""
    texts = [("P0001", "Ask J. Moss about three pupils."), ("P0002", "Ask J. Mosser about thirty pupils.")]
    found = list(doubts(texts, PEOPLE, ("J. Moss",)))
    assert [str(one.where) for one in found] == ["P0001", "P0001"]
    assert "three pupils" in found[0].what
    assert found[1].what == "It names J. Moss."


def test_of_an_action_its_title_and_how_we_will_know_go_outside() -> None:
    """Of what was reported only what is meant for the public; progress and steps are for those inside."""
    action = Action(id="P0001", title="Open a club", success_measure="More take part", progress="slow")
    notes = [
        ProgressNote(id=f"PN000{at}", about="P0001", on=date(2026, 9, 1), words=words, is_public=is_public)
        for at, (words, is_public) in enumerate((("Opened in May", True), ("Short of staff", False)))
    ]
    records = Records(actions={action.id: action}, progress_notes={one.id: one for one in notes})
    assert list(typed_in_plan(records)) == [
        ("P0001", "Open a club\nMore take part"),
        ("P0001", "Opened in May\n"),
    ]
