"""A request list that came as text: an odt or pdf file, or words that were pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.formats.sheets.grids import Grid
from readiness.formats.text.collector import Collector
from readiness.formats.text.plain import as_heading, decoded
from readiness.formats.text.readers import extract_here

_PLAIN = frozenset((".txt", ".md"))

_BARS = ("\t", " | ")
"""What sets the cells of a row apart in text."""

_LEAST_ROWS = 2


def text_content(path: Path) -> tuple[tuple[Grid, ...], tuple[tuple[int, str, str], ...]]:
    """Tables of the text, and its other lines by number, ``heading`` or ``text``, and words.

    Must run in the limited process, for it reads whatever the file is.

    Raises:
        RefusedError: The file cannot be read, or holds no words.
    """
    if path.suffix.casefold() in _PLAIN:
        texts = [decoded(path, Collector(path))]
    else:
        found = extract_here(path)
        texts = [passage.text for passage in found.passages]
    if not any(text.strip() for text in texts):
        raise RefusedError(
            "No words were found in the file.",
            visible(path.name),
            "Save the list as a workbook or a Word file, or paste its words.",
        )
    lines = list(enumerate(_lines(texts), start=1))
    rows = [(number, tuple(_cells(text))) for number, text in lines]
    table = [(number, cells) for number, cells in rows if len(cells) > 1]
    if len(table) < _LEAST_ROWS:
        table = []
    inside = {number for number, _ in table}
    grids = (Grid("table", tuple(table)),) if table else ()
    return grids, tuple((number, _kind(text), text) for number, text in lines if number not in inside)


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Every line that says something; one that goes on with a small letter belongs to the line before."""
    open_line = ""
    for line in (one.strip() for text in texts for one in text.splitlines()):
        if open_line and line[:1].islower() and not any(bar in line for bar in _BARS):
            open_line = f"{open_line} {line}"
            continue
        if open_line:
            yield open_line
        open_line = line
    if open_line:
        yield open_line


def _cells(text: str) -> list[str]:
    for bar in _BARS:
        if bar in text:
            return [cell.strip() for cell in text.split(bar)]
    return [text]


def _kind(text: str) -> str:
    is_heading, _ = as_heading(text)
    return "heading" if text.endswith(":") or (is_heading and text.startswith("#")) else "text"
