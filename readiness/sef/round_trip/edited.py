"""A self-evaluation as it came back: paragraphs with the names they carry, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from readiness.base.problems import Problem
from readiness.model.records.evaluation import Note
from readiness.sef.round_trip.stamp import SefStamp

EditKind = Literal["inserted", "deleted", "moved"]


@dataclass(frozen=True, slots=True)
class TrackedEdit:
    """A tracked change: who, when and which words."""

    kind: EditKind
    by: str
    on: date | None
    text: str


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
    is_contents: bool = False
    """A line of the contents page."""
    edits: tuple[TrackedEdit, ...] = ()
    comments: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedSef:
    """A whole document that came back."""

    stamp: SefStamp | None
    """None when the program that saved it dropped the stamp."""
    paragraphs: tuple[EditedParagraph, ...]
    problems: tuple[Problem, ...] = ()
    """What could not be read: text boxes, embedded pages."""
