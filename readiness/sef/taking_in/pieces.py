"""A document written elsewhere, cut into pieces: what may be a statement, and the rest beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from readiness.base.text import visible
from readiness.formats.documents.model import RawDocument, RawParagraph
from readiness.formats.text.plain import as_heading
from readiness.model.records.evaluation import Note

_LEAST_WORDS = 6
"""Words from which a paragraph or cell may be a statement."""

_LONGEST_HEADING = 12
"""Words a paragraph may have that stands for a heading by its look in a table."""


_MOST_SAID = 8
"""Words a paragraph may have that is a heading because it names a criterion or a kind of statement."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words that may be a statement, with the headings above them, the nearest last."""

    text: str
    headings: tuple[str, ...] = ()
    is_in_table: bool = False
    comments: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """Words that are no statement: headings, captions, short cells, notes beside the text."""

    text: str
    what: str


@dataclass
class _Headings:
    """The headings above a place."""

    held: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, text: str) -> None:
        """Go below a heading: those of its level and deeper do not hold any more."""
        self.held = [one for one in self.held if one[0] < level]
        self.held.append((level, text))

    @property
    def texts(self) -> tuple[str, ...]:
        """From the widest to the nearest."""
        return tuple(text for _, text in self.held)


_MARKS = re.compile(r"\A(?:[-*\u2022\u25cf\u25e6\u25aa\u2013\uf0b7]\s+(?:o\s+)?)+")
"""Bullets typed before the words of a line."""


def cut(document: RawDocument, level_of: Callable[[str], int]) -> list[Block | Rest]:
    """Every word of the document, in order, once; a contents list and page numbers aside.

    A table's first row heads its columns, and the first cell of a row heads the row. `level_of` tells the
    level of a short paragraph that is a heading by its words and not by its style; 0 for any other.
    """
    headings = _Headings()
    found: list[Block | Rest] = []
    tables = _Tables()
    for one in document.paragraphs:
        text = _MARKS.sub("", visible(one.inside.text, keep_breaks=True).strip(), count=1)
        if one.is_contents:
            continue
        found += (Rest(visible(aside), how) for how, aside in _set_aside(one))
        if not text:
            continue
        comments = tuple(
            document.comments.notes[name] for name in one.inside.comments if name in document.comments.notes
        )
        if one.table:
            found.append(tables.take(one, text, headings.texts, comments))
        elif level := one.level or _level(text, level_of, is_plain=document.has_loose_lines):
            headings.enter(level, text)
            found.append(Rest(text, "heading"))
        else:
            found.append(_block(text, headings.texts, comments))
    found += (Rest(aside.text, aside.where) for aside in document.asides)
    return [*_with_unheld_comments(document, found)]


def _level(text: str, level_of: Callable[[str], int], *, is_plain: bool) -> int:
    """The level of a paragraph no style makes a heading: by its words; in plain text by its look, too."""
    if len(text.split()) > _LONGEST_HEADING or text.endswith((".", ";", ",")):
        return 0
    by_words = level_of(text) if len(text.split()) <= _MOST_SAID else 0
    return by_words or (1 if is_plain and as_heading(text)[0] else 0)


def _set_aside(one: RawParagraph) -> Iterator[tuple[str, str]]:
    for how in ("struck out", "hidden", "a prompt"):
        words = "".join(part.text for part in one.inside.segments if part.set_aside == how).strip()
        if words:
            yield how, words


def _block(text: str, headings: tuple[str, ...], comments: tuple[Note, ...]) -> Block | Rest:
    if len(text.split()) < _LEAST_WORDS:
        return Rest(text, "short")
    return Block(text, headings, comments=comments)


@dataclass
class _Tables:
    """Remembers the heads of the table that is being read."""

    number: int = 0
    heads: dict[int, str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)

    def take(
        self, one: RawParagraph, text: str, headings: tuple[str, ...], comments: tuple[Note, ...]
    ) -> Block | Rest:
        """A paragraph of a cell, below the heads of its column and row."""
        if one.table != self.number:
            self.number, self.heads, self.rows = one.table, {}, {}
        row, column = one.cell
        is_short = len(text.split()) <= _LONGEST_HEADING
        if row == 0 and is_short and column not in self.heads:
            self.heads[column] = text
            return Rest(text, "heading of a table")
        if column == 0 and len(text.split()) < _LEAST_WORDS and row not in self.rows:
            self.rows[row] = text
            return Rest(text, "heading of a row")
        above = (*headings, *filter(None, (self.rows.get(row), self.heads.get(column))))
        found = _block(text, above, comments)
        return replace(found, is_in_table=True) if isinstance(found, Block) else found


def _with_unheld_comments(document: RawDocument, found: list[Block | Rest]) -> Iterator[Block | Rest]:
    """The pieces, and comments that stand at no statement at their end."""
    yield from found
    held = {note for one in found if isinstance(one, Block) for note in one.comments}
    for note in dict.fromkeys(document.comments.notes.values()):
        if note not in held:
            yield Rest(f"{note.by}: {note.text}", "comment")
