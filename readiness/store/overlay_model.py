"""The shape of an overlay file: a workspace's own changes to a framework."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from readiness.core.facts import Node

ChangeAction = Literal["confirm", "correct", "add", "retire"]
PartName = Literal[
    "agency",
    "body",
    "check",
    "column",
    "comparator",
    "criterion",
    "deadline",
    "event",
    "evidence_kind",
    "group",
    "lens",
    "outcome",
    "person_list",
    "prompt",
    "request",
    "role",
    "rule",
    "section",
    "term",
    "theme",
    "timetable",
]


class OverlayChange(Node):
    """One change, with who made it and when."""

    action: ChangeAction
    """confirm: it is right as it stands. correct: `set` replaces fields. add: `set` is the new part.

    retire: the part is taken out.
    """
    part: PartName
    """What kind of part it is."""
    id: str = Field(min_length=1)
    """Its id; for a role or a term, the term itself."""
    under: str = ""
    """Id of the part it belongs to.

    The criterion of a prompt, the group of a criterion, the timetable of an event, the person-level list
    of a column or rule. Needed to add one, and for events, columns and rules.
    """
    set: dict[str, object] = Field(default_factory=dict)
    """Fields and their values, as in a definition."""
    by: str = Field(min_length=1)
    """Who says so."""
    on: date
    """The day they said so."""
    why: str = ""
    """What it rests on, such as the page where it was read."""


class Overlay(Node):
    """A file of changes to one framework."""

    framework: str
    """Id of the framework it changes."""
    changes: tuple[OverlayChange, ...]
    """The changes, applied in this order."""
