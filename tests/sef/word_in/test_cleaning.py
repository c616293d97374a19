"""Printed numbers and references are taken off words, and the words close up as a person would write them."""

from __future__ import annotations

import pytest

from readiness.formats.documents.model import Segment
from readiness.sef.word_in.cleaning import _without


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("Waits fell ", "1, 2"), "Waits fell "),
        (("Waits fell", "1, 2", "  "), "Waits fell  "),
        (("Waits fell", "1, 2", "in May."), "Waits fell in May."),
        (("Waits fell ", "1, 2", "in May."), "Waits fell in May."),
        (("Waits fell", "1, 2", " in May."), "Waits fell in May."),
        (("Waits fell  ", "1, 2", "  in May."), "Waits fell in May."),
        (("Of 1, 2 teams, one ", "1, 2", " is new."), "Of 1, 2 teams, one is new."),
        (("1, 2", " Waits fell."), " Waits fell."),
        (("Waits ", "fell ", "1,\u00a02", " in ", "May."), "Waits fell in May."),
    ],
)
def test_the_marker_goes_and_one_space_stays(texts: tuple[str, ...], words: str) -> None:
    """At the end nothing is altered; between words there is one space, whoever typed how many."""
    left = _without([Segment(text) for text in texts], "1, 2")
    assert "".join(part.text for part in left) == words


def test_what_is_left_keeps_its_look() -> None:
    """A raised number that was typed beside it is still one."""
    left = _without(
        [Segment("Waits fell "), Segment("1, 2", is_reference=True), Segment(" 3", is_reference=True)], "1, 2"
    )
    assert [(part.text, part.is_reference) for part in left if part.text.strip()] == [
        ("Waits fell", False),
        ("3", True),
    ]
