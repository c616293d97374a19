"""A document of words as it stands in its file, whatever program and format it was saved with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from readiness.base.problems import Problem
from readiness.model.records.evaluation import Note
from readiness.model.records.written import Aside, TrackedEdit

SetAside = Literal["struck out", "hidden", "a prompt"]

REFERENCE_STYLES = frozenset({"sef reference", "sef evidence number"})
"""Character styles, in small letters, of the references we print."""


PRINTED_STYLES = frozenset(
    {
        "caption", "sef cover fact", "sef cover notice", "sef evidence source", "sef official wording",
        "sef quoted statement", "sef table note",
    }
)  # fmt: skip
"""Paragraph styles, in small letters, of what we print around words that people write."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one look."""

    text: str
    is_reference: bool = False
    """Whether they look like a printed reference (its character style, or superscript)."""
    set_aside: SetAside | None = None
    """How the words are set aside though they stand in the file; they are not read as words."""


@dataclass(slots=True)
class Inside:
    """What a paragraph holds."""

    segments: list[Segment] = field(default_factory=list)
    starts: list[tuple[str, str]] = field(default_factory=list)
    """(id, name) of bookmarks that start here."""
    ends: list[tuple[str, bool]] = field(default_factory=list)
    """(id, whether words stand before it here) of bookmarks that end here."""
    edits: list[TrackedEdit] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """Ids of comments anchored here."""
    boxes: list[str] = field(default_factory=list)
    """Words of text boxes anchored here."""
    pictures: int = 0
    charts: int = 0
    footnotes: list[str] = field(default_factory=list)
    """Ids of footnotes (``footnote-2``) and endnotes referred to here."""
    joins_next: bool = False
    """Whether the end of the paragraph was deleted, so that the next one follows on."""

    @property
    def anchors(self) -> tuple[str, ...]:
        """Keys of the notes and text boxes that hang here."""
        return (*self.footnotes, *map(box_key, self.boxes))

    @property
    def text(self) -> str:
        """The words that are not set aside."""
        return "".join(one.text for one in self.segments if one.set_aside is None)

    @property
    def seen(self) -> str:
        """The words a reader of the document sees: struck-out ones and prompts too, not what is hidden."""
        return "".join(one.text for one in self.segments if one.set_aside != "hidden")

    def aside(self, how: SetAside) -> str:
        """The words that are set aside in one way."""
        return "".join(one.text for one in self.segments if one.set_aside == how)


def box_key(words: str) -> str:
    """By which a paragraph names the text box with these words."""
    return f"box:{words}"


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
    is_title: bool = False
    """The document's own title, by its style."""
    is_printed: bool = False
    """Set in one of `PRINTED_STYLES`, where the format says which."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as it stands in its file."""

    paragraphs: tuple[RawParagraph, ...] = ()
    comments: Comments = field(default_factory=Comments)
    asides: tuple[Aside, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
    """What its properties call it."""
    is_cut: bool = False
    """Whether the file stops before its format says that it ends, so that the rest is missing."""
    has_loose_lines: bool = False
    """Whether a paragraph may stand in several lines, as in plain text."""
