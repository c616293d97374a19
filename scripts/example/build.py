"""Building the whole example into a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from scripts.example.office import write_docx, write_pptx, write_xlsx
from scripts.example.person_lists import person_list_sources
from scripts.example.plain_files import write_csv, write_html, write_pdf, write_txt
from scripts.example.source import Source, read_sources

CONTENT = Path(__file__).parent / "content"
DUPLICATES = {
    "voice/Parent carer survey 2026 (copy).pdf": "voice/Parent carer survey 2026.pdf",
}
"""Files that are a copy of another, as real shared drives hold them."""
INBOX = "inbox"
"""Content below this folder is for importing; everything else is evidence."""
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
    """Write the library, the inbox and the register below `target`; what was there is replaced.

    Returns one line saying what was written.
    """
    if target.exists():
        shutil.rmtree(target)
    files = write_files(target)
    size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
    return f"{files} files, {size / 1_000_000:.2f} MB in {target}"


def write_files(target: Path) -> int:
    """Write every file of the library and the inbox; returns how many."""
    sources = [source for file in sorted(CONTENT.glob("*.txt")) for source in read_sources(file)]
    for source in [*sources, *person_list_sources()]:
        _write(source, _place(target, source.path))
    for copy, original in DUPLICATES.items():
        shutil.copyfile(_place(target, original), _place(target, copy))
    return sum(1 for file in target.rglob("*") if file.is_file())


def _place(target: Path, path: str) -> Path:
    folder = target if path.startswith(f"{INBOX}/") else target / "evidence"
    return folder / path


def _write(source: Source, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    WRITERS[file.suffix](source, file)
