"""A returned self-evaluation as it stands in its file, whatever program and format it was saved with."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.base.problems import Problem
from readiness.model.records.evaluation import Note
from readiness.sef.round_trip.edited import Aside
from readiness.sef.round_trip.stamp import SefStamp
from readiness.sef.word_in.runs import Inside


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a document, each thread one note, under the id its anchor names."""

    notes: dict[str, Note] = field(default_factory=dict)
    resolved: frozenset[Note] = frozenset()


@dataclass(slots=True)
class RawParagraph:
    """A paragraph as it stands in the file."""

    inside: Inside
    level: int = 0
    """Heading level, 1 to 9; 0 for anything else."""
    is_contents: bool = False
    """A line of the contents page."""
    table: int = 0
    """Number of the table it stands in, counted from 1; 0 outside tables."""
    cell: tuple[int, int] = (0, 0)
    """Row and column of its cell, counted from 0."""


@dataclass(frozen=True, slots=True)
class RawSef:
    """A returned document as it stands in its file."""

    stamp: SefStamp | None = None
    """None when the program that saved it dropped the stamp, or its format has no place for one."""
    paragraphs: tuple[RawParagraph, ...] = ()
    comments: Comments = field(default_factory=Comments)
    asides: tuple[Aside, ...] = ()
    problems: tuple[Problem, ...] = ()
    has_loose_lines: bool = False
    """Whether a paragraph may stand in several lines, as in plain text."""
