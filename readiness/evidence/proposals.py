"""What a scan proposes in place of adding: an item's file moved or changed, or another edition of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from readiness.base.text import visible
from readiness.evidence.editions import Likely, candidates, likeness, shingles
from readiness.library import files as library
from readiness.library.ranking import may_read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.formats.text.sandbox import TextReader
    from readiness.library.scan import Found
    from readiness.model.records.changes import Transaction
    from readiness.model.records.evidence import Evidence
    from readiness.model.records.passages import Extracted
    from readiness.workspace.workspace import Workspace

ProposalKind = Literal["moved", "changed", "newer", "near"]
"""moved: an item's own file, elsewhere now. changed: an item's file holds something else.

newer: by its name, and its words as far as they are known, another version of an item's file. near: almost
the same words as an item's file.
"""

_TO_DO: dict[ProposalKind, str] = {
    "moved": 'readiness evidence relocate {id} "{path}"',
    "changed": "readiness evidence accept {id}",
    "newer": 'readiness evidence replace {id} "{path}"',
    "near": 'readiness evidence replace {id} "{path}"',
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file that was not added, because it seems to belong to an item that is registered already."""

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
            "near": f"says almost what {item} says{self._in_common}.",
        }[self.kind]
        return f"{visible(self.file)} {said}"

    @property
    def command(self) -> str:
        """The command that takes it."""
        return _TO_DO[self.kind].format(id=self.evidence_id, path=visible(self.path))

    @property
    def _in_common(self) -> str:
        return f" ({self.share:.0%} of the words are the same)" if self.share else ""

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


class Editions:
    """Compares new files with the items there were before a scan, each read at most once."""

    def __init__(self, ws: Workspace, reader: TextReader) -> None:
        self._ws = ws
        self._reader = reader
        self._items: Sequence[Evidence] = tuple(ws.records.evidence.values())
        self._known: dict[str, frozenset[int]] = {}

    def of(self, found: Found, extracted: Extracted) -> Proposal | None:
        """The likeliest item that a file is another edition of; None when it is none."""
        near = candidates(found.relative, extracted.words, self._items)
        if not near:
            return None
        own = shingles(extracted.text)
        seen = [likeness(found.relative, own, item, self._of_item(item)) for item in near]
        likely = max(filter(None, seen), key=_strength, default=None)
        return None if likely is None else _of(likely.likeness, likely.evidence, found, likely.share)

    def _of_item(self, item: Evidence) -> frozenset[int]:
        if item.id not in self._known:
            path = library.path_of(item, self._ws.root) if may_read(item) else None
            text = self._reader.read(path).text if path is not None and library.is_here(path) else ""
            self._known[item.id] = shingles(text)
        return self._known[item.id]


def _strength(likely: Likely) -> tuple[bool, float]:
    return likely.likeness == "newer", likely.share


def _of(kind: ProposalKind, item: Evidence, found: Found, share: float = 0.0) -> Proposal:
    return Proposal(kind, item.id, item.title, str(found.path), found.relative, share)
