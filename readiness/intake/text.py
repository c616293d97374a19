"""Words out of any document, safely: the one door for callers that read files people send.

The reading itself happens in a process that may be lost (`readiness.intake.sandbox`).
"""

from __future__ import annotations

from pathlib import Path

from readiness.core.passages import Extracted, Passage
from readiness.intake.sandbox import Limits, TextReader

__all__ = ["Extracted", "Limits", "Passage", "TextReader", "extract"]


def extract(path: Path, limits: Limits | None = None) -> Extracted:
    """The words of one file with their pinpoints; never raises for bad data, which becomes Problems.

    For many files use one `TextReader`, which keeps its process from file to file.
    """
    with TextReader(limits) as reader:
        return reader.read(path)
