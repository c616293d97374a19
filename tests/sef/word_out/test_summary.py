"""The executive summary, part by part: which records speak, in which order, and how many."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action
from readiness.model.records.record import Record
from readiness.sef.word_out.notebook import SefWriter
from readiness.sef.word_out.summary import paragraphs_in, summary_blocks
from tests.making.building import (
    AS_AT,
    make_area,
    make_criterion,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_statement,
)
from tests.sef.word_out.writing import lines_of, notes_of

PARTS = (
    "Who we are", "What it is like for the people we serve", "What we do well, and the difference it makes",
    "What must improve, and by when", "What those concerned tell us", "What has changed since last time",
)  # fmt: skip


def many() -> Any:
    """A framework of seven criteria, Q1 to Q7."""
    group = make_framework().groups[0]
    criteria = tuple(make_criterion(f"Q{number}") for number in range(1, 8))
    return make_framework(groups=(group.model_copy(update={"criteria": criteria}),))


def part(notes: SefWriter, number: int) -> list[str]:
    """The paragraphs below one heading of the summary, counted from 0."""
    lines = lines_of(summary_blocks(notes))
    end = lines.index(PARTS[number + 1]) if number + 1 < len(PARTS) else len(lines)
    return lines[lines.index(PARTS[number]) + 1 : end]


def test_paragraphs_are_parted_by_empty_lines() -> None:
    """Whatever ends a line; what holds no words is none."""
    assert paragraphs_in("One\ntwo.\r\n\r\n Three. \n\n\n\n") == ["One\ntwo.", "Three."]
    assert paragraphs_in(" \n\n ") == []


def test_each_part_that_nothing_speaks_for_asks_for_it() -> None:
    """And what somebody wrote takes its place, paragraph by paragraph."""
    assert [len(part(notes_of(), number)) for number in range(6)] == [1] * 6
    assert all(part(notes_of(), number)[0].startswith("Missing: ") for number in range(6))
    written = notes_of(make_area(summary_who="We are.\n\nStill we."))
    assert part(written, 0) == ["We are.", "Still we."]


def test_who_we_are_is_the_first_words_of_the_area_and_who_agrees() -> None:
    """Those who are only heard are not asked to agree; without an area's words nothing is said of them."""
    notes = notes_of(make_area(context="A county.\n\nIts towns."))
    assert part(notes, 0) == [
        "A county.",
        "Those who are asked to agree this account are council and NHS.",
    ]
    assert part(notes_of(make_area()), 0)[0].startswith("Missing: ")


def test_what_it_is_like_is_the_headlines_and_our_views_best_first() -> None:
    """Views of one level together; each headline ends as a sentence."""
    records: tuple[Record, ...] = (
        make_statement(1, "headline", text="We are quick"),
        make_statement(2, "headline", criterion="A2", text="We are kind!"),
        make_grade("A1", "2"),
        make_grade("A2", "1"),
    )
    assert part(notes_of(*records), 1) == [
        "We are quick. We are kind!",
        "In our own view, which nobody has inspected: good (A2); mixed (A1).",
    ]
    assert part(notes_of(make_grade("A1", "1"), make_grade("A2", "1")), 1) == [
        "In our own view, which nobody has inspected: good (A1 and A2)."
    ]


def test_five_strengths_at_most_speak_those_that_rest_on_evidence_first() -> None:
    """One a section; without its difference none does, and withdrawn evidence is none."""
    strengths = [
        make_statement(number, criterion=f"Q{number}", text=f"Strength {number}", impact=f"Effect {number}.")
        for number in range(1, 8)
    ]
    silent = make_statement(8, criterion="Q1", impact=" ")
    second = make_statement(9, criterion="Q2", impact="Not the first.")
    evidence = (make_evidence(1), make_evidence(2, is_withdrawn=True))
    links = (make_link(1, 1, "statement", "S0007"), make_link(2, 2, "statement", "S0006"))
    notes = notes_of(*strengths, silent, second, *evidence, *links, framework=many())
    assert part(notes, 2) == [
        "Strength 7. Effect 7.",
        "Strength 1. Effect 1.",
        "Strength 2. Effect 2.",
        "Strength 3. Effect 3.",
        "Strength 4. Effect 4.",
    ]


def test_a_part_says_less_where_two_pages_are_full() -> None:
    """Long strengths leave room for four or three; however long, three are said."""

    def said(times: int) -> int:
        long: dict[str, Any] = {"text": "We did it very well indeed. " * times, "impact": "It helped."}
        strengths = [make_statement(number, criterion=f"Q{number}", **long) for number in range(1, 8)]
        return len(part(notes_of(*strengths, framework=many()), 2))

    assert [said(times) for times in (40, 60, 80, 400)] == [5, 4, 3, 3]


def test_what_must_improve_begins_with_the_weakest_view() -> None:
    """Sections without a view come last, in their order."""
    weak = [make_statement(n, "area_to_develop", criterion=f"Q{n}", text=f"Area {n}") for n in range(1, 5)]
    notes = notes_of(*weak, make_grade("Q3", "3"), make_grade("Q4", "2"), framework=many())
    assert part(notes, 3) == ["Area 3.", "Area 4.", "Area 1.", "Area 2."]


LATER = date(2027, 1, 1)


def action_of(number: int = 1, **changes: Any) -> Action:
    """An action for A1."""
    return Action(**{"id": f"P{number:04d}", "title": "Open a team", "criteria": ("A1",), **changes})


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([action_of(due=AS_AT)], " Next in this section, by 7 December 2026: open a team."),
        ([action_of(due=AS_AT, statements=("S0001",))], " By 7 December 2026: open a team."),
        ([action_of(due=AS_AT - timedelta(days=1))], ""),
        ([action_of(due=AS_AT, status="done")], ""),
        ([action_of()], ""),
        (
            [action_of(1, due=AS_AT), action_of(2, due=LATER, title="SENCO day", statements=("S0001",))],
            " By 1 January 2027: SENCO day.",
        ),
    ],
)  # fmt: skip
def test_what_is_due_next_is_said_beside_it(actions: list[Action], said: str) -> None:
    """What answers the statement itself first; what is past, done or undated is not what comes next."""
    area = make_statement(1, "area_to_develop", text="Waits are long")
    assert part(notes_of(area, *actions), 3) == [f"Waits are long.{said}"]


def test_an_action_is_told_once() -> None:
    """In the first section that it serves."""
    shared = action_of(due=AS_AT, criteria=("A1", "A2"))
    weak = [make_statement(n, "area_to_develop", criterion=f"A{n}", text=f"Area {n}") for n in (1, 2)]
    assert part(notes_of(*weak, shared), 3) == [
        "Area 1. Next in this section, by 7 December 2026: open a team.",
        "Area 2.",
    ]


def test_the_first_statement_of_each_section_that_rests_on_a_voice_is_what_we_were_told() -> None:
    """With its effect where it was written; one that rests on an audit is not."""
    records: tuple[Record, ...] = (
        make_statement(1, "context", text="An audit says"),
        make_statement(2, "context", text="Parents say", impact="They trust us"),
        make_statement(3, "context", text="Later words"),
        make_statement(4, "context", criterion="A2", text="Children say"),
        make_evidence(1),
        make_evidence(2, kind="parent"),
        make_link(1, 1, "statement", "S0001"),
        *(make_link(number, 2, "statement", f"S{number:04d}") for number in (2, 3, 4)),
    )
    assert part(notes_of(*records), 4) == ["Parents say. They trust us.", "Children say."]


def test_a_voice_is_heard_in_a_strength_too_unless_that_is_told_already() -> None:
    """The first strength and the first area to develop of a section have their own parts."""
    records: tuple[Record, ...] = (
        make_statement(1, "strength", text="Told above", impact="So it is"),
        make_statement(2, "strength", text="Parents trust us"),
        make_statement(3, "area_to_develop", text="Told, too"),
        make_statement(4, "area_to_develop", criterion="A2", text="No parent said this"),
        make_evidence(2, kind="parent"),
        *(make_link(number, 2, "statement", f"S{number:04d}") for number in (1, 2, 3)),
    )
    assert part(notes_of(*records), 4) == ["Parents trust us."]


def test_what_waits_for_agreement_is_said_in_public_part_by_part() -> None:
    """Never that it does not exist; of what people told us only what rests on a voice."""
    records: tuple[Record, ...] = (
        make_statement(1, "headline", text="It goes well"),
        make_statement(2, "context", text="An audit says"),
        make_statement(3, "context", text="Parents say"),
        make_evidence(2, kind="parent"),
        make_link(1, 2, "statement", "S0003"),
    )
    notes = notes_of(*records, mode="publication")
    told = "1 statement is not yet agreed by council and NHS."
    assert [part(notes, number) for number in (1, 4)] == [[told], [told]]


def measure_of(number: int, end: date, value: float, **changes: Any) -> Measure:
    """A share that was 50 per cent in 2024."""
    values: dict[str, Any] = {
        "id": f"M{number:04d}",
        "title": f"Share {number}",
        "unit": "%",
        "criteria": ("A1",),
        "baseline": Observation(period_to=date(2024, 3, 31), value=50),
        "observations": (Observation(period_to=end, value=value),),
    }
    return Measure(**{**values, **changes})


def test_figures_that_moved_are_told_newest_first_better_apart_from_worse() -> None:
    """Not those of nothing we are asked, those that stood still, or those of a time that is yet to end."""
    measures = (
        measure_of(1, date(2025, 3, 31), 60),
        measure_of(2, date(2026, 3, 31), 70),
        measure_of(3, date(2026, 3, 31), 40),
        measure_of(4, date(2026, 3, 31), 50),
        measure_of(5, date(2026, 3, 31), 90, criteria=("Z9",)),
        measure_of(6, AS_AT + timedelta(days=1), 90),
        measure_of(7, AS_AT, 80, criteria=(), statements=("S0001",)),
    )
    better, worse = part(notes_of(*measures), 5)
    assert better.startswith("These figures have improved. Share 7: ")
    assert [better.index(f"Share {number}:") for number in (7, 2, 1)] == sorted(
        better.index(f"Share {number}:") for number in (7, 2, 1)
    )
    assert worse.startswith("These have gone the other way. Share 3: ")
    assert not any(f"Share {number}:" in better + worse for number in (4, 5, 6))
    assert ", better" not in better
    assert ", worse" not in worse


FIVE = "Action 0; Action 1; Action 2; Action 3; Action 4"


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["done"], "The one action in our plan is done: Action 0."),
        (["done", "not_started"], "One of the 2 actions in our plan is done: Action 0."),
        (["done"] * 2, "All 2 actions in our plan are done: Action 0; Action 1."),
        (["done"] * 6, f"All 6 actions in our plan are done: {FIVE}."),
    ],
)  # fmt: skip
def test_what_is_done_is_counted_and_five_are_named(statuses: list[str], said: str) -> None:
    """By their titles."""
    actions = [action_of(n, title=f"Action {n}", status=status) for n, status in enumerate(statuses)]
    assert part(notes_of(*actions), 5) == [said]
