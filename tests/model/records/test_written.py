"""What a document says beyond its words."""

from __future__ import annotations

import pytest

from readiness.model.records.written import Aside


@pytest.mark.parametrize(
    ("where", "is_frame"), [("header", True), ("footer", True), ("footnote", False), ("text box", False)]
)
def test_what_stands_on_every_page_is_told_from_notes(where: str, *, is_frame: bool) -> None:
    """Headers and footers are printed again by every program; notes hang on a place."""
    assert Aside(where, "Words").is_frame is is_frame


def test_one_note_is_the_same_wherever_it_hangs() -> None:
    """Its key names a place in one file and is no part of what it says."""
    assert Aside("footnote", "Words", "footnote-2") == Aside("footnote", "Words", "ftn1")
