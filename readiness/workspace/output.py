"""The one door for files going out: private, whole or not at all, and never over anything of a workspace."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base import disk
from readiness.base.errors import RefusedError, StorageError, UsageError
from readiness.base.file_names import name_key, unused_name
from readiness.base.text import visible
from readiness.store import layout

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.model.records.area import Area
    from readiness.model.records.evidence import Evidence

EXPORTS = "exports"
"""Folder of a workspace that its documents are written to when no other is named."""

EXAMPLE_NOTE = "Fictional example: the area, its services and its figures are invented."
"""Stands on every document made from the worked example."""

DRILL_MARK = "DRILL"
"""Stands in the names and titles of what a rehearsal writes."""

DRILL_NOTE = f"{DRILL_MARK}: made in a rehearsal, on a copy of the records. It is not the real thing."
"""Stands on every document made in a rehearsal."""


class TakenError(RefusedError):
    """A file of this name exists, and nobody has said that it may be replaced."""


def save(output: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a private file whole or not at all.

    Args:
        output: Where to; the folder must exist, but for a workspace's own folder for documents.
        data: The whole file.
        replace: Whether a file that stands there may be lost.

    Raises:
        TakenError: A file stands there and may not be replaced.
        RefusedError: It is a workspace's own file, a folder, a device or a pipe.
        StorageError: The folder is missing or read-only, or the disk is full.
    """
    target = need_place(output, replace=replace)
    try:
        if target.parent.name == EXPORTS and layout.is_workspace(target.parent.parent):
            disk.make_folder(target.parent)
        disk.write_atomically(target, data, mode=disk.PRIVATE_FILE)
    except OSError as error:
        raise StorageError(
            "The file could not be written.",
            f"{visible(output)}: {visible(error.strerror or error)}",
            "Close it if it is open in another program, make room, or choose another place with -o.",
        ) from error


def save_all(folder: Path, files: Mapping[str, bytes], *, replace: bool = False) -> tuple[Path, ...]:
    """Write several private files into one folder, made if need be; every place is looked at first.

    Args:
        folder: Where to; its own folder must exist.
        files: Content by file name.
        replace: Whether files that stand there may be lost.

    Raises:
        TakenError: A file stands there and may not be replaced; nothing is written.
        RefusedError: It is a workspace's own folder, or a file.
        StorageError: The disk refuses.
    """
    if layout.owner_of(Path(os.path.realpath(folder))):
        need_place(folder)
    if folder.exists() and not folder.is_dir():
        raise RefusedError("This is a file, not a folder.", visible(folder), "Choose another name.")
    targets = {folder / name: data for name, data in files.items()}
    for target in targets:
        need_place(target, replace=replace)
    try:
        disk.make_folder(folder)
    except OSError as error:
        raise StorageError(
            "The folder could not be made.",
            f"{visible(folder)}: {visible(error.strerror or error)}",
            "Check that the folder above it exists and that you may write there.",
        ) from error
    for target, data in targets.items():
        save(target, data, replace=replace)
    return tuple(targets)


def need_place(output: Path, *, replace: bool = False) -> Path:
    """The true path behind a name, once it was found that nothing of worth is lost by writing there.

    Raises:
        TakenError: A file stands there and may not be replaced.
        RefusedError: It is a workspace's own file, a folder, a device or a pipe.
        StorageError: The system does not let us look.
    """
    shown = visible(output)
    try:
        target = Path(os.path.realpath(output))
        mode = target.lstat().st_mode if os.path.lexists(target) else None
        owner = layout.owner_of(target)
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) else "the name cannot be a path"
        raise StorageError(
            "The file could not be written.", f"{shown}: {visible(detail)}", "Choose another place with -o."
        ) from None
    if owner:
        raise RefusedError(
            "This is a workspace's own file or folder; nothing else may be written there.",
            f"{shown}: part of {visible(owner)}",
            f"Choose another name, such as one in the folder {EXPORTS}.",
        )
    if mode is not None and stat.S_ISDIR(mode):
        raise RefusedError("A folder of this name exists.", shown, "Choose another name.")
    if mode is not None and not stat.S_ISREG(mode):
        raise RefusedError("This is a device, pipe or socket, not a file.", shown, "Choose another name.")
    if mode is not None and not replace:
        raise TakenError(
            "A file of this name exists already.", shown, "Add --force to replace it, or choose another name."
        )
    return target


def need_suffix(output: Path, suffix: str) -> None:
    """Refuse a file name with another ending.

    Raises: UsageError - with a name that fits.
    """
    if output.suffix.casefold() != suffix:
        fitting = output.with_suffix(suffix).name if output.name else f"document{suffix}"
        raise UsageError(f"The file must end in {suffix}.", visible(output.name), f"Try {visible(fitting)}")


def free_name(folder: Path, area: Area, what: str, day: str, suffix: str) -> Path:
    """A file name in `folder` that is not in use: ``Penmarsh-sef-2026-11-21.docx``."""
    try:
        taken = {name_key(path.name) for path in folder.iterdir()}
    except OSError:
        taken = set()
    place = "-".join([*([DRILL_MARK] if area.is_drill else []), *area.name.split()]) or "area"
    return folder / unused_name(f"{place}-{what}-{day}{suffix}", taken)


def marking(area: Area, framework: Framework, evidence: Iterable[Evidence] = ()) -> str:
    """The protective marking of a document: the strongest of the area's and of the evidence it quotes.

    The framework lists markings weakest first; one it does not know never weakens another.
    """
    order = {known: place for place, known in enumerate(framework.markings)}
    if area.marking not in order:
        return area.marking
    used = [area.marking, *(item.marking for item in evidence)]
    return max((mark for mark in used if mark in order), key=order.__getitem__)


def notices(area: Area) -> tuple[str, ...]:
    """What every document about this area says first: that it is a rehearsal's, or an example."""
    drill = (DRILL_NOTE,) if area.is_drill else ()
    return (*drill, EXAMPLE_NOTE) if area.is_example else drill
