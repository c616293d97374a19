"""Evidence, and the links that tie it to what it proves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from readiness.model.records.record import Record

LocationKind = Literal["library", "path", "url"]

TargetKind = Literal[
    "criterion", "prompt", "lens", "statement", "request", "recommendation", "action", "measure"
]


class Pinpoint(BaseModel):
    """Where in the evidence to look; any part may be empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: str = ""
    """Page or pages as printed, such as ``4`` or ``4-6``; a slide number for slides."""
    heading: str = ""
    sheet: str = ""
    cell: str = ""
    """Cell or range, such as ``B4`` or ``B4:D9``."""

    def __str__(self) -> str:
        """Short form for screens and exports: ``p.4``, ``sheet Waits!B4``, ``“Annual reviews”``."""
        sheet = f"sheet {self.sheet}" + (f"!{self.cell}" if self.cell else "") if self.sheet else self.cell
        page = f"p.{self.page}" if self.page else ""
        heading = f"\u201c{self.heading}\u201d" if self.heading else ""
        return ", ".join(part for part in (page, heading, sheet) if part)


class Evidence(Record):
    """One item of evidence: a file in the library, a file elsewhere, or a web address."""

    table: ClassVar[str] = "evidence"
    prefix: ClassVar[str] = "E"

    title: str
    location_kind: LocationKind
    location: str
    """Library: path below the workspace's evidence folder, with ``/``. Path: absolute path. URL: address."""
    kind: str = ""
    """Id of a kind of evidence of the framework; empty until somebody says."""
    agencies: tuple[str, ...] = ()
    """Ids of the framework's agencies whose evidence this is; more than one for joint work."""
    owner: str = ""
    """Who keeps it current (a role or a name of staff, never of a child)."""
    period_from: date | None = None
    """First day of the period the content covers."""
    period_to: date | None = None
    """Last day of the period the content covers; what freshness is measured from."""
    added: date | None = None
    """Day it was added here; says nothing about the content's age."""
    review_by: date | None = None
    """Day its owner promised to look at it again."""
    marking: str = "OFFICIAL"
    holds_personal_data: bool | None = None
    """None until somebody has looked."""
    release_approved_by: str = ""
    """Who approved handing it over although it holds personal data."""
    sha256: str = ""
    """Hex digest of the content when last read; empty for a URL."""
    size: int = 0
    """Bytes when last read."""
    words: int = 0
    """Words extracted when last read; 0 when none could be."""
    note: str = ""
    is_withdrawn: bool = False
    """Kept for its history, no longer relied on."""

    @property
    def fingerprint(self) -> str:
        """What a link remembers of this end: changes when the content or its place changes."""
        return self.sha256 or _digest(self.location)


class Link(Record):
    """Evidence tied to what it proves, with where to look and what both ends were when last reviewed."""

    table: ClassVar[str] = "links"
    prefix: ClassVar[str] = "L"

    evidence: str
    """Evidence id."""
    target_kind: TargetKind
    target: str
    """Id of the criterion, prompt, lens, statement, request item, recommendation, action or measure."""
    pinpoint: Pinpoint = Pinpoint()
    note: str = ""
    evidence_seen: str = ""
    """Fingerprint of the evidence when the link was last reviewed."""
    target_seen: str = ""
    """Fingerprint of the target when the link was last reviewed."""
    reviewed: date | None = None


def text_fingerprint(text: str) -> str:
    """Fingerprint of a link's target text: 16 hex digits."""
    return _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


FileState = Literal["present", "missing", "changed"]


@dataclass(frozen=True, slots=True)
class FileStates:
    """Evidence ids whose file is not what the record says; every other item counts as present.

    An address on the web has no file and is never listed.
    """

    missing: frozenset[str] = frozenset()
    """No regular file could be read where the record says."""
    changed: frozenset[str] = frozenset()
    """A file is there, but its content is not what was recorded."""

    def state_of(self, evidence_id: str) -> FileState:
        """The state of one item's file."""
        if evidence_id in self.missing:
            return "missing"
        return "changed" if evidence_id in self.changed else "present"
