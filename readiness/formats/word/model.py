"""What a document is made of: runs, paragraphs, tables and charts, named by the role they play.

A role is the name of a style of the starter template (`styles.py`); a council's own template
gives each role its own style. Nothing here knows XML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    role: str = ""
    """Role of a character style; empty for the paragraph's own look."""
    field: str = ""
    """A Word field instruction such as ``PAGE``; `text` is then the value shown until it is refreshed."""
    anchor: str = ""
    """Name of a bookmark in the same document that the run links to."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `bookmark` covers its first stretch of runs without a role."""

    role: str
    runs: tuple[Run, ...]
    bookmark: str = ""
    """At most 40 letters, digits and underscores."""
    is_controlled: bool = False
    """Whether what the bookmark covers also stands in a content control that cannot be deleted."""
    starts_page: bool = False
    keeps_with_next: bool = False

    @property
    def text(self) -> str:
        """The words as read, fields as last shown."""
        return "".join(run.text for run in self.runs)


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    share: float
    """Width relative to the other columns."""
    is_figure: bool = False
    """Whether its cells are figures, set to the right."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words and figures: one header row, no merged, nested or blank cells."""

    title: str
    """The caption, and the name assistive technology reads."""
    description: str
    """What the table shows, for readers who cannot see it."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bookmark: str = ""
    """Bookmark of the caption's number, for references to it."""


BarKind = Literal["ours", "target", "other"]
"""Whose figure a bar is: the area's own, the one aimed at, or somebody else's."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a chart."""

    label: str
    """What stands below the bar, such as its month."""
    value: float
    kind: BarKind = "ours"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of upright bars from zero, each with its figure above; told apart by fill, not by colour."""

    title: str
    """The caption below it."""
    description: str
    """Everything it shows, in words, for readers who cannot see it."""
    bars: tuple[Bar, ...]
    figure_format: str
    """How Word writes the figures, such as ``0.0"%"``."""
    bookmark: str = ""
    """Bookmark of the caption's number, for references to it."""


Block = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of pages of one orientation. Its last block must be a paragraph."""

    blocks: tuple[Block, ...]
    is_landscape: bool = False


def words(role: str, *pieces: str | Run, bookmark: str = "") -> Paragraph:
    """A paragraph of plain words and runs."""
    runs = tuple(piece if isinstance(piece, Run) else Run(piece) for piece in pieces if piece)
    return Paragraph(role, runs, bookmark)


def strong(text: str) -> Run:
    """A run that stands out."""
    return Run(text, "strong")


def cell(*pieces: str | Run, empty: str = "not recorded") -> Cell:
    """A cell of a table; `empty` is said in words where there is nothing."""
    runs = tuple(piece if isinstance(piece, Run) else Run(piece) for piece in pieces if piece)
    return runs if any(run.text.strip() for run in runs) else (Run(empty),)


def paragraphs_of(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    """The paragraphs among the blocks, in order."""
    return (block for block in blocks if isinstance(block, Paragraph))
