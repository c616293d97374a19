"""What a file may give away beside its words: kinds of leak, counted by place, never quoted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from readiness.base.personal_data import PATTERN_TITLES, PatternKind
from readiness.base.problems import Problem

HiddenKind = Literal[
    "author",
    "comments",
    "tracked_changes",
    "hidden_text",
    "hidden_sheet",
    "hidden_rows",
    "hidden_columns",
    "hidden_slides",
    "speaker_notes",
    "embedded_files",
    "custom_data",
    "external_links",
    "pivot_cache",
    "annotations",
    "attachments",
    "location",
    "macros",
    "people_table",
    "cropped_pictures",
    "picture_words",
]

LeakKind = HiddenKind | PatternKind

_HIDDEN: dict[HiddenKind, tuple[str, str]] = {
    "author": ("names in the properties", "Remove them with the program's document inspector."),
    "comments": ("comments", "Delete them, or keep them on purpose."),
    "tracked_changes": ("tracked changes", "Accept or reject all changes."),
    "hidden_text": ("hidden text", "Show hidden text, then delete it."),
    "hidden_sheet": ("hidden sheets", "Unhide and look, then delete what must not go."),
    "hidden_rows": ("hidden rows", "Unhide and look, then delete what must not go."),
    "hidden_columns": ("hidden columns", "Unhide and look, then delete what must not go."),
    "hidden_slides": ("hidden slides", "Unhide and look, then delete what must not go."),
    "speaker_notes": ("speaker notes", "Delete them, or keep them on purpose."),
    "embedded_files": ("embedded files", "Open each one; replace it by a picture or delete it."),
    "custom_data": ("custom data", "Remove it with the program's document inspector."),
    "external_links": ("links to other files", "Break the links and keep the values."),
    "pivot_cache": ("rows kept behind a pivot table", "Replace the pivot table by its values."),
    "annotations": ("annotations", "Delete them, or print to a new PDF."),
    "attachments": ("attached files", "Open each one; delete what must not go."),
    "location": ("the place a photograph was taken", "Save the picture again without its properties."),
    "macros": ("macros", "Save it as a file without macros."),
    "people_table": (
        "rows of a table of people",
        "It looks like a list of people: send it by the secure route, or replace it by counts.",
    ),
    "cropped_pictures": (
        "cropped pictures",
        "What was cut off is still in the file: compress the pictures and delete their cropped areas.",
    ),
    "picture_words": ("words kept inside a picture", "Save the picture again without its properties."),
}

_TITLES: dict[str, str] = {kind: title for kind, (title, _) in _HIDDEN.items()}

_TITLES.update({str(kind): title for kind, title in PATTERN_TITLES.items()})

_HINTS: dict[str, str] = {kind: hint for kind, (_, hint) in _HIDDEN.items()}

_PATTERN_HINT = "Look at the place: a person may be named. Redact, or have the release approved."


@dataclass(frozen=True, slots=True)
class Leak:
    """One kind of thing a file may give away, at one place."""

    kind: LeakKind
    place: str
    """Where to look, such as ``p.4`` or ``sheet Waits!B4``; never what stands there."""
    count: int

    @property
    def is_pattern(self) -> bool:
        """Whether it is a pattern in the words, rather than something hidden."""
        return self.kind in PATTERN_TITLES

    @property
    def rank(self) -> int:
        """How soon to look: 0 names a person, 1 is hidden content, 2 is a name in the properties."""
        return 0 if self.is_pattern or self.kind == "people_table" else 2 if self.kind == "author" else 1

    @property
    def title(self) -> str:
        """What it is, in words."""
        return _TITLES[self.kind]

    @property
    def hint(self) -> str:
        """What to do about it."""
        return _HINTS.get(self.kind, _PATTERN_HINT)


@dataclass(frozen=True, slots=True)
class LeakReport:
    """What one file may give away."""

    path: Path
    leaks: tuple[Leak, ...]
    problems: tuple[Problem, ...] = ()
    """What could not be looked into, and why."""
    read: tuple[str, ...] = ()
    """The parts that were read, in words: ``text``, ``page headers and footers``, ``charts``."""
    not_read: tuple[str, ...] = ()
    """What no program reads here, in words: ``what 3 pictures show``."""

    @property
    def is_clear(self) -> bool:
        """Whether everything was looked at and nothing was found."""
        return not self.leaks and not self.problems and not self.not_read
