"""What the sections of a self-evaluation share: which words are printed, what is cited, what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.formats.word.model import Run
from readiness.gaps.report import Gap
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.measures import Measure, Observation
from readiness.sef.round_trip.printed import Target
from readiness.sef.word_out.notebook import missing_note
from tests.making.building import (
    make_area,
    make_evidence,
    make_link,
    make_statement,
)
from tests.sef.word_out.writing import notes_of


def test_evidence_is_numbered_as_it_is_first_mentioned_and_its_places_are_noted_once() -> None:
    """A place that is not said is none; the same place twice is one."""
    notes = notes_of()
    assert [notes.number("E0002", "p.4"), notes.number("E0001"), notes.number("E0002", "p.1")] == [1, 2, 1]
    assert notes.number("E0002", "p.4") == 1
    assert {name: list(places) for name, places in notes.places.items()} == {
        "E0002": ["p.4", "p.1"],
        "E0001": [],
    }


def test_only_evidence_that_is_held_and_stands_is_cited() -> None:
    """Numbers in order, each once; nothing is printed where none is left."""
    links = [
        make_link(1, 3, "statement", "S0001"),
        make_link(2, 1, "statement", "S0001", pinpoint=Pinpoint(page="4")),
        make_link(3, 1, "statement", "S0001", pinpoint=Pinpoint(page="6")),
        make_link(4, 2, "statement", "S0001"),
        make_link(5, 9, "statement", "S0001"),
    ]
    withdrawn = make_evidence(2, is_withdrawn=True)
    notes = notes_of(make_evidence(1), withdrawn, make_evidence(3), *links)
    assert notes.number("E0001") == 1
    assert notes.cite(links) == (Run("1, 2", "evidence"),)
    assert list(notes.places["E0001"]) == ["p.4", "p.6"]
    assert notes.cite(links[3:]) == ()
    assert "E0002" not in notes.numbers


AGREED = make_statement(
    1, text="New words.", impact="New impact.", agreed_text="Agreed words.", agreed_impact="Agreed impact."
)
NOT_AGREED = make_statement(2, "area_to_develop", text="Only ours.")
BLANK = make_statement(3, text=" \n")


def test_a_draft_prints_todays_words_and_a_publication_those_agreed() -> None:
    """What has no words in a version is not in it."""
    statements = (AGREED, NOT_AGREED, BLANK)
    draft, public = notes_of(*statements), notes_of(*statements, mode="publication")
    assert [(one.text, one.impact) for one in draft.wordings("A1")] == [
        ("New words.", "New impact."),
        ("Only ours.", ""),
    ]
    assert [(one.text, one.impact) for one in public.wordings("A1")] == [("Agreed words.", "Agreed impact.")]
    assert notes_of(*statements, mode="agreement").wordings("A1") == draft.wordings("A1")
    assert draft.wordings("A2") == []


def test_what_waits_for_agreement_is_known_in_a_publication_alone() -> None:
    """By kind when asked; a statement without words waits for nothing."""
    public = notes_of(AGREED, NOT_AGREED, BLANK, mode="publication")
    assert public.waiting("A1") == [NOT_AGREED]
    assert public.waiting("A1", "area_to_develop") == [NOT_AGREED]
    assert public.waiting("A1", "strength") == []
    for mode in ("draft", "agreement"):
        assert notes_of(NOT_AGREED, mode=mode).waiting("A1") == []


@pytest.mark.parametrize(
    ("kind", "withdrawn", "is_voice"),
    [
        ("child", False, True),
        ("parent", False, True),
        ("audit", False, False),
        ("", False, False),
        ("child", True, False),
    ],
)
def test_a_statement_rests_on_families_where_a_live_voice_speaks_for_it(
    kind: str, withdrawn: bool, is_voice: bool
) -> None:
    """A voice that was withdrawn is not heard."""
    evidence = make_evidence(1, kind=kind, is_withdrawn=withdrawn)
    link = make_link(1, 1, "statement", "S0001")
    notes = notes_of(evidence, link, AGREED)
    assert notes.voice_of(link) == (kind if kind in {"child", "parent"} else "")
    assert notes.is_family_voice(notes.wordings("A1")[0].statement) is is_voice


def test_a_stamped_statement_says_its_words_its_evidence_and_in_a_draft_its_id() -> None:
    """The stamp holds what was printed, apart from what stands around it."""
    records = (make_evidence(1), make_link(1, 1, "statement", "S0001"), AGREED)
    notes = notes_of(*records)
    heading = notes.heading("heading2", "Strengths", criterion="A1", kind="strength", starts_page=True)
    (wording,) = notes.wordings("A1")
    paragraph = notes.stamped("body", wording, lead="Strength:")
    assert [run.text for run in paragraph.runs] == ["Strength: ", "New words.", "1", "\u00a0S0001"]
    assert [run.role for run in paragraph.runs] == ["strong", "", "evidence", "reference"]
    assert (paragraph.bookmark, paragraph.is_controlled) == ("sef_S0001", False)
    (piece,) = notes.pieces
    assert (piece.statement, piece.field, piece.criterion, piece.kind) == ("S0001", "text", "A1", "strength")
    assert (piece.text, piece.lead, piece.marker) == ("New words.", "Strength:", "1\u00a0S0001")
    assert (piece.section, piece.revision) == (heading.bookmark, AGREED.revision)
    assert heading.starts_page

    impact = notes.stamped("body", wording, field_name="impact")
    assert [run.text for run in impact.runs] == ["New impact."]
    assert impact.bookmark == "sef_S0001_impact"
    assert (notes.pieces[-1].field, notes.pieces[-1].marker) == ("impact", "")

    public = notes_of(*records, mode="publication")
    paragraph = public.stamped("body", public.wordings("A1")[0])
    assert [run.text for run in paragraph.runs] == ["Agreed words.", "1"]
    assert public.pieces[0].section == ""


def test_a_missing_impact_is_asked_of_the_statements_owner() -> None:
    """What was printed in its place is remembered, so that words over it are known for new ones."""
    notes = notes_of()
    paragraph = notes.awaited_impact(make_statement(4, owner="K. Ali"))
    asked = "the difference that S0004 has made. K. Ali is to supply it."
    assert paragraph.text == f"Missing: {asked}"
    assert paragraph.bookmark == "sef_S0004_impact"
    (piece,) = notes.pieces
    assert (piece.text, piece.lead, piece.placeholder) == ("", "Missing:", asked)
    assert (piece.field, piece.criterion, piece.section) == ("impact", "A1", "")


def test_headings_are_numbered_and_tell_what_stands_below_them() -> None:
    """By a bookmark each, with criterion and kind."""
    notes = notes_of()
    first = notes.heading("heading1", "A\u202eB")
    second = notes.heading("heading2", "Develop", criterion="A2", kind="area_to_develop")
    assert [first.bookmark, second.bookmark] == ["sefsec_1", "sefsec_2"]
    assert not first.starts_page
    marks = [(one.heading, one.criterion, one.kind) for one in notes.sections]
    assert marks == [("A<U+202E>B", "", "context"), ("Develop", "A2", "area_to_develop")]


def gap(check: str, owner: str = "", due: date | None = None) -> Gap:
    """A gap of criterion A1."""
    return Gap(check, "serious", "criterion", "A1", ("A1",), "Reason.", "Remedy.", (), owner, due)


@pytest.mark.parametrize(
    ("gaps", "told"),
    [
        ((gap("no-audit", "B. Ode", date(2026, 12, 1)),), "B. Ode is to supply it by 1 December 2026."),
        ((gap("no-audit", due=date(2026, 12, 1)),), "K. Ali is to supply it by 1 December 2026."),
        ((gap("other", "B. Ode", date(2026, 12, 1)),), "K. Ali is to supply it."),
        ((), "K. Ali is to supply it."),
    ],
)
def test_what_is_missing_is_asked_of_whom_the_gap_names_or_who_owns_most(
    gaps: tuple[Gap, ...], told: str
) -> None:
    """A gap of another check has no say; nor has an owner of fewer statements."""
    statements = (
        make_statement(1, owner="C. Few"),
        make_statement(2, owner="K. Ali"),
        make_statement(3, owner="K. Ali"),
        make_statement(4),
        make_statement(5, criterion="A2", owner="D. Else"),
    )
    notes = notes_of(*statements, gaps=gaps)
    note = notes.missing("an audit", criterion="A1", checks=("no-audit",))
    assert (note.role, note.text, note.bookmark) == ("missing", f"Missing: an audit. {told}", "")


def test_what_is_missing_of_nothing_in_particular_is_nobodys_yet() -> None:
    """It says so; with a date, by when."""
    notes = notes_of(make_statement(1, owner="K. Ali"))
    assert notes.missing("words").text == "Missing: words. Nobody has been named yet to supply it."
    dated = missing_note("words", "", date(2026, 12, 1))
    assert dated.text == "Missing: words. Nobody has been named yet to supply it by 1 December 2026."


def test_what_stands_for_something_else_is_found_again_by_its_bookmark() -> None:
    """Paragraphs are numbered through, cells by table, row and column."""
    notes = notes_of(make_area())
    area, measure = (
        Target(table="area", id="area", field="context"),
        Target(table="measures", id="M1", field="x"),
    )
    assert notes.missing("words", target=area).bookmark == "sef_missing_1"
    assert notes.aimed(missing_note("w", ""), measure, "sef_area").bookmark == "sef_area_2"
    assert notes.targets == {"sef_missing_1": area, "sef_area_2": measure}
    bookmarks = [notes.table_bookmark(), notes.table_bookmark()]
    assert bookmarks == ["_Ref_table_1", "_Ref_table_2"]
    notes.aim_cells(bookmarks[1], 3, {0: area, 2: measure})
    assert notes.cells == {("_Ref_table_2", 3, 0): area, ("_Ref_table_2", 3, 2): measure}


def test_small_counts_are_hidden_in_a_publication_alone() -> None:
    """What stays in the partnership shows everything."""
    small = Measure(
        id="M0001",
        title="Exclusions",
        unit="children",
        observations=(Observation(period_to=date(2026, 3, 31), value=3),),
    )
    assert notes_of(small, mode="publication").hidden == {"M0001": frozenset({date(2026, 3, 31)})}
    assert notes_of(small).hidden == {}
    assert notes_of(small, mode="agreement").hidden == {}


def test_a_workspace_without_an_area_has_a_nameless_one() -> None:
    """With the framework in force."""
    assert notes_of().source.area.name == "Unnamed area"
    assert notes_of(make_area()).source.area.name == "Penmarsh"
