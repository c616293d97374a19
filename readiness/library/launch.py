"""Opening evidence in its own program, only documents and nothing that could run; or handing it out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.base.file_names import name_key, unused_name
from readiness.base.reach import own_files
from readiness.base.text import visible
from readiness.library.base_folders import base_folders
from readiness.library.digests import open_regular
from readiness.library.files import path_of

if TYPE_CHECKING:
    from readiness.model.records.evidence import Evidence

DOCUMENTS = frozenset(
    {".csv", ".doc", ".docx", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".md", ".msg", ".odp", ".ods"}
    | {".odt", ".pdf", ".png", ".ppt", ".pptx", ".rtf", ".txt", ".xls", ".xlsx"}
)
"""Suffixes of files that are opened; the folder of any other file is opened instead."""


def launch(evidence: Evidence, library: Path) -> None:
    """Open a file or a web address.

    Raises:
        RefusedError: The file is not there, or nothing on this computer opens it.
    """
    if evidence.location_kind == "url":
        if not evidence.location.startswith(("https://", "http://")):
            raise RefusedError("That is not a web address.", evidence.location, "Correct it, then try again.")
        if not webbrowser.open(evidence.location):
            raise RefusedError("No web browser could be started.", evidence.location, "Copy the address.")
        return
    is_inside = evidence.location_kind == "library"
    path = library / evidence.location if is_inside else base_folders(library.parent).here(evidence.location)
    if not path.is_file():
        raise RefusedError("The file is not there.", str(path), "Find it, or add it again.")
    _open(path if path.suffix.casefold() in DOCUMENTS else path.parent)


def open_written(path: Path) -> str:
    """Open what the program wrote, a file or a folder; where it lies among one's own files, say so instead.

    Raises:
        RefusedError: It is no longer there, or nothing on this computer opens it.
    """
    if not path.exists():
        raise RefusedError("It is no longer there.", visible(str(path)), "Write it again.")
    if own_files() is not None:
        return f"{path.name} is among your files (Files, above the screen)."
    _open(path if path.is_dir() or path.suffix.casefold() in DOCUMENTS else path.parent)
    return ""


def hand_out(evidence: Evidence, root: Path) -> str:
    """Put a copy of an item's file among the person's own files; gives the name it has there.

    Raises:
        RefusedError: It is not there, cannot be read, or nobody has files of their own here.
    """
    own, source = own_files(), path_of(evidence, root)
    if own is None or source is None or not source.is_file():
        raise RefusedError("The file is not there.", visible(evidence.location), "Find it, or add it again.")
    taken = {name_key(one.name) for one in own.folder.iterdir()}
    target = own.folder / unused_name(source.name, taken)
    try:
        with open_regular(source) as stream, target.open("xb") as copy:
            shutil.copyfileobj(stream, copy)
    except OSError as error:
        raise RefusedError(
            "The file cannot be handed out.", f"{visible(source.name)}: {error.strerror}", "Try again."
        ) from None
    return target.name


def _open(shown: Path) -> None:
    try:
        _start(shown)
    except OSError as error:
        raise RefusedError(
            "Nothing on this computer opens it.", f"{shown}: {error.strerror}", "Open it by hand."
        ) from None


def _start(path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - documents only, opened as a double click would
        return
    program = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.Popen(
        [program, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
