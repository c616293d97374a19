"""Words out of a PDF, page by page; a scan without words is said to be one."""

from __future__ import annotations

import logging
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.formats.packages import UnreadableError
from readiness.formats.text.collector import Collector, clean
from readiness.formats.text.plain import as_heading, paragraphs
from readiness.model.records.evidence import Pinpoint

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 3_000

_TAIL = 64 * 1024

_DIGITS = re.compile(r"\d+")

_EDGE_LINES = 3

_FEWEST_FOR_FURNITURE = 3

_SHORTEST_TITLE = 4

_DAMAGED_HINT = "Ask for the file again, or open it in its own program and print it to a new PDF."


def read_pdf(path: Path, into: Collector) -> None:
    """Collect words page by page.

    A page that cannot be read is noted and the others are read. Raises UnreadableError, and whatever
    pypdf raises when the file has no usable structure.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
    except PyPdfError:
        if _is_cut_short(path):
            raise UnreadableError(
                "The PDF is damaged or cut short: its end is missing.", _DAMAGED_HINT, state="damaged"
            ) from None
        raise
    if reader.is_encrypted:
        _unlock(reader)
    found = _page_texts(reader, into)
    pages = [text or "" for text in found]
    if not any(text.strip() for text in pages):
        raise _wordless(reader, found)
    into.name(_largest_words(reader))
    furniture = _furniture(pages)
    for number, text in enumerate(pages, start=1):
        heading = ""
        kept = "\n".join(line for line in text.split("\n") if _shape(line) not in furniture)
        for paragraph in paragraphs(kept):
            is_heading, words = as_heading(paragraph)
            heading = words if is_heading else heading
            into.add(words, Pinpoint(page=str(number), heading=heading))


def _is_cut_short(path: Path) -> bool:
    """Whether the table every PDF ends with is missing, whatever a library made of the file."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        return b"startxref" not in stream.read()


def _wordless(reader: PdfReader, pages: list[str | None]) -> UnreadableError:
    """Why no word came out; only pages that were read tell anything of the file."""
    if None in pages:
        return UnreadableError("None of the pages could be read here.", _DAMAGED_HINT)
    if any(page.get_contents() is not None for page in reader.pages[: len(pages)]):
        return UnreadableError(
            "The PDF holds no words: it is a scan or pictures of pages.",
            "Ask for the original document, or a copy with its text recognised.",
            state="pictures",
        )
    return UnreadableError("The PDF holds empty pages only.", "Ask for the file again.", state="empty")


def _unlock(reader: PdfReader) -> None:
    """Open a PDF locked without a password (only its printing or copying is restricted)."""
    from pypdf.errors import DependencyError

    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError) as error:
        raise UnreadableError(
            "The PDF is encrypted in a way that is not read here; it may open without a password.",
            _LOCKED_HINT,
        ) from error
    if not opened:
        raise UnreadableError(_LOCKED, _LOCKED_HINT, state="locked")


_LOCKED = "The PDF is protected by a password."

_LOCKED_HINT = "Open it with its password and save or print a copy without one."


def _page_texts(reader: PdfReader, into: Collector) -> list[str | None]:
    """Text of each page in order; None for one that could not be read."""
    texts: list[str | None] = []
    for number, page in enumerate(reader.pages, start=1):
        if number > MOST_PAGES:
            into.note("warning", f"Only the first {MOST_PAGES:,} pages were read.")
            break
        try:
            texts.append(page.extract_text())
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - pypdf raises a dozen kinds for damaged pages; the next may be sound
            texts.append(None)
            into.note("warning", f"Page {number} could not be read.", _DAMAGED_HINT)
    return texts


def _furniture(pages: list[str]) -> set[str]:
    """Shapes of running headers and footers: edge lines that return on half of the pages or more."""
    if len(pages) < _FEWEST_FOR_FURNITURE:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [shape for line in page.split("\n") if (shape := _shape(line))]
        seen.update(set(lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]))
    return {shape for shape, count in seen.items() if count * 2 >= len(pages)}


def _shape(line: str) -> str:
    """A line with its numbers left out, so that page numbers do not make it differ."""
    return _DIGITS.sub("#", line.strip())


def _largest_words(reader: PdfReader) -> str:
    """The first run of the first page's largest print: the title of most documents; empty when not told."""
    runs: list[tuple[float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        del cm, font
        height = round(abs(size * (tm[3] or tm[0])), 1)
        if not text.strip():
            height = runs[-1][0] if runs else height
        if runs and runs[-1][0] == height:
            runs[-1] = (height, runs[-1][1] + text)
        elif text.strip():
            runs.append((height, text))

    reader.pages[0].extract_text(visitor_text=visit)
    largest = max((height for height, _ in runs), default=0)
    if all(height == largest for height, _ in runs):
        return ""
    title = clean(next(text for height, text in runs if height == largest)).replace("\n", " ")
    return title if len(title) >= _SHORTEST_TITLE else ""
