"""The self-evaluation in Word: what it says, that it is valid and accessible, and that it never varies."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.namespaces import W
from readiness.formats.word.package import DOCUMENT, Package
from readiness.gaps.document import gap_report_document
from readiness.model.records.area import Area
from readiness.model.records.evaluation import Statement
from readiness.model.records.record import Record
from readiness.sef.round_trip.stamp import STAMP_NAMESPACE, Mode, SefStamp
from readiness.sef.word_out.document import sef_document
from readiness.sef.word_out.notebook import SefSource

MODES: tuple[Mode, ...] = ("draft", "agreement", "publication")
HOSTILE = "a & b <c> ]]> \x00\x1b[31m\u202e \ud800 {{ 7*7 }} \ufffe _x0041_ \u00ad end"


def texts(content: bytes) -> list[str]:
    """The words of each paragraph of the body, tables included."""
    root = Package.of(content).xml(DOCUMENT)
    return ["".join(one.itertext(f"{{{W}}}t")) for one in root.iter(f"{{{W}}}p")]


def schema_errors(content: bytes, folder: Path) -> list[str]:
    """What the Open XML checks find wrong."""
    from openxml_audit import OpenXmlValidator

    path = folder / "checked.docx"
    path.write_bytes(content)
    result = OpenXmlValidator().validate(str(path))
    return [f"{one.part_uri} {one.path}: {one.description}" for one in result.errors]


@pytest.mark.parametrize("mode", MODES)
def test_is_valid_and_accessible(source: SefSource, as_at: date, mode: Mode, tmp_path: Path) -> None:
    """Both kinds of export have no schema error and break no accessibility rule."""
    content = sef_document(source, as_at=as_at, version="0.3", mode=mode)
    assert schema_errors(content, tmp_path) == []
    assert accessibility_findings(Package.of(content)) == []


def test_empty_and_hostile_workspaces_are_valid(
    source_of: Callable[..., SefSource], as_at: date, tmp_path: Path
) -> None:
    """An empty workspace and one full of control characters both give valid, accessible documents."""
    hostile = Statement(id="S0001", criterion="A1", kind="strength", text=HOSTILE, impact=HOSTILE)
    area = Area(name=HOSTILE, framework="x", context=HOSTILE, marking=HOSTILE)
    for source in (source_of(), source_of(area, hostile)):
        content = sef_document(source, as_at=as_at, version=HOSTILE)
        assert schema_errors(content, tmp_path) == []
        assert accessibility_findings(Package.of(content)) == []


@pytest.mark.parametrize("mode", MODES)
def test_export_again_gives_the_same_bytes(source: SefSource, as_at: date, mode: Mode) -> None:
    """Nothing of the moment gets into a document."""
    first, again = (sef_document(source, as_at=as_at, version="0.3", mode=mode) for _ in range(2))
    assert first == again


def test_a_changed_word_changes_the_document(
    source_of: Callable[..., SefSource], items: list[Record], as_at: date
) -> None:
    """The bytes and the export id follow the words."""
    changed = [
        one.model_copy(update={"text": f"{one.text} More."}) if isinstance(one, Statement) else one
        for one in items
    ]
    before, after = (sef_document(source_of(*them), as_at=as_at, version="1") for them in (items, changed))
    assert stamp_of(before).export_id != stamp_of(after).export_id


def stamp_of(content: bytes) -> SefStamp:
    """The stamp an export carries."""
    package = Package.of(content)
    for name, part in package.parts.items():
        if name.startswith("customXml/item") and STAMP_NAMESPACE.encode() in part:
            return SefStamp.model_validate_json(etree.fromstring(part).text or "")
    raise AssertionError("The document has no stamp.")


def test_every_statement_is_stamped(source: SefSource, as_at: date) -> None:
    """Each printed statement has one bookmark, its words in the stamp and its reference beside it."""
    content = sef_document(source, as_at=as_at, version="0.3")
    root = Package.of(content).xml(DOCUMENT)
    names = [one.get(f"{{{W}}}name") for one in root.iter(f"{{{W}}}bookmarkStart")]
    pieces = stamp_of(content).pieces
    assert sorted(one.statement for one in pieces if one.field == "text") == sorted(
        source.index.records.statements
    )
    assert all(names.count(piece.bookmark) == 1 for piece in pieces)
    assert {one.text for one in pieces} >= {one.text for one in source.index.records.statements.values()}
    said = texts(content)
    assert all(
        f"{piece.lead} {piece.text or piece.placeholder}{piece.marker}".strip() in said for piece in pieces
    )
    assert all(piece.marker.endswith(piece.statement) for piece in pieces if piece.field == "text")


def test_draft_says_so_in_words_and_in_the_watermark(source: SefSource, as_at: date) -> None:
    """A watermark is not read aloud, so the draft says so on the cover, in the header and in the text."""
    package = Package.of(sef_document(source, as_at=as_at, version="0.3"))
    assert b"DRAFT" in package.parts["word/header1.xml"]
    assert "draft" in "".join(package.xml("word/header1.xml").itertext(f"{{{W}}}t"))
    assert sum("must not be quoted" in one for one in texts(package.to_bytes())) == 2


def test_agreed_prints_only_agreed_words(source: SefSource, as_at: date) -> None:
    """A sentence nobody agreed is nowhere in the published version, which says that it is not agreed yet."""
    content = sef_document(source, as_at=as_at, version="1.0", mode="publication")
    said = "\n".join(texts(content))
    for one in source.index.records.statements.values():
        assert (one.text in said) == bool(one.agreed_text)
    assert "not yet agreed by" in said
    assert b"Watermark" not in Package.of(content).parts["word/header1.xml"]


def test_marking_stands_in_every_header(source: SefSource, as_at: date) -> None:
    """Every page shows the marking above and the page numbers below; no page is turned."""
    package = Package.of(sef_document(source, as_at=as_at, version="0.3"))
    root = package.xml(DOCUMENT)
    sections = list(root.iter(f"{{{W}}}sectPr"))
    sizes = [size for one in sections for size in one.iter(f"{{{W}}}pgSz")]
    assert [size.get(f"{{{W}}}orient") for size in sizes] == [None]
    assert "OFFICIAL-SENSITIVE" in "".join(package.xml("word/header1.xml").itertext(f"{{{W}}}t"))
    fields = [
        one.get(f"{{{W}}}instr", "").strip()
        for one in package.xml("word/footer1.xml").iter(f"{{{W}}}fldSimple")
    ]
    assert fields == ["PAGE", "NUMPAGES"]


def test_what_is_missing_is_said_with_who_supplies_it(source: SefSource, as_at: date) -> None:
    """Nothing is silently empty: each note says what is missing and who is to supply it."""
    said = texts(sef_document(source, as_at=as_at, version="0.3"))
    notes = [one for one in said if one.startswith("Missing:")]
    assert (
        "Missing: the difference that S0005 has made. Designated clinical officer is to supply it." in notes
    )
    assert all("supply it" in one for one in notes)
    assert any("child or young person voice" in one for one in notes)


def test_evidence_is_numbered_once_and_indexed(source: SefSource, as_at: date) -> None:
    """Numbers run from 1 in order of mention; the index gives title, period, freshness and pinpoints."""
    content = sef_document(source, as_at=as_at, version="0.3")
    root = Package.of(content).xml(DOCUMENT)
    index = list(root.iter(f"{{{W}}}tbl"))[-1]
    rows = [
        ["".join(cell.itertext(f"{{{W}}}t")) for cell in row.iter(f"{{{W}}}tc")]
        for row in index.iter(f"{{{W}}}tr")
    ]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, len(rows))]
    survey = next(row for row in rows if row[1].startswith("Parent carer forum annual survey"))
    assert survey[2] == "January 2026 to March 2026; current"
    assert "p.11" in survey[4]
    assert any(row[2] == "no date given" for row in rows)


def test_measures_stand_beside_their_comparators(source: SefSource, as_at: date) -> None:
    """Figures come with period, direction in words, comparators and where they come from."""
    said = texts(sef_document(source, as_at=as_at, version="0.3"))
    assert "52.4% (Dec 2025), better: 14.2 percentage points higher" in said
    assert "46.1% (2025)" in said
    assert any(
        one.startswith("Sources. Ours: SEND data dashboard") and "England: SEN2 2026" in one for one in said
    )


def test_nothing_is_reduced_to_one_percentage(source_of: Callable[..., SefSource], as_at: date) -> None:
    """A document about nothing holds no per cent sign."""
    assert not [
        one
        for one in texts(sef_document(source_of(), as_at=as_at, version="1"))
        if "%" in one and "46.1" not in one
    ]


def test_opens_in_another_reader(source: SefSource, as_at: date) -> None:
    """A reader not ours finds the same headings."""
    import docx

    document = docx.Document(io.BytesIO(sef_document(source, as_at=as_at, version="0.3")))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"]
    assert headings[:2] == ["Who we are", "What it is like for children and young people here"]
    assert "A1 Identification and assessment" in headings
    assert document.core_properties.title == "Self-evaluation: Fenmarch"


def test_gap_report_lists_every_gap(source: SefSource, as_at: date, tmp_path: Path) -> None:
    """The gap report is valid, accessible, repeatable, and gives each gap its reason."""
    from readiness.gaps.report import find_gaps

    gaps = find_gaps(source.index, as_at)
    content = gap_report_document(gaps, as_at=as_at)
    said = set(texts(content))
    assert {gap.reason for gap in gaps} <= said
    assert schema_errors(content, tmp_path) == []
    assert accessibility_findings(Package.of(content)) == []
    assert content == gap_report_document(gaps, as_at=as_at)
    supposes = [one for one in said if one.startswith("If the inspectors' call came, this is what")]
    called = texts(gap_report_document(gaps, as_at=as_at, why_then="On site Mon 30 Nov 2026, confirmed"))
    assert (len(supposes), any(one.startswith("If the inspectors' call") for one in called)) == (1, False)
