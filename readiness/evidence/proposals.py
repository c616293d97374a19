"""What a scan proposes in place of adding: an item's file moved or changed, or another edition of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cmp_to_key
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from readiness.base.text import visible
from readiness.evidence.editions import (
    Likely,
    Shelf,
    is_told_apart,
    likeness,
    newer_by_name,
    plain_name,
    sketch,
)
from readiness.library import files as library
from readiness.library.ranking import may_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.formats.text.sandbox import TextReader
    from readiness.library.scan import Found
    from readiness.model.records.changes import Transaction
    from readiness.model.records.evidence import Evidence
    from readiness.model.records.passages import Extracted
    from readiness.workspace.workspace import Workspace

ProposalKind = Literal["moved", "changed", "newer", "older", "near"]
"""moved: an item's own file, elsewhere now. changed: an item's file holds something else.

newer: by its name, and its words as far as they are known, another version of an item's file. older: an
earlier one. near: almost the same words as an item's file.
"""

_TO_DO: dict[ProposalKind, str] = {
    "moved": 'readiness evidence relocate {id} "{path}"',
    "changed": "readiness evidence accept {id}",
    "newer": 'readiness evidence replace {id} "{path}"',
    "older": 'readiness evidence earlier {id} "{path}"',
    "near": 'readiness evidence replace {id} "{path}"',
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file that was not added, because it seems to belong to an item: one there was, or one just added."""

    kind: ProposalKind
    evidence_id: str
    title: str
    """The item's."""
    path: str
    """Where the file is."""
    file: str
    """Its place below the scanned folder."""
    share: float = 0.0
    """How much of the words is the same, from 0 to 1; 0 where it was not looked at."""

    def __str__(self) -> str:
        """One sentence."""
        item = f"{self.evidence_id} {visible(self.title)}"
        said = {
            "moved": f"is the file of {item}, which is no longer where it was.",
            "changed": f"is the file of {item}, and holds something else than was registered.",
            "newer": f"has the name of another version of {item}{self._in_common}.",
            "older": f"has the name of an earlier version of {item}{self._in_common}.",
            "near": f"says almost what {item} says{self._in_common}.",
        }[self.kind]
        return f"{visible(self.file)} {said}"

    @property
    def command(self) -> str:
        """The command that takes it; empty while its item is not stored."""
        if not self.evidence_id.isalnum():
            return ""
        return _TO_DO[self.kind].format(id=self.evidence_id, path=visible(self.path))

    @property
    def _in_common(self) -> str:
        if not self.share:
            return ""
        is_nearly_all = 0.995 <= self.share < 1  # noqa: PLR2004 - what would be rounded to all
        much = "nearly all" if is_nearly_all else f"{self.share:.0%}"
        return f" ({much} of the words are the same)"

    def to_data(self) -> dict[str, Any]:
        """JSON-ready mapping."""
        return {**asdict(self), "command": self.command}


def take(ws: Workspace, proposal: Proposal) -> Transaction:
    """Do what is proposed; raises as `relocating.relocate`, `accept` and `replace` do."""
    from readiness.evidence import relocating

    if proposal.kind == "moved":
        return relocating.relocate(ws, proposal.evidence_id, Path(proposal.path))
    if proposal.kind == "changed":
        return relocating.accept(ws, proposal.evidence_id)
    if proposal.kind == "older":
        return relocating.keep_earlier(ws, proposal.evidence_id, Path(proposal.path))
    return relocating.replace(ws, proposal.evidence_id, Path(proposal.path))


def moved(ws: Workspace, found: Found) -> list[Proposal]:
    """Items whose file this is, where nothing is any more in the place they point to."""
    return [
        _of("moved", item, found)
        for item in ws.records.evidence.values()
        if item.sha256 == found.sha256
        and not item.is_withdrawn
        and (path := library.path_of(item, ws.root)) is not None
        and not path.exists()
    ]


def changed(ws: Workspace, found: Found) -> Proposal | None:
    """The item that is registered at this very place with other content."""
    inside = library.location_of(ws.root, found.path)
    places = {inside} if inside is not None else {library.recorded_place(ws.root, found.path)}
    item = next((one for one in ws.records.evidence.values() if one.location in places and one.sha256), None)
    return None if item is None or item.is_withdrawn else _of("changed", item, found)


def newest_first(files: list[Found]) -> list[Found]:
    """The files in their order, but for versions of one document: the newest of them before the others.

    Which is newer is told by their names, else by when each was last changed.
    """
    groups: dict[str, list[Found]] = {}
    for file in files:
        groups.setdefault(plain_name(file.relative) or file.relative, []).append(file)
    return [file for group in groups.values() for file in sorted(group, key=cmp_to_key(_newer_first))]


def _newer_first(first: Found, second: Found) -> int:
    by_name = newer_by_name(first.relative, second.relative)
    return -by_name or (second.changed > first.changed) - (second.changed < first.changed)


class Editions:
    """Compares new files with the items there are, those of this scan included; each is read at most once."""

    def __init__(self, ws: Workspace, reader: TextReader, shelf: Shelf | None = None) -> None:
        """`shelf` has the items to compare with; without it they are all there are."""
        self._ws = ws
        self._reader = reader
        self._shelf = _shelf_of(ws) if shelf is None else shelf
        self._known: dict[str, frozenset[int]] = {}
        self._own: frozenset[int] = frozenset()
        """Sketch of the file that was last asked about."""

    def of(self, found: Found, extracted: Extracted) -> Proposal | None:
        """The likeliest item that a file is another edition of; None when it is none."""
        self._own = sketch(extracted.text)
        near = self._shelf.near(found.relative, extracted.words)
        seen = [self._likeness(found, item) for item in near]
        likely = max(filter(None, seen), key=_strength, default=None)
        return None if likely is None else _of(likely.likeness, likely.evidence, found, likely.share)

    def took(self, item: Evidence) -> None:
        """The file last asked about is an item now; its `id` is for the time being, its place as found."""
        self._known[item.id] = self._own
        self._shelf.put([item])

    def _likeness(self, found: Found, item: Evidence) -> Likely | None:
        its = self._of_item(item)
        likely = likeness(found.relative, self._own, item, its)
        if likely is None or likely.likeness == "near":
            return likely
        if item.id in self._ws.records.evidence:
            return replace(likely, likeness="older") if self._is_older(found, item) else likely
        # Of one scan, the newest came first. Without words, only what the names say tells versions apart.
        is_version = is_told_apart(found.relative, item.location) and (
            likely.share or newer_by_name(found.relative, item.location)
        )
        return replace(likely, likeness="older") if is_version else None

    def _is_older(self, found: Found, item: Evidence) -> bool:
        """Whether a version of a stored item is the earlier one: by name, else by when each was changed."""
        by_name = newer_by_name(found.relative, item.location)
        path = library.path_of(item, self._ws.root)
        if by_name or path is None or not library.is_here(path):
            return by_name < 0
        return found.changed < path.stat(follow_symlinks=False).st_mtime_ns

    def _of_item(self, item: Evidence) -> frozenset[int]:
        if item.id not in self._known:
            path = library.path_of(item, self._ws.root) if may_read(item) else None
            text = self._reader.read(path).text if path is not None and library.is_here(path) else ""
            self._known[item.id] = sketch(text)
        return self._known[item.id]


def _shelf_of(ws: Workspace, but: str = "") -> Shelf:
    """Every item there is, but for the one of this id."""
    shelf = Shelf()
    shelf.put(one for one in ws.records.evidence.values() if one.id != but)
    return shelf


def for_one_file(ws: Workspace, path: Path, added: Evidence | None = None) -> Proposal | None:
    """The item that a single file is another edition of, as a scan would propose; None when it is none.

    Args:
        ws: The workspace.
        path: The file, as somebody named it.
        added: The item it has become already, which it is not compared with; None before it is one.

    Raises:
        RefusedError: The file cannot be read.
    """
    from readiness.formats.text.sandbox import TextReader
    from readiness.library.scan import Found

    others = _shelf_of(ws, added.id if added else "")
    if not (others.near(path.name, added.words) if added else ws.records.evidence):
        return None
    sha256 = added.sha256 if added else library.register(ws.root, path).sha256
    if added is None and any(one.sha256 == sha256 for one in ws.records.evidence.values()):
        return None
    stat = path.stat()
    found = Found(path, path.name, sha256, stat.st_size, stat.st_mtime_ns)
    with TextReader() as reader:
        return Editions(ws, reader, others).of(found, reader.read(path))


def of_stored(proposals: list[Proposal], stored: Mapping[str, Evidence]) -> list[Proposal]:
    """The proposals about items that had an id for the time being, with the items as stored."""
    return [
        replace(one, evidence_id=item.id, title=item.title) if (item := stored.get(one.evidence_id)) else one
        for one in proposals
    ]


def _strength(likely: Likely) -> tuple[bool, float]:
    return likely.likeness != "near", likely.share


def _of(kind: ProposalKind, item: Evidence, found: Found, share: float = 0.0) -> Proposal:
    return Proposal(kind, item.id, item.title, str(found.path), found.relative, share)
