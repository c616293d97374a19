"""Evidence, and the links that tie it to what it proves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limits

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.record import BrokenRule, Record
from readiness.model.vocabulary import CANNOT_BE_OPENED, READING_TITLES, ReadingState

LocationKind = Literal["library", "path", "url"]

TargetKind = Literal[
    "criterion", "prompt", "lens", "statement", "request", "recommendation", "action", "measure"
]

LOCATION_KIND_TITLES: dict[LocationKind, str] = {
    "library": "file in the library",
    "path": "file kept elsewhere",
    "url": "web address",
}

TARGET_KIND_TITLES: dict[TargetKind, str] = {
    "criterion": "criterion",
    "prompt": "prompt",
    "lens": "lens",
    "statement": "statement",
    "request": "request item",
    "recommendation": "recommendation",
    "action": "action",
    "measure": "measure",
}


class Pinpoint(BaseModel):
    """Where in the evidence to look; any part may be empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: Annotated[str, Field(label="Page", help="Page or pages to look at, such as 4-6; or a slide.")] = ""
    """Page or pages as printed, such as ``4`` or ``4-6``; a slide number for slides."""
    heading: Annotated[str, Field(label="Heading", help="Heading to look under.")] = ""
    sheet: Annotated[str, Field(label="Sheet", help="Sheet to look at.")] = ""
    cell: Annotated[str, Field(label="Cell", help="Cell or range, such as B4 or B4:D9.")] = ""
    """Cell or range, such as ``B4`` or ``B4:D9``."""

    def __str__(self) -> str:
        """Short form for screens and exports: ``p.4``, ``sheet Waits!B4``, ``“Annual reviews”``."""
        sheet = f"sheet {self.sheet}" + (f"!{self.cell}" if self.cell else "") if self.sheet else self.cell
        page = f"p.{self.page}" if self.page else ""
        heading = f"\u201c{self.heading}\u201d" if self.heading else ""
        return ", ".join(part for part in (page, heading, sheet) if part)


class EarlierVersion(BaseModel):
    """What an item's file was before another took its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: Annotated[str, Field(label="Fingerprint", help="Digest of the content then.")] = ""
    size: Annotated[int, Field(label="Size", help="Bytes then.", kind="number")] = 0
    location: Annotated[str, Field(label="Place", help="Where it was kept.")] = ""
    period_from: Annotated[
        date | None, Field(label="Covers from", help="First day it covered.", kind="date", empty="no date")
    ] = None
    period_to: Annotated[
        date | None, Field(label="Covers to", help="Last day it covered.", kind="date", empty="no date")
    ] = None
    until: Annotated[
        date | None, Field(label="Relied on until", help="Day it was replaced.", kind="date", empty="no date")
    ] = None


OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of a file of no bytes."""


class Evidence(Record):
    """One item of evidence: a file in the library, a file elsewhere, or a web address."""

    table: ClassVar[str] = "evidence"
    prefix: ClassVar[str] = "E"

    title: Annotated[str, Field(label="Title", help="Title; otherwise taken from the document.")]
    location_kind: Annotated[
        LocationKind,
        Field(
            label="Kept as",
            help="Whether it is in the library, elsewhere, or on the web.",
            kind="choice",
            choices=choices.Fixed(LOCATION_KIND_TITLES),
            set_by="action",
        ),
    ]
    location: Annotated[
        str, Field(label="Place", help="Path of the file, or its address.", set_by="action", filter="place")
    ]
    """Library: path below the workspace's evidence folder, with ``/``. Path: absolute path. URL: address."""
    kind: Annotated[
        str,
        Field(
            label="Kind",
            help="Kind of evidence, such as audit.",
            kind="choice",
            choices=choices.evidence_kinds,
            filter="kind",
        ),
    ] = ""
    """Id of a kind of evidence of the framework; empty until somebody says."""
    agencies: Annotated[
        tuple[str, ...],
        Field(
            label="Agencies",
            help="Whose evidence it is; more than one for joint work.",
            kind="choices",
            choices=choices.agencies,
            option="agency",
            filter="agency",
        ),
    ] = ()
    """Ids of the framework's agencies whose evidence this is; more than one for joint work."""
    owner: Annotated[
        str,
        Field(
            label="Owner",
            help="Who keeps it current: a role or a name of staff.",
            empty="nobody",
            filter="owner",
            names_owner=True,
        ),
    ] = ""
    """Who keeps it current (a role or a name of staff, never of a child)."""
    period_from: Annotated[
        date | None,
        Field(
            label="Covers from",
            help="First day of the period covered.",
            kind="date",
            nearest="back",
            option="from",
            empty="no date",
        ),
    ] = None
    """First day of the period the content covers."""
    period_to: Annotated[
        date | None,
        Field(
            label="Covers to",
            help="Last day of the period covered.",
            kind="date",
            nearest="back",
            option="to",
            empty="no date",
            filter="period",
        ),
    ] = None
    """Last day of the period the content covers; what freshness is measured from."""
    added: Annotated[
        date | None,
        Field(label="Added", help="Day it was added here.", kind="date", set_by="action", empty="no date"),
    ] = None
    """Day it was added here; says nothing about the content's age."""
    review_by: Annotated[
        date | None,
        Field(
            label="Review by",
            help="Day its owner promised to look at it again.",
            kind="date",
            nearest="ahead",
            empty="no date",
            filter="review",
        ),
    ] = None
    """Day its owner promised to look at it again."""
    marking: Annotated[
        str,
        Field(
            label="Marking",
            help="Protective marking.",
            kind="choice",
            choices=choices.markings,
            usual=choices.weakest_marking,
            clearable=False,
            filter="marking",
        ),
    ] = "OFFICIAL"
    holds_personal_data: Annotated[
        bool | None,
        Field(
            label="Personal data",
            help="Whether it names or identifies people.",
            kind="yes_no",
            option="personal-data",
            empty="nobody has looked",
        ),
    ] = None
    """None until somebody has looked."""
    release_approved_by: Annotated[
        str,
        Field(
            label="Release approved by",
            help="Needed before personal data is handed over.",
            option="release",
            empty="nobody",
        ),
    ] = ""
    """Who approved handing it over although it holds personal data."""
    sha256: Annotated[
        str,
        Field(
            label="Fingerprint", help="Digest of the content when last read.", set_by="action", empty="none"
        ),
    ] = ""
    """Hex digest of the content when last read; empty for a URL."""
    size: Annotated[
        int,
        Field(label="Size", help="Bytes when last read.", kind="number", set_by="action"),
    ] = 0
    """Bytes when last read."""
    words: Annotated[
        int,
        Field(
            label="Words read",
            help="Words of text when last read; 0 when none could be.",
            kind="number",
            set_by="action",
        ),
    ] = 0
    """Words extracted when last read; 0 when none could be."""
    reading: Annotated[
        ReadingState,
        Field(
            label="Reading",
            help="What came of reading the file last.",
            kind="choice",
            choices=choices.Fixed(READING_TITLES),
            set_by="action",
            filter="reading",
        ),
    ] = "unknown"
    """What came of reading the file last; what is so today is `rules.reading.reading_of`."""
    earlier: Annotated[
        tuple[EarlierVersion, ...],
        Field(
            label="Earlier versions",
            help="What its file was before it was replaced, oldest first.",
            kind="rows",
            set_by="action",
            empty="none",
        ),
    ] = ()
    """What its file was before it was replaced, oldest first."""
    asked: Annotated[
        int | None,
        Limits(ge=1),
        Field(label="Asked", help="Of a survey or event: how many were asked or invited.", kind="number"),
    ] = None
    answered: Annotated[
        int | None,
        Limits(ge=0),
        Field(label="Answered", help="How many of them answered or came.", kind="number"),
    ] = None
    not_heard: Annotated[
        str, Field(label="Who is missing", help="Whose voice it does not hold.", option="missing")
    ] = ""
    note: Annotated[str, Field(label="Note", help="Anything else.", kind="long", empty="none")] = ""
    is_withdrawn: Annotated[
        bool,
        Field(
            label="Withdrawn",
            help="Kept for its history, no longer relied on.",
            kind="yes_no",
            set_by="action",
        ),
    ] = False
    """Kept for its history, no longer relied on."""

    @property
    def fingerprint(self) -> str:
        """What a link remembers of this end: changes when the content or its place changes."""
        return self.sha256 or _digest(self.location)

    @property
    def contents(self) -> frozenset[str]:
        """Digests of its file as it is and as it was in earlier versions; none of a web address."""
        return frozenset(filter(None, (self.sha256, *(version.sha256 for version in self.earlier))))

    @property
    def is_unusable(self) -> bool:
        """Whether nobody who is handed its file can open and read it: empty, locked or damaged."""
        return self.reading in CANNOT_BE_OPENED or self.sha256 == OF_NOTHING

    @property
    def broken_rule(self) -> BrokenRule | None:
        """A period runs forwards, and no more answer than were asked."""
        if self.asked is not None and self.answered is not None and self.answered > self.asked:
            return BrokenRule(f"{self.id}: more answered than were asked.", "Check both numbers.")
        start, end = self.period_from, self.period_to
        if start is None or end is None or start <= end:
            return None
        return BrokenRule(f"{self.id}: the period covered ends before it starts.", "Swap the dates.")


class Link(Record):
    """Evidence tied to what it proves, with where to look and what both ends were when last reviewed."""

    table: ClassVar[str] = "links"
    prefix: ClassVar[str] = "L"

    evidence: Annotated[
        str,
        Field(
            label="Evidence",
            help="The item that proves it.",
            kind="records",
            records="evidence",
            set_by="action",
        ),
    ]
    """Evidence id."""
    target_kind: Annotated[
        TargetKind,
        Field(
            label="Kind of target",
            help="What kind of thing it proves.",
            kind="choice",
            choices=choices.Fixed(TARGET_KIND_TITLES),
            set_by="action",
        ),
    ]
    target: Annotated[str, Field(label="Proves", help="Id of what it proves.", set_by="action")]
    """Id of the criterion, prompt, lens, statement, request item, recommendation, action or measure."""
    pinpoint: Annotated[
        Pinpoint,
        Field(
            label="Where to look",
            help="Page, heading, sheet or cell.",
            kind="rows",
            in_words=str,
            empty="the whole of it",
        ),
    ] = Pinpoint()
    note: Annotated[str, Field(label="Note", help="Why it proves the point.", empty="none")] = ""
    evidence_seen: Annotated[
        str,
        Field(
            label="Evidence as checked",
            help="Fingerprint of the evidence when the link was last checked.",
            set_by="action",
            empty="never",
        ),
    ] = ""
    """Fingerprint of the evidence when the link was last reviewed."""
    target_seen: Annotated[
        str,
        Field(
            label="Target as checked",
            help="Fingerprint of the target when the link was last checked.",
            set_by="action",
            empty="never",
        ),
    ] = ""
    """Fingerprint of the target when the link was last reviewed."""
    reviewed: Annotated[
        date | None,
        Field(
            label="Checked on",
            help="Day somebody last said that the link holds.",
            kind="date",
            set_by="action",
            empty="never",
        ),
    ] = None


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
    online: frozenset[str] = frozenset()
    """The file lies in the cloud alone; it was not fetched, and its content was not compared."""
    empty: frozenset[str] = frozenset()
    """A file is there, and nothing is in it now."""

    def state_of(self, evidence_id: str) -> FileState:
        """The state of one item's file."""
        if evidence_id in self.missing:
            return "missing"
        return "changed" if evidence_id in self.changed else "present"

    def known(self, evidence_id: str) -> FileStates:
        """The same with one item's file as its record says."""
        one = {evidence_id}
        return FileStates(self.missing - one, self.changed - one, self.online - one, self.empty - one)
