"""A council's own template: kept as it is, checked whole, and never trusted."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from readiness.base.errors import RefusedError
from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.namespaces import W_DECLARATION, W
from readiness.formats.word.package import DOCUMENT, OFFICE, WORD, Package
from readiness.formats.word.starter import BODY_BOOKMARK, starter_template
from readiness.formats.word.styles import STYLE_NAMES
from readiness.formats.word.template import open_template
from readiness.sef.word_in.document import plan_import
from readiness.sef.word_out.document import sef_document
from readiness.sef.word_out.notebook import SefSource
from tests.reports.test_sef_document import texts

HEADER = f"<w:hdr {W_DECLARATION}><w:p><w:r><w:t>Fenmarch Council</w:t></w:r></w:p></w:hdr>"


def council_template() -> Package:
    """The starter with a council's header on every page, another on the first, and its own style name."""
    package = Package.of(starter_template())
    section = ""
    for place in ("default", "first"):
        name = package.free_name("word/header")
        package.add_part(name, HEADER.encode(), f"{WORD}.header+xml")
        relation = package.relate(DOCUMENT, f"{OFFICE}/header", name)
        section += f'<w:headerReference w:type="{place}" r:id="{relation}"/>'
    document = package.parts[DOCUMENT].decode().replace("<w:sectPr>", f"<w:sectPr>{section}")
    package.parts[DOCUMENT] = document.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>").encode()
    styles = package.parts["word/styles.xml"].decode()
    styles = styles.replace('w:val="SEF Statement"', 'w:val="Fenmarch Body"').replace(
        "SefStatement", "FenBody"
    )
    package.parts["word/styles.xml"] = styles.encode()
    return package


STYLE_MAP = {"statement": "Fenmarch Body"}


def test_a_template_of_the_definitions_language_is_left_as_it_is() -> None:
    """The starter is marked as of it, and no other language is told; of another it is, and made one."""
    starter = starter_template("nb-NO")
    assert b'w:val="nb-NO"' in Package.of(starter).parts["word/styles.xml"]
    _, problems = open_template(starter, language="nb-NO")
    assert not [one for one in problems if "another language" in one.what]
    _, problems = open_template(starter)
    assert [one for one in problems if "another language" in one.what]


def test_the_starter_is_a_valid_template(tmp_path: Path) -> None:
    """What `sef template` writes opens, is valid, and can be used as it is."""
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "starter.docx"
    path.write_bytes(starter_template())
    assert OpenXmlValidator().validate(str(path)).errors == []
    template, problems = open_template(starter_template())
    assert problems == []
    assert set(template.style_ids) == set(STYLE_NAMES)


def test_a_council_template_keeps_its_look(source: SefSource, as_at: date, tmp_path: Path) -> None:
    """Its headers stay, the marking joins them on every kind of page, its styles are used, it reads back."""
    from openxml_audit import OpenXmlValidator

    template, problems = open_template(council_template().to_bytes(), STYLE_MAP)
    assert problems == []
    content = sef_document(source, as_at=as_at, version="1", template=template)
    path = tmp_path / "council.docx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(str(path)).errors == []
    package = Package.of(content)
    assert accessibility_findings(package) == []
    headers = [part.decode() for name, part in package.parts.items() if name.startswith("word/header")]
    assert len(headers) == 2
    assert all("Fenmarch Council" in one and "OFFICIAL-SENSITIVE" in one for one in headers)
    assert 'w:val="FenBody"' in package.parts[DOCUMENT].decode()
    plan = plan_import(content, source.index)
    assert (plan.items, plan.remarks) == ((), ())
    assert content == sef_document(source, as_at=as_at, version="1", template=template)


def plain_template(*texts: str) -> bytes:
    """A corporate document as python-docx makes one, none of our styles or bookmarks in it."""
    import docx

    target, document = io.BytesIO(), docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


def test_a_plain_corporate_document_works(source: SefSource, as_at: date, tmp_path: Path) -> None:
    """Styles and places it lacks are given to it and said; nothing of either is lost; it reads back."""
    from openxml_audit import OpenXmlValidator

    template, problems = open_template(plain_template("Anytown Council"), name="plain.docx")
    told = "\n".join(map(str, problems))
    assert "SEF Statement" in told
    assert "no bookmark sef_cover" in told
    assert "no bookmark sef_body" in told
    content = sef_document(source, as_at=as_at, version="1", template=template)
    path = tmp_path / "plain.docx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(str(path)).errors == []
    said = [text for text in texts(content) if text]
    assert said[:3] == ["Anytown Council", "Self-evaluation", "Fenmarch"]
    assert plan_import(content, source.index).items == ()


def test_a_bullet_of_ours_has_a_bullet_in_a_template_that_numbers_otherwise() -> None:
    """Its own numbering stays; ours is added beside it."""
    package = Package.of(plain_template())
    styles = package.parts["word/styles.xml"].decode()
    package.parts["word/styles.xml"] = styles.replace('"List Bullet"', '"Our Dots"').encode()
    before = package.xml("word/numbering.xml")
    template, _ = open_template(package.to_bytes())
    numbering = template.package.xml("word/numbering.xml")
    assert len(numbering) == len(before) + 2
    style_id = template.style_ids["bullet"]
    held = template.package.parts["word/styles.xml"].decode()
    style = held[held.index(f'w:styleId="{style_id}"') :]
    number = re.search(r'<w:numId w:val="(\d+)"', style)
    assert number
    assert any(one.get(f"{{{W}}}numId") == number[1] for one in numbering)


def test_headings_that_number_themselves_do_not_number_twice(source: SefSource, as_at: date) -> None:
    """The framework's own numbers stand; the template's are turned off, and that is said."""
    package = council_template()
    styles = package.parts["word/styles.xml"].decode()
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    start = styles.index('w:styleId="Heading2"')
    at = styles.index("<w:keepLines/>", start) + len("<w:keepLines/>")
    package.parts["word/styles.xml"] = (styles[:at] + number + styles[at:]).encode()
    template, problems = open_template(package.to_bytes(), STYLE_MAP)
    assert any("number themselves" in one.what for one in problems)
    root = Package.of(sef_document(source, as_at=as_at, version="1", template=template)).xml(DOCUMENT)
    for paragraph in root.iter(f"{{{W}}}p"):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        turned_off = paragraph.find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        is_second = style is not None and style.get(f"{{{W}}}val") == template.style_ids["heading2"]
        assert (turned_off is not None) == is_second


_START = '<w:bookmarkStart w:id="90" w:name="sef_body"/><w:bookmarkEnd w:id="90"/>'
_TEXT = f"<w:p>{_START}<w:r><w:t>here</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{_TEXT}</w:tc></w:tr></w:tbl>", "inside a table"),
        (f"<w:sdt><w:sdtContent>{_TEXT}</w:sdtContent></w:sdt>", "inside a content control"),
        (_TEXT.replace(_START, _START + _START.replace("90", "91").replace("body", "cover")), "share one"),
    ],
)
def test_a_place_where_no_document_fits_is_refused(place: str, words: str) -> None:
    """A bookmark in a cell, a control or shared with the cover: said with the bookmark's name."""
    package = Package.of(plain_template())
    document = package.parts[DOCUMENT].decode()
    package.parts[DOCUMENT] = document.replace("<w:body>", f"<w:body>{place}").encode()
    with pytest.raises(RefusedError) as refusal:
        open_template(package.to_bytes())
    assert words in refusal.value.detail
    assert BODY_BOOKMARK in refusal.value.detail


def test_a_bookmark_in_a_header_is_refused_and_columns_are_turned_off() -> None:
    """No document fits into a header; a table set in a column would be cut off at its edge."""
    package = Package.of(plain_template())
    package.parts["word/header7.xml"] = HEADER.replace("<w:p>", f"<w:p>{_START}").encode()
    with pytest.raises(RefusedError) as refusal:
        open_template(package.to_bytes())
    assert "it stands in a header" in refusal.value.detail
    package = Package.of(plain_template())
    document = package.parts[DOCUMENT].decode()
    columns = '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="4000"/></w:cols></w:sectPr>'
    assert "</w:sectPr>" in document
    package.parts[DOCUMENT] = document.replace("</w:sectPr>", columns).encode()
    template, problems = open_template(package.to_bytes())
    assert any("ran in columns" in one.what for one in problems)
    assert 'w:num="2"' not in template.package.parts[DOCUMENT].decode()


def test_everything_asked_in_vain_is_named_at_once() -> None:
    """One refusal names each style the map asks for that is not there, with what to do."""
    with pytest.raises(RefusedError) as refusal:
        open_template(plain_template(), {"statemnt": "Body Text", "headline": "Loud"})
    assert "statemnt" in refusal.value.detail
    assert "Loud" in refusal.value.detail
    assert "starter template" in refusal.value.hint


def test_remote_references_are_taken_out_and_reported() -> None:
    """A template, picture or field from another place is not fetched, and the user is told."""
    package = council_template()
    settings = package.parts["word/settings.xml"].decode()
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId1"'
        f' Type="{OFFICE}/attachedTemplate" Target="http://evil.example/t.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    package.parts["word/_rels/settings.xml.rels"] = relations.encode()
    package.parts["word/settings.xml"] = settings.replace(
        "<w:trackRevisions/>", '<w:attachedTemplate r:id="rId1"/><w:trackRevisions/>'
    ).encode()
    instruction = ' INCLUDEPICTURE \\"http://evil.example/x.png\\" '
    run = "<w:r><w:t>x</w:t></w:r>"
    field = f"<w:p><w:fldSimple w:instr={quoteattr(instruction)}>{run}</w:fldSimple></w:p>"
    document = package.parts[DOCUMENT].decode()
    package.parts[DOCUMENT] = document.replace("<w:body>", f"<w:body>{field}").encode()
    template, problems = open_template(package.to_bytes(), STYLE_MAP)
    whole = b"".join(template.package.parts.values())
    assert b"evil.example" not in whole
    assert b"attachedTemplate" not in whole
    assert len(problems) == 2
    assert all("evil.example" in one.what for one in problems)


def test_expressions_are_only_words(source: SefSource, as_at: date) -> None:
    """What looks like an expression in a template is left standing as text."""
    package = council_template()
    expression = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"
    document = package.parts[DOCUMENT].decode()
    line = f"<w:p><w:r><w:t>{expression}</w:t></w:r></w:p>"
    package.parts[DOCUMENT] = document.replace("<w:body>", f"<w:body>{line}").encode()
    template, _ = open_template(package.to_bytes(), STYLE_MAP)
    root = Package.of(sef_document(source, as_at=as_at, version="1", template=template)).xml(DOCUMENT)
    assert expression in "".join(root.itertext(f"{{{W}}}t"))


def with_part(name: str, content: bytes) -> bytes:
    """The starter with one part more or other."""
    package = Package.of(starter_template())
    package.parts[name] = content
    return package.to_bytes()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a Word file"),
        (b"PK\x03\x04 cut short", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
        (with_part("word/vbaProject.bin", b"x"), "macros"),
        (with_part("word/styles.xml", b"<!DOCTYPE a><w:styles/>"), "document type|damaged"),
        (with_part("word/styles.xml", b"<w:styles"), "damaged"),
    ],
)
def test_what_is_no_safe_template_is_refused(content: bytes, words: str) -> None:
    """Old formats, macros, broken and hostile files are refused in words."""
    with pytest.raises(RefusedError, match=words):
        open_template(content)
