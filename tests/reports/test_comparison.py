"""What changed between two states, as a Word document a meeting can read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.package import Package
from readiness.gaps.report import find_gaps
from readiness.model.field_words import FieldChange
from readiness.model.records.area import Area
from readiness.model.records.differences import Difference, FieldDifference
from readiness.progress.comparison import Comparison, MeasureMove
from readiness.progress.comparison_document import comparison_document
from readiness.rules.index import Index
from readiness.sef.word_out.notebook import SefSource

AREA = Area(name="Fenmarch", framework="test-framework")
MOVED = (
    MeasureMove("M0001", "Plans in 20 weeks", "%", 48.0, 52.4, True),
    MeasureMove("M0002", "Waits for therapy", "weeks", 22.0, 31.0, False),
    MeasureMove("M0003", "Suspensions", "", None, 12.0, None),
)
DIFFERENCES = (
    Difference(
        "statements",
        "S0001",
        "changed",
        "Waits fell.",
        (FieldDifference("text", "Waits rose.", "Waits fell."),),
    ),
    Difference("evidence", "E0009", "added", "Audit of plans"),
    Difference("evidence", "E0002", "removed", "Old audit"),
)
SAID = {
    ("statements", "S0001"): (
        FieldChange("Draft", "Waits rose \x1b[31m.", "Waits fell."),
        FieldChange("Kind", "headline", "strength"),
    )
}
NOTHING = Comparison((), (), (), 7, ())


def document(found: Comparison) -> bytes:
    """The comparison of two named states as a file."""
    return comparison_document(AREA, found, "March", "now", as_at=date(2026, 11, 23))


def paragraphs(content: bytes) -> list[str]:
    """The paragraphs outside tables."""
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def tables(content: bytes) -> list[list[list[str]]]:
    """Every table, row by row."""
    found = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


@pytest.fixture(scope="module")
def full(source: SefSource, as_at: date) -> Comparison:
    """A comparison with something of everything: gaps of the example among them."""
    gaps = find_gaps(Index(source.index.framework, source.index.records), as_at).gaps
    return Comparison(DIFFERENCES, gaps[:2], gaps[2:5], 40, MOVED, SAID)


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    """Two like states give a document that says so, valid and without a table."""
    from openxml_audit import OpenXmlValidator

    content = document(NOTHING)
    assert "Nothing changed between the two states." in paragraphs(content)
    assert tables(content) == []
    path = tmp_path / "same.docx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_the_letter_says_how_much_and_the_rows_follow(full: Comparison) -> None:
    """How many gaps closed and opened, what moved and what was written; below, each by itself."""
    content = document(full)
    said = paragraphs(content)
    assert said[1:3] == [
        "Dear colleagues,",
        "This is what has changed between \u201cMarch\u201d and now, measured at 23 November 2026.",
    ]
    assert said[3] == (
        "3 gaps closed and 2 gaps opened; 40 stand as before. "
        "3 measures have a new figure: 1 better, 1 worse and 1 with nothing to compare it to. "
        "Of what we have written down, 1 is new, 1 changed and 1 is gone."
    )
    assert all(gap.reason in said for gap in full.gaps_closed)
    opened, statements, evidence = tables(content)
    assert [row[1] for row in opened[1:]] == [gap.reason for gap in full.gaps_opened]
    assert [row[0][:5] for row in statements[1:] + evidence[1:]] == ["S0001", "E0009", "E0002"]


def test_a_measure_is_a_sentence_that_says_which_way_it_went(full: Comparison) -> None:
    """Better, worse or nothing to compare it to; a figure that was not there is missing, never nought."""
    said = paragraphs(document(full))
    assert "Plans in 20 weeks went from 48% to 52.4%: better." in said
    assert "Waits for therapy went from 22 weeks to 31 weeks: worse." in said
    assert "Suspensions is 12; there was none before." in said


def test_a_change_shows_the_words_before_and_after(full: Comparison) -> None:
    """Field by field as the field is called, control characters visible; what is new or gone says so."""
    _, statements, evidence = tables(document(full))
    assert (
        statements[1][1]
        == "Draft: Waits rose <U+001B>[31m. \u2192 Waits fell.\nKind: headline \u2192 strength"
    )
    assert [row[1] for row in evidence[1:]] == ["new", "gone"]


def test_what_did_not_happen_is_said_or_left_out(full: Comparison) -> None:
    """Gaps and measures are always answered for; tables of records only where something changed."""
    content = document(Comparison(DIFFERENCES, (), (), 0, ()))
    text = paragraphs(content)
    assert {"No gap closed.", "No gap opened.", "No figure moved."} <= set(text)
    assert "Evidence" in text
    assert "Actions" not in text
    assert len(tables(content)) == 2
    assert len(tables(document(full))) == 3


def test_the_document_is_valid_accessible_and_the_same_every_time(full: Comparison, tmp_path: Path) -> None:
    """Word opens it without repair, a screen reader finds headings, and it can be compared byte by byte."""
    from openxml_audit import OpenXmlValidator

    content = document(full)
    path = tmp_path / "changes.docx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(str(path)).errors == []
    assert accessibility_findings(Package.of(content)) == []
    assert document(full) == content
