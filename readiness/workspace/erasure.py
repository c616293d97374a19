"""Erasing what a person said, or whole records, from everything the program keeps on this computer.

The store takes it out of records, history, snapshots and backups; here go drafts, remembered exports, cached
words, files of the library and the copy of a drill. What cannot be rewritten is looked for and named.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from readiness.base import disk
from readiness.base.disk import disk_error, whole_file
from readiness.base.errors import RefusedError, UsageError
from readiness.base.file_names import name_key
from readiness.base.own_settings import erase_from_settings, settings_file
from readiness.base.redaction import Words
from readiness.base.text import counted, listed, visible
from readiness.library import files
from readiness.library.scan import Step
from readiness.library.search import forget_words
from readiness.library.traces import traces
from readiness.model.records.evidence import Evidence, Link, LocationKind
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES
from readiness.store.layout import (
    BACKUPS_NAME,
    DEFINITIONS_NAME,
    DRAFTS_NAME,
    HISTORY_NAME,
    JOURNAL_NAME,
    PRINTED_NAME,
    SNAPSHOT_NAME,
    SNAPSHOTS_NAME,
)
from readiness.workspace.clock import DRILL_FILE
from readiness.workspace.drills import RUNNING, drills_folder
from readiness.workspace.removing import link_targets, remove_record

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

BEYOND = (
    "Beyond reach: documents, packs and backups that were copied elsewhere or sent, and what other computers "
    "hold of this workspace."
)
"""What is said of every erasure."""

_SHORTEST_TEXT = 12
"""Characters from which a text of an erased record is looked for in other files."""

_MOST_TEXTS = 200


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did, or would do."""

    records: int
    """Records from which words were taken, or that were taken out."""
    changes: int
    """Changes of the past from which it was taken."""
    backups: int
    links: tuple[str, ...] = ()
    """Links that go with the records."""
    removed: tuple[str, ...] = ()
    """Files that are removed or get another name, from the workspace with ``/``."""
    drill: bool = False
    """Whether the copy of a running drill held it too."""
    settings: bool = False
    """Whether the person's own settings on this computer held it."""
    unreached: tuple[str, ...] = ()
    """Files in which it still stands and that are not rewritten; `file: part` for what is packed in one."""
    unread: tuple[str, ...] = ()
    """Files that could not be looked into."""

    @property
    def is_nothing(self) -> bool:
        """Whether it was nowhere."""
        counts = self.records or self.changes or self.backups
        return not (counts or self.removed or self.drill or self.settings or self.unreached)


Progress = Callable[[Step], None] | None


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to go, and how it is known in places that hold no records."""

    words: str = ""
    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Files of the library that go with the records, from the workspace."""
    in_place: tuple[str, ...] = ()
    """Files registered where they lie."""
    texts: tuple[str, ...] = ()
    """Longer texts of the records, to be looked for elsewhere."""

    def is_in(self, data: bytes) -> bool:
        """Whether a file of ours tells of it."""
        return any(Words(one).is_in_bytes(data) for one in (self.words, *self.ids) if one)


def erase_words(ws: Workspace, words: str, *, is_trial: bool = False, progress: Progress = None) -> Erasure:
    """Take words out of everything, wherever they stand as whole words, in upper or lower case.

    Args:
        ws: The true workspace; the copy of a drill is reached from it.
        words: Three characters or more.
        is_trial: Only say what would be; nothing is changed.
        progress: Told while files are looked into.

    Raises:
        UsageError: The words are too short.
        RefusedError: A record could not be read any more without them, or the workspace is a drill's copy
            or open for reading only.
        StorageError: The disk refused; done again, it goes on.
    """
    wanted = Words(words)
    items = (item for one in ws.records.evidence.values() for item in _editions(one))
    in_place = {one.location for one in items if one.location_kind == "path" and wanted.is_in(one.location)}
    target = _Target(words=wanted.text, in_place=tuple(sorted(in_place)))
    return _erase(ws, target, is_trial=is_trial, progress=progress)


def erase_records(
    ws: Workspace, ids: Sequence[str], *, is_trial: bool = False, progress: Progress = None
) -> Erasure:
    """Take whole records out of present and past, with the links at them and their files in the library.

    A record that was deleted earlier is found by its id in the history.

    Raises:
        UsageError: There is and was no such record.
        RefusedError, StorageError: As `erase_words`.
    """
    return _erase(ws, _target(ws, ids), is_trial=is_trial, progress=progress)


def _erase(ws: Workspace, target: _Target, *, is_trial: bool, progress: Progress) -> Erasure:
    _need_true(ws, is_trial=is_trial)
    # Refused before anything is changed
    seen = ws.repository.erase(
        words=target.words,
        records=(*target.ids, *target.links),
        files=target.files,
        user=ws.user,
        at=ws.clock(),
        is_trial=True,
    )
    try:
        removed = (*_own_files(ws.root, target, is_trial=is_trial), *_library(ws, target, is_trial=is_trial))
        left = seen.unreached
        if not is_trial:
            _remove(ws, target)
            left = ws.repository.erase(
                words=target.words,
                records=(*target.ids, *target.links),
                files=target.files,
                user=Words(target.words).out_of(ws.user),
                at=ws.clock(),
            ).unreached
            forget_words(ws.root)
        is_in_drill = _drill(ws, target, is_trial=is_trial)
        is_in_settings, is_left_there = erase_from_settings(Words(target.words), is_trial=is_trial)
    except OSError as error:
        raise disk_error("The erasure was not finished: do it again.", ws.root, error) from error
    if not is_trial:
        ws.reload()
    looked = traces(
        ws.root,
        _others(ws.root, {*removed, *target.files}),
        [target.words, *target.texts],
        progress=progress,
    )
    holding = [one for one in looked.holding if not (is_trial and _would_be_reached(one, target))]
    own = (str(settings_file()),) if is_left_there else ()
    unreached = dict.fromkeys((*holding, *left, *target.in_place, *own))
    return Erasure(
        seen.records, seen.changes, seen.backups, target.links, removed, is_in_drill, is_in_settings,
        tuple(unreached), tuple(one for one in looked.unread if one not in unreached),
    )  # fmt: skip


def _would_be_reached(name: str, target: _Target) -> bool:
    """Whether a file that holds it now, or a part of a backup, is one that the store rewrites."""
    file, _, part = name.partition(": ")
    if file.startswith(f"{SNAPSHOTS_NAME}/"):
        return True
    if not file.startswith(f"{BACKUPS_NAME}/"):
        return False
    is_kept = part.startswith((f"{DEFINITIONS_NAME}/", f"{files.LIBRARY}/", "reports/"))
    return not is_kept or part in target.files or Words(target.words).is_in(part)


def _need_true(ws: Workspace, *, is_trial: bool) -> None:
    if (ws.root / DRILL_FILE).is_file() and not is_trial:
        raise RefusedError(
            "This is a drill's copy.",
            str(ws.root),
            "Erase in the true workspace; the copy is reached from it.",
        )
    if ws.is_read_only and not is_trial:
        raise RefusedError(
            "This workspace is open read-only, so nothing can be erased.",
            f"{ws.root}: {ws.read_only_reason}",
            "Run 'readiness doctor' to see what is wrong with it.",
        )


def _remove(ws: Workspace, target: _Target) -> None:
    """Remove the records that are still there, with the links at them and their ids in other records."""
    for record_id in target.ids:
        record = _present(ws, record_id)
        if record is not None:
            remove_record(ws, type(record), record_id)


def _present(ws: Workspace, record_id: str) -> Record | None:
    tables = (table for table in RECORD_TYPES if table != "area")
    return next((found for name in tables if (found := ws.records.table(name).get(record_id))), None)


def _target(ws: Workspace, ids: Sequence[str]) -> _Target:
    """Everything that goes with records, of every version they ever had."""
    wanted = tuple(dict.fromkeys(one.upper() if _present(ws, one) is None else one for one in ids))
    versions: dict[str, list[Record]] = {one: [] for one in wanted}
    links: dict[str, None] = {}
    for record in _every_version(ws):
        if record.id in versions:
            versions[record.id].append(record)
        elif isinstance(record, Link) and _is_at(record, versions):
            links[record.id] = None
    for record_id, found in versions.items():
        if not found:
            raise UsageError(
                f"There is and was no record {visible(record_id)}.", "", "See 'readiness history --details'."
            )
    everything = [record for found in versions.values() for record in found]
    evidence = [record for record in everything if isinstance(record, Evidence)]
    kept = (one for one in ws.records.evidence.values() if one.id not in versions)
    others = {name_key(item.location) for one in kept for item in _editions(one)}
    editions = [item for one in evidence for item in _editions(one)]
    library = {
        f"{files.LIBRARY}/{item.location}"
        for item in editions
        if item.location_kind == "library" and name_key(item.location) not in others
    }
    in_place = {item.location for item in editions if item.location_kind == "path"}
    texts = {text for record in everything for text in _texts(record)}
    longest = sorted(texts, key=lambda text: (-len(text), text))[:_MOST_TEXTS]
    return _Target(
        ids=wanted,
        links=tuple(sorted(links)),
        files=tuple(sorted(library)),
        in_place=tuple(sorted(in_place)),
        texts=tuple(longest),
    )


def _editions(item: Evidence) -> Iterator[Evidence]:
    """An item as it is, and as it was at the place of each earlier edition of its file."""
    yield item
    for old in item.earlier:
        readings = (PurePosixPath(old.location), PureWindowsPath(old.location))
        is_elsewhere = any(reading.is_absolute() for reading in readings)
        kind: LocationKind = "path" if is_elsewhere else "library"
        yield item.model_copy(update={"location": old.location, "location_kind": kind})


def _every_version(ws: Workspace) -> Iterator[Record]:
    yield from ws.records
    for transaction in ws.repository.history(limit=None):
        for change in transaction.changes:
            yield from (side for side in (change.before, change.after) if side is not None)


def _is_at(link: Link, versions: dict[str, list[Record]]) -> bool:
    if link.evidence in versions:
        return True
    return link.target in versions and link.target_kind in link_targets()


def _texts(record: Record) -> Iterator[str]:
    """Texts of a record long enough to be its own: several words."""
    for name, value in record.to_document().items():
        if isinstance(value, str) and name not in {"location", "updated_by"}:
            text = value.strip()
            if len(text) >= _SHORTEST_TEXT and " " in text:
                yield text


def _own_files(root: Path, target: _Target, *, is_trial: bool) -> Iterator[str]:
    """Drafts and remembered exports that tell of it: removed whole, since neither is a record."""
    for folder in (DRAFTS_NAME, PRINTED_NAME):
        for path in sorted((root / folder).glob("*.json")):
            if target.is_in(whole_file(path)):
                if not is_trial:
                    path.unlink()
                yield path.relative_to(root).as_posix()


def _library(ws: Workspace, target: _Target, *, is_trial: bool) -> Iterator[str]:
    """Files of erased records are removed; files named with the words get the name their record will have."""
    for name in target.files:
        path: Path | None = ws.root.joinpath(*name.split("/"))
        if path is not None and path.is_file() and not path.is_symlink():
            if not is_trial:
                path.unlink()
            yield name
    words = Words(target.words)
    items = [item for one in ws.records.evidence.values() for item in _editions(one)] if words else []
    for item in {(item.location_kind, item.location): item for item in items}.values():
        other = words.out_of_name(item.location)
        path = files.path_of(item, ws.root)
        if item.location_kind != "library" or other == item.location or path is None or not path.is_file():
            continue
        place = files.path_of(item.model_copy(update={"location": other}), ws.root)
        if place is not None and not place.exists():
            if not is_trial:
                disk.make_folder(place.parent)
                disk.replace(path, place)
                with suppress(OSError):
                    path.parent.rmdir()  # a folder named with the words, once it is empty
            yield f"{files.LIBRARY}/{item.location}"


def _drill(ws: Workspace, target: _Target, *, is_trial: bool) -> bool:
    """Whether the copy of a running drill, or reports of earlier ones, held it; it is taken out there too."""
    folder = drills_folder(ws.root)
    is_held = False
    words = Words(target.words)
    for path in sorted(folder.glob("report-*.json")) if words else ():
        data = whole_file(path)
        if words.is_in_bytes(data):
            is_held = True
            if not is_trial:
                disk.write_atomically(
                    path, json.dumps(words.out_of_value(json.loads(data)), indent=2).encode()
                )
    copy = folder / RUNNING
    if not (copy / DRILL_FILE).is_file():
        return is_held
    from readiness.workspace.opening import open_workspace

    drill = open_workspace(copy, user=ws.user, clock=ws.clock)
    try:
        if not is_trial:
            _remove(drill, target)
        own = list(_own_files(copy, target, is_trial=is_trial))
        done = drill.repository.erase(
            words=target.words,
            records=(*target.ids, *target.links),
            user=words.out_of(ws.user),
            at=drill.clock(),
            is_trial=is_trial,
        )
        if not is_trial:
            forget_words(copy)
    finally:
        drill.close()
    return is_held or bool(own or done.records or done.changes)


def _others(root: Path, passed_over: set[str]) -> Iterator[Path]:
    """Files of a workspace that the store does not write, links not followed."""
    own = {SNAPSHOT_NAME, JOURNAL_NAME}
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        if here == root:
            folders[:] = [name for name in folders if name not in {HISTORY_NAME, DRAFTS_NAME}]
        folders.sort()
        for name in sorted(names):
            path = here / name
            if (here == root and name in own) or path.is_symlink() or not path.is_file():
                continue
            if path.relative_to(root).as_posix() not in passed_over:
                yield path


def described(erasure: Erasure, *, is_trial: bool) -> list[str]:
    """An erasure in sentences, for every surface."""
    if erasure.is_nothing:
        return ["It stands nowhere in this workspace; nothing was changed."]
    verb = "would be" if is_trial else "were"
    counts = (
        counted(erasure.records, "record"),
        counted(erasure.changes, "change of the past", "changes of the past"),
        counted(erasure.backups, "backup"),
    )
    lines = [f"{listed(counts).capitalize()} {verb} altered."]
    if erasure.links:
        lines.append(f"Links that {'would go' if is_trial else 'went'} with it: {', '.join(erasure.links)}.")
    lines += [
        f"{'Would be removed or renamed' if is_trial else 'Removed or renamed'}: {name}"
        for name in erasure.removed
    ]
    if erasure.drill:
        lines.append(f"The drill's copy {'would lose' if is_trial else 'lost'} it too.")
    if erasure.settings:
        lines.append(f"Your own settings on this computer {'would lose' if is_trial else 'lost'} it too.")
    if not is_trial:
        lines.append("Words and digests kept from reading the evidence were wiped; they are made again.")
    return lines
