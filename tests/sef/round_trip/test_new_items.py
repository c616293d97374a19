"""What a returned document holds beside the statements: new paragraphs, comments, remarks."""

from __future__ import annotations

import pytest

from readiness.base.problems import Problem, Where
from readiness.model.records.evaluation import Note
from readiness.sef.round_trip.edited import EditedParagraph
from readiness.sef.round_trip.stamp import SectionMark, TableMark, table_fingerprint
from tests.making.building import AS_AT, make_statement
from tests.making.sef_making import (
    CAPTION,
    edited,
    kinds_of,
    planned,
    printed,
    stamped,
    unnamed,
    with_new,
)

WAITS = make_statement(1, text="Waits fell from 31 to 22 weeks.", impact="Families wait less.")
BREAKS = make_statement(2, text="Short breaks reach 240 families.")
NOW = (WAITS, BREAKS)
INTRODUCTION = SectionMark(bookmark="sec_introduction", heading="About us")
STAMP = stamped(*NOW)
PAPER = printed(STAMP)
NEW = EditedParagraph("Community nursing covers weekends.")
NOTE = Note(by="A. Nurse", on=AS_AT, text="Is this still true?")


def test_a_new_paragraph_is_a_statement_of_the_section_it_stands_in() -> None:
    """Criterion and kind are the heading's, its place is after the statement above; it is not safe."""
    (item,) = planned(STAMP, with_new(PAPER, "sef_S0002", NEW), *NOW).items
    assert (item.kind, item.criterion, item.statement_kind) == ("added", "A1", "strength")
    assert (item.after, item.merged, item.is_safe) == ("S0002", NEW.text, False)
    assert "Our strengths" in item.reason


def test_a_paragraph_before_the_first_statement_stands_after_none() -> None:
    """It is to be the first of its section."""
    (item,) = planned(STAMP, with_new(PAPER, "sec_A1_strength", NEW), *NOW).items
    assert item.after == ""


def test_words_that_are_known_are_not_new() -> None:
    """A pasted copy of a statement, and a caption we printed, are no new statement."""
    copy = EditedParagraph(BREAKS.text)
    caption = EditedParagraph(CAPTION, raw=CAPTION)
    assert planned(STAMP, [*PAPER, copy, caption], *NOW).is_empty
    stored_since = make_statement(3, text=NEW.text)
    assert planned(STAMP, [*PAPER, NEW], *NOW, stored_since).is_empty


@pytest.mark.parametrize(
    ("words", "is_new"),
    [
        (f"{BREAKS.text}\t{WAITS.text}", False),
        (f"{BREAKS.text}\t", False),
        (f"{BREAKS.text}\tCommunity nursing covers weekends.", True),
        (f"Community nursing covers weekends.\t{BREAKS.text}", True),
        ("Community nursing\tcovers weekends.", True),
    ],
)
def test_a_row_of_a_table_that_became_text_is_known_cell_by_cell(words: str, is_new: bool) -> None:
    """One cell of other words makes it new: nothing somebody typed is passed over."""
    plan = planned(STAMP, with_new(PAPER, "sef_S0002", EditedParagraph(words, raw=words)), *NOW)
    assert bool(plan.items) is is_new


def test_a_paragraph_that_begins_as_impacts_do_is_the_impact_above() -> None:
    """Typed below a statement that has none it is proposed as its impact; else it is new words."""
    impact = EditedParagraph("The difference this makes: parents can rest.")
    (item,) = planned(STAMP, with_new(PAPER, "sef_S0002", impact), *NOW).items
    assert (item.key, item.kind, item.merged, item.is_safe) == (
        "S0002.impact",
        "edited",
        "parents can rest.",
        False,
    )
    has_one = with_new(PAPER, "sef_S0001_impact", impact)
    assert kinds_of(planned(STAMP, has_one, *NOW)) == [("added", "new-1")]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        (EditedParagraph("A2 A2", heading_level=2), ("A2", "context")),
        (EditedParagraph("What we will do next", heading_level=3), ("A1", "next_step")),
    ],
)
def test_a_heading_without_its_name_is_read_by_its_words(
    heading: EditedParagraph, found: tuple[str, str]
) -> None:
    """A criterion's title opens the criterion; our inner headings say what kind of statement follows."""
    (item,) = planned(STAMP, [*PAPER, heading, NEW], *NOW).items
    assert (item.criterion, item.statement_kind, item.after) == (*found, "")


def test_words_set_as_a_heading_inside_a_criterion_may_be_a_statement() -> None:
    """They are proposed like any new paragraph, and what stands below them stays in its section."""
    heading = EditedParagraph("Waits for audiology have doubled.", heading_level=3)
    first, second = planned(STAMP, [*PAPER, heading, NEW], *NOW).items
    assert (first.kind, first.theirs, first.is_safe) == ("added", heading.text, False)
    assert "set as a heading" in first.reason
    assert (second.criterion, second.statement_kind, second.theirs) == ("A1", "strength", NEW.text)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        (EditedParagraph("Annex", heading_level=2), "\u201cAnnex\n"),
        (
            EditedParagraph(INTRODUCTION.heading, bookmarks=(INTRODUCTION.bookmark,), heading_level=2),
            "\u201cOur area",
        ),
    ],
)
def test_new_words_that_belong_to_no_criterion_are_remarked(heading: EditedParagraph, told: str) -> None:
    """Nobody can store them as a statement, and they are not passed over; a long one is shown whole."""
    stamp = stamped(*NOW, sections=(*STAMP.sections, INTRODUCTION))
    long = EditedParagraph("Our area \x1b is wide and flat. " * 20)
    plan = planned(stamp, [NEW, *PAPER, heading, long], *NOW)
    assert plan.is_empty
    first, second = plan.remarks
    assert NEW.text in first
    assert told in second
    assert second.count("Our area <U+001B> is wide") == 20


def test_paragraphs_that_follow_each_other_are_one_remark() -> None:
    """A pasted report does not bury what else there is to say, and none of it is left out."""
    plan = planned(STAMP, [*(EditedParagraph(f"Line {n}.") for n in range(1_025)), *PAPER], *NOW)
    (remark,) = plan.remarks
    assert remark.count("\n") == 1_024
    assert "Line 1024." in remark


def test_contents_pages_and_empty_lines_are_nothing() -> None:
    """Lines of the contents page and blank paragraphs propose nothing and remark nothing."""
    lines = (EditedParagraph("Strengths .... 4", is_contents=True), EditedParagraph(""))
    plan = planned(STAMP, [*lines, *PAPER, *lines], *NOW)
    assert (plan.items, plan.remarks) == ((), ())


def test_a_comment_on_a_statement_is_a_note_once() -> None:
    """It is safe to take, belongs to the statement, and is not proposed again once it is among the notes."""
    paper = edited(PAPER, "sef_S0002", comments=(NOTE, NOTE))
    (item,) = planned(STAMP, paper, *NOW).items
    assert (item.kind, item.key, item.note, item.is_safe) == (
        "comment",
        "S0002.text.comment-1",
        NOTE,
        True,
    )
    noted = BREAKS.model_copy(update={"notes": (NOTE,)})
    assert planned(STAMP, paper, WAITS, noted).is_empty


def test_a_comment_on_a_statement_that_is_gone_goes_nowhere() -> None:
    """There is nothing left to hang it on."""
    assert planned(STAMP, edited(PAPER, "sef_S0002", comments=(NOTE,)), WAITS).is_empty


def test_a_comment_outside_statements_is_remarked() -> None:
    """Who said what is shown."""
    paper = edited(PAPER, "sec_A1_strength", comments=(NOTE,))
    assert planned(STAMP, paper, *NOW).remarks == (
        "Comment by A. Nurse, at \u201cOur strengths and the difference they make\u201d: Is this still true?",
    )


def cells(table: int, *texts: str) -> list[EditedParagraph]:
    """A table of the document."""
    return [EditedParagraph(text, table=table, cell=(0, column)) for column, text in enumerate(texts)]


def test_a_changed_table_is_remarked_by_its_title() -> None:
    """Tables are printed from the workspace: a change in one, and a table more or less, is said."""
    tables = tuple(
        TableMark(title=title, fingerprint=table_fingerprint(texts))
        for title, texts in (("Measures", ("52.4%", "60%")), ("Actions", ("Hire",)))
    )
    stamp = stamped(*NOW, tables=tables)
    same = [*PAPER, *cells(1, "52.4%", "60%"), *cells(2, "Hire")]
    assert planned(stamp, same, *NOW).remarks == ()
    (changed,) = planned(stamp, [*PAPER, *cells(1, "53%", "60%"), *cells(2, "Hire")], *NOW).remarks
    assert "\u201cMeasures\u201d was changed" in changed
    (fewer,) = planned(stamp, [*PAPER, *cells(2, "Hire")], *NOW).remarks
    assert fewer.startswith("A table was added or taken out")


def test_without_its_stamp_nothing_is_called_new() -> None:
    """What the export printed cannot be told from what is new: that is said, and nothing else claimed."""
    plan = planned(None, [*unnamed(PAPER), NEW, *cells(1, "53%")], *NOW)
    assert plan.is_empty
    (remark,) = plan.remarks
    assert "dropped its stamp" in remark


def test_what_could_not_be_read_is_passed_on() -> None:
    """A problem of the reader stands among the remarks."""
    problem = Problem("warning", Where("sef.docx"), "A text box was left out.", "Move its words.")
    assert planned(STAMP, PAPER, *NOW, problems=(problem,)).remarks == (str(problem),)
