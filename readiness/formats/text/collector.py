"""Gathering the words of a document while it is read, within limits, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from readiness.base.problems import Problem, Severity, Where
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted, Passage
from readiness.model.vocabulary import Reading

MOST_CHARACTERS = 5_000_000
"""Longest text kept of one file; about 800,000 words, far beyond any report."""

MOST_PASSAGES = 50_000

MOST_PIECES = 200_000
"""Paragraphs, rows or lines taken of one file."""

PASSAGE_LENGTH = 900
"""Characters after which a passage is closed and the next begins."""

_LONGEST_HEADING = 160

_UNSEEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")

_BREAKS = re.compile(r"\s*\n\s*")


class FullError(Exception):
    """The collector holds all it will hold; what it has is kept."""


def clean(text: str) -> str:
    """Text fit to search and store: no control or invisible characters, runs of spaces as one.

    A hyphen that does not break is a hyphen: people type the plain one to find it.
    """
    seen = _CONTROLS.sub(" ", _UNSEEN.sub("", text.replace("\u2011", "-")))
    return _BREAKS.sub("\n", _SPACES.sub(" ", seen)).strip()


class Collector:
    """Takes pieces of text in reading order and joins neighbours of the same place into passages."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.title = ""
        self.state: Reading = "read"
        """What came of reading it."""
        self._passages: list[Passage] = []
        self._problems: list[Problem] = []
        self._open: list[str] = []
        self._open_at = Pinpoint()
        self._open_length = 0
        self._length = 0
        self._pieces = 0

    def add(self, text: str, at: Pinpoint) -> None:
        """Take a paragraph, row or line found at `at`; raises FullError at the limit."""
        self._pieces += 1
        cleaned = clean(text)
        if not cleaned:
            return
        if self._open and (at != self._open_at or self._open_length > PASSAGE_LENGTH):
            self._close()
        self._open_at = at
        room = MOST_CHARACTERS - self._length
        self._open.append(cleaned[:room])
        self._open_length += len(cleaned)
        self._length += len(cleaned)
        is_full = self._length >= MOST_CHARACTERS or len(self._passages) >= MOST_PASSAGES
        if is_full or self._pieces >= MOST_PIECES:
            raise FullError

    def begin_table(self) -> None:
        """Rows that come next are a table of their own."""

    def add_row(self, cells: Iterable[str], at: Pinpoint, *, covered: Collection[int] = ()) -> None:
        """Take a table's row: its cells that hold words on one line, set apart by a bar.

        `covered` are places of cells that another one covers, whose words they repeat. Raises FullError.
        """
        texts = (" ".join(text.split()) for place, text in enumerate(cells) if place not in covered)
        self.add(" | ".join(text for text in texts if text), at)

    def name(self, title: str) -> None:
        """Offer the document's title; the first one offered that holds words stays."""
        self.title = self.title or heading_text(title)

    def note(self, severity: Severity, what: str, hint: str = "") -> None:
        """List a problem with the file; its words must not be part of it."""
        self._problems.append(Problem(severity, Where(file=self.path.name), what, hint))

    @property
    def is_empty(self) -> bool:
        """Whether no words have come so far."""
        return not (self._passages or self._open)

    def finished(self, found_format: str) -> Extracted:
        """Everything taken so far."""
        self._close()
        return Extracted(tuple(self._passages), self.title, tuple(self._problems), found_format, self.state)

    def _close(self) -> None:
        if self._open:
            self._passages.append(Passage(self._open_at, "\n".join(self._open)))
        self._open, self._open_length = [], 0


def heading_text(text: str) -> str:
    """A heading or title on one line and of bounded length, fit for a pinpoint."""
    line = clean(text).replace("\n", " ")
    return line if len(line) <= _LONGEST_HEADING else line[: _LONGEST_HEADING - 1].rstrip() + "\u2026"
