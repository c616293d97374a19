"""Words out of plain text and Markdown, with the headings and page breaks that can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from readiness.formats.documents.plain_text import decoded as in_letters
from readiness.formats.text.collector import MOST_CHARACTERS, Collector, clean, heading_text
from readiness.model.records.evidence import Pinpoint

_MOST_BYTES = 4 * MOST_CHARACTERS

_LONGEST_HEADING = 80

_MARKED = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")

_STARTS_LIST = re.compile(r"^(?:[-*\u2022\u25fc\u25cf\u25aa\u2013]|\(?[a-z0-9ivx]{1,3}[).])\s", re.IGNORECASE)

_LONGEST_TITLE = 100

_FAR_TOO_LONG = 1_000
"""Characters beyond which a paragraph need not be looked at as a heading."""

_SHORTEST_HEADING = 3

_LABEL = re.compile(
    r"(?:subject|title|date|author|to|from|report|ref(?:erence)?|meeting)\b[^:]{0,20}:", re.IGNORECASE
)

_BEGINS_HEADING = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?[A-Z]")

_QUESTION = re.compile(r"(?:What|How|Why|Who|When|Where)\b[^.:\n]{8,140}\?")

_NO_HEADING = re.compile(
    r"^(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)? \w{3,9} \d{4}$"  # a date
    r"|^\w{3,9} \d{4}$"
    r"|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}$"  # an address, down to its postcode
)

_ENDS_SENTENCE = (".", ",", ";", ":", "!", "?", "|")

_INLINE_MARKS = re.compile(r"\*\*|__|</?(?:sup|sub|b|i)>")


def decoded(path: Path, into: Collector) -> str:
    """The file as text: UTF-8, UTF-16 with its mark, or the Windows code page with a note; raises OSError."""
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        into.note("warning", "The file is very long; only its beginning was read.")
        content = content[:_MOST_BYTES]
    text, is_guess = in_letters(content)
    if is_guess:
        into.note(
            "info",
            "The text is not UTF-8; it was read as Windows text (code page 1252).",
            "If letters with accents look wrong, save the file again as UTF-8.",
        )
    return text


def read_text(path: Path, into: Collector) -> None:
    """Collect paragraphs under their headings; form feeds count pages; raises OSError."""
    pages = decoded(path, into).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    into.name(_opening_line(pages[0]))
    heading = ""
    for number, page in enumerate(pages, start=1):
        shown = str(number) if len(pages) > 1 else ""
        for paragraph in paragraphs(page):
            is_heading, text = as_heading(paragraph)
            if is_heading:
                into.name(text)
                heading = text
            into.add(text, Pinpoint(page=shown, heading=heading))


def paragraphs(text: str) -> Iterator[str]:
    """Blocks between blank lines; lines that start a list or a Markdown heading stand alone."""
    block: list[str] = []
    for raw in text.split("\n"):
        line = raw.strip()
        starts_own = bool(_MARKED.match(line) or _STARTS_LIST.match(line) or "\t" in line)
        if block and (not line or starts_own):
            yield _joined(block)
            block = []
        if line:
            block.append(line)
            if _MARKED.match(line):
                yield _joined(block)
                block = []
    if block:
        yield _joined(block)


def _joined(lines: list[str]) -> str:
    """Lines of a wrapped paragraph as one; a word broken at its hyphen keeps the hyphen."""
    text = lines[0]
    for line in lines[1:]:
        is_broken_word = len(text) > 1 and text.endswith("-") and text[-2].isalpha() and line[:1].islower()
        text += line if is_broken_word else f" {line}"
    return text


def _opening_line(page: str) -> str:
    """The first line where it can be the title: short, no sentence, date, label or start of a wrapped one."""
    lines = [clean(line) for line in page[:_FAR_TOO_LONG].strip().split("\n", 2)[:2]]
    _, text = as_heading(lines[0])
    is_title = (
        _SHORTEST_HEADING <= len(text) <= _LONGEST_TITLE
        and not text.endswith(_ENDS_SENTENCE)
        and not _NO_HEADING.search(text)
        and not _LABEL.match(text)
        and not (len(lines) > 1 and lines[1][:1].islower())
    )
    return text if is_title else ""


def as_heading(paragraph: str) -> tuple[bool, str]:
    """Whether a paragraph reads as a heading, and its words without Markdown marks."""
    marked = _MARKED.match(paragraph)
    text = _INLINE_MARKS.sub("", marked.group(1) if marked else paragraph)
    if marked:
        return bool(text), heading_text(text)
    if len(text) > _FAR_TOO_LONG:
        return False, text
    shown = clean(text)
    if _QUESTION.fullmatch(shown):
        return True, heading_text(shown)
    is_heading = (
        _SHORTEST_HEADING <= len(shown) <= _LONGEST_HEADING
        and bool(_BEGINS_HEADING.match(shown))
        and not any(one in shown for one in "\n\t:")
        and not shown.endswith(_ENDS_SENTENCE)
        and not _NO_HEADING.search(shown)
        and sum(one.isalpha() for one in shown) * 2 > len(shown)
    )
    return is_heading, shown
