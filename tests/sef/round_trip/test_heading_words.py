"""Headings of a returned document: another order and words in the contents are told, and nothing else is."""

from __future__ import annotations

import pytest

from readiness.sef.round_trip.alignment import align
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.heading_words import heading_words
from readiness.sef.round_trip.matching import Matched, Reading, match
from readiness.sef.round_trip.printed import PrintedSef, PrintedUnit
from tests.making.building import make_framework, make_statement
from tests.making.sef_making import stamped, workspace_of

HEADINGS = ("Area", "A1 First", "What we know", "A2 Second", "What we know", "Evidence")


def told(*returned: str, contents: str = "", is_remembered: bool = True) -> list[str]:
    """What is said of a document with these headings, a line of the contents before them."""
    stamp = stamped(make_statement(1))
    units = tuple(PrintedUnit(text=one, is_heading=True) for one in HEADINGS)
    lines = [EditedParagraph(contents, is_contents=True)] if contents else []
    lines += [EditedParagraph(one, heading_level=2) for one in returned]
    printed = PrintedSef(stamp=stamp, units=units)
    edited = EditedSef(stamp, tuple(lines), printed=printed, is_remembered=is_remembered)
    return list(heading_words(Reading(edited, workspace_of(), {}, Matched(), align(edited))))


def test_the_fewest_headings_that_moved_are_named() -> None:
    """With what they stand below now; one that stands in every section says nothing by itself."""
    assert told(*HEADINGS) == []
    area, first, known, second, _, evidence = HEADINGS
    (one,) = told(area, second, known, first, known, evidence)
    assert "stands below" in one
    assert "A1 First" in one or "A2 Second" in one
    (one,) = told(evidence, area, first, known, second, known)
    assert one.startswith("The section \u201cEvidence\u201d stands first now.")
    assert told(evidence, *HEADINGS[:-1], is_remembered=False) == []


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("Area 3", False),
        ("A1 First......12", False),
        ("Area 3 A1 First 4 A2 Second 5", False),
        ("2.1 Evidence 9", False),
        ("A new name 3", False),
        ("Area, and more 3", True),
        ("Area 3 See the website", True),
    ],
)
def test_words_typed_into_the_contents_are_told(line: str, *, is_told: bool) -> None:
    """Other page numbers, numbers of headings and names of headings as they are now are not typed words."""
    found = told(*HEADINGS[:-1], "A new name", "Evidence", contents=line)
    assert [one for one in found if "contents page" in one] == (
        [f"Words in the contents page were changed: \u201c{line}\u201d"] if is_told else []
    )


def test_a_heading_typed_over_is_still_that_section() -> None:
    """What stands below it is where it was, and its words are no new statement."""
    stamp = stamped(make_statement(1, "area_to_develop"))
    (section,) = stamp.sections
    units = (
        PrintedUnit(text="A1 First", is_heading=True),
        PrintedUnit(text=section.heading, bookmark=section.bookmark, is_heading=True),
        PrintedUnit(text="Words 1."),
    )
    lines = (
        EditedParagraph("A1 First", heading_level=2),
        EditedParagraph("What must get better", heading_level=3),
    )
    edited = EditedSef(
        stamp, (*lines, EditedParagraph("Words 1.")), printed=PrintedSef(stamp=stamp, units=units)
    )
    found = match(edited, {one.bookmark: one for one in stamp.pieces}, make_framework(), align(edited))
    assert found.new == []
    assert {place.section for place in found.places} == {section}
