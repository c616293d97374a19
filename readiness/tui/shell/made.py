"""What was written out since the program was opened: said once in a note, and kept to come back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Made:
    """One document, workbook, pack or folder of them."""

    at: datetime
    """Local moment."""
    words: str
    """What was done, as the note said it."""
    path: Path
    """Where it is."""
