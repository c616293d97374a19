"""Which section a paragraph stands in, and which lost words are which."""

from __future__ import annotations

import pytest

from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.matching import Matched, Place, _match_alike, _Sections
from readiness.sef.round_trip.printed import PrintedSef, PrintedUnit
from readiness.sef.round_trip.stamp import Piece, SectionMark, comparable
from tests.making.building import make_framework
from tests.making.sef_making import stamped

FRAMEWORK = make_framework()
A1, A2 = (f"{FRAMEWORK.criteria[key].id} {FRAMEWORK.criteria[key].short}" for key in ("A1", "A2"))
MARKS = (
    SectionMark(bookmark="intro", heading="About us"),
    SectionMark(bookmark="a1", heading=A1, criterion="A1"),
    SectionMark(bookmark="a1s", heading="Strengths of it", criterion="A1", kind="strength"),
    SectionMark(bookmark="a2", heading=A2, criterion="A2"),
    SectionMark(bookmark="a2s", heading="Strengths of it", criterion="A2", kind="strength"),
)


def heading(words: str, *bookmarks: str, level: int = 2) -> EditedParagraph:
    """A heading as it came back."""
    return EditedParagraph(words, bookmarks=bookmarks, heading_level=level)


def sections(*headings: EditedParagraph, titles: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Criterion and bookmark after each heading, as it is passed."""
    stamp = stamped(sections=MARKS)
    units = tuple(PrintedUnit(text=comparable(one), is_heading=True) for one in titles)
    edited = EditedSef(stamp, headings, printed=PrintedSef(stamp=stamp, units=units))
    followed = _Sections(edited, FRAMEWORK)
    passed = []
    for one in headings:
        followed.enter(one, None)
        mark = followed.current
        assert mark is not None
        passed.append((mark.criterion, mark.bookmark))
    return passed


def test_named_headings_are_their_sections() -> None:
    """In the order in which they were printed."""
    found = sections(
        heading("About us", "intro"),
        heading(A1, "a1"),
        heading("Strengths of it", "a1s", level=3),
        heading(A2, "a2"),
        heading("Strengths of it", "a2s", level=3),
    )
    assert found == [("", "intro"), ("A1", "a1"), ("A1", "a1s"), ("A2", "a2"), ("A2", "a2s")]


def test_headings_without_names_are_known_by_their_words() -> None:
    """A deeper title belongs to the criterion above it; one as high as a criterion's ends it."""
    found = sections(
        heading(A1), heading("Strengths of it", level=3), heading(A2), heading("Strengths of it", level=3)
    )
    assert found == [("A1", "a1"), ("A1", "a1s"), ("A2", "a2"), ("A2", "a2s")]
    titled = sections(heading(A1), heading("What we read", level=3), titles=("What we read",))
    assert titled == [("A1", "a1"), ("A1", "")]
    ended = sections(
        heading(A1),
        heading("What we read", level=2),
        heading("Strengths of it", level=3),
        titles=("What we read",),
    )
    assert ended == [("A1", "a1"), ("", ""), ("", "")]


def test_a_section_put_under_another_criterion_belongs_to_that_one() -> None:
    """Where its own heading is still there; where that was taken out, it stays with its own."""
    moved = sections(heading(A1, "a1"), heading(A2, "a2"), heading("Strengths of it", "a1s", level=3))
    assert moved[-1] == ("A2", "a2s")
    kept = sections(heading(A2, "a2"), heading("Strengths of it", "a1s", level=3))
    assert kept[-1] == ("A1", "a1s")


def test_a_heading_of_no_criterion_ends_the_one_before() -> None:
    """Sections after it go by their own names again."""
    found = sections(
        heading(A2, "a2"),
        heading("About us", "intro"),
        heading(A1, "a1"),
        heading("Strengths of it", "a2s", level=3),
    )
    assert found == [("A2", "a2"), ("", "intro"), ("A1", "a1"), ("A1", "a1s")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("paragraphs", [(0, 1), (1, 0)])
def test_words_go_to_those_they_are_most_like(order: tuple[int, int], paragraphs: tuple[int, int]) -> None:
    """Two statements of nearly the same words, both reworded: each finds its own, in whatever order."""
    texts = (
        "Waits for speech therapy fell from 31 to 22 weeks in the north district.",
        "Waits for speech therapy fell from 31 to 22 weeks in the south district since May.",
    )
    reworded = (
        "Waits for speech therapy fell from 31 to 21 weeks in the north district.",
        "Waits for speech therapy fell from 31 to 21 weeks in the south district since May.",
    )
    pieces = {
        f"sef_S000{at}": Piece(statement=f"S000{at}", criterion="A1", kind="strength", text=texts[at])
        for at in order
    }
    left = [Place(at, EditedParagraph(reworded[at], raw=reworded[at]), None, "") for at in paragraphs]
    found = Matched()
    assert _match_alike(found, pieces, left) == {0, 1}
    assert {name: places[0].text for name, places in found.texts.items()} == {
        f"sef_S000{at}": reworded[at] for at in (0, 1)
    }
