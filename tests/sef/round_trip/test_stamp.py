"""What an export remembers of itself survives writing and reading, and notices damage."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.sef.round_trip.stamp import (
    STATEMENT_BOOKMARK,
    comparable,
    parse_stamp,
    piece_fingerprint,
    table_fingerprint,
)
from tests.making.building import make_statement
from tests.making.sef_making import stamped

STAMP = stamped(make_statement(1, impact="Families wait less."), make_statement(2))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(
    "e\u0301\u00ad\u2011\u00a0'_x"
)


def test_a_stamp_reads_back_as_it_was_written() -> None:
    """Every field, through its JSON."""
    assert parse_stamp(STAMP.model_dump_json()) == STAMP


@pytest.mark.parametrize("text", ["", "{}", "<stamp/>", '{"format": 2}', STAMP.model_dump_json()[:-20]])
def test_a_damaged_stamp_is_no_stamp(text: str) -> None:
    """Cut short, of a later kind or something else: none, never half of one."""
    assert parse_stamp(text) is None


def test_the_export_id_follows_from_what_was_exported() -> None:
    """The same export has the same id however often it is sealed; any other words have another."""
    assert STAMP.sealed() == STAMP
    assert len(STAMP.export_id) == 16
    assert stamped(make_statement(1), make_statement(2)).export_id != STAMP.export_id


def test_the_name_of_a_piece_says_which_it_is() -> None:
    """Statement and field can be told from the bookmark alone."""
    names = [piece.bookmark for piece in STAMP.pieces]
    assert names == ["sef_S0001", "sef_S0001_impact", "sef_S0002"]
    found = [match.groups() for name in names if (match := STATEMENT_BOOKMARK.fullmatch(name))]
    assert found == [("S0001", None), ("S0001", "_impact"), ("S0002", None)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It\u2019s \u201cbetter\u201d", 'It\'s "better"'),
        ("a\u00a0b\u202fc \n d", "a b c d"),
        ("well\u2011known co\u00adordination", "well-known coordination"),
        ("cafe\u0301", "caf\u00e9"),
        ("cafe\u00ad\u0301", "caf\u00e9"),
        ("x_x005F_x0041_", "x_x0041_"),
    ],
)
def test_what_programs_change_by_themselves_is_no_difference(one: str, other: str) -> None:
    """Quotation marks, hyphens, spaces, composed letters and Office's escapes count as the same words."""
    assert comparable(one) == comparable(other)
    assert piece_fingerprint(one) == piece_fingerprint(other)


@given(ANY_TEXT)
def test_any_text_can_be_compared(text: str) -> None:
    """No control character comes out, the form is settled at once, and the fingerprint is its own."""
    shown = comparable(text)
    assert not [one for one in shown if unicodedata.category(one) in {"Cc", "Cs"}]
    assert comparable(shown) == shown
    assert piece_fingerprint(shown) == piece_fingerprint(text)
    assert (piece_fingerprint(f"{text} more") == piece_fingerprint(text)) is False


def test_a_word_in_another_cell_is_another_table() -> None:
    """Tables are compared cell by cell, not by their words alone."""
    assert table_fingerprint(["a b", "c"]) != table_fingerprint(["a", "b c"])
    assert table_fingerprint(["a  b", "c"]) == table_fingerprint(["a b", "c"])
