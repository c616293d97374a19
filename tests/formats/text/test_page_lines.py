"""Pieces of text with places become lines that read as the page does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readiness.formats.text.page_lines import Piece, page_text

LEFT, RIGHT = 60.0, 220.0


def test_cells_written_one_after_another_stand_side_by_side() -> None:
    """A table's second cell, written after the whole of the first, is set beside it."""
    pieces = [
        Piece(LEFT, 700, "Test Council and "),
        Piece(LEFT, 685, "Test ICB"),
        Piece(RIGHT, 700, "Leaders should act "),
        Piece(RIGHT, 685, "with urgency."),
    ]
    first, second = page_text(pieces).split("\n")

    assert first.split("  ", 1)[0] == "Test Council and"
    assert first.index("Leaders should act") == second.index("with urgency.")


def test_a_cell_on_the_same_line_is_parted_at_the_columns_edge() -> None:
    """Two cells written on one line are told apart by where other lines begin."""
    pieces = [
        Piece(LEFT, 700, "Test Council"),
        Piece(LEFT + 70, 700, " "),
        Piece(RIGHT, 700, "Leaders should act "),
        Piece(RIGHT, 685, "with urgency "),
        Piece(RIGHT, 670, "and care."),
    ]

    assert page_text(pieces).split("\n")[0].split("   ")[0] == "Test Council"


def test_a_word_written_in_pieces_is_whole() -> None:
    """Producers break words anywhere; the page does not."""
    pieces = [Piece(LEFT, 700, "iden"), Piece(LEFT + 20, 700, "tified ar"), Piece(LEFT + 60, 700, "eas")]

    assert page_text(pieces) == "identified areas"


def test_room_between_paragraphs_is_a_blank_line() -> None:
    """A larger distance than usual parts paragraphs."""
    heights = [700, 685, 670, 640, 625]
    lines = page_text([Piece(LEFT, height, f"line {height}") for height in heights]).split("\n")

    assert lines == ["line 700", "line 685", "line 670", "", "line 640", "line 625"]


def test_a_page_without_words_is_empty() -> None:
    """Spaces alone are no words."""
    assert page_text([Piece(LEFT, 700, " "), Piece(LEFT, 600, "")]) == ""


pieces_drawn = st.lists(
    st.builds(
        Piece,
        st.floats(-1e6, 1e6, allow_nan=False),
        st.floats(-1e6, 1e6, allow_nan=False),
        st.text(max_size=8),
    ),
    max_size=12,
)


@given(pieces_drawn)
def test_no_letter_is_lost_or_made(pieces: list[Piece]) -> None:
    """Every letter of the pieces is on the page, and no other."""
    written = sorted("".join("".join(piece.text.split()) for piece in pieces))

    assert sorted("".join(page_text(pieces).split())) == written
