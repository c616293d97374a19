"""Pages worked out in advance: a break is kept only where it leaves no page nearly empty."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readiness.formats.word.columns import CELL_SIDES, column_widths
from readiness.formats.word.layout import heading_pages, settled
from readiness.formats.word.letter_widths import width_of
from readiness.formats.word.model import Bar, Block, Chart, Column, Paragraph, Part, Run, Table, cell, words

FEW, MANY = 2, 22


def document_of(lines: int) -> tuple[Part, ...]:
    """So many lines, then a heading that asks for a page of its own."""
    heading = Paragraph("heading1", (Run("Next"),), bookmark="next", starts_page=True)
    return (Part((words("heading1", "First"), *(words("body", "A line.") for _ in range(lines)), heading)),)


def breaks_in(parts: tuple[Part, ...]) -> list[bool]:
    """Whether each heading starts a page."""
    blocks = (block for part in parts for block in part.blocks)
    return [one.starts_page for one in blocks if isinstance(one, Paragraph) and one.role == "heading1"]


def test_a_break_after_a_few_lines_is_dropped() -> None:
    """The heading follows on the same page instead."""
    parts = settled(document_of(FEW))
    assert breaks_in(parts) == [False, False]
    assert heading_pages(parts) == {"next": 1}


def test_a_break_after_most_of_a_page_stays() -> None:
    """The heading starts the next one."""
    parts = settled(document_of(MANY))
    assert breaks_in(parts) == [False, True]
    assert heading_pages(parts) == {"next": 2}


def test_the_first_break_of_all_stays() -> None:
    """What comes first follows a cover or contents, which are not counted here."""
    first = Part((Paragraph("heading1", (Run("First"),), starts_page=True), words("body", "A line.")))
    assert breaks_in(settled((first,))) == [True]


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=6))
def test_settling_changes_nothing_but_breaks_and_adds_none(sections: list[tuple[int, bool]]) -> None:
    """Every word stays, in its order."""
    blocks: list[Block] = [words("body", "Opening.")]
    for lines, is_asked in sections:
        blocks.append(Paragraph("heading1", (Run("Next"),), starts_page=is_asked))
        blocks += [words("body", "A line.")] * lines
    parts = (Part(tuple(blocks)),)
    after = settled(parts)
    assert [one.text for one in after[0].blocks if isinstance(one, Paragraph)] == [
        one.text for one in blocks if isinstance(one, Paragraph)
    ]
    assert all(now <= asked for now, asked in zip(breaks_in(after), breaks_in(parts), strict=True))


def test_a_heading_goes_with_all_of_what_keeps_with_the_next() -> None:
    """Three lines that may not be parted from what follows take their heading along to the next page."""
    official = words("official", "A sentence of the framework that runs over several lines. " * 4)
    last = (words("heading2", "Next", bookmark="next"), official, words("body", "Ours."))
    fits = [
        lines
        for lines in range(28, 40)
        if heading_pages((Part((*(words("body", "A line."),) * lines, *last)),)) == {"next": 1}
    ]
    assert fits == [28, 29]


def test_a_column_is_no_narrower_than_its_longest_word() -> None:
    """It takes what it lacks from columns that have room, in proportion; the whole stays as wide."""
    columns = (Column("No.", 0.1), Column("Title", 5), Column("Kind", 1), Column("Place", 3))
    row = (cell("1"), cell("Waits"), cell("Commissioning record"), cell("the whole document"))
    table = Table("Evidence", "Each row is an item.", columns, (row,))
    number, title, kind, place = column_widths(table, 9000)
    assert kind >= (width_of("Commissioning") * 11 / 1000 + CELL_SIDES) * 20 > 9000 / 9.1
    assert number >= width_of("No.", is_bold=True) * 11 / 50
    assert 8990 <= number + title + kind + place <= 9000
    assert title < 9000 * 5 / 9.1
    unbreakable = (cell("1"), cell("x" * 200), cell("y" * 200), cell("z" * 200))
    crowded = Table("Evidence", "Each row is an item.", (Column("No.", 1),) * 4, (unbreakable,))
    assert column_widths(crowded, 9000) == (2250,) * 4


def test_a_chart_takes_its_place_on_a_page() -> None:
    """Five charts fill a page and a bit; a heading is not parted from the chart below it."""
    chart = Chart("Waits", "Waits, month by month.", (Bar("May 2026", 12),), "General")
    table = Table("Waits", "Each row is a month.", (Column("Month", 1),), ((cell("May"),),), bookmark="table")
    parts = (Part((*(chart,) * 5, table, words("heading1", "End", bookmark="end"), chart)),)
    assert heading_pages(parts) == {"table": 2, "end": 2}
