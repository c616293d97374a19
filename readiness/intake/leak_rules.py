"""What to look for in which part of an Office file, and how to count it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from readiness.core.leaks import HiddenKind

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
