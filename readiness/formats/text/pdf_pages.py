"""The pages of a PDF as text with its columns kept, read in the limited process.

`formats.text.sandbox` gives a document's words in reading order, fit for searching. Where a page holds a
table whose columns matter, its lines are needed as they are printed: that is what this module gives. Read
the document by `formats.text.sandbox` first: it says in plain words why a file cannot be read at all.
"""

from __future__ import annotations

import logging
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.formats.limited import LimitedProcess, Limits
from readiness.formats.text.page_lines import Piece, page_text


class PagesError(Exception):
    """The pages could not be read; the message says why in a sentence for a person."""


def pdf_pages(path: Path, limits: Limits | None = None) -> list[str]:
    """Text of each page, in order; a page that cannot be read is empty.

    Raises:
        PagesError: The file cost more than the limits, or broke its reader.
    """
    try:
        with LimitedProcess(limits) as process:
            return process.call(pages_here, path.absolute())
    except RefusedError as error:
        raise PagesError(error.title) from None


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
