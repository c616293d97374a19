"""OpenDocument, rich text and e-mails give their words with the place they stand at, by one reader each."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from readiness.formats.limited import LimitedProcess, Limits
from readiness.formats.text.readers import extract_here
from readiness.formats.text.sandbox import extract
from readiness.model.records.passages import Extracted
from tests.making.outlook_making import make_msg

SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "presentation")
    )
    + ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def places(found: Extracted) -> dict[str, str]:
    """Place of each line of text."""
    return {line: str(one.pinpoint) for one in found.passages for line in one.text.split("\n")}


def open_document(path: Path, kind: str, body: str, **parts: str) -> Path:
    """An OpenDocument file."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        content = (
            f"<office:document-content {SPACES}><office:body>{body}</office:body></office:document-content>"
        )
        archive.writestr("content.xml", content)
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return path


def test_odt_is_read_as_a_reader_sees_it(tmp_path: Path) -> None:
    """Headings, tables, text boxes, page headers; deleted words and comments are not read."""
    body = (
        "<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Annual reviews</text:h>'
        '<text:p>Plans<text:s text:c="2"/>are <text:span>good</text:span>'
        "<office:annotation><text:p>remark</text:p>"
        "</office:annotation>.<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
        "</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>On time</text:p></table:table-cell>"
        "<table:table-cell><text:p>62%</text:p></table:table-cell></table:table-row></table:table></office:text>"
    )
    styles = (
        f"<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header>"
        "<text:p>Penmarsh</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    )
    found = extract_here(open_document(tmp_path / "a.odt", "text", body, **{"styles.xml": styles}))
    assert (found.state, found.format, found.title) == ("read", "odt", "Annual reviews")
    under = "\u201cAnnual reviews\u201d"
    assert places(found) == {
        **dict.fromkeys(("Annual reviews", "Plans are good.", "boxed", "On time | 62%"), under),
        "Penmarsh": "\u201cPage header\u201d",
    }


def test_odp_gives_the_slide(tmp_path: Path) -> None:
    """The page of a place is the slide's number, its heading the slide's title."""
    slides = "".join(
        f'<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Slide {one}</text:p>'
        f"</draw:text-box></draw:frame><draw:frame><draw:text-box><text:p>Words {one}</text:p>"
        "</draw:text-box>"
        "</draw:frame></draw:page>"
        for one in "ab"
    )
    body = f"<office:presentation>{slides}</office:presentation>"
    found = extract_here(open_document(tmp_path / "a.odp", "presentation", body))
    assert places(found)["Words b"] == "p.2, \u201cSlide b\u201d"


def test_a_locked_open_document_is_locked(tmp_path: Path) -> None:
    """Its list of parts says so."""
    path = open_document(tmp_path / "a.odt", "text", "", META_INF__manifest="")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert extract_here(path).state == "locked"


def test_rtf_is_read_under_its_headings(tmp_path: Path) -> None:
    """Letters of any code page, rows of tables, headers; hidden words, fonts and pictures are none."""
    content = (
        rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"
        rb"{\info{\title Audit of plans}{\author Jan}}{\header Penmarsh\par}\pard\s1 Annual reviews\par"
        rb"\pard\s0 Plans are {\b good}, caf\'e9 \u8217?s.\par{\v hidden}{\*\unknown not read}"
        rb"\trowd\cellx100\cellx200 Measure\cell Value\cell\row Last words\par}"
    )
    (tmp_path / "a.rtf").write_bytes(content)
    found = extract_here(tmp_path / "a.rtf")
    assert (found.state, found.title) == ("read", "Audit of plans")
    lines = ("Annual reviews", "Plans are good, caf\u00e9 \u2019s.", "Measure | Value", "Last words")
    assert places(found) == {
        **dict.fromkeys(lines, "\u201cAnnual reviews\u201d"),
        "Penmarsh": "\u201cPage header\u201d",
    }


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_eml_is_decoded_and_its_attachments_read(tmp_path: Path, encoding: str) -> None:
    """Whatever the transfer encoding; an attachment stands under its name with its own places."""
    document = docx.Document()
    document.add_heading("Annual reviews", 1)
    document.save(str(tmp_path / "inner.docx"))
    message = EmailMessage()
    message["Subject"], message["From"], message["MIME-Version"] = (
        "Letter of the DCO",
        "dco@icb.example",
        "1.0",
    )
    message.set_content("Waits fell by \u00a35 \u2013 well done\n", cte=encoding)
    message.add_attachment(
        b"Name,Value\nOn time,62%\n", maintype="text", subtype="csv", filename="measures.csv"
    )
    content = (tmp_path / "inner.docx").read_bytes()
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename="audit.docx")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    found = extract_here(tmp_path / "a.eml")
    assert (found.state, found.format, found.title) == ("read", "eml", "Letter of the DCO")
    shown = places(found)
    assert shown["Waits fell by \u00a35 \u2013 well done"] == "\u201cMessage\u201d"
    assert shown["On time | 62%"] == "\u201cmeasures.csv\u201d, A2:B2"
    assert shown["Annual reviews"] == "\u201caudit.docx: Annual reviews\u201d"


def test_msg_of_outlook_is_read(tmp_path: Path) -> None:
    """Subject, people, message and attachments, as in any other e-mail."""
    path = make_msg(
        tmp_path / "a.msg",
        {
            "__properties_version1.0": b"",
            "__substg1.0_0037001F": "Letter of the DCO".encode("utf-16-le"),
            "__substg1.0_1000001F": "Waits fell \u2013 well done".encode("utf-16-le"),
            "__attach_version1.0_#00000000/__substg1.0_3707001F": "notes.txt".encode("utf-16-le"),
            "__attach_version1.0_#00000000/__substg1.0_37010102": b"Notes of the board",
        },
    )
    found = extract(path)
    assert (found.state, found.format, found.title) == ("read", "msg", "Letter of the DCO")
    assert places(found)["Waits fell \u2013 well done"] == "\u201cMessage\u201d"
    assert "Notes of the board" in found.text


def test_page_headers_of_a_word_document_are_found(tmp_path: Path) -> None:
    """They are words of the document like any other, once, and say that they stand on every page."""
    document = docx.Document()
    document.add_paragraph("Body")
    document.sections[0].header.paragraphs[0].text = "Penmarsh partnership"
    document.save(str(tmp_path / "a.docx"))
    assert places(extract_here(tmp_path / "a.docx"))["Penmarsh partnership"] == "\u201cPage header\u201d"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wide.csv", "x," * 2_000_000),
        ("wide.csv", "x," * 3_000_000),
        ("long.html", "<html><body>" + "<!--" * 100_000),
        ("long.html", "<html><body>" + "<" * 300_000),
        ("long.html", "<html><body>" + "<p a='" + "x" * 3_000_000),
    ],
)
def test_a_wide_table_or_a_crafted_page_is_soon_over(tmp_path: Path, name: str, text: str) -> None:
    """Long before the limit of time, and never called empty for being cut."""
    (tmp_path / name).write_text(text)
    with LimitedProcess(Limits(seconds=15)) as process:
        found = process.call(extract_here, tmp_path / name)
    assert found.state in {"read", "too_large", "empty"}
    assert (found.state == "empty") <= (not name.endswith(".csv"))
