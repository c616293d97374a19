"""A whole folder that was moved or renamed: every lost file found again by its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.disk import resolved
from readiness.base.errors import StorageError, UsageError
from readiness.base.text import counted, visible
from readiness.library.base_folders import base_folders, common_bases, set_base_folder
from readiness.library.files import StoredFile, location_of, path_of, remember
from readiness.library.scan import Step, scan
from readiness.model.records.changes import Transaction, put
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.library.scan import Found
    from readiness.model.records.evidence import Evidence
    from readiness.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Move:
    """An item whose file is elsewhere now, with the same content."""

    evidence_id: str
    title: str
    was: str
    """Its place as recorded."""
    now: Path
    size: int


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """What was found below a folder of the files that are lost."""

    folder: Path
    moves: tuple[Move, ...]
    lost: tuple[str, ...]
    """Ids of items whose file is still nowhere."""
    is_complete: bool = True

    @property
    def bases(self) -> dict[str, str]:
        """The folders as recorded, and where each lies now."""
        return common_bases((move.was, move.now) for move in self.moves)

    def __str__(self) -> str:
        """One line: ``214 of 220 lost files are now under T:/SEND``."""
        total = len(self.moves) + len(self.lost)
        if not total:
            return "No file is lost: each is where its record says."
        are = "is" if len(self.moves) == 1 else "are"
        return f"{len(self.moves):,} of {counted(total, 'lost file')} {are} now under {visible(self.folder)}."


def find_moved(
    ws: Workspace,
    folder: Path,
    *,
    progress: Callable[[Step], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FoundAgain:
    """Look below a folder for every file that is not where its record says; nothing is changed.

    A file is found again by its content alone. Where several hold it, the one whose path is most like the
    recorded one is taken.

    Raises:
        RefusedError: There is no such folder.
    """
    folder = resolved(folder)
    lost = [one for one in ws.records.evidence.values() if _is_lost(ws, one)]
    sizes = {one.size for one in lost}
    found = scan(folder, progress=progress, cancelled=cancelled, sizes=sizes)
    by_content: dict[str, list[Found]] = {}
    for file in found.files:
        by_content.setdefault(file.sha256, []).append(file)
    moves, rest = [], []
    for item in lost:
        same = by_content.get(item.sha256)
        if same is None:
            rest.append(item.id)
        else:
            likest = max(same, key=partial(_alike, item.location))
            moves.append(Move(item.id, item.title, item.location, likest.path.absolute(), likest.size))
    return FoundAgain(folder, tuple(moves), tuple(rest), found.is_complete)


def move(ws: Workspace, found: FoundAgain) -> Transaction:
    """Record for everybody where the files are now, as one change; links stand, for the content is the same.

    Raises:
        UsageError: Nothing was found.
    """
    _need_moves(found)
    bases = base_folders(ws.root)
    changes, held = [], []
    for one in found.moves:
        before = ws.records.evidence.get(one.evidence_id)
        if before is None:
            continue
        inside = location_of(ws.root, one.now)
        place = inside if inside is not None else bases.recorded(one.now)
        after = revise(before, location=place, location_kind="path" if inside is None else "library")
        changes.append(put(after, before))
        held.append(StoredFile(one.now, place, before.sha256, before.size))
    label = f"Move {counted(len(changes), 'file')} to {found.folder.name or found.folder}"
    done = ws.run(Transaction(label, tuple(changes)))
    _found_again(ws, found, held)
    return done


def move_here(ws: Workspace, found: FoundAgain) -> dict[str, str]:
    """Remember on this computer alone where the recorded folders lie; the shared record does not change.

    Returns:
        The folders as recorded, each with where it is here.

    Raises:
        UsageError: Nothing was found, or no folder of it keeps its files' names.
        StorageError: The setting could not be kept.
    """
    _need_moves(found)
    bases = found.bases
    if not bases:
        raise UsageError(
            "The files have other names now, so no folder stands for another.",
            visible(found.folder),
            "Record it for everybody instead.",
        )
    for recorded, here in bases.items():
        if not set_base_folder(ws.root, recorded, Path(here)):
            raise StorageError("The setting could not be kept.", "", "Check your settings folder.")
    known = ws.records.evidence
    held = [StoredFile(one.now, one.was, known[one.evidence_id].sha256, one.size) for one in found.moves]
    _found_again(ws, found, held)
    return bases


def _found_again(ws: Workspace, found: FoundAgain, held: list[StoredFile]) -> None:
    remember(ws.root, held)
    files = ws.files
    for one in found.moves:
        files = files.known(one.evidence_id)
    ws.use_files(files)


def _need_moves(found: FoundAgain) -> None:
    if not found.moves:
        raise UsageError(str(found), "", "Name the folder the files are in now.")


def _is_lost(ws: Workspace, item: Evidence) -> bool:
    if item.is_withdrawn or item.location_kind == "url" or not item.sha256:
        return False
    path = path_of(item, ws.root)
    return path is not None and not path.is_file()


def _alike(location: str, file: Found) -> tuple[int, str]:
    """How many of the last parts of two paths are the same."""
    was, now = location.replace("\\", "/").casefold().split("/"), file.path.as_posix().casefold().split("/")
    same = 0
    while same < min(len(was), len(now)) and was[-1 - same] == now[-1 - same]:
        same += 1
    return same, file.relative
