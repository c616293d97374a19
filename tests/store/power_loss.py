"""A power-loss simulator: record a run's disk calls, then build the disks a power cut could have left.

Rules: what was synced is there. Since its last sync a file may have any of its changes, a write also in part
or as zeros of the right length; a folder may have any of the names changed since its last sync; a rename
happens whole or not at all. Nothing ties one file's or folder's changes to another's.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.store.disk_tap import SKIP, Tap

Inode = int


@dataclass(frozen=True)
class Event:
    """One recorded call; `acknowledge` stands for telling the user that a change is stored."""

    call: str
    path: Path
    inode: Inode = 0
    data: bytes = b""
    size: int = 0
    """Where a write starts, or the size a file is cut to."""
    source: Path | None = None
    note: Any = None


@dataclass
class Recorder(Tap):
    """Records calls; leaves out the syncs whose site is in `without`, as a mutant of our code would."""

    without: frozenset[str] = frozenset()
    events: list[Event] = field(default_factory=list)
    sites: dict[str, int] = field(default_factory=dict)
    """How often each sync site was passed."""
    _inodes: dict[Path, Inode] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _sizes: dict[Inode, int] = field(default_factory=dict)
    _last_name: str = ""
    overwrites: bool = False
    """Whether writes start at the beginning of the file, not at its end."""

    def start_from_disk(self) -> Pending:
        """Take what is there now as durable; returns it as the state before the first event."""
        start = Pending(self.root)
        for path in (self.root, *self.root.rglob("*")):
            if path.is_dir():
                start.names[path] = 0
            elif self._is_watched(path):
                self._inodes[path] = start.names[path] = next(self._numbers)
                start.files[start.names[path]] = path.read_bytes()
                self._sizes[start.names[path]] = path.stat().st_size
        return start

    def acknowledge(self, note: Any) -> None:
        """Record that the user was told."""
        self.events.append(Event("acknowledge", self.root, note=note))

    def before(self, call: str, path: Path, *_details: Any) -> Any:
        """Leave out a sync that a mutant would not do."""
        if call != "sync":
            return None
        site = self._site(path)
        self.sites[site] = self.sites.get(site, 0) + 1
        return SKIP if site in self.without else None

    def after(self, call: str, path: Path, *details: Any) -> None:
        """Record what was done."""
        getattr(self, f"_after_{call}")(path, *details)

    def _site(self, path: Path) -> str:
        if path.is_dir():
            return f"folder after {kind_of(self._last_name)}"
        return f"file {kind_of(path.name)}"

    def _after_create(self, path: Path) -> None:
        if path not in self._inodes:
            self._inodes[path] = next(self._numbers)
        self.events.append(Event("create", path, self._inodes[path]))

    def _after_write(self, path: Path, data: bytes, _descriptor: int) -> None:
        inode = self._inodes[path]
        start = 0 if self.overwrites else self._sizes.get(inode, 0)
        self._sizes[inode] = max(self._sizes.get(inode, 0), start + len(data))
        self.events.append(Event("write", path, inode, data, start))

    def _after_truncate(self, path: Path, size: int) -> None:
        self._sizes[self._inodes[path]] = size
        self.events.append(Event("truncate", path, self._inodes[path], size=size))

    def _after_sync(self, path: Path) -> None:
        self.events.append(Event("sync", path, self._inodes.get(path, 0)))

    def _after_rename(self, path: Path, source: Path) -> None:
        self._inodes[path] = self._inodes.pop(source)
        self._last_name = path.name
        self.events.append(Event("rename", path, self._inodes[path], source=source))

    def _after_unlink(self, path: Path) -> None:
        self._inodes.pop(path, None)
        self.events.append(Event("unlink", path))

    def _after_mkdir(self, path: Path) -> None:
        self._last_name = path.name
        self.events.append(Event("mkdir", path))


def kind_of(name: str) -> str:
    """The kind of file behind a name: temporary and numbered names of one kind are one."""
    if "-" in name and name.strip(".").split("-")[0].isdigit():
        return "history"
    for kind in ("readiness.json", "readiness.journal"):
        if kind in name:
            return f"{kind} in one go" if name.endswith(".tmp") else kind
    return name


@dataclass
class Pending:
    """What a disk holds for certain, and what it may hold."""

    top: Path
    """The folder everything is in."""
    files: dict[Inode, bytes] = field(default_factory=dict)
    unsynced: dict[Inode, list[Event]] = field(default_factory=dict)
    names: dict[Path, Inode] = field(default_factory=dict)
    """Durable names; a folder has inode 0."""
    renamings: list[Event] = field(default_factory=list)
    """Changes of names not yet synced, oldest first."""

    def take(self, event: Event) -> None:
        """One more call was done before the cut."""
        if event.call in {"create", "rename", "unlink", "mkdir"}:
            self.renamings.append(event)
        elif event.call in {"write", "truncate"}:
            self.unsynced.setdefault(event.inode, []).append(event)
        elif event.call == "sync" and event.inode:
            content = self.files.get(event.inode, b"")
            for change in self.unsynced.pop(event.inode, []):
                content = changed(content, change, "all")
            self.files[event.inode] = content
        elif event.call == "sync":
            settled = [one for one in self.renamings if one.path.parent == event.path]
            self.renamings = [one for one in self.renamings if one.path.parent != event.path]
            for one in settled:
                rename(self.names, one)


def changed(content: bytes, event: Event, how: str) -> bytes:
    """A file's content after one change that reached the disk whole, in part or as zeros."""
    if how == "none":
        return content
    if event.call == "truncate":
        return content[: event.size]
    data = event.data
    if how == "half":
        data = data[: len(data) // 2]
    elif how == "first byte":
        data = data[:1]
    elif how == "no last byte":
        data = data[:-1]
    elif how == "zeros":
        data = b"\0" * len(data)
    elif how == "late half":
        data = b"\0" * (len(data) // 2) + data[len(data) // 2 :]
    start = event.size
    return content[:start].ljust(start, b"\0") + data + content[start + len(data) :]


def rename(names: dict[Path, Inode], event: Event) -> None:
    """Apply one change of names."""
    if event.source is not None:
        names.pop(event.source, None)
    if event.call == "unlink":
        names.pop(event.path, None)
    else:
        names[event.path] = event.inode


HOW = ("none", "all", "first byte", "half", "no last byte", "zeros", "late half")


def disks(pending: Pending, limit: int, chance: random.Random) -> Iterator[dict[Path, bytes | None]]:
    """The disks a cut may leave: all of them up to `limit`, else a sample with both ends."""
    writes = [event for events in pending.unsynced.values() for event in events]
    ways: list[tuple[Any, ...]] = [HOW if event.call == "write" else ("none", "all") for event in writes]
    ways += [(False, True)] * len(pending.renamings)
    total = 1
    for way in ways:
        total *= len(way)
    if total <= limit:
        choices: Iterable[tuple[Any, ...]] = itertools.product(*ways)
    else:
        ends = [tuple(way[0] for way in ways), tuple(way[1] for way in ways)]
        choices = [*ends, *(tuple(chance.choice(way) for way in ways) for _ in range(limit - 2))]
    seen = set()
    for choice in choices:
        disk = build(pending, dict(zip(writes_keys(writes), choice, strict=False)), choice[len(writes) :])
        key = tuple(sorted((str(path), data) for path, data in disk.items() if data is not None))
        if key not in seen:
            seen.add(key)
            yield disk


def writes_keys(writes: list[Event]) -> list[int]:
    """A key for each unsynced change."""
    return [id(event) for event in writes]


def build(pending: Pending, how: dict[int, str], kept_names: tuple[bool, ...]) -> dict[Path, bytes | None]:
    """One disk: bytes by path, None for a folder. A name below a folder that is not there is lost too."""
    files = dict(pending.files)
    for inode, events in pending.unsynced.items():
        content = files.get(inode, b"")
        for event in events:
            content = changed(content, event, how[id(event)])
        files[inode] = content
    names = dict(pending.names)
    for event, is_kept in zip(pending.renamings, kept_names, strict=True):
        if is_kept:
            rename(names, event)
    folders = {path for path, inode in names.items() if not inode}
    disk: dict[Path, bytes | None] = {}
    for path, inode in names.items():
        if pending.top in folders and (path == pending.top or path.parent in folders):
            disk[path] = files.get(inode, b"") if inode else None
    return disk


def materialise(disk: dict[Path, bytes | None], root: Path, target: Path) -> None:
    """Write a simulated disk of `root` below `target`."""
    for path, data in sorted(disk.items(), key=lambda item: len(item[0].parts)):
        place = target / path.relative_to(root)
        if data is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(data)


@dataclass
class Verdict:
    """What came of checking the disks of every cut."""

    cuts: int = 0
    disks: int = 0
    bad: list[str] = field(default_factory=list)


def every_cut(
    recorder: Recorder,
    check: Callable[[dict[Path, bytes | None], list[Any], str], str],
    *,
    limit: int,
    stop_at: int = 10**9,
    start: Pending | None = None,
    seed: int = 1,
) -> Verdict:
    """Check the disks of a power cut after each event.

    `check` gets a disk, the acknowledgements given so far, and where the cut was; it returns what is
    wrong, empty for nothing. Stops early when `stop_at` bad disks were found.
    """
    told: list[Any] = []
    verdict, pending = Verdict(), start or Pending(recorder.root)
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    for number, event in enumerate(recorder.events):
        if event.call == "acknowledge":
            told.append(event.note)
        else:
            pending.take(event)
        verdict.cuts += 1
        for disk in disks(pending, limit, chance):
            verdict.disks += 1
            fault = check(disk, told, f"event {number} ({event.call} {event.path.name})")
            if fault:
                verdict.bad.append(fault)
                if len(verdict.bad) >= stop_at:
                    return verdict
    return verdict
