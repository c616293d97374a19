"""Which reader a returned self-evaluation needs, by its bytes and never by its name; what cannot be read."""

from __future__ import annotations

import io

from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.formats.documents.model import RawDocument
from readiness.formats.old_office import OLD_OFFICE, is_locked
from readiness.formats.packages import Package, UnreadableError
from readiness.model.vocabulary import Reading
from readiness.sef.round_trip.stamp import EARLIER_STAMP_NAMESPACES, STAMP_NAMESPACE, SefStamp, parse_stamp
from readiness.sef.word_in.raw import RawSef

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of the largest document read."""

_ZIP = b"PK\x03\x04"

_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"

_LOCK_NAMES = ("~$", ".~lock.")

_HEAD = 4096

_MOST_CONTROLS = 0.05


def read_raw(content: bytes, *, name: str = "the document") -> RawSef:
    """What stands in a returned document, before it is known which export it was made from.

    Word (.docx), OpenDocument (.odt), rich text (.rtf), a saved web page and plain text are read.

    Raises:
        RefusedError: Another kind of file, or one that is protected, damaged, hostile or holds macros.
    """
    refuse_other_kinds(content, name)
    try:
        return _read(content, name)
    except UnreadableError as error:
        told = _TOLD.get(error.state, "cannot be read.")
        raise RefusedError(f"{visible(name)} {told}", visible(error.what), visible(error.hint)) from error


_TOLD: dict[Reading, str] = {
    "locked": "is protected by a password.",
    "kind_not_read": "is not a Word document.",
}


def _read(content: bytes, name: str) -> RawSef:
    if not content.startswith(_ZIP):
        return RawSef(_whole(_read_letters(content), name))
    with Package(io.BytesIO(content), "sef") as package:
        if content[30:].startswith(_OPEN_DOCUMENT):
            from readiness.formats.documents.odt import read_odt

            return RawSef(read_odt(package))
        from readiness.formats.documents.word_file import read_word

        refuse_macros(package, name)
        return RawSef(read_word(package, name), read_stamp(package))


def _whole(document: RawDocument, name: str) -> RawDocument:
    """The document, refused where its end is missing: what is not there would look deleted."""
    if document.is_cut:
        raise RefusedError(f"{visible(name)} is cut short.", "Its end is missing.", "Ask for the file again.")
    return document


def _read_letters(content: bytes) -> RawDocument:
    if content.startswith(b"{\\rtf"):
        from readiness.formats.documents.rich_text import read_rich_text

        return read_rich_text(content)
    from readiness.formats.documents.plain_text import decoded, read_plain_text
    from readiness.formats.documents.web_page import read_web_page

    text, _ = decoded(content)
    return read_web_page(text) if _is_web_page(text) else read_plain_text(text)


def refuse_macros(package: Package, name: str) -> None:
    """Raise RefusedError for a Word document that holds macros."""
    if any(one.endswith("vbaProject.bin") for one in package.names):
        raise RefusedError(
            f"{visible(name)} holds macros.",
            "",
            "Save it as a Word document (.docx) without macros and try again.",
        )


_STAMPS = {f"{{{name}}}stamp" for name in (STAMP_NAMESPACE, *EARLIER_STAMP_NAMESPACES)}


def read_stamp(package: Package) -> SefStamp | None:
    """The stamp of the export, or None when the file has none or it was damaged."""
    for name in sorted(package.names):
        if not (name.startswith("customXml/") and name.endswith(".xml")):
            continue
        root = package.xml(name)
        if root.tag in _STAMPS:
            return parse_stamp("".join(root.itertext()))
    return None


def _is_web_page(text: str) -> bool:
    start = text[:_HEAD].lower()
    return start.lstrip().startswith("<") and any(
        tag in start for tag in ("<html", "<!doctype html", "<body")
    )


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Refuse what cannot be read, by its first bytes, whatever its name says.

    Raises:
        RefusedError: Empty, too large, a lock file, protected by a password, or of a kind that is not read.
    """
    shown = visible(name)
    if name.startswith(_LOCK_NAMES):
        raise RefusedError(
            f"{shown} only says that somebody has the document open.",
            "",
            "Choose the document itself: the name without the first characters.",
        )
    if not content:
        raise RefusedError(f"{shown} is empty.", "0 bytes", "Ask for the file again.")
    if len(content) > MOST_BYTES:
        raise RefusedError(
            f"{shown} is larger than 64 MB.",
            f"{len(content):,} bytes",
            "Take its pictures out and save it again.",
        )
    if content.startswith(OLD_OFFICE) and is_locked(content):
        raise RefusedError(
            f"{shown} is protected by a password.",
            "",
            "Open it in Word, take the password off and save a copy.",
        )
    if content.startswith(OLD_OFFICE):
        raise RefusedError(
            f"{shown} is an Office file of before 2007 in which there is no whole Word document.",
            "",
            "Open it in Word and save it as a Word document (.docx), or ask for the file again.",
        )
    if b"%PDF-" in content[:1024]:
        raise RefusedError(
            f"{shown} is a PDF, which keeps the look of words and not which words belong together.",
            "",
            "Ask for the Word document it was made from.",
        )
    if not content.startswith((_ZIP, b"{\\rtf")) and not _is_text(content):
        raise RefusedError(
            f"{shown} is not a Word document.",
            "",
            "Open it in the program it comes from and save it as .docx.",
        )


def _is_text(content: bytes) -> bool:
    head = content[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)  # noqa: PLR2004 - first printable
    return controls <= len(head) * _MOST_CONTROLS and b"\0" not in head
