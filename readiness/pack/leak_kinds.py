"""What a file may give away beside its words: kinds of leak, counted by place, never quoted."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from readiness.base.personal_data import PATTERN_TITLES, PatternKind, count_patterns
from readiness.base.problems import Problem
from readiness.formats.packages import Package

HiddenKind = Literal[
    "author",
    "comments",
    "tracked_changes",
    "hidden_text",
    "hidden_sheet",
    "hidden_rows",
    "hidden_columns",
    "hidden_slides",
    "speaker_notes",
    "embedded_files",
    "custom_data",
    "external_links",
    "pivot_cache",
    "annotations",
    "attachments",
    "location",
    "macros",
]

LeakKind = HiddenKind | PatternKind

_HIDDEN: dict[HiddenKind, tuple[str, str]] = {
    "author": ("names in the properties", "Remove them with the program's document inspector."),
    "comments": ("comments", "Delete them, or keep them on purpose."),
    "tracked_changes": ("tracked changes", "Accept or reject all changes."),
    "hidden_text": ("hidden text", "Show hidden text, then delete it."),
    "hidden_sheet": ("hidden sheets", "Unhide and look, then delete what must not go."),
    "hidden_rows": ("hidden rows", "Unhide and look, then delete what must not go."),
    "hidden_columns": ("hidden columns", "Unhide and look, then delete what must not go."),
    "hidden_slides": ("hidden slides", "Unhide and look, then delete what must not go."),
    "speaker_notes": ("speaker notes", "Delete them, or keep them on purpose."),
    "embedded_files": ("embedded files", "Open each one; replace it by a picture or delete it."),
    "custom_data": ("custom data", "Remove it with the program's document inspector."),
    "external_links": ("links to other files", "Break the links and keep the values."),
    "pivot_cache": ("rows kept behind a pivot table", "Replace the pivot table by its values."),
    "annotations": ("annotations", "Delete them, or print to a new PDF."),
    "attachments": ("attached files", "Open each one; delete what must not go."),
    "location": ("the place a photograph was taken", "Save the picture again without its properties."),
    "macros": ("macros", "Save it as a file without macros."),
}

_TITLES: dict[str, str] = {kind: title for kind, (title, _) in _HIDDEN.items()}

_TITLES.update({str(kind): title for kind, title in PATTERN_TITLES.items()})

_HINTS: dict[str, str] = {kind: hint for kind, (_, hint) in _HIDDEN.items()}

_PATTERN_HINT = "Look at the place: a child or a person may be named. Redact, or have the release approved."


@dataclass(frozen=True, slots=True)
class Leak:
    """One kind of thing a file may give away, at one place."""

    kind: LeakKind
    place: str
    """Where to look, such as ``p.4`` or ``sheet Waits!B4``; never what stands there."""
    count: int

    @property
    def is_pattern(self) -> bool:
        """Whether it is a pattern in the words, rather than something hidden."""
        return self.kind in PATTERN_TITLES

    @property
    def title(self) -> str:
        """What it is, in words."""
        return _TITLES[self.kind]

    @property
    def hint(self) -> str:
        """What to do about it."""
        return _HINTS.get(self.kind, _PATTERN_HINT)


@dataclass(frozen=True, slots=True)
class LeakReport:
    """What one file may give away."""

    path: Path
    leaks: tuple[Leak, ...]
    problems: tuple[Problem, ...] = ()
    """What could not be looked into, and why."""

    @property
    def is_clear(self) -> bool:
        """Whether everything was looked at and nothing was found."""
        return not self.leaks and not self.problems


_PICTURE = re.compile(r".*/media/[^/]+\.(?:jpe?g|png|tiff?)", re.IGNORECASE)

_TAGS = re.compile(r"<[^>]*>")

_READ_FOR_PATTERNS = re.compile(
    r"word/comments\.xml|xl/comments\d*\.xml|xl/comments/.+\.xml|xl/threadedComments/.+\.xml|ppt/comments/.+\.xml"
    r"|xl/pivotCache/pivotCache(?:Definition|Records)\d+\.xml|docProps/custom\.xml|content\.xml"
)


def office_leaks(package: Package) -> Iterator[Leak]:
    """Everything found in a package (docx, xlsx, pptx, odt, ods), part by part.

    Raises:
        UnreadableError: A part is damaged or unpacks to too much.
    """
    for name in sorted(package.names):
        rules = [rule for rule in PART_RULES if rule.parts.fullmatch(name)]
        is_picture = _PICTURE.fullmatch(name) is not None
        if not rules and not is_picture:
            continue
        content = package.read(name)
        for rule in rules:
            if number := rule.count(content):
                yield Leak(rule.kind, rule.place or _place(name), number)
        if _READ_FOR_PATTERNS.fullmatch(name):
            words = _TAGS.sub(" ", content.decode("utf-8", "replace"))
            place = "document" if name == "content.xml" else _place(name)
            yield from (Leak(kind, place, number) for kind, number in sorted(count_patterns(words).items()))
        if is_picture:
            yield from picture_leak_list(content, f"picture {name.rpartition('/')[2]}")


def picture_leak_list(content: bytes, place: str) -> Iterator[Leak]:
    """What a picture gives away."""
    has_place, names_somebody = picture_leaks(content)
    if has_place:
        yield Leak("location", place, 1)
    if names_somebody:
        yield Leak("author", place, 1)


def _place(name: str) -> str:
    """A part in words: ``sheet 2``, ``slide 4``, ``document``."""
    stem = name.rpartition("/")[2].partition(".")[0]
    found = re.fullmatch(r"([A-Za-z]+?)(\d*)", stem)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", found.group(1) if found else stem).lower()
    return f"{words} {found.group(2)}".strip() if found else words


_TRUE = rb'="(?:1|true|on)"'

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")

_HIDDEN_STATE = re.compile(rb'\bstate="(?:hidden|veryHidden)"')

_EMPTY_SOURCES = re.compile(rb"<(?:\w+:)?Sources\b[^>]*/>\s*\Z")

_WORD_TEXT = r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml"

_SHEET_PART = r"xl/worksheets/sheet\d+\.xml"

_ANY = r"(?:word|xl|ppt)"


@dataclass(frozen=True, slots=True)
class PartRule:
    """One thing to look for."""

    parts: re.Pattern[str]
    """Names of the parts it looks at."""
    kind: HiddenKind
    count: Callable[[bytes], int]
    """How many there are in a part."""
    place: str
    """Where that is, in words; empty for the part's own name."""


def _rule(parts: str, kind: HiddenKind, found: bytes | Callable[[bytes], int], place: str = "") -> PartRule:
    if not isinstance(found, bytes):
        return PartRule(re.compile(parts), kind, found, place)
    pattern = re.compile(found)
    return PartRule(re.compile(parts), kind, lambda content: len(pattern.findall(content)), place)


def _present(_content: bytes) -> int:
    return 1


def _custom_xml(content: bytes) -> int:
    """Word puts an empty list of literature into most documents; that is nothing."""
    return int(_EMPTY_SOURCES.search(content) is None)


def _hidden_sheets(content: bytes) -> int:
    return sum(bool(_HIDDEN_STATE.search(sheet)) for sheet in _SHEET.findall(content))


PART_RULES: tuple[PartRule, ...] = (
    _rule(
        r"docProps/(?:core|app)\.xml|meta\.xml",
        "author",
        rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|Manager|Company)\b[^>]*>\s*[^<\s]",
        "document properties",
    ),
    _rule(r"docProps/custom\.xml", "custom_data", rb"<property\b", "custom properties"),
    _rule(r"customXml/item\d+\.xml", "custom_data", _custom_xml, "custom XML"),
    _rule(r"word/comments\.xml", "comments", rb"<w:comment\b", "comments"),
    _rule(
        _WORD_TEXT,
        "tracked_changes",
        rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel)\b[^>]*\bw:(?:id|author)=",
    ),
    _rule(_WORD_TEXT, "hidden_text", rb'<w:vanish\b(?![^>]*w:val="(?:0|false|off)")'),
    _rule(r"xl/comments\d*\.xml|xl/comments/comment\d*\.xml", "comments", rb"<comment\b", "cell notes"),
    _rule(r"xl/threadedComments/.+\.xml", "comments", rb"<threadedComment\b", "cell comments"),
    _rule(r"xl/workbook\.xml", "hidden_sheet", _hidden_sheets, "workbook"),
    _rule(_SHEET_PART, "hidden_rows", rb"<(?:\w+:)?row\b[^>]*\bhidden" + _TRUE),
    _rule(_SHEET_PART, "hidden_columns", rb"<(?:\w+:)?col\b[^>]*\bhidden" + _TRUE),
    _rule(r"xl/pivotCache/pivotCacheRecords\d+\.xml", "pivot_cache", _present, "pivot table"),
    _rule(r"xl/externalLinks/externalLink\d+\.xml", "external_links", _present, "links to workbooks"),
    _rule(r"xl/connections\.xml", "external_links", rb"<connection\b", "data connections"),
    _rule(r"ppt/comments/.+\.xml", "comments", rb"<p\d*:cm\b", "slide comments"),
    _rule(r"ppt/slides/slide\d+\.xml", "hidden_slides", rb'<p:sld\b[^>]*\bshow="(?:0|false)"'),
    _rule(r"ppt/notesSlides/notesSlide\d+\.xml", "speaker_notes", _present),
    _rule(_ANY + r"/embeddings/.+", "embedded_files", _present, "embedded files"),
    _rule(_ANY + r"/vbaProject\.bin", "macros", _present, "macros"),
    _rule(
        _ANY + r"/_rels/[^/]+\.rels",
        "external_links",
        rb'<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*/hyperlink")[^>]*>',
        "links to other files",
    ),
    _rule(r"content\.xml", "comments", rb"<office:annotation\b", "comments"),
    _rule(
        r"content\.xml",
        "tracked_changes",
        rb"<text:changed-region\b|<table:cell-content-change\b",
        "document",
    ),
    _rule(
        r"content\.xml", "hidden_sheet", rb'<style:table-properties\b[^>]*table:display="false"', "workbook"
    ),
    _rule(r"content\.xml", "hidden_rows", rb'<table:table-row\b[^>]*table:visibility="collapse"', "sheets"),
    _rule(
        r"content\.xml", "hidden_columns", rb'<table:table-column\b[^>]*table:visibility="collapse"', "sheets"
    ),
    _rule(r"Object \d+/content\.xml", "embedded_files", _present, "embedded objects"),
)

_ARTIST: Final = frozenset({0x013B, 0x9C9D})

_EXIF_OWNER: Final = frozenset({0xA430})

_EXIF_POINTER: Final = 0x8769

_GPS_POINTER: Final = 0x8825

_GPS_PLACE: Final = frozenset({2, 4})
"""Latitude and longitude."""

_MOST_ENTRIES: Final = 1000

_MARKER: Final = 0xFF

_APP1: Final = 0xE1

_START_OF_SCAN: Final = 0xDA


def picture_leaks(content: bytes) -> tuple[bool, bool]:
    """Whether a picture says where it was taken, and whether it names a person; never raises."""
    exif = _exif(content)
    if exif is None:
        return False, False
    try:
        return _read_tiff(exif)
    except (struct.error, IndexError):
        return False, False


def _exif(content: bytes) -> bytes | None:
    if content.startswith(b"\xff\xd8"):
        return _in_jpeg(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _in_png(content)
    return content if content[:4] in {b"II*\0", b"MM\0*"} else None


def _in_jpeg(content: bytes) -> bytes | None:
    at = 2
    while at + 4 <= len(content) and content[at] == _MARKER and content[at + 1] != _START_OF_SCAN:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        if content[at + 1] == _APP1 and body.startswith(b"Exif\0\0"):
            return body[6:]
        at += 2 + max(length, 2)
    return None


def _in_png(content: bytes) -> bytes | None:
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"eXIf":
            return content[at + 8 : at + 8 + length]
        at += 12 + length
    return None


def _read_tiff(tiff: bytes) -> tuple[bool, bool]:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return False, False
    first = _entries(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
    details = _entries(tiff, order, first[_EXIF_POINTER]) if _EXIF_POINTER in first else {}
    place = _entries(tiff, order, first[_GPS_POINTER]) if _GPS_POINTER in first else {}
    names_somebody = bool(_ARTIST & first.keys() or _EXIF_OWNER & details.keys())
    return place.keys() >= _GPS_PLACE, names_somebody


def _entries(tiff: bytes, order: str, at: int) -> dict[int, int]:
    """Tag and value (or offset of the value) of each entry of one directory."""
    count = min(struct.unpack_from(f"{order}H", tiff, at)[0], _MOST_ENTRIES)
    found = {}
    for number in range(count):
        tag, _kind, _length, value = struct.unpack_from(f"{order}HHII", tiff, at + 2 + number * 12)
        found[tag] = value
    return found
