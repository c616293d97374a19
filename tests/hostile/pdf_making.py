"""Small PDF files made by hand, object by object."""

from __future__ import annotations

import io
import zlib


def assemble(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects (1 is the catalogue), with its table and trailer."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places.get(number, 0))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def page(content: bytes, extra: bytes = b"", filters: bytes = b"", **more: bytes) -> dict[int, bytes]:
    """The objects of a one-page document."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra,
        2: more.get("pages", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        4: b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }


def text_operators(text: str) -> bytes:
    """Drawing operators that show a line of plain letters."""
    return b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % text.encode("ascii") if text else b"0 0 10 10 re f"


def plain(text: str = "Plain words") -> bytes:
    """A sound PDF of one line; without text it is a page with a black square."""
    return assemble(page(text_operators(text)))


def page_loop() -> bytes:
    """The page tree holds itself."""
    return assemble(page(b"", pages=b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"))


def xref_loop() -> bytes:
    """The cross-reference table names itself as the one before it."""
    sound = assemble(page(text_operators("Plain words")))
    start = sound.rindex(b"xref\n0")
    return assemble(page(text_operators("Plain words")), b"/Prev %d" % start)


def flate_bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to far more than it is."""
    packer = zlib.compressobj(9)
    block = b" " * (1024 * 1024)
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    return assemble(page(packed, filters=b"/Filter /FlateDecode"))


def nested(levels: int) -> bytes:
    """A catalogue with an array in an array in an array."""
    return assemble(
        page(b"", pages=b"<< /Type /Pages /Kids " + b"[" * levels + b"]" * levels + b" /Count 1 >>")
    )


def false_count() -> bytes:
    """One page that says it is a million."""
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>"
    return assemble(page(text_operators("Plain words"), pages=kids))


def launching() -> bytes:
    """Asks its reader to start a program and run a script when it is opened."""
    action = b"/OpenAction << /S /Launch /F (calc.exe) /Next << /S /JavaScript /JS (app.alert(1)) >> >>"
    return assemble(page(text_operators("Plain words"), extra=action))


def locked() -> bytes:
    """Needs a password to open."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
