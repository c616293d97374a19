"""Parts of a record typed in a line: what is taken, and what is refused before it is misread."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_reading import FieldWordsError, read
from readiness.model.field_words import words
from readiness.model.part_reading import part_form
from readiness.model.records.plan import Action, Closing, Judgement, Milestone, Recommendation
from tests.making.building import make_framework

AROUND = Around(make_framework(), None)
STEPS, CONFIDENCE = fields_of(Action)["milestones"], fields_of(Action)["confidence"]
CLOSING = fields_of(Recommendation)["closing"]
MARCH, APRIL = date(2027, 3, 3), date(2027, 4, 4)


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        (STEPS, "Ask", (Milestone(title="Ask"),)),
        (STEPS, "Ask; Done on: 4/4/2027; DUE 3 Mar 2027", (Milestone(title="Ask", due=MARCH, done=APRIL),)),
        (STEPS, "Ask; 3 Mar 2027\n\n Tell ", (Milestone(title="Ask", due=MARCH), Milestone(title="Tell"))),
        (STEPS, '"Ask; tell"; due 3 Mar 2027', (Milestone(title="Ask; tell", due=MARCH),)),
        (STEPS, "Due process", (Milestone(title="Due process"),)),
        (STEPS, "Reply when due in spring", (Milestone(title="Reply when due in spring"),)),
        (STEPS, "none", ()),
        (CONFIDENCE, "at risk (amber); No post", Judgement(confidence="at_risk", reason="No post")),
        (CONFIDENCE, "as its dates say", None),
        (CLOSING, "3 Mar 2027\nNine in ten\nby Board", Closing(on=MARCH, words="Nine in ten", by="Board")),
        (CLOSING, "open", None),
    ],
)
def test_parts_are_typed_in_pieces(field: Bound, typed: str, expected: object) -> None:
    """What must be said in order, a day by itself, all else behind its name; words for nothing empty."""
    assert read(field, typed, AROUND) == expected


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        (
            STEPS,
            "Ask\nTell; soon",
            "in row 2, \u201csoon\u201d does not say what it is. Begin it with Due or Done on.",
        ),
        (STEPS, "Ask; due soon", "in row 1, Due: \u2018soon\u2019 is not a date."),
        (
            STEPS,
            "Ask; due 3/3/2027; due 4/4/2027",
            "Due is said twice. Write it as: step; due \u2026; done on \u2026.",
        ),
        (STEPS, '"Ask; due 3/3/2027', "a quotation mark opens and does not close."),
        (
            STEPS,
            "Ask, due 3 Mar 2027",
            "\u201cdue 3 Mar 2027\u201d would not be read as a day. Put a semicolon",
        ),
        (STEPS, "Ask (done on 4 Apr 2027)", "\u201cdone on 4 Apr 2027\u201d would not be read as a day."),
        (STEPS, ";", "Step: this is needed."),
        (CONFIDENCE, "at risk", "Reason: this is needed."),
        (CONFIDENCE, "fine; No post", "Confidence: this is not one of the choices."),
        (CLOSING, "3 Mar 2027; Met; families told", "\u201cfamilies told\u201d does not say what it is."),
    ],
)
def test_what_is_no_part_is_refused(field: Bound, typed: str, expected: str) -> None:
    """By the label of the field, with how to write it; a day that would stay in a text is not passed over."""
    with pytest.raises(FieldWordsError) as refused:
        read(field, typed, AROUND)
    assert refused.value.sentence.startswith(f"{field.label}: ")
    assert expected in refused.value.sentence


def test_words_of_parts_are_read_back_whatever_they_hold() -> None:
    """Semicolons, quotation marks and labels within them; how they are written is said from the fields."""
    titles = ("A; b", '"A" or b', 'Say "b"; c', "Due to her", "Done on")
    steps = tuple(Milestone(title=title, due=MARCH) for title in titles)
    assert read(STEPS, words(STEPS, steps, AROUND), AROUND) == steps
    closed = Closing(on=MARCH, words="By the board; on time", by="On call")
    assert read(CLOSING, words(CLOSING, closed, AROUND), AROUND) == closed
    assert part_form(CLOSING) == "on; how it was met; by \u2026"
