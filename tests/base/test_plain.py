"""Text people wrote can drive nothing, and errors say what, where and what to do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.errors import (
    ConflictError,
    ReadinessError,
    RefusedError,
    StaleEditError,
    StorageError,
    UsageError,
)
from readiness.base.text import cleaned, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("plain words é 漢字 👩‍👧", "plain words é 漢字 👩‍👧"),
        ("\x1b[31mred\x07", "<U+001B>[31mred<U+0007>"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\nb\tc\rd", "a b c d"),
        ("\x9b1m\x7f", "<U+009B>1m<U+007F>"),
        ("\ud800", "<U+D800>"),
        ("\u2028\ufeff", "<U+2028><U+FEFF>"),
    ],
)
def test_what_cannot_be_seen_is_marked(given_text: str, shown: str) -> None:
    """Controls, direction marks, line separators and lone surrogates are named; words stay."""
    assert visible(given_text) == shown


def test_line_breaks_stay_when_asked_for() -> None:
    """Newline and tab stay, a Windows line end becomes one newline, a lone return is marked."""
    assert visible("a\r\nb\tc\rd", keep_breaks=True) == "a\nb\tc<U+000D>d"


def test_anything_can_be_shown() -> None:
    """What is not text is shown as its text."""
    assert visible(None) == "None"
    assert visible(12.5) == "12.5"


def test_what_no_document_can_hold_is_not_stored() -> None:
    """Controls go, line ends become newlines, outer spaces are cut; words, tabs and marks stay."""
    assert cleaned(" a\r\nb\rc\td\x00\x1b[31m \ud800\uffff\u202e! ") == "a\nb\nc\td[31m \u202e!"


@given(ANY_TEXT)
def test_nothing_shown_is_a_control(text: str) -> None:
    """No control, direction mark or surrogate comes out, and showing it again changes nothing."""
    shown = visible(text)

    assert not [one for one in shown if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(shown) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert visible(shown) == shown
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_what_is_stored_can_be_written_anywhere(text: str) -> None:
    """Stored text holds no control but newline and tab, can be encoded, and is stored the same again."""
    kept = cleaned(text)

    assert not [one for one in kept if unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t"]
    assert cleaned(kept) == kept
    kept.encode("utf-8")


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ReadinessError, 70), (UsageError, 2), (RefusedError, 3), (StorageError, 3), (ConflictError, 4)],
)
def test_an_error_carries_three_lines_and_its_exit_code(kind: type[ReadinessError], code: int) -> None:
    """Title, place and remedy are kept apart; the exit code is the contract's."""
    error = kind("What.", "Where", "Do this.")

    assert (error.title, error.detail, error.hint, error.exit_code) == ("What.", "Where", "Do this.", code)
    assert str(error) == "What."


def test_a_stale_edit_names_both_revisions() -> None:
    """Both sides are kept; a side that was deleted, new or without revision is named so."""
    error = StaleEditError("S0001", mine={"id": "S0001"}, theirs={"revision": 4}, base={"id": "S0001"})
    gone = StaleEditError("S0001", mine={"revision": 2}, theirs=None, base=None)

    assert error.exit_code == 4
    assert error.detail == "your revision unknown, stored revision 4"
    assert (error.record_id, error.mine, error.theirs) == ("S0001", {"id": "S0001"}, {"revision": 4})
    assert gone.detail == "your revision none, stored revision none"
    assert gone.base is None
