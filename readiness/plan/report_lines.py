"""The lines of a report's pages, cleaned: one form for marks, running headers and footers taken out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from readiness.plan.report_dates import is_only_dates

BULLET = "\u2022"
"""The one mark every bullet is turned into."""
_BULLETS = re.compile(
    r"^(\s*)(?:[\u25a0-\u25ff\u2022\u2023\u2043\u2219\u00b7\u27a2\u2756\u2713\u2794\uf000-\uf0ff\u2212\u2010-\u2015\x7f*-]"
    r"|o(?=\s{2,}))(\s+|$)"
)
_FOOTER = re.compile(r"(?:area\s+send\s+|local\s+area\s+)?inspection\s+report\s*:", re.IGNORECASE)
_RUNNING = re.compile(r"[A-Z#](?=.*[A-Za-z]).*[^.;:,]$")
"""What a running header or footer looks like beside a line of a sentence."""
_MOST_AFTER_FOOTER = 2
"""Lines that a running footer's dates and page number may take."""
_EDGE_LINES = 3
_FEWEST_PAGES = 3
_SAME_FORM = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2011": "-", "\u00ad": None, "\u200b": None,
        "\ufeff": None, "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
        "\t": "    ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line."""

    raw: str
    """As it came, columns and indentation kept."""
    page: int
    is_after_room: bool = False
    """Whether a blank line stands before it on its own page."""
    is_page_start: bool = False
    """Whether it is the first line left on its page."""

    @property
    def text(self) -> str:
        """The words, single spaces between them."""
        return " ".join(self.raw.split())

    @property
    def indent(self) -> int:
        """Columns before the first letter."""
        return len(self.raw) - len(self.raw.lstrip())


def lines_of(pages: Sequence[str]) -> list[Line]:
    """The lines with words of all pages in order, without running headers, footers and page numbers."""
    cleaned = [[_same_form(line) for line in page.split("\n")] for page in pages]
    returning = _returning_edges(cleaned)
    lines: list[Line] = []
    for number, page in enumerate(cleaned, start=1):
        kept = list(_without_furniture(page, number, returning))
        if kept:
            kept[0] = replace(kept[0], is_page_start=True, is_after_room=False)
        lines += kept
    return lines


def joined(lines: Iterable[str]) -> str:
    """Lines of wrapped text as one; a word broken at its hyphen is closed up and keeps the hyphen."""
    text = ""
    for line in lines:
        is_broken_word = len(text) > 1 and text[-1] == "-" and text[-2].isalnum() and line[:1].islower()
        text += line if is_broken_word or not text else f" {line}"
    return text


def is_heading(line: Line, words: re.Pattern[str]) -> bool:
    """Whether the whole line is the heading; a closing colon or mark of emphasis does not count."""
    return bool(words.fullmatch(line.text.strip(" :*#.")))


def _same_form(line: str) -> str:
    return with_one_mark(unicodedata.normalize("NFC", line.rstrip()).translate(_SAME_FORM))


def with_one_mark(line: str) -> str:
    """The line with the one mark in place of whatever bullet it begins with."""
    return _BULLETS.sub(lambda match: f"{match.group(1)}{BULLET}{match.group(2) or ''}", line, count=1)


def _without_furniture(page: list[str], number: int, returning: set[str]) -> Iterable[Line]:
    filled = [place for place, line in enumerate(page) if line.strip()]
    edges = {filled[0], filled[-1]} if filled else set()
    after_footer = _MOST_AFTER_FOOTER + 1
    room = False
    for place, line in enumerate(page):
        words = line.strip()
        if not words:
            room = True
            continue
        after_footer += 1
        if _FOOTER.match(words):
            after_footer = 0
        is_furniture = (
            after_footer == 0
            or (after_footer <= _MOST_AFTER_FOOTER and is_only_dates(words))
            or (place in edges and words.isdecimal())
            or (place in _edge_places(filled) and _shape(words) in returning)
        )
        if not is_furniture:
            yield Line(line, number, is_after_room=room)
        room = is_furniture and room


def _edge_places(filled: list[int]) -> set[int]:
    return set(filled[:_EDGE_LINES] + filled[-_EDGE_LINES:])


def _returning_edges(pages: list[list[str]]) -> set[str]:
    """Shapes of lines that stand at the edge of half of the pages or more."""
    seen: Counter[str] = Counter()
    filled_pages = [[line for line in page if line.strip()] for page in pages]
    for filled in filled_pages:
        shapes = {_shape(line) for line in filled[:_EDGE_LINES] + filled[-_EDGE_LINES:]}
        seen.update(shape for shape in shapes if _RUNNING.match(shape))
    fewest = max(_FEWEST_PAGES, (len(filled_pages) + 1) // 2)
    return {shape for shape, count in seen.items() if count >= fewest}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))
