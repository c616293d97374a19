"""Lines of plain text that are one printed paragraph become one again, and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.formats.documents.plain_text import read_plain_text
from readiness.sef.round_trip.printed import PrintedCell, PrintedSef, PrintedTable, PrintedUnit
from readiness.sef.round_trip.stamp import SefStamp
from readiness.sef.word_in.loose_lines import put_together

STAMP = SefStamp(
    area="Penmarsh",
    framework="test",
    framework_version="1",
    as_at=date(2026, 12, 7),
    version="1",
    mode="draft",
)


def joined(text: str, *printed: str, cells: tuple[str, ...] = ()) -> list[str]:
    """The paragraphs of a text, set against what was printed."""
    row = tuple(PrintedCell(text=cell) for cell in cells)
    sef = PrintedSef(
        stamp=STAMP,
        units=tuple(PrintedUnit(text=one) for one in printed),
        tables=(PrintedTable(title="T", rows=(row,)),) if cells else (),
    )
    return [one.inside.text for one in put_together(read_plain_text(text).paragraphs, sef)]


@pytest.mark.parametrize(
    ("text", "printed", "paragraphs"),
    [
        ("one two\nthree", ["one two three"], ["one two\nthree"]),
        ("one two\nthree\nfour", ["one two three"], ["one two\nthree", "four"]),
        ("one\ntwo", ["one", "one two"], ["one\ntwo"]),
        ("one\ntwo\nthree", ["one", "one two three"], ["one\ntwo\nthree"]),
        ("one\ntwo\nthree", ["one", "one two four"], ["one", "two", "three"]),
        ("one\ntwo", ["one two three"], ["one", "two"]),
        ("one\ntwo", [], ["one", "two"]),
        ("\u2022 one\ntwo", ["one two"], ["one\ntwo"]),
        ("\u2022 new words", ["other"], ["new words"]),
        ("\u2022 one\ntwo", ["\u2022 one two"], ["\u2022 one\ntwo"]),
        ("zero\none\ntwo", ["one two"], ["zero", "one\ntwo"]),
        ("one \u2018two\u2019\nthree", ["one 'two' three"], ["one \u2018two\u2019\nthree"]),
    ],
)
def test_lines_are_one_paragraph_where_they_are_it_word_for_word(
    text: str, printed: list[str], paragraphs: list[str]
) -> None:
    """The longest that was printed; a bullet that a program wrote is none of the words."""
    assert joined(text, *printed) == paragraphs


def test_a_cell_of_a_table_may_have_been_broken_too() -> None:
    """Whatever else was printed."""
    assert joined("one\ntwo\nother", "other", cells=("one two", "x")) == ["one\ntwo", "other"]


def test_a_paragraph_may_have_two_hundred_lines() -> None:
    """And no more: the rest stands for itself."""
    lines = [f"word{number}" for number in range(201)]
    assert joined("\n".join(lines[:200]), " ".join(lines[:200])) == ["\n".join(lines[:200])]
    assert joined("\n".join(lines), " ".join(lines)) == lines


def test_without_what_was_printed_every_line_stands_for_itself() -> None:
    """Its bullet too."""
    lines = read_plain_text("\u2022 one\ntwo").paragraphs
    assert put_together(lines, None) == lines
