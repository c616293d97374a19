"""The self-evaluation as pages, as LibreOffice draws them and poppler reads them."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from readiness.gaps.document import gap_report_document
from readiness.gaps.report import find_gaps
from readiness.sef.word_out.document import sef_document
from readiness.sef.word_out.notebook import SefSource

LINE = re.compile(r"\s*(\S.*?)\.{3,}\s*(\d+)\s*")
SECONDS = 120

pytestmark = pytest.mark.programs


def pages_of(content: bytes, folder: Path) -> list[str]:
    """The words of each page as drawn."""
    (folder / "drawn.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), "drawn.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
    text = subprocess.run(
        ["pdftotext", "-layout", "drawn.pdf", "-"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=SECONDS,
    ).stdout.decode()
    return text.split("\f")[:-1]


def wrong_entries(pages: list[str]) -> list[str]:
    """Contents entries that name a page their heading does not stand on."""
    lines = [found for line in pages[1].splitlines() if (found := LINE.fullmatch(line))]
    assert lines
    wrong = []
    for found in lines:
        title, number = " ".join(found[1].split())[:30], int(found[2])
        if not any(" ".join(line.split()).startswith(title) for line in pages[number - 1].splitlines()):
            wrong.append(found[0])
    return wrong


def test_contents_name_the_right_pages(source: SefSource, as_at: date, tmp_path: Path) -> None:
    """The page numbers worked out in advance are those LibreOffice arrives at."""
    pages = pages_of(sef_document(source, as_at=as_at, version="0.3"), tmp_path)
    assert wrong_entries(pages) == []
    assert all(
        "OFFICIAL-SENSITIVE" in page and f"Page {at} of {len(pages)}" in page
        for at, page in enumerate(pages, 1)
    )


def test_a_long_table_repeats_its_header(source: SefSource, as_at: date, tmp_path: Path) -> None:
    """Each page a table runs over begins with its header row; the gap report's contents are right too."""
    pages = pages_of(gap_report_document(find_gaps(source.index, as_at), as_at=as_at), tmp_path)
    assert wrong_entries(pages) == []
    following = [page for page in pages[2:] if re.match(r"\s*OFFICIAL-SENSITIVE\s+What is wrong", page)]
    assert following
