"""The numbers behind a voice: said as recorded, never more than is known, small ones kept inside."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.rules.heard import heard_words
from tests.making.building import make_evidence


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"asked": 1204, "answered": 412}, "412 of 1,204 asked answered (34%)"),
        ({"asked": 9, "answered": 6}, "6 of 9 asked answered"),
        ({"answered": 58}, "58 answered, how many were asked is not recorded"),
        ({"asked": 640}, "640 asked, how many answered is not recorded"),
        ({"asked": 40, "answered": 0}, "0 of 40 asked answered (0%)"),
        ({"not_heard": "fathers"}, "missing: fathers"),
        (
            {"asked": 40, "answered": 3, "not_heard": "fathers"},
            "3 of 40 asked answered (8%); missing: fathers",
        ),
    ],
)
def test_what_is_known_of_who_was_heard(fields: dict[str, Any], said: str) -> None:
    """Each part as far as it was recorded."""
    assert heard_words(make_evidence(1, **fields)) == said


def test_few_answers_stay_inside() -> None:
    """From one to four; none is no person."""
    few = make_evidence(1, asked=40, answered=3)
    assert heard_words(few, is_outside=True) == "fewer than 5 of 40 asked answered"
    assert heard_words(make_evidence(1, asked=40, answered=0), is_outside=True).startswith("0 of 40")
    assert heard_words(make_evidence(1, asked=40, answered=5), is_outside=True).startswith("5 of 40")


def test_no_more_answer_than_were_asked() -> None:
    """Such a record is refused where somebody writes it."""
    assert make_evidence(1, asked=40, answered=40).broken_rule is None
    broken = make_evidence(1, asked=40, answered=41).broken_rule
    assert broken is not None
    assert "more answered than were asked" in broken.what
