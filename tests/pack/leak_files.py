"""Small files of each kind, and parts put into them, for planting."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfReader, PdfWriter

from tests.hostile import pdf_making

NUMBER = "943 476 5919"
"""An NHS number of the official test range: it belongs to nobody."""

WORDS = f"Child {NUMBER}"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)

SPLIT = NUMBER[:7], NUMBER[7:]
"""The number in two runs, as Word often keeps it."""

CHART = (
    f"<c:chartSpace {_C} {_A}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{SPLIT[0]}</a:t></a:r>"
    f"<a:r><a:t>{SPLIT[1]}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>"
)

CUSTOM = f'<Properties><property name="Child"><lpwstr>{WORDS}</lpwstr></property></Properties>'

LINK = (
    f'<Relationships {_R}><Relationship Id="rId9" Type="http://x/hyperlink"'
    f' Target="https://example.org/?q={NUMBER}" TargetMode="External"/></Relationships>'
)


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The members of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(base: Callable[[], bytes], name: str, content: str | bytes) -> Callable[[], bytes]:
    """A maker of the file with one part more, or another one in its place."""

    def make() -> bytes:
        data = content if isinstance(content, bytes) else content.encode()
        return zipped(parts_of(base()) | {name: data})

    return make


def put_in(base: Callable[[], bytes], name: str, after: str, xml: str) -> Callable[[], bytes]:
    """A maker of the file with XML put behind the first occurrence of some text in a part."""

    def make() -> bytes:
        parts = parts_of(base())
        whole = parts[name].decode()
        assert after in whole, f"{after} is not in {name}"
        parts[name] = whole.replace(after, after + xml, 1).encode()
        return zipped(parts)

    return make


def docx() -> bytes:
    """A Word file of one paragraph."""
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = ""
    document.add_paragraph("Plain words.")
    return _saved(document.save)


def xlsx() -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    book.properties.creator = ""
    book.worksheets[0].append(["Measure", 1])
    return _saved(book.save)


def pptx() -> bytes:
    """A presentation of one slide."""
    show = Presentation()
    show.core_properties.author = show.core_properties.last_modified_by = ""
    slide = show.slides.add_slide(show.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text = "Progress of the partnership"
    return _saved(show.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def open_document(
    kind: str, body: str = "", styles: str = "", meta: str = "", more: dict[str, bytes] | None = None
) -> bytes:
    """An OpenDocument file: `kind` is ``text``, ``spreadsheet`` or ``presentation``."""
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    properties = f"<office:document-meta {_O}><office:meta>{meta}</office:meta></office:document-meta>"
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": f"<office:document-content {_O}>{inner}</office:document-content>".encode(),
        "styles.xml": f"<office:document-styles {_O}>{styles}</office:document-styles>".encode(),
        "meta.xml": properties.encode(),
    }
    return zipped(parts | (more or {}))


def png() -> bytes:
    """A picture with a comment."""
    body = b"Comment\0" + WORDS.encode()
    return b"\x89PNG\r\n\x1a\n" + len(body).to_bytes(4, "big") + b"tEXt" + body + b"\0\0\0\0"


def jpeg() -> bytes:
    """A picture with a description in its EXIF block."""
    text = WORDS.encode() + b"\0"
    tiff = b"MM\0*" + struct.pack(">IHHHIII", 8, 1, 0x010E, 2, len(text), 26, 0) + text
    body = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + b"\xff\xda\x00\x02\xff\xd9"


def jpeg_comment() -> bytes:
    """A picture with a comment of its own."""
    text = WORDS.encode()
    return b"\xff\xd8\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + b"\xff\xda\x00\x02\xff\xd9"


def pdf(change: Callable[[PdfWriter], object] | None = None, text: str = "Plain words") -> bytes:
    """A PDF of one page, changed as told."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_making.plain(text))))
    if change is not None:
        change(writer)
    return _saved(writer.write)


def mail(
    text: str = "Dear all", *, encoding: str = "7bit", kind: str = "plain", subject: str = "List"
) -> EmailMessage:
    """An e-mail with a body."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message.set_content(text, subtype=kind, cte=encoding)
    return message


def attached(content: bytes, name: str) -> bytes:
    """An e-mail with a file attached."""
    message = mail()
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def forwarded() -> bytes:
    """An e-mail attached to an e-mail."""
    message = mail()
    message.add_attachment(mail(WORDS, encoding="base64"))
    return message.as_bytes()


def csv_file() -> bytes:
    """A table of text."""
    return f"Case,Number\nA,{NUMBER}\n".encode()
