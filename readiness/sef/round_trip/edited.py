"""A self-evaluation as it came back: paragraphs with the names they carry, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.base.problems import Problem
from readiness.model.records.evaluation import Note
from readiness.model.records.written import Aside, TrackedEdit
from readiness.sef.round_trip.printed import PrintedSef
from readiness.sef.round_trip.stamp import SefStamp


@dataclass(frozen=True, slots=True)
class EditedParagraph:
    """One paragraph with every tracked change accepted."""

    text: str
    """The words, without the printed reference where it could be told apart."""
    raw: str = ""
    """Everything in it, the printed reference too."""
    bookmarks: tuple[str, ...] = ()
    """Names of our bookmarks that start here."""
    continues: tuple[str, ...] = ()
    """Names of our bookmarks that started in an earlier paragraph and still cover words here."""
    copies: tuple[str, ...] = ()
    """Names of our bookmarks this paragraph was copied from."""
    reference: str = ""
    """Id of the statement named by the printed reference."""
    heading_level: int = 0
    """1 to 9 for a heading, 0 for anything else."""
    table: int = 0
    """Number of the table it stands in, counted from 1; 0 outside tables."""
    cell: tuple[int, int] = (0, 0)
    """Row and column of its cell, counted from 0."""
    is_contents: bool = False
    """A line of the contents page."""
    is_printed: bool = False
    """Set in a style that only what is printed around the words has, where the format says so."""
    edits: tuple[TrackedEdit, ...] = ()
    comments: tuple[Note, ...] = ()
    resolved: frozenset[Note] = frozenset()
    """Those of the comments that were marked as resolved."""
    set_aside: tuple[tuple[str, str], ...] = ()
    """Words that stand in the file but are not read as words: how (``struck out``), and which."""
    numbers: str = ""
    """How the printed evidence numbers were changed, in words; empty when they were not."""
    anchors: tuple[str, ...] = ()
    """Keys of the footnotes, endnotes and text boxes that hang on it."""


@dataclass(frozen=True, slots=True)
class EditedSef:
    """A whole document that came back."""

    stamp: SefStamp | None
    """Of the export it was made from, as it carries it or as the workspace remembers it; None when that is
    not known."""
    paragraphs: tuple[EditedParagraph, ...]
    problems: tuple[Problem, ...] = ()
    """What could not be read: embedded pages."""
    printed: PrintedSef | None = None
    """What its export printed; where that is not known, what would be printed today, to tell words apart."""
    is_remembered: bool = False
    """Whether `printed` is what its export printed."""
    is_sure: bool = True
    """Whether it is certain which export that was; else nothing in it is safe."""
    is_stamped: bool = True
    """Whether it carries a stamp of its own."""
    new_tables: frozenset[int] = frozenset()
    """Numbers of the tables that were not printed."""
    asides: tuple[Aside, ...] = ()
    pictures: int = 0
    charts: int = 0
    """Charts that still are charts; other programs make pictures of them, or leave them out."""

    def is_new_table(self, number: int) -> bool:
        """Whether a table, by its number, was not printed."""
        return number in self.new_tables
