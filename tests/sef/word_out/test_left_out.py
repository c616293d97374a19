"""What a public document leaves out with the notes of what is missing: headings that then head nothing."""

from __future__ import annotations

from readiness.formats.word.model import words
from readiness.sef.word_out.publication import left_out

SECTION, PART = words("heading2", "A1 Needs"), words("heading3", "What we will do next")
EVIDENCE, TEXT, MISSING = (
    words("source", "Evidence: 1."),
    words("body", "We hire."),
    words("missing", "None."),
)


def test_a_part_that_was_only_missing_goes_with_its_heading() -> None:
    """Also where the section's line of evidence follows it, and at the end of the document."""
    assert list(left_out([SECTION, TEXT, PART, MISSING, EVIDENCE])) == [SECTION, TEXT, EVIDENCE]
    assert list(left_out([SECTION, TEXT, PART, MISSING])) == [SECTION, TEXT]


def test_a_part_that_says_something_stays() -> None:
    """With the note of what is missing taken out."""
    every = [SECTION, PART, TEXT, MISSING, EVIDENCE]
    assert list(left_out(every)) == [SECTION, PART, TEXT, EVIDENCE]


def test_a_section_with_nothing_but_evidence_keeps_its_heading() -> None:
    """Its evidence is something."""
    assert list(left_out([SECTION, MISSING, EVIDENCE])) == [SECTION, EVIDENCE]
