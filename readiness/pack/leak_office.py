"""What an Office file hides beside its words: rules by part, counted and never quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from readiness.formats.packages import Package
from readiness.pack.leak_kinds import HiddenKind, Leak

_PICTURE = re.compile(
    r"(?:.*/media/[^/]+|Pictures/[^/]+|docProps/thumbnail|Thumbnails/thumbnail)"
    r"\.(?:jpe?g|png|tiff?|gif|bmp|emf|wmf|webp|svg|heic)",
    re.IGNORECASE,
)

_EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+|Object \d+/Object \d+")


def office_leaks(package: Package) -> Iterator[Leak]:
    """What is hidden in a package (docx, xlsx, pptx, odt, ods, odp), part by part.

    Raises:
        UnreadableError: A part is damaged or unpacks to too much.
    """
    for name in sorted(package.names):
        rules = [rule for rule in PART_RULES if rule.parts.fullmatch(name)]
        if not rules:
            continue
        content = package.read(name)
        for rule in rules:
            if number := rule.count(content):
                yield Leak(rule.kind, rule.place or _place(name), number)


def pictures_in(package: Package) -> list[str]:
    """Names of the pictures in a package."""
    return sorted(name for name in package.names if _PICTURE.fullmatch(name))


def embedded_in(package: Package) -> list[str]:
    """Names of the files inside a package that are whole files of their own."""
    return sorted(name for name in package.names if _EMBEDDED.fullmatch(name))


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

_DRAWN = _WORD_TEXT + r"|xl/drawings/drawing\d+\.xml|ppt/slides/slide\d+\.xml"


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
    _rule(_DRAWN, "cropped_pictures", rb'<a:srcRect\b[^>]*\b[lrtb]="-?[1-9]'),
    _rule(r"(?:content|styles)\.xml", "cropped_pictures", rb'fo:clip="rect\([^"]*[1-9]', "document"),
)
