"""Words that came out of a file, piece by piece, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from readiness.base.problems import Problem
from readiness.model.records.evidence import Pinpoint
from readiness.model.vocabulary import Reading


@dataclass(frozen=True, slots=True)
class Passage:
    """A few paragraphs, a table row or a slide that share one place."""

    pinpoint: Pinpoint
    text: str


@dataclass(frozen=True)
class Extracted:
    """Everything a file says in words. A file that could not be read has no passages and says why."""

    passages: tuple[Passage, ...] = ()
    """In reading order."""
    title: str = ""
    """The document's own title: its title property, title paragraph or first heading; may be empty."""
    problems: tuple[Problem, ...] = ()
    """What could not be read and why; never a word of the content."""
    format: str = ""
    """What the content is, whatever the name says: ``docx``, ``pdf``, ``csv`` ...; empty when unknown."""
    state: Reading = "read"
    """What came of reading it."""

    @cached_property
    def text(self) -> str:
        """All passages, a line break between them."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def words(self) -> int:
        """How many words there are, counted between spaces."""
        return sum(len(passage.text.split()) for passage in self.passages)

    @property
    def is_readable(self) -> bool:
        """Whether any words came out."""
        return bool(self.passages)
