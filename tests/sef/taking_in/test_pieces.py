"""A document written elsewhere is cut so that each word is in one piece, below its headings."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.formats.documents.model import Comments, Inside, RawDocument, RawParagraph, Segment
from readiness.model.records.evaluation import Note
from readiness.model.records.written import Aside
from readiness.sef.taking_in.pieces import Block, Rest, cut

SIX, FIVE = "one two three four five six", "one two three four five"


def line(
    text: str, level: int = 0, *, table: int = 0, cell: tuple[int, int] = (0, 0), comment: str = ""
) -> RawParagraph:
    """A paragraph of words."""
    inside = Inside([Segment(text)], comments=[comment] if comment else [])
    return RawParagraph(inside, level, table=table, cell=cell)


def cut_up(*paragraphs: RawParagraph, level: int = 0, is_plain: bool = False) -> list[Block | Rest]:
    """The pieces; a text that begins with "Head" is a heading of the level."""
    raw = RawDocument(paragraphs=paragraphs, has_loose_lines=is_plain)
    return cut(raw, lambda text: level if text.startswith("Head") else 0)


def test_six_words_may_be_a_statement_and_five_are_kept_beside() -> None:
    """Neither is lost."""
    assert cut_up(line(SIX), line(FIVE), line(" ")) == [Block(SIX), Rest(FIVE, "short")]


def test_a_piece_stands_under_the_headings_above_it() -> None:
    """A heading ends those of its own level and deeper ones, and no wider one."""
    found = cut_up(
        line("Wide", 1), line("Deep", 3), line(SIX), line("Middle", 2), line(SIX), line("Other", 1), line(SIX)
    )
    assert [one.headings for one in found if isinstance(one, Block)] == [
        ("Wide", "Deep"),
        ("Wide", "Middle"),
        ("Other",),
    ]
    assert [one.text for one in found if isinstance(one, Rest)] == ["Wide", "Deep", "Middle", "Other"]
    assert {one.what for one in found if isinstance(one, Rest)} == {"heading"}


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("Head b c d e f g h", True),
        ("Head", True),
        ("Head b c d e f g h i", False),
        ("Head b c d e f.", False),
        ("Head b c d e f;", False),
        ("Head b c d e f,", False),
        ("b c d e f Head", False),
    ],
)
def test_a_short_line_may_be_a_heading_by_its_words(text: str, is_heading: bool) -> None:
    """Up to eight words, and not the end of a sentence."""
    assert cut_up(line(text), line(SIX), level=8)[-1] == Block(SIX, (text,) if is_heading else ())


def test_bullets_typed_before_a_line_are_no_words() -> None:
    """A sign within the line, or one that belongs to a figure, stays."""
    for mark in ("- ", "- o ", "\u2022 "):
        assert cut_up(line(f"{mark}{SIX}"))[-1] == Block(SIX)
    for kept in (f"-5 {SIX}", f"*{SIX}* and more", f"o {SIX}"):
        assert cut_up(line(kept))[-1] == Block(kept)


def test_in_plain_text_a_line_may_be_a_heading_by_its_look() -> None:
    """Of up to twelve words; in a file with styles its look says nothing."""
    twelve = "Waiting Times for Children and Young People in the Area Over Time"
    assert len(twelve.split()) == 12
    assert cut_up(line(twelve), line(SIX), is_plain=True)[-1] == Block(SIX, (twelve,))
    assert cut_up(line(twelve), line(SIX))[-1] == Block(SIX)
    assert cut_up(line(f"{twelve} Again"), line(SIX), is_plain=True)[-1] == Block(SIX)


def test_a_table_is_read_below_its_heads() -> None:
    """The first row heads the columns, a short first cell its row; another table begins anew."""
    found = cut_up(
        line("Section", 1),
        line("What", table=1, cell=(0, 0)),
        line("Evidence", table=1, cell=(0, 1)),
        line("Waits", table=1, cell=(1, 0)),
        line(SIX, table=1, cell=(1, 1)),
        line(f"{SIX} seven", table=1, cell=(2, 0)),
        line("short", table=1, cell=(2, 1)),
        line(SIX, table=2, cell=(1, 1)),
    )
    assert found == [
        Rest("Section", "heading"),
        Rest("What", "heading of a table"),
        Rest("Evidence", "heading of a table"),
        Rest("Waits", "heading of a row"),
        Block(SIX, ("Section", "Waits", "Evidence"), is_in_table=True),
        Block(f"{SIX} seven", ("Section", "What"), is_in_table=True),
        Rest("short", "short"),
        Block(SIX, ("Section",), is_in_table=True),
    ]


def test_a_second_paragraph_or_a_long_one_in_a_first_row_is_no_head() -> None:
    """Twelve words may head a column, thirteen are words."""
    twelve = " ".join("abcdefghijkl")
    found = cut_up(
        line(twelve, table=1),
        line(SIX, table=1),
        line(f"{twelve} m", table=1, cell=(0, 1)),
        line("one", table=1, cell=(1, 0)),
        line("two", table=1, cell=(1, 0)),
    )
    assert [one.what if isinstance(one, Rest) else "block" for one in found] == [
        "heading of a table",
        "block",
        "block",
        "heading of a row",
        "short",
    ]


def test_what_is_set_aside_and_what_stands_beside_is_kept_as_what_it_is() -> None:
    """Struck out, hidden and prompting words; headers and notes; the contents page is none of the text."""
    paragraph = line(SIX)
    paragraph.inside.segments += [
        Segment("gone", set_aside="struck out"),
        Segment("secret", set_aside="hidden"),
        Segment("type here", set_aside="a prompt"),
        Segment(" ", set_aside="hidden"),
    ]
    contents = line("Contents line of six words here", 1)
    contents.is_contents = True
    raw = RawDocument(paragraphs=(contents, paragraph), asides=(Aside("footer", "Page 1"),))
    assert cut(raw, lambda _: 0) == [
        Rest("gone", "struck out"),
        Rest("secret", "hidden"),
        Rest("type here", "a prompt"),
        Block(SIX),
        Rest("Page 1", "footer"),
    ]


def test_a_comment_stays_with_its_piece_or_comes_at_the_end_once() -> None:
    """Also one whose anchor names nothing."""
    note, other = (Note(by=name, on=date(2026, 5, 1), text="Which?") for name in ("A. Nurse", "B. Ode"))
    raw = RawDocument(
        paragraphs=(line(SIX, comment="1"), line("Short", comment="2"), line(SIX, comment="9")),
        comments=Comments({"1": note, "2": other, "3": other}),
    )
    found = cut(raw, lambda _: 0)
    assert [one.comments for one in found if isinstance(one, Block)] == [(note,), ()]
    assert found[-1] == Rest("B. Ode: Which?", "comment")
    assert sum(one == Rest("B. Ode: Which?", "comment") for one in found) == 1
