"""The worked example: a fictional local area, copied out for a new user to try things on."""

from __future__ import annotations

import shutil
from pathlib import Path

from readiness.base.errors import RefusedError, UsageError
from readiness.definitions.files import shipped_folder

EXAMPLE = "example"


def copy_example(target: Path) -> Path:
    """Copy the worked example into a new folder and return it; an existing copy is left alone.

    Raises:
        UsageError: The folder holds something else.
        RefusedError: The folder cannot be written.
    """
    if (target / "readiness.json").is_file():
        return target
    if target.exists() and any(target.iterdir()):
        raise UsageError(
            "This folder holds other files.", str(target), "Name a new or empty folder with --dir."
        )
    try:
        shutil.copytree(shipped_folder("evidence") / EXAMPLE, target, dirs_exist_ok=True)
        for one in (target, *target.rglob("*")):
            one.chmod(0o700 if one.is_dir() else 0o600)
        for folder in ("exports", "backups", "frameworks", "history"):
            (target / folder).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise RefusedError(
            "The worked example cannot be copied here.",
            f"{target}: {error.strerror}",
            "Name a folder you can write to with --dir.",
        ) from None
    return target
