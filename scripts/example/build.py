"""Building the whole example into a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from scripts.example.content_sources import DUPLICATES, all_sources
from scripts.example.office import write_docx, write_pptx, write_xlsx
from scripts.example.plain_files import write_csv, write_html, write_pdf, write_txt
from scripts.example.register import write_register
from scripts.example.source import Source

INBOX = "inbox"
"""Content below this folder is for importing; everything else is evidence."""
LIBRARIES = ("lxml", "openpyxl", "python-docx", "python-pptx", "reportlab")
WRITERS: dict[str, Callable[[Source, Path], None]] = {
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".pptx": write_pptx,
    ".pdf": write_pdf,
    ".csv": write_csv,
    ".html": write_html,
    ".txt": write_txt,
}


def build(target: Path) -> str:
    """Write the library, the inbox and the register below `target`, then replace what was there.

    Returns one line saying what was written.
    """
    fresh = target.with_name(f"{target.name}.partial")
    shutil.rmtree(fresh, ignore_errors=True)
    write_files(fresh)
    write_register(fresh)
    _tidy(fresh)
    if target.exists():
        shutil.rmtree(target)
    fresh.rename(target)
    sizes = [file.stat().st_size for file in target.rglob("*") if file.is_file()]
    return f"{len(sizes)} files, {sum(sizes) / 1_000_000:.2f} MB in {target}"


def made_with() -> str:
    """The libraries whose versions decide the bytes, one a line: ``openpyxl 3.1.5``."""
    return "".join(f"{name} {version(name)}\n" for name in LIBRARIES)


def _tidy(target: Path) -> None:
    """Take away what the store makes again when it is opened: its lock and its empty folders."""
    (target / "readiness.lock").unlink(missing_ok=True)
    for folder in target.iterdir():
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def write_files(target: Path) -> None:
    """Write every file of the library and the inbox."""
    for source in all_sources():
        file = _place(target, source.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[file.suffix](source, file)
    for copy, original in DUPLICATES.items():
        shutil.copyfile(_place(target, original), _place(target, copy))


def _place(target: Path, path: str) -> Path:
    folder = target if path.startswith(f"{INBOX}/") else target / "evidence"
    return folder / path
