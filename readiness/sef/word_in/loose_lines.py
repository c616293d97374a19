"""Lines of plain text that together are one printed paragraph, and bullets a program wrote before them."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from readiness.formats.documents.model import Inside, RawParagraph, Segment
from readiness.sef.round_trip.printed import PrintedSef
from readiness.sef.round_trip.stamp import comparable

_MOST_LINES = 200
"""Lines one paragraph may have been broken into."""

_BULLET = re.compile(r"^\s*[\u2022\u25cf\u25aa\u25e6\u00b7\uf0b7]\s+")
"""What programs put before an item of a list when they save it as text."""


def put_together(lines: Sequence[RawParagraph], printed: PrintedSef | None) -> tuple[RawParagraph, ...]:
    """The lines, those that word for word make a printed paragraph as one.

    Nothing is put together by its look: without what was printed every line stands for itself.
    """
    if printed is None:
        return tuple(lines)
    texts = [unit.text for unit in printed.units]
    texts += [cell.text for table in printed.tables for row in table.rows for cell in row]
    return tuple(_put_together([one.inside.text for one in lines], sorted(set(texts))))


def _put_together(lines: Sequence[str], printed: Sequence[str]) -> Iterator[RawParagraph]:
    at = 0
    while at < len(lines):
        size, first = 1, lines[at]
        for begun in dict.fromkeys((first, _BULLET.sub("", first))):
            if (found := _lines_of_one([begun, *lines[at + 1 : at + _MOST_LINES]], printed)) > 0:
                size, first = found, begun
                break
        else:
            first = _BULLET.sub("", first)
        yield RawParagraph(Inside([Segment("\n".join([first, *lines[at + 1 : at + size]]))]))
        at += size


def _lines_of_one(lines: Sequence[str], printed: Sequence[str]) -> int:
    """How many of the lines, the first included, are one printed paragraph, the most; 0 where none are.

    `printed` are in order, so that those with one beginning stand together.
    """
    joined = comparable(lines[0])
    likely = printed[bisect_left(printed, joined) : bisect_left(printed, joined + chr(sys.maxunicode))]
    most = 1 if joined in likely else 0
    for size, line in enumerate(lines[1:], 2):
        joined = f"{joined} {comparable(line)}"
        likely = [text for text in likely if text.startswith(joined)]
        if not likely:
            break
        most = size if joined in likely else most
    return most
