"""What stops a pack, all of it at once, before a byte is copied: one check for trying, showing, building."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from readiness.base.disk import open_file
from readiness.base.errors import StorageError
from readiness.base.text import visible
from readiness.library.digests import digest_of, is_online_only
from readiness.model.vocabulary import CANNOT_BE_OPENED, READING_TITLES
from readiness.pack.plan import (
    PackBlockedError,
    PackFault,
    PackFaultsError,
    PackFile,
    PackItem,
    PackPlan,
)

LONGEST_WINDOWS_PATH: Final = 259

LONGEST_SHAREPOINT_PATH: Final = 400

_SPARE_BYTES: Final = 16 * 1024 * 1024
"""Room asked for beside the files: index, manifests, folder entries."""

DigestOf = Callable[[Path], str]
"""Gives the SHA-256 of a file in hex; raises OSError."""


def read_digest(path: Path) -> str:
    """The SHA-256 of a file, read to its end; raises OSError."""
    return digest_of(path).sha256


def pack_faults(
    plan: PackPlan,
    out: Path | None = None,
    names: Sequence[str] = (),
    *,
    digest: DigestOf = read_digest,
    replace: bool = False,
) -> tuple[PackFault, ...]:
    """Everything that stops a pack from being built at `out`.

    Args:
        plan: What would be handed over.
        out: Where the pack would stand; None when that is not known yet.
        names: The names its files would have in it.
        digest: How a file's digest is found; a cache may stand in for reading it.
        replace: Whether a file that stands at `out` may be lost.
    """
    return (*_approvals(plan), *_file_faults(plan, digest), *_place_faults(plan, out, names, replace=replace))


def raise_faults(faults: tuple[PackFault, ...]) -> None:
    """Refuse the build when there are faults.

    Raises:
        PackBlockedError: Only approvals are missing.
        StorageError: Only room is missing.
        PackFaultsError: Anything else, or several things.
    """
    if not faults:
        return
    kinds = {fault.kind for fault in faults}
    if kinds == {"approval"}:
        raise PackBlockedError(faults)
    if kinds == {"room"}:
        raise StorageError(faults[0].what, faults[0].where, faults[0].remedy)
    raise PackFaultsError(faults)


def empty_fault(file: PackFile) -> PackFault:
    """The fault of a file with nothing in it."""
    return PackFault(
        "empty",
        f"{_named(file)} is empty.",
        visible(file.path),
        f"Ask for the file again and put it there, then: readiness evidence accept {file.evidence_id}."
        " Or unlink it from the item.",
    )


def changed_fault(file: PackFile) -> PackFault:
    """The fault of a file that is not what was registered."""
    return PackFault(
        "changed",
        f"{_named(file)} has changed since it was registered.",
        visible(file.path),
        f"Look at it; if it is right, take it over: readiness evidence accept {file.evidence_id}.",
    )


def _unopenable_fault(file: PackFile) -> PackFault:
    return PackFault(
        "unopenable",
        f"{_named(file)} cannot be opened by whoever gets it: {READING_TITLES[file.reading]}.",
        visible(file.path),
        f"Replace it by one that opens: readiness evidence replace {file.evidence_id} FILE. Or unlink it; "
        "or send it all the same, if whoever gets it has the password: --even-unopenable (u on the screen).",
    )


def _online_fault(file: PackFile) -> PackFault:
    return PackFault(
        "online",
        f"{_named(file)} lies in the cloud alone, so it cannot be copied from here.",
        visible(file.path),
        "Choose 'Always keep on this device' for it, or open it once, then build the pack.",
    )


def unreadable_fault(file: PackFile, error: OSError) -> PackFault:
    """The fault of a file that is not there or cannot be opened."""
    is_missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    return PackFault(
        "missing" if is_missing else "unreadable",
        f"{_named(file)} {'is not where it was' if is_missing else 'cannot be read'}.",
        f"{visible(file.path)}: {visible(error.strerror or type(error).__name__)}",
        f"Put the file back, or unlink {file.evidence_id} from the item.",
    )


def _approvals(plan: PackPlan) -> Iterator[PackFault]:
    if plan.override_reason.strip():
        return
    for item, file in plan.unapproved():
        yield PackFault(
            "approval",
            f"{_named(file)} holds personal data, and nobody has approved handing it over.",
            visible(f"{item.id}: {file.evidence_id} {file.title}"),
            f'Say who approved it: readiness evidence set {file.evidence_id} --release "NAME". Or unlink it; '
            "or send it all the same, with a reason that is recorded: --override REASON (o on the screen).",
        )


def _file_faults(plan: PackPlan, digest: DigestOf) -> Iterator[PackFault]:
    seen: set[Path] = set()
    for _item, file in plan.files():
        if file.path in seen:
            continue
        seen.add(file.path)
        fault = _file_fault(file, digest, sends_unopenable=plan.sends_unopenable)
        if fault is not None:
            yield fault


def _file_fault(file: PackFile, digest: DigestOf, *, sends_unopenable: bool) -> PackFault | None:
    try:
        found = file.path.stat()
        if is_online_only(found):
            return _online_fault(file)
        if not stat.S_ISREG(found.st_mode):
            return PackFault(
                "not_a_file",
                f"{_named(file)} is not a file.",
                visible(file.path),
                f"Register the file itself, or unlink {file.evidence_id} from the item.",
            )
        if found.st_size == 0:
            return empty_fault(file)
        return _content_fault(file, digest, sends_unopenable=sends_unopenable)
    except OSError as error:
        return unreadable_fault(file, error)


def _content_fault(file: PackFile, digest: DigestOf, *, sends_unopenable: bool) -> PackFault | None:
    """What is wrong with what a file holds; raises OSError."""
    if file.sha256 and digest(file.path) != file.sha256.casefold():
        return changed_fault(file)
    if file.reading in CANNOT_BE_OPENED and not sends_unopenable:
        return _unopenable_fault(file)
    if not file.sha256:
        with open_file(file.path):
            return None
    return None


def _place_faults(
    plan: PackPlan, out: Path | None, names: Sequence[str], *, replace: bool
) -> Iterator[PackFault]:
    if out is None:
        return
    if os.path.lexists(out) and not (replace and out.is_file()):
        yield PackFault(
            "place_taken",
            "Something of this name exists already.",
            visible(out),
            "Choose a new name; packs are never overwritten.",
        )
    length = longest_path(out, names)
    if length > LONGEST_SHAREPOINT_PATH:
        yield PackFault(
            "path",
            f"A path in the pack would have {length} characters; SharePoint allows 400.",
            visible(max(names, key=len)),
            "Choose a folder with a shorter path, or build a zip and unpack it nearer to the drive's root.",
        )
    yield from _room(plan, out)


def longest_path(out: Path, names: Sequence[str]) -> int:
    """Characters of the longest path a pack at `out` would have."""
    return len(str(out.absolute())) + 1 + max(map(len, names), default=0)


def _room(plan: PackPlan, out: Path) -> Iterator[PackFault]:
    place = out.absolute().parent
    while not place.exists() and place != place.parent:
        place = place.parent
    needed = sum(_size(item, file) for item, file in plan.files()) + _SPARE_BYTES
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return
    if free < needed:
        yield PackFault(
            "room",
            "There is not enough room for the pack.",
            f"{visible(place)}: needs {needed // 1_000_000} MB, {free // 1_000_000} MB free",
            "Free some space, or choose another disk.",
        )


def _size(_item: PackItem, file: PackFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _named(file: PackFile) -> str:
    return f"{visible(file.evidence_id)} {visible(file.title)}"
