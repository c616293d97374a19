"""What goes into a data pack, what stops it, and what comes out: values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from readiness.base.errors import ReadinessError, RefusedError
from readiness.base.text import counted
from readiness.model.vocabulary import CANNOT_BE_OPENED, ReadingState


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file handed over for an item asked for."""

    evidence_id: str
    title: str
    path: Path
    """Where it stands now; it is copied, never moved or changed."""
    sha256: str = ""
    """Hex digest when it was chosen; the build stops when the file has changed since. Empty: not known."""
    period_from: date | None = None
    period_to: date | None = None
    marking: str = ""
    pinpoints: tuple[str, ...] = ()
    """Where to look, in words, such as ``p.4``."""
    holds_personal_data: bool | None = None
    """None when nobody has looked."""
    approved_by: str = ""
    """Who approved handing it over although it holds personal data."""
    reading: ReadingState = "read"
    """What is known of its words; one that nobody could open stops the build."""
    replaces: str = ""
    """In a supplementary pack, what it takes the place of, in words for inspectors; empty for what is new."""

    @property
    def needs_approval(self) -> bool:
        """Whether it holds personal data and nobody has approved its release."""
        return self.holds_personal_data is True and not self.approved_by.strip()

    @property
    def period(self) -> str:
        """The period covered, in words; empty when not recorded."""
        days = dict.fromkeys(day for day in (self.period_from, self.period_to) if day is not None)
        ends = [f"{day:%d/%m/%Y}" for day in days]
        return " to ".join(ends)


@dataclass(frozen=True, slots=True)
class PackItem:
    """One item asked for, with the files that answer it."""

    id: str
    title: str
    section: str
    """Short section id, used in file names."""
    files: tuple[PackFile, ...] = ()
    addresses: tuple[str, ...] = ()
    """Web addresses given instead of files; listed, never fetched."""
    note: str = ""
    """The team's note to inspectors about the item."""
    is_ready: bool = True
    """False for an item somebody chose to send although it is not ready."""


Standing = Literal[
    "not_ready", "after_selection", "nothing_held", "secure_route", "not_applicable", "not_asked"
]

STANDING_TITLES: dict[Standing, str] = {
    "not_ready": "held, not ready",
    "after_selection": "waits for cases to be selected",
    "nothing_held": "nothing held",
    "secure_route": "goes by the secure route",
    "not_applicable": "does not apply",
    "not_asked": "not asked for",
}
"""Why an item stays out of a pack, in the team's words."""


@dataclass(frozen=True, slots=True)
class NotSupplied:
    """One item asked for and not handed over, with the reason inspectors are given."""

    id: str
    title: str
    section: str
    reason: str
    """In words for inspectors."""
    standing: Standing = "nothing_held"
    inside: str = ""
    """What the team sees beside it (owner, notes); it never leaves."""


@dataclass(frozen=True, slots=True)
class OutOfDate:
    """A file or address handed over earlier that no longer stands."""

    item_id: str
    name: str
    """Its name in that pack."""
    number: int
    """Its number there; 0 when it had none."""
    handed: date
    """The day it was handed over."""
    instead: str
    """What stands now, in words for inspectors."""


@dataclass(frozen=True, slots=True)
class Supplement:
    """What makes a pack supplementary: it adds to what was handed over before."""

    since: date
    """The day of the newest hand-over before it."""
    receipt: str
    """Id of that hand-over."""
    pack_hash: str = ""
    """Of the newest pack before it; empty when all went by hand."""
    sent: int = 0
    """Files and addresses handed over before that still stand."""
    last_number: int = 0
    """Highest number a file handed over before has; numbers go on from there."""
    out_of_date: tuple[OutOfDate, ...] = ()
    changed_here: tuple[str, ...] = ()
    """Evidence handed over before whose files were changed since, and nobody has taken the change over."""

    @property
    def changed_words(self) -> str:
        """What is not sent though its file was changed, and how to send it; empty when there is nothing."""
        if not self.changed_here:
            return ""
        ids = ", ".join(self.changed_here)
        return (
            f"Changed since they were handed over, and not in this pack, as nobody has taken the change over:"
            f" {ids}. To send one: readiness evidence accept {self.changed_here[0]}."
        )


@dataclass(frozen=True, slots=True)
class PackPlan:
    """Everything a pack is made from. Equal plans over equal files give equal bytes."""

    area: str
    framework: str
    """Title and edition, shown."""
    marking: str
    created: date
    """The date given on the pack; the clock is never read."""
    items: tuple[PackItem, ...] = ()
    not_supplied: tuple[NotSupplied, ...] = ()
    cover: str = ""
    """Paragraphs for the cover note."""
    contact: str = ""
    override_reason: str = ""
    """Why personal data that nobody approved goes out all the same."""
    override_by: str = ""
    sends_unopenable: bool = False
    """Whether somebody chose to send what cannot be opened here: locked or damaged."""
    is_example: bool = False
    """Whether the area is fictional; said on everything."""
    language: str = "en-GB"
    """Language of the index (BCP 47)."""
    made_with: str = "Readiness"
    """What the pack says it was made with."""
    is_drill: bool = False
    """Whether it is a rehearsal; said on everything, so that nobody takes it for the real pack."""
    no_longer_asked: tuple[NotSupplied, ...] = ()
    """What the inspectorate's own list leaves out: shown to the team, never printed in a pack."""
    supplement: Supplement | None = None
    """None for a whole pack."""

    @property
    def held_back(self) -> tuple[NotSupplied, ...]:
        """Items with files that are not ready, and so stay out unless somebody chooses them."""
        return tuple(one for one in self.not_supplied if one.standing == "not_ready")

    @property
    def missing(self) -> tuple[NotSupplied, ...]:
        """Everything not supplied: what the plan says, and items left without file or address."""
        named = {one.id for one in self.not_supplied}
        silent = (
            NotSupplied(item.id, item.title, item.section, "Not yet available.")
            for item in self.items
            if not item.files and not item.addresses and item.id not in named
        )
        return (*self.not_supplied, *silent)

    def files(self) -> Iterator[tuple[PackItem, PackFile]]:
        """Every file with its item, in order."""
        for item in self.items:
            for file in item.files:
                yield item, file

    def unopenable(self) -> tuple[PackFile, ...]:
        """Files that nobody who is handed them can open."""
        return tuple(file for _, file in self.files() if file.reading in CANNOT_BE_OPENED)

    def unapproved(self) -> tuple[tuple[PackItem, PackFile], ...]:
        """Files with personal data that nobody approved."""
        return tuple((item, file) for item, file in self.files() if file.needs_approval)


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A file of the plan with its place in the pack."""

    number: int
    item: PackItem
    file: PackFile
    name: str
    """Path in the pack, with ``/``: ``data/001_STR_STR01_Strategy.pdf``."""


@dataclass(frozen=True, slots=True)
class Digests:
    """What was hashed while a file was copied."""

    sha256: str
    sha512: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class PackProgress:
    """How far a build has come."""

    name: str
    """The file being copied, as named in the pack."""
    files_done: int
    files: int
    bytes_done: int
    bytes: int


@dataclass(frozen=True, slots=True)
class PackResult:
    """A finished pack."""

    path: Path
    pack_hash: str
    """SHA-512 of the manifest: stands for every file handed over. Printed on the cover note."""
    seal: str
    """SHA-512 of the tag manifest: stands for the manifest, the index and the cover note too."""
    files: int
    bytes: int
    """Bytes of the files handed over."""
    not_supplied: int
    overridden: tuple[str, ...] = ()
    """Evidence ids with personal data that went out without approval, under the override's reason."""
    override_reason: str = ""
    warnings: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)
    """SHA-256 in hex of every file handed over, by its name in the pack."""
    receipt: str = ""
    """Id of the hand-over it becomes once somebody says that it went; empty when none was written down."""


FaultKind = Literal[
    "approval",
    "missing",
    "unopenable",
    "online",
    "not_a_file",
    "unreadable",
    "empty",
    "changed",
    "place_taken",
    "path",
    "room",
]


@dataclass(frozen=True, slots=True)
class PackFault:
    """One thing that stops a pack, found before a byte is copied."""

    kind: FaultKind
    what: str
    where: str
    remedy: str
    """What to do, with a command or key that exists."""

    def __str__(self) -> str:
        """One line."""
        return f"{self.what} ({self.where})" if self.where else self.what


class PackFaultsError(RefusedError):
    """Something stops the build; every fault is named at once.

    Attributes:
        faults: All of them.
    """

    def __init__(self, faults: tuple[PackFault, ...]) -> None:
        self.faults = faults
        if len(faults) == 1:
            super().__init__(faults[0].what, faults[0].where, faults[0].remedy)
            return
        remedies = dict.fromkeys(fault.remedy for fault in faults)
        super().__init__(
            f"{counted(len(faults), 'thing')} stop the pack; nothing was copied.",
            "; ".join(str(fault) for fault in faults),
            " ".join(remedies),
        )


class PackBlockedError(PackFaultsError):
    """Files with personal data that nobody approved stop the build, and nothing else does.

    Attributes:
        blocked: Each file by item, evidence id and title.
    """

    def __init__(self, faults: tuple[PackFault, ...]) -> None:
        super().__init__(faults)
        self.blocked = tuple(fault.where for fault in faults)
        self.title = (
            f"{counted(len(faults), 'file')} {'holds' if len(faults) == 1 else 'hold'} personal data and"
            " nobody has approved handing this over."
        )
        self.detail = "; ".join(self.blocked)


class PackCancelledError(ReadinessError):
    """The user stopped the build; nothing was left behind."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("The pack was not built: it was cancelled.", "", "Nothing was left behind.")
