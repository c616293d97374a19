"""What a PDF holds beside the words of its pages: properties, notes, forms, bookmarks, attached files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.base.disk import open_file
from readiness.formats.packages import UnreadableError
from readiness.pack.leak_kinds import Leak

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 3000

_MOST_BOOKMARKS = 20_000

_MOST_ATTACHED = 64 * 1024 * 1024
"""Bytes of one attached file that are looked into."""

_PROPERTIES = ("/Title", "/Subject", "/Keywords", "/Author")

_NOTE_WORDS = ("/Contents", "/T", "/TU", "/V", "/Subj")


@dataclass
class PdfFindings:
    """What was found in a PDF: leaks, words outside the pages, and attached files."""

    leaks: list[Leak] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    """Place and words."""
    attached: list[tuple[str, bytes]] = field(default_factory=list)
    """Suffix and bytes of each attached file."""
    pictures: int = 0


def look_into_pdf(path: Path) -> PdfFindings:
    """Everything beside the words of the pages.

    Raises:
        UnreadableError: A password is needed, or there are too many pages.
        OSError: It cannot be opened.
    """
    from pypdf import PdfReader

    found = PdfFindings()
    with open_file(path) as stream:
        pdf = PdfReader(stream, strict=False)
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise UnreadableError("The file is protected by a password.", "Save a copy without the password.")
        _properties(pdf, found)
        _attachments(pdf, found)
        found.words += [("bookmarks", title) for title in _bookmarks(pdf)]
        for number, page in enumerate(pdf.pages, start=1):
            if number > MOST_PAGES:
                raise UnreadableError(f"Only the first {MOST_PAGES} pages were looked at.", "Split the file.")
            _page(page, number, found)
    return found


def _properties(pdf: PdfReader, found: PdfFindings) -> None:
    properties = pdf.metadata
    told = {key: properties[key] for key in properties} if properties is not None else {}
    if str(told.get("/Author") or "").strip():
        found.leaks.append(Leak("author", "document properties", 1))
    found.words += [("document properties", str(told[key])) for key in told if key in _PROPERTIES]
    found.words += [
        ("document properties", str(value))
        for key, value in told.items()
        if key not in {*_PROPERTIES, "/CreationDate", "/ModDate", "/Producer", "/Creator", "/Trapped"}
    ]
    xmp = pdf.xmp_metadata
    if xmp is None:
        return
    if any(str(name).strip() for name in xmp.dc_creator or ()):
        found.leaks.append(Leak("author", "XMP properties", 1))
    found.words += [("XMP properties", str(one)) for one in (xmp.dc_subject or ())]
    for named in (xmp.dc_title or {}, xmp.dc_description or {}):
        found.words += [("XMP properties", str(one)) for one in named.values()]


def _attachments(pdf: PdfReader, found: PdfFindings) -> None:
    attached = pdf.attachments
    if not attached:
        return
    found.leaks.append(Leak("attachments", "attached files", len(attached)))
    for name, contents in attached.items():
        suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
        found.attached += [(suffix, bytes(one)) for one in contents if len(one) <= _MOST_ATTACHED]


def _bookmarks(pdf: PdfReader) -> Iterator[str]:
    stack: list[Any] = [pdf.outline]
    for _ in range(_MOST_BOOKMARKS):
        if not stack:
            return
        entry = stack.pop()
        if isinstance(entry, list):
            stack.extend(reversed(entry))
        else:
            yield str(entry.title or "")


def _page(page: PageObject, number: int, found: PdfFindings) -> None:
    place = f"p.{number}"
    notes = [note.get_object() for note in page.get("/Annots") or ()]
    kinds = [note.get("/Subtype") for note in notes]
    files = sum(kind == "/FileAttachment" for kind in kinds)
    marks = sum(kind not in {"/Link", "/Widget", "/FileAttachment", "/Popup"} for kind in kinds)
    if marks:
        found.leaks.append(Leak("annotations", place, marks))
    if files:
        found.leaks.append(Leak("attachments", place, files))
    for note in notes:
        words = [str(note[key]) for key in _NOTE_WORDS if isinstance(note.get(key), str)]
        action = note.get("/A")
        target = action.get_object().get("/URI") if action is not None else None
        found.words += [(f"{place}, notes, forms and links", one) for one in words]
        found.words += [(f"{place}, notes, forms and links", str(target))] if target else []
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    if drawn is not None:
        drawn = drawn.get_object()
        found.pictures += sum(drawn[name].get_object().get("/Subtype") == "/Image" for name in drawn)
