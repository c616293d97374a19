"""What goes into a data pack, what stops it, and what comes out: values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness.base.errors import ReadinessError, RefusedError
from readiness.base.text import visible


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
    owner: str = ""
    marking: str = ""
    pinpoints: tuple[str, ...] = ()
    """Where to look, in words, such as ``p.4``."""
    holds_personal_data: bool | None = None
    """None when nobody has looked."""
    approved_by: str = ""
    """Who approved handing it over although it holds personal data."""

    @property
    def needs_approval(self) -> bool:
        """Whether it holds personal data and nobody has approved its release."""
        return self.holds_personal_data is True and not self.approved_by.strip()

    @property
    def period(self) -> str:
        """The period covered, in words; empty when not recorded."""
        ends = [f"{day:%d/%m/%Y}" for day in (self.period_from, self.period_to) if day is not None]
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


@dataclass(frozen=True, slots=True)
class NotSupplied:
    """One item asked for and not handed over, with the reason."""

    id: str
    title: str
    section: str
    reason: str


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
    is_example: bool = False
    """Whether the area is fictional; said on everything."""

    @property
    def missing(self) -> tuple[NotSupplied, ...]:
        """Everything not supplied: what the plan says, and items left without file or address."""
        named = {one.id for one in self.not_supplied}
        silent = (
            NotSupplied(item.id, item.title, item.section, "No file was chosen and no reason was given.")
            for item in self.items
            if not item.files and not item.addresses and item.id not in named
        )
        return (*self.not_supplied, *silent)

    def files(self) -> Iterator[tuple[PackItem, PackFile]]:
        """Every file with its item, in order."""
        for item in self.items:
            for file in item.files:
                yield item, file

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


class PackBlockedError(RefusedError):
    """Files with personal data that nobody approved stop the build.

    Attributes:
        blocked: Each file by item, evidence id and title.
    """

    def __init__(self, unapproved: tuple[tuple[PackItem, PackFile], ...]) -> None:
        self.blocked = tuple(
            visible(f"{item.id}: {file.evidence_id} {file.title}") for item, file in unapproved
        )
        super().__init__(
            f"{len(self.blocked)} file(s) hold personal data and nobody has approved handing them over.",
            "; ".join(self.blocked),
            "Approve each one or take it out of the pack; an override needs a reason and is recorded.",
        )


class PackCancelledError(ReadinessError):
    """The user stopped the build; nothing was left behind."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("The pack was not built: it was cancelled.", "", "Nothing was left behind.")
