"""The section of one criterion: what is said, what it rests on, and what is said to be missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from readiness.formats.word.model import Table
from readiness.model.definition.framework import Framework
from readiness.model.records.plan import Action
from readiness.model.records.record import Record
from readiness.sef.round_trip.stamp import Mode
from readiness.sef.word_out.criterion import actions_table, agencies_of, criterion_blocks, spans
from readiness.sef.word_out.notebook import SefWriter
from tests.making.building import (
    AS_AT,
    make_criterion,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_statement,
)
from tests.sef.word_out.writing import lines_of, notes_of

STANDS = "Our local view: good. Because. This is the partnership's own view; it is not an official grade."
UNWRITTEN = "the reason for this view has not been written."


def section(notes: SefWriter) -> list[str]:
    """The paragraphs of A1's section."""
    group = notes.framework.groups[0]
    return lines_of(criterion_blocks(notes, group, notes.framework.criteria["A1"]))


def below(lines: list[str], heading: str) -> list[str]:
    """The lines between a heading and the next one of its level."""
    headings = {
        "What we know", "What those concerned say", "Our strengths and the difference they make",
        "What we need to improve", "What we will do next",
    }  # fmt: skip
    start = lines.index(heading) + 1
    end = next((at for at in range(start, len(lines)) if lines[at] in headings), len(lines))
    return lines[start:end]


def graded(status: str = "seen", *, is_graded: bool = False) -> Framework:
    """A framework whose A1 may be graded, and confirmed or not."""
    framework = make_framework()
    group = framework.groups[0]
    made = make_criterion("A1", status=status)  # type: ignore[arg-type]  # a status of facts
    first = made.model_copy(update={"is_graded": is_graded})
    return make_framework(groups=(group.model_copy(update={"criteria": (first, group.criteria[1])}),))


def test_an_empty_section_asks_for_the_whole_of_it() -> None:
    """With its view and its evidence; no heading stands above nothing."""
    lines = section(notes_of())
    assert lines[0] == "A1 A1"
    assert lines[2].startswith("Missing: the whole of this section, because nothing has been written yet: ")
    assert lines[3].startswith("Missing: our local view.")
    assert lines[4].startswith("Missing: evidence; none has been linked.")
    assert len(lines) == 5


def test_an_empty_public_section_says_so_or_what_waits() -> None:
    """Statements that wait are counted, with who has not agreed; their words are not printed."""
    assert section(notes_of(mode="publication"))[2] == "Nothing has been written in this section yet."
    waiting = notes_of(make_statement(1), mode="publication")
    assert section(waiting)[2] == "1 statement is not yet agreed by council and NHS."
    assert "Words 1." not in section(waiting)


def test_a_whole_section_comes_in_its_order() -> None:
    """Headline, view, what we know, who was heard, strengths, what to improve, next steps, evidence."""
    records: tuple[Record, ...] = (
        make_statement(1, "headline"),
        make_statement(2, "context"),
        make_statement(3, "context"),
        make_statement(4, "strength", impact="Waits fell."),
        make_statement(5, "area_to_develop", impact="They wait."),
        make_statement(6, "next_step", impact="A survey."),
        make_evidence(1, kind="parent"),
        make_link(1, 1, "statement", "S0003"),
        make_grade(),
    )
    lines = section(notes_of(*records))
    order = [
        "Words 1.\u00a0S0001",
        STANDS,
        "What we know",
        "Words 2.\u00a0S0002",
        "What those concerned say",
        "Words 3.1\u00a0S0003",
        "Our strengths and the difference they make",
        "Words 4.\u00a0S0004",
        "The difference this makes: Waits fell.",
        "What we need to improve",
        "Words 5.\u00a0S0005",
        "What this means: They wait.",
        "What we will do next",
        "Words 6.\u00a0S0006",
        "How we will know: A survey.",
        "Evidence for this section: 1.",
    ]
    places = [lines.index(line) for line in order]
    assert places == sorted(places)
    missing = [line for line in lines if line.startswith("Missing: ")]
    assert [line.split(".")[0] for line in missing if "voice" not in line] == [
        "Missing: a measure of our own"
    ]


@pytest.mark.parametrize(
    ("kind", "heading", "asked"),
    [
        ("strength", "Our strengths and the difference they make", "a strength, or a sentence saying"),
        ("area_to_develop", "What we need to improve", "an area to develop, or a sentence saying"),
        ("next_step", "What we will do next", "a next step or an action"),
        ("headline", "", "a sentence that sums up where we stand"),
    ],
)
def test_each_kind_that_is_not_there_is_asked_for_where_it_belongs(
    kind: str, heading: str, asked: str
) -> None:
    """And not once it is there."""
    kinds = ("headline", "strength", "area_to_develop", "next_step")
    others = [make_statement(at, one) for at, one in enumerate(kinds, 1) if one != kind]  # type: ignore[arg-type]  # kinds
    lines = section(notes_of(*others))
    place = below(lines, heading) if heading else lines
    assert any(line.startswith(f"Missing: {asked}") for line in place)
    its_own = make_statement(9, kind)  # type: ignore[arg-type]  # one of the kinds
    assert not any(asked in line for line in section(notes_of(*others, its_own)))


def test_a_strength_without_its_difference_asks_for_it_in_a_draft_alone() -> None:
    """An area to develop asks for none."""
    strength = make_statement(1, agreed_text="Agreed.")
    asked = "the difference that S0001 has made"
    assert any(asked in line for line in section(notes_of(strength)))
    assert not any(asked in line for line in section(notes_of(strength, mode="publication")))
    assert not any("has made" in line for line in section(notes_of(make_statement(1, "area_to_develop"))))


@pytest.mark.parametrize(
    ("grade", "mode", "line"),
    [
        (make_grade(), "draft", STANDS),
        (make_grade(why=" "), "draft", STANDS.replace("Because.", f"Missing: {UNWRITTEN}")),
        (make_grade(why=" "), "publication", STANDS.replace("Because. ", "")),
        (
            make_grade(outcome="9"),
            "draft",
            "Missing: our local view. Nobody has been named yet to supply it.",
        ),
    ],
)
def test_the_local_view_is_called_our_own(grade: Record, mode: Mode, line: str) -> None:
    """A view of a scale that is gone is none; an unwritten reason is missed inside alone."""
    assert line in [" ".join(said.split()) for said in section(notes_of(grade, mode=mode))]


@pytest.mark.parametrize(
    ("framework", "mode", "is_there", "tail"),
    [
        (graded(), "draft", True, ""),
        (graded(is_graded=True), "draft", True, " Inspectors grade it: good, mixed or poor."),
        (graded("assumed"), "draft", True, " This wording is not confirmed: see the last section."),
        (graded("assumed"), "publication", False, ""),
        (graded(), "publication", True, ""),
    ],
)
def test_the_official_words_are_published_once_they_are_confirmed(
    framework: Framework,
    mode: Mode,
    is_there: bool,
    tail: str,
) -> None:
    """What inspectors grade is said with the levels they use."""
    second = section(notes_of(framework=framework, mode=mode))[1]
    assert ("title of A1" in second) is is_there
    if is_there:
        assert second.endswith(tail) if tail else "grade" not in second and "confirmed" not in second


def test_evidence_counts_where_it_reaches_the_criterion_and_stands() -> None:
    """Linked to it, to one of its points or to a statement that is printed."""
    records: tuple[Record, ...] = (
        make_statement(1),
        make_statement(2, text=" "),
        *(make_evidence(at) for at in (1, 2, 3, 5)),
        make_evidence(4, is_withdrawn=True),
        make_link(1, 1, "criterion", "A1"),
        make_link(2, 2, "prompt", "A1.2"),
        make_link(3, 3, "statement", "S0001"),
        make_link(4, 4, "criterion", "A1"),
        make_link(5, 5, "statement", "S0002"),
    )
    notes = notes_of(*records)
    assert section(notes)[-1] == "Evidence for this section: 1, 2 and 3." or section(notes)[-1].endswith(
        "1\u20133."
    )
    assert set(notes.numbers) == {"E0001", "E0002", "E0003"}


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([4], "4"),
        ([1, 2], "1, 2"),
        ([1, 2, 3], "1\u20133"),
        ([1, 3], "1 and 3"),
        ([1, 3, 4, 5, 9], "1, 3\u20135 and 9"),
        ([1, 2, 4, 5, 6], "1, 2 and 4\u20136"),
    ],
)
def test_numbers_that_follow_each_other_are_a_span(numbers: list[int], said: str) -> None:
    """From three on; two are said one by one."""
    assert spans(numbers) == said


def test_agencies_are_called_by_title_and_an_unknown_one_by_its_id() -> None:
    """In a row."""
    assert agencies_of(notes_of(), ("council", "gone", "nhs")) == "Council, gone and NHS"
    assert agencies_of(notes_of(), ()) == ""


def action_of(**changes: Any) -> Action:
    """An action for A1."""
    return Action(**{"id": "P0001", "title": "Open a team", "criteria": ("A1",), **changes})


def row_of(action: Action, mode: Mode = "draft") -> list[str]:
    """Its row in the table of A1."""
    notes = notes_of(action, mode=mode)
    (table,) = (one for one in actions_table(notes, notes.framework.criteria["A1"]) if isinstance(one, Table))
    return ["".join(run.text for run in cell) for cell in table.rows[0]]


NOBODY, NO_DATE, NOT_BEGUN, NOT_SAID = "nobody named yet", "no date set", "not started", "not said yet"
YESTERDAY = AS_AT - timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({}, [NOBODY, NO_DATE, NOT_BEGUN, NOT_SAID]),
        ({"owner": "K. Ali"}, ["K. Ali", NO_DATE, NOT_BEGUN, NOT_SAID]),
        ({"responsible": "Council", "owner": "K. Ali"}, ["Council", NO_DATE, NOT_BEGUN, NOT_SAID]),
        ({"due": AS_AT}, [NOBODY, "7 Dec 2026", NOT_BEGUN, NOT_SAID]),
        ({"due": YESTERDAY}, [NOBODY, "6 Dec 2026", f"{NOT_BEGUN}, late", NOT_SAID]),
        ({"due": YESTERDAY, "status": "done"}, [NOBODY, "6 Dec 2026", "done", NOT_SAID]),
        ({"status": "in_progress", "percent_done": 40}, [NOBODY, NO_DATE, "in progress, 40%", NOT_SAID]),
        ({"success_measure": "Waits fall"}, [NOBODY, NO_DATE, NOT_BEGUN, "Waits fall"]),
    ],
)
def test_an_action_says_who_by_when_how_far_and_how_we_will_know(
    changes: dict[str, Any], cells: list[str]
) -> None:
    """Late from the day after it was due, and never once it is done."""
    title, *rest = row_of(action_of(**changes))
    assert title == "Open a team"
    assert [cell.casefold() for cell in rest] == [cell.casefold() for cell in cells]


def test_in_public_a_body_or_the_partnership_has_it() -> None:
    """Never a role or a person."""
    assert row_of(action_of(responsible="LA", owner="K. Ali"), "publication")[1] == "Council"
    assert row_of(action_of(owner="K. Ali"), "publication")[1] == "The partnership"
    assert row_of(action_of(responsible="Head of service"), "publication")[1] == "The partnership"


@pytest.mark.parametrize(("mode", "columns"), [("draft", [0, 1, 2, 3, 4]), ("publication", [0, 2, 3, 4])])
def test_cells_of_actions_come_back_to_what_they_print(mode: Mode, columns: list[int]) -> None:
    """Row by row below the heading row; in public not who has it."""
    notes = notes_of(action_of(), action_of(id="P0002"), mode=mode)
    list(actions_table(notes, notes.framework.criteria["A1"]))
    assert [(row, column, aimed.id) for (_, row, column), aimed in notes.cells.items()] == [
        (row, column, f"P000{row}") for row in (1, 2) for column in columns
    ]


def test_a_criterion_without_actions_has_no_table() -> None:
    """Nor a note below it."""
    notes = notes_of(action_of(criteria=("A2",)))
    assert list(actions_table(notes, notes.framework.criteria["A1"])) == []
    dated = action_of(due=date(2027, 1, 1))
    notes = notes_of(dated)
    told = lines_of(actions_table(notes, notes.framework.criteria["A1"]))
    assert told == ["Dates and progress of every action are those recorded on the date of this document."]
    assert lines_of(actions_table(notes, notes.framework.criteria["A1"])) == []  # said once


def test_who_was_heard_is_told_with_where_and_a_voice_nobody_heard_is_asked_for() -> None:
    """The first note on a link is for us alone; withdrawn evidence is not heard."""
    records: tuple[Record, ...] = (
        make_statement(1, agreed_text="Agreed."),
        make_evidence(1, kind="parent"),
        make_link(1, 1, "criterion", "A1", note=" "),
        make_link(2, 1, "statement", "S0001", note="Says that waits fell"),
        make_evidence(2, kind="child", is_withdrawn=True),
        make_link(3, 2, "criterion", "A1"),
        make_evidence(3),
        make_link(4, 3, "criterion", "A1"),
    )
    heard = below(section(notes_of(*records)), "What those concerned say")
    assert heard[0] == "This section draws on what we were told in:"
    assert heard[1].startswith("Document 1 (Council, ")
    assert heard[1].endswith("): Says that waits fell1")
    assert heard[2].startswith("Missing: evidence of child voice.")
    assert len(heard) == 3
    public = below(section(notes_of(*records, mode="publication")), "What those concerned say")
    assert public[1].endswith(")1")
    silent = below(section(notes_of(make_statement(1))), "What those concerned say")
    assert [line.split(".")[0] for line in silent] == ["Missing: evidence of child voice and of parent voice"]


def test_evidence_of_no_agency_and_no_period_is_told_by_its_title() -> None:
    """Without empty brackets."""
    bare = make_evidence(1, kind="parent", agencies=(), period_from=None, period_to=None)
    notes = notes_of(make_statement(1), bare, make_link(1, 1, "criterion", "A1"))
    assert "Document 11" in below(section(notes), "What those concerned say")
