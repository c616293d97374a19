"""The pages of a PDF as text with its columns kept, read in a process of its own that may be lost.

`formats.text.sandbox` gives a document's words in reading order, fit for searching. Where a page holds a
table whose columns matter, its lines are needed as they are printed: that is what this module gives. Read
the document by `formats.text.sandbox` first: it says in plain words why a file cannot be read at all.

The process (this module, run) takes a path as its argument and writes one JSON list.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from readiness.formats.text.page_lines import Piece, page_text
from readiness.formats.text.sandbox import Limits, environment, limit_memory

_WORKER = ("-P", "-X", "utf8", "-W", "ignore", "-m", "readiness.formats.text.pdf_pages")


class PagesError(Exception):
    """The pages could not be read; the message says why in a sentence for a person."""


def pdf_pages(path: Path, limits: Limits | None = None) -> list[str]:
    """Text of each page, in order; a page that cannot be read is empty.

    Raises:
        PagesError: The file cost more than the limits, or broke its reader.
    """
    given = limits or Limits()
    try:
        done = subprocess.run(
            [sys.executable, *_WORKER, str(given.memory_mib), str(path.absolute())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=given.seconds,
            env=environment(),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise PagesError(f"Reading its pages took longer than {given.seconds:g} seconds.") from None
    if done.returncode:
        raise PagesError("Its pages need more memory than they may have, or broke their reader.")
    pages: list[str] = json.loads(done.stdout)
    return pages


def pages_here(path: Path) -> list[str]:
    """Text of each page, read in this very process; raises whatever pypdf raises for a damaged file."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(path, strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    pages: list[str] = []
    for page in reader.pages:
        pieces: list[Piece] = []

        def visit(
            text: str, cm: list[float], tm: list[float], *_font: object, pieces: list[Piece] = pieces
        ) -> None:
            pieces.append(Piece(tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5], text))

        try:
            page.extract_text(visitor_text=visit)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - pypdf raises a dozen kinds for damaged pages; the next may be sound
            pieces.clear()
        pages.append(page_text(pieces))
    return pages


if __name__ == "__main__":
    limit_memory(int(sys.argv[1]))
    sys.stdout.write(json.dumps(pages_here(Path(sys.argv[2]))))
