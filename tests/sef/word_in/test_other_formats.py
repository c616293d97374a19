"""Reading the formats beside Word's own: names, tables, tracked changes, and words that are set aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.formats.text.readers import extract_here
from readiness.model.records.written import Aside, TrackedEdit
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.word_in.document import read_sef
from tests.sef.saved_elsewhere import opened

SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        **{one: one for one in ("office", "style", "text", "table")},
        "fo": "xsl-fo-compatible",
        "draw": "drawing",
    }.items()
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
STRUCK = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="T2" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T3" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
)


def odt(body: str, **parts: str) -> EditedSef:
    """An OpenDocument text of this body."""
    content = (
        f"<office:document-content{SPACES}><office:automatic-styles>{STRUCK}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return read_sef(opened({"content.xml": content, **parts}), name="sef.odt")


def rtf(body: str) -> EditedSef:
    """A rich-text file of this body."""
    styles = (
        r"{\stylesheet{\s3 heading 3;}{\s5 toc 1;}{\*\cs17 SEF Reference;}}{\*\revtbl{Unknown;}{A. Nurse;}}"
    )
    return read_sef(rf"{{\rtf1\ansi{styles}{body}}}".encode(), name="sef.rtf")


def page(body: str, head: str = "") -> EditedSef:
    """A web page of this body."""
    return read_sef(f"<html><head>{head}</head><body>{body}</body></html>".encode(), name="sef.html")


def only(edited: EditedSef) -> EditedParagraph:
    """The one paragraph."""
    (paragraph,) = edited.paragraphs
    return paragraph


def test_names_and_headings_are_found_in_every_format() -> None:
    """What marks a statement, and how deep a heading stands."""
    name = "sef_S0001"
    marked = f'<text:bookmark-start text:name="{name}"/>Waits fell<text:bookmark-end text:name="{name}"/>'
    read = (
        odt(f'<text:h text:outline-level="3">We know</text:h><text:p>{marked}</text:p>'),
        rtf(rf"\pard\s3 We know\par\pard {{\*\bkmkstart {name}}}Waits fell{{\*\bkmkend {name}}}\par"),
        page(f'<h3>We know</h3><p><a name="{name}"></a>Waits fell</p>'),
    )
    for edited in read:
        heading, paragraph = (one for one in edited.paragraphs if one.text)
        assert (heading.text, heading.heading_level) == ("We know", 3)
        assert (paragraph.text, paragraph.bookmarks) == ("Waits fell", (name,))


def test_struck_out_and_hidden_words_are_set_aside_in_every_format() -> None:
    """They stand in the file and are not read as words."""
    read = (
        odt(
            '<text:p>Kept<text:span text:style-name="T1"> struck</text:span>'
            '<text:span text:style-name="T2"> unseen</text:span></text:p>'
        ),
        rtf(r"\pard Kept{\strike  struck}{\v  unseen}\par"),
        page('<p>Kept<s> struck</s><span style="display: none"> unseen</span></p>'),
        page(
            '<p>Kept<span class="c1"> struck</span><span class="c2"> unseen</span></p>',
            "<style>.c1{text-decoration:line-through} .c2{display:none}</style>",
        ),
    )
    for edited in read:
        paragraph = next(one for one in edited.paragraphs if one.text)
        assert paragraph.text == "Kept"
        assert paragraph.set_aside == (("struck out", "struck"), ("hidden", "unseen"))


def test_tables_are_read_cell_by_cell_in_every_format() -> None:
    """Row and column, and a table inside a cell is part of the cell."""
    inner = "<table:table><table:table-row><table:table-cell><text:p>in</text:p></table:table-cell>"
    inner += "</table:table-row></table:table>"
    first = "<table:table-cell><text:p>a</text:p></table:table-cell>"
    read = (
        odt(
            f"<table:table><table:table-header-rows><table:table-row>{first}{first}</table:table-row>"
            f"</table:table-header-rows><table:table-row>{first}<table:table-cell>{inner}</table:table-cell>"
            "</table:table-row></table:table>"
        ),
        rtf(r"\trowd\pard\intbl a\cell a\cell\row\trowd\pard\intbl a\cell in\cell\row\pard"),
        page(
            "<table><tr><th>a</th><th>a</th></tr>"
            "<tr><td>a</td><td><table><tr><td>in</td></tr></table></td></tr></table>"
        ),
    )
    for edited in read:
        found = [(one.text, one.table, one.cell) for one in edited.paragraphs if one.text]
        assert found == [("a", 1, (0, 0)), ("a", 1, (0, 1)), ("a", 1, (1, 0)), ("in", 1, (1, 1))]


def test_tracked_changes_are_accepted_with_who_made_them() -> None:
    """Inserted words count, deleted ones do not, and both are told with their author."""
    info = "<office:change-info><dc:creator>A. Nurse</dc:creator><dc:date>2026-11-20T09:00:00</dc:date>"
    info += "</office:change-info>"
    changes = (
        f'<text:tracked-changes><text:changed-region text:id="c1"><text:insertion>{info}</text:insertion>'
        f'</text:changed-region><text:changed-region text:id="c2"><text:deletion>{info}<text:p>old</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        f'{changes}<text:p>Some <text:change-start text:change-id="c1"/>new'
        '<text:change-end text:change-id="c1"/>'
        '<text:change text:change-id="c2"/> words</text:p>'
    )
    stamp = (126 << 20) | (11 << 16) | (20 << 11)
    text = (
        rf"\pard Some {{\revised\revauth1\revdttm{stamp} new}}{{\deleted\revauthdel1\revdttmdel{stamp} old}}"
    )
    for edited in (odt(body), rtf(rf"{text} words\par")):
        paragraph = next(one for one in edited.paragraphs if one.text)
        assert paragraph.text == "Some new words"
        day = date(2026, 11, 20)
        assert set(paragraph.edits) == {
            TrackedEdit("inserted", "A. Nurse", day, "new"),
            TrackedEdit("deleted", "A. Nurse", day, "old"),
        }


def test_comments_come_with_their_author() -> None:
    """And, where the format says so, that they are resolved."""
    said = (
        "<dc:creator>A. Nurse</dc:creator><dc:date>2026-11-20T09:00:00</dc:date><text:p>Still true?</text:p>"
    )
    body = f'<text:p>Waits<office:annotation loext:resolved="true">{said}</office:annotation> fell</text:p>'
    paragraph = only(odt(body))
    (note,) = paragraph.comments
    assert (note.by, note.text, note.on) == ("A. Nurse", "Still true?", date(2026, 11, 20))
    assert paragraph.resolved == {note}
    text = r"{\*\atnid AN}{\*\atnauthor A. Nurse}\chatn{\*\annotation \pard Still true?}"
    (other,) = next(one for one in rtf(rf"\pard Waits{text} fell\par").paragraphs if one.text).comments
    assert (other.by, other.text) == ("A. Nurse", "Still true?")


def test_words_beside_the_text_are_told_apart() -> None:
    """Footnotes, headers and text boxes are no words of the paragraph they hang on."""
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    body = f"<text:p>Waits{note}<text:p>From the log</text:p></text:note-body></text:note> fell</text:p>"
    master = (
        f"<office:document-styles{SPACES}><office:master-styles><style:master-page><style:header>"
        "<text:p>OFFICIAL</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    )
    edited = odt(body, **{"styles.xml": master})
    assert only(edited).text == "Waits fell"
    assert set(edited.asides) == {Aside("footnote", "From the log"), Aside("header", "OFFICIAL")}
    box = r"{\shp{\*\shpinst{\shptxt \pard In a box\par}}}"
    rich = rtf(rf"{{\header OFFICIAL\par}}\pard Waits{{\footnote From the log}}{box} fell\par")
    assert next(one.text for one in rich.paragraphs if one.text) == "Waits fell"
    assert set(rich.asides) == {
        Aside("header", "OFFICIAL"),
        Aside("footnote", "From the log"),
        Aside("text box", "In a box"),
    }
    web = page('<div title="header"><p>OFFICIAL</p></div><p>Waits fell</p>')
    assert (only(web).text, web.asides) == ("Waits fell", (Aside("header", "OFFICIAL"),))


def test_a_footnote_is_named_by_the_paragraph_it_hangs_on() -> None:
    """In every format that has footnotes, so that it can be kept with its statement."""
    note = '<text:note text:id="ftn1" text:note-class="footnote"><text:note-body><text:p>Log</text:p>'
    read = (
        odt(f"<text:p>Waits{note}</text:note-body></text:note> fell</text:p>"),
        rtf(r"\pard Waits{\footnote Log} fell\par"),
    )
    for edited in read:
        paragraph = next(one for one in edited.paragraphs if one.text)
        assert paragraph.anchors == tuple(one.key for one in edited.asides)


def test_rich_text_letters_are_read_as_written() -> None:
    """Code pages, Unicode with its stand-ins, pairs, and what stands for a sign of its own."""
    body = r"\pard\uc1 caf\'e9 \u373? \u-10179?\u-8704? \{a\}\~b\endash c\par"
    paragraph = next(one for one in rtf(body).paragraphs if one.text)
    assert paragraph.text == "caf\u00e9 \u0175 \U0001f600 {a}\u00a0b\u2013c"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("~$sef.docx", b"\x05Some", "only says that somebody has the document open"),
        (".~lock.sef.odt#", b",me,here", "only says that somebody has the document open"),
        ("sef.docx", b"", "is empty"),
        ("sef.docx", b"PK\x03\x04" + b"\0" * 40, "cannot be read"),
        ("sef.pdf", b"%PDF-1.7\n", "is a PDF"),
        ("sef.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("sef.docx", bytes(range(256)), "is not a Word document"),
        ("sef.rtf", rb"{\rtf1 " + b"{" * 600, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, content: bytes, said: str) -> None:
    """Each says what is wrong, and a next step."""
    with pytest.raises(RefusedError) as refused:
        read_sef(content, name=name)
    assert said in refused.value.title
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sef.rtf", b"{\\rtf1 {\\b One.}\\par Two.\\par Thr"),
        ("sef.html", b"<html><body><p>One.</p><p>Two.</p><p>Thr"),
    ],
)
def test_a_file_whose_end_is_missing_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    """What was cut off would look deleted; as evidence what is there is read, and it is said."""
    with pytest.raises(RefusedError, match="cut short"):
        read_sef(content, name=name)
    (tmp_path / name).write_bytes(content)
    found = extract_here(tmp_path / name)
    assert found.text.split("\n") == ["One.", "Two.", "Thr"]
    assert any("cut short" in one.what for one in found.problems)


def test_an_open_document_with_a_password_or_of_another_kind_is_refused() -> None:
    """A locked text, and a spreadsheet."""
    locked = opened({"META-INF/manifest.xml": "<x><encryption-data/></x>", "content.xml": "noise"})
    with pytest.raises(RefusedError, match="protected by a password"):
        read_sef(locked, name="sef.odt")
    sheet = f"<office:document-content{SPACES}><office:body><office:spreadsheet/></office:body>"
    with pytest.raises(RefusedError, match="not a Word document"):
        read_sef(opened({"content.xml": f"{sheet}</office:document-content>"}), name="sef.ods")
