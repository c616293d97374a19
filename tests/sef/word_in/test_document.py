"""Reading Word's own ways of writing edits: tracked changes, controls, splits and joins, and traps."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from readiness.base.errors import RefusedError
from readiness.model.records.written import Aside
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.word_in.document import read_sef

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BY = 'w:id="9" w:author="A. Nurse" w:date="2026-11-20T09:00:00Z"'


def docx(body: str, **more: str) -> bytes:
    """A Word file of just this body; `more` gives further parts by name, dots as slashes."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
        **more,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def run(text: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def name(bookmark: str, number: int, inner: str) -> str:
    """Words under a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def read(body: str) -> EditedSef:
    """The paragraphs of a body."""
    return read_sef(docx(body))


def only(body: str) -> EditedParagraph:
    """The one paragraph of a body."""
    (paragraph,) = read(body).paragraphs
    return paragraph


def test_insertions_are_read_and_deletions_are_not() -> None:
    """The text is what stands once every change is accepted; who changed what is kept."""
    body = (
        f"<w:p>{run('Waits are ')}<w:del {BY}><w:r><w:delText>31</w:delText></w:r></w:del>"
        f"<w:ins {BY}>{run('24')}</w:ins>{run(' weeks.')}</w:p>"
    )
    paragraph = only(body)
    assert paragraph.text == "Waits are 24 weeks."
    assert [(one.kind, one.by, one.on, one.text) for one in paragraph.edits] == [
        ("deleted", "A. Nurse", date(2026, 11, 20), "31"),
        ("inserted", "A. Nurse", date(2026, 11, 20), "24"),
    ]


def test_moved_words_stand_where_they_were_moved_to() -> None:
    """The place they left is empty, the place they went to has them."""
    body = (
        f"<w:p><w:moveFrom {BY}>{run('Moved.')}</w:moveFrom>{run('Stays.')}</w:p>"
        f"<w:p><w:moveTo {BY}>{run('Moved.')}</w:moveTo></w:p>"
    )
    assert [one.text for one in read(body).paragraphs] == ["Stays.", "Moved."]


def test_words_inside_controls_links_and_fields_are_read() -> None:
    """Content controls (block and inline), links, smart tags and fields do not hide words."""
    inline = f"<w:sdt><w:sdtContent>{run('two ')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run('three ')}</w:hyperlink>"
    tag = f"<w:smartTag>{run('four ')}</w:smartTag>"
    simple = f'<w:fldSimple w:instr=" PAGE ">{run("5")}</w:fldSimple>'
    paragraph = f"<w:p>{run('one ')}{inline}{link}{tag}{simple}</w:p>"
    body = (
        f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{paragraph}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    )
    assert only(body).text == "one two three four 5"


def test_a_deleted_paragraph_end_joins_but_gives_no_name_away() -> None:
    """A wholly deleted statement leaves its name to nobody; a joined one brings it along."""
    mark = f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>"
    gone = f"<w:del {BY}><w:r><w:delText>First.</w:delText></w:r></w:del>"
    second = f"<w:p>{name('sef_S0002', 2, run('Second.'))}</w:p>"
    ghost, kept = read(f"<w:p>{mark}{name('sef_S0001', 1, gone)}</w:p>{second}").paragraphs
    assert (ghost.text, ghost.bookmarks) == ("", ("sef_S0001",))
    assert (kept.text, kept.bookmarks) == ("Second.", ("sef_S0002",))
    joined = only(f"<w:p>{mark}{name('sef_S0001', 1, run('First.'))}</w:p>{second}")
    assert (joined.text, joined.bookmarks) == ("First. Second.", ("sef_S0001", "sef_S0002"))


def test_a_name_over_two_paragraphs_covers_both() -> None:
    """Enter inside a bookmark: the second paragraph continues it."""
    body = (
        f'<w:p><w:bookmarkStart w:id="1" w:name="sef_S0001"/>{run("First half")}</w:p>'
        f'<w:p>{run("second half.")}<w:bookmarkEnd w:id="1"/></w:p><w:p>{run("Other.")}</w:p>'
    )
    first, second, other = read(body).paragraphs
    assert first.bookmarks == ("sef_S0001",)
    assert second.continues == ("sef_S0001",)
    assert other.continues == ()


def test_names_without_an_end_or_twice_belong_to_their_paragraph_only() -> None:
    """A start that never ends covers its own paragraph; a name used twice is on both."""
    start = '<w:bookmarkStart w:id="{0}" w:name="sef_S0001"/>'
    one, two = f"{start.format(1)}{run('One.')}", f"{start.format(2)}{run('Two.')}"
    body = f"<w:p>{one}</w:p><w:p>{two}</w:p><w:p>{run('Three.')}</w:p>"
    paragraphs = read(body).paragraphs
    assert [one.bookmarks for one in paragraphs] == [("sef_S0001",), ("sef_S0001",), ()]
    assert all(one.continues == () for one in paragraphs)


def test_a_name_between_paragraphs_belongs_to_the_next() -> None:
    """Programs put bookmark starts at the level of the body."""
    body = f'<w:bookmarkStart w:id="1" w:name="sef_S0001"/><w:p>{run("One.")}<w:bookmarkEnd w:id="1"/></w:p>'
    assert only(body).bookmarks == ("sef_S0001",)


def test_a_pasted_copy_is_known_as_one() -> None:
    """LibreOffice names the bookmark of pasted text after the one it came from."""
    assert only(f"<w:p>{name('sef_S0001_Copy_1', 1, run('One.'))}</w:p>").copies == ("sef_S0001",)


def test_text_boxes_are_reported_not_read_twice() -> None:
    """Words in a text box are not part of the paragraph around it; they are kept apart, once."""
    box = "<w:drawing><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></w:drawing>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    inner = f"<mc:AlternateContent>{either}</mc:AlternateContent>"
    edited = read(f"<w:p>{run('Around.')}<w:r>{inner}</w:r></w:p>")
    assert [one.text for one in edited.paragraphs] == ["Around."]
    assert edited.asides == (Aside("text box", "Boxed"),)


def test_no_reference_is_mistaken_without_a_stamp() -> None:
    """Where nothing says what was printed, nothing is taken off the words."""
    paragraph = only(f"<w:p>{run('The backlog was cleared in July 2022 S0004')}</w:p>")
    assert (paragraph.text, paragraph.reference) == ("The backlog was cleared in July 2022 S0004", "")


def test_breaks_and_hyphens_keep_their_meaning() -> None:
    """Line breaks, tabs and the two special hyphens are read."""
    inner = "<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
    assert only(f"<w:p><w:r>{inner}</w:r></w:p>").text == "a\nb\tc\u2011d"


def test_symbols_readings_and_drawn_words_are_words() -> None:
    """Inserted from a font of symbols, with a reading above them, or drawn as a picture of words."""
    symbols = "".join(f'<w:sym w:font="Symbol" w:char="{one}"/>' for one in ("F0A3", "2192", "E0FF", "x"))
    ruby = f"<w:ruby><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('kanji')}</w:rubyBase></w:ruby>"
    drawn = '<w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="Well done"/></w:pict>'
    inner = f"<w:r>{symbols}</w:r><w:r>{ruby}</w:r><w:r>{drawn}</w:r>"
    edited = read(f"<w:p>{inner}</w:p>")
    assert [one.text for one in edited.paragraphs] == ["\u2264\u2192\ufffd\ufffdkanji (kana)"]
    assert edited.asides == (Aside("text box", "Well done"),)
    cell = read(f"<w:tbl><w:tr><w:tc><w:p><w:r>{symbols}</w:r></w:p></w:tc></w:tr></w:tbl>")
    assert [one.text for one in cell.paragraphs] == ["\u2264\u2192\ufffd\ufffd"]


def bomb() -> bytes:
    """A small file whose document unpacks to half a gigabyte."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(128):
                part.write(b" " * (1 << 20))
        archive.writestr("_rels/.rels", "<Relationships/>")
    return target.getvalue()


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "before 2007"),
        (ENCRYPTED, "password"),
        (b"PK\x03\x04" + bytes(50), "cannot be read"),
        (docx("<w:p/>")[:200], "cannot be read"),
        (docx("", **{"word/document.xml": f'<!DOCTYPE x><w:document xmlns:w="{W}"/>'}), "cannot be read"),
        (docx("", **{"word/document.xml": "<w:document"}), "cannot be read"),
        (docx("", **{"word/document.xml": f'<w:document xmlns:w="{W}"/>'}), "not a Word document"),
        (docx("<w:p/>", **{"word/vbaProject.bin": "x"}), "macros"),
        (bomb(), "cannot be read"),
    ],
    ids=["empty", "old", "password", "junk", "cut", "doctype", "broken", "no-text", "macros", "bomb"],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    """Every refusal says what is wrong and what to do; nothing is guessed from the file's name."""
    with pytest.raises(RefusedError, match=words) as refusal:
        read_sef(content, name="SEF \x1b[31m.docx")
    assert refusal.value.hint
    assert "\x1b" not in f"{refusal.value.title} {refusal.value.detail} {refusal.value.hint}"


def test_a_damaged_stamp_is_no_stamp() -> None:
    """A stamp somebody edited by hand is dropped, not trusted and not fatal."""
    stamp = '<stamp xmlns="urn:area-send-readiness:sef-stamp">{"area": 5</stamp>'
    edited = read_sef(docx(f"<w:p>{run('One.')}</w:p>", **{"customXml/item1.xml": stamp}))
    assert edited.stamp is None


def test_a_control_carries_the_name_where_the_bookmark_is_gone() -> None:
    """A locked control around a statement is its second name; beside the bookmark it adds nothing."""
    control = '<w:sdt><w:sdtPr><w:tag w:val="sef_S0001"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    alone = only(f"<w:p>{control.format(run('One.'))}</w:p>")
    both = only(f"<w:p>{name('sef_S0001', 1, control.format(run('One.')))}</w:p>")
    assert alone.bookmarks == both.bookmarks == ("sef_S0001",)
