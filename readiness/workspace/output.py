"""Documents going out: choose the writer, write the file whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base import disk
from readiness.base.errors import StorageError, UsageError

if TYPE_CHECKING:
    from readiness.model.records.area import Area


def save(output: Path, data: bytes) -> None:
    """Write a file whole or not at all, with a message a person understands when the disk will not.

    Raises:
        StorageError: The folder is missing or read-only, or the disk is full.
    """
    try:
        disk.write_atomically(output.absolute(), data)
    except OSError as error:
        raise StorageError(
            "The file could not be written.",
            f"{output}: {error.strerror or error}",
            "Close it if it is open in another program, make room, or choose another place with -o.",
        ) from error


def need_suffix(output: Path, suffix: str) -> None:
    """Refuse a file name with another ending.

    Raises: UsageError - with a name that fits.
    """
    if output.suffix.casefold() != suffix:
        raise UsageError(
            f"The file must end in {suffix}.", output.name, f"Try {output.with_suffix(suffix).name}"
        )


def free_name(folder: Path, area: Area, what: str, day: str, suffix: str) -> Path:
    """A file name in `folder` that is not in use: ``Penmarsh-sef-2026-11-21.docx``."""
    from readiness.base.file_names import name_key, unused_name

    try:
        taken = {name_key(one.name) for one in folder.iterdir()}
    except OSError:
        taken = set()
    place = "-".join(area.name.split()) or "area"
    return folder / unused_name(f"{place}-{what}-{day}{suffix}", taken)
