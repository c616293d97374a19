"""What stands behind the sections: themes, and what is missing."""

from __future__ import annotations

import pytest

from readiness.gaps.report import Gap
from readiness.sef.word_out.back import gap_blocks, lens_blocks
from tests.making.building import make_link, make_statement
from tests.sef.word_out.writing import lines_of, notes_of

THEME = "Elsewhere"


def gap(number: int, *criteria: str, kind: str = "criterion", severity: str = "serious") -> Gap:
    """A gap of criteria, or of none."""
    subject = criteria[0] if criteria else f"1.{number}"
    return Gap("c", severity, kind, subject, criteria, f"Reason {number}.", "Remedy.", ())  # type: ignore[arg-type]  # any words


@pytest.mark.parametrize(
    ("asks", "words"),
    [
        (0, "Counted by section."),
        (1, "1 further gap belongs to no one section."),
        (2, "2 further gaps belong to no one section."),
    ],
)
def test_gaps_of_no_section_are_told_apart(asks: int, words: str) -> None:
    """One belongs, several belong, none is not spoken of."""
    gaps = (gap(0, "A1"), *(gap(number, kind="request") for number in range(asks)))
    assert words in lines_of(gap_blocks(notes_of(gaps=gaps)))


def test_without_a_gap_that_is_said_and_only_a_draft_says_any() -> None:
    """What goes out is no list of what is missing."""
    assert any("no gap" in line for line in lines_of(gap_blocks(notes_of())))
    assert list(gap_blocks(notes_of(mode="publication", gaps=(gap(0, "A1"),)))) == []


def test_a_theme_names_its_statements_or_says_that_one_is_missing() -> None:
    """Never both, and in public a theme about which nothing is said is not there."""
    about = make_statement(1, text="Placements are visited.", lenses=("ap",))
    more = make_statement(2, text="Moves are planned.", lenses=("ap",))
    aside = make_statement(3, text="Waits fell.")
    missing = "a statement that speaks to elsewhere"
    silent = lines_of(lens_blocks(notes_of(aside)))
    assert (THEME in silent, any(missing in line for line in silent)) == (True, True)
    one = lines_of(lens_blocks(notes_of(about, aside)))
    assert any("Placements are visited." in line for line in one)
    assert not any(missing in line or "Waits fell." in line for line in one)
    assert any("2 statements" in line for line in lines_of(lens_blocks(notes_of(about, more))))
    assert not any("1 statement" in line for line in one)
    assert THEME not in lines_of(lens_blocks(notes_of(aside, mode="publication")))
    assert THEME not in lines_of(
        lens_blocks(notes_of(aside, make_link(1, 1, "lens", "ap"), mode="publication"))
    )
