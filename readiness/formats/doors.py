"""Which kinds of file each door takes, by the ending of the name: once for readers, refusals and help.

Evidence has no such door: any file may be evidence, and what it holds is told from its bytes
(`formats.kinds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final


@dataclass(frozen=True, slots=True)
class Door:
    """What is taken, and what people are told of it."""

    named: tuple[str, ...]
    """Endings that are named, in that order."""
    also: frozenset[str] = frozenset()
    """Endings that are taken without being named: cousins of the others."""

    def takes(self, path: PurePath) -> bool:
        """Whether a file of this name may come in."""
        ending = path.suffix.casefold()
        return ending in self.named or ending in self.also

    @property
    def words(self) -> str:
        """As people read it: ``xlsx, xls, ods or csv``."""
        *first, last = (ending.removeprefix(".") for ending in self.named)
        return f"{', '.join(first)} or {last}"


WORKBOOKS: Final = Door((".xlsx", ".xls", ".ods"), frozenset({".xlsm"}))

TEXT_TABLES: Final = Door((".csv", ".tsv", ".txt"))

TABLES: Final = Door((".xlsx", ".xls", ".ods", ".csv"), WORKBOOKS.also | {".tsv", ".txt"})
"""Registers, trackers, maps, workbooks of facts and person-level lists."""

WORD: Final = Door((".docx", ".docm"))

TEXTS: Final = Door(
    (".odt", ".odp", ".pptx", ".rtf", ".pdf", ".eml", ".msg", ".html", ".txt"),
    frozenset({".pptm", ".htm", ".md"}),
)
"""What is read as words, line by line."""

REQUEST_LISTS: Final = Door(
    (*TABLES.named, ".docx", *TEXTS.named), TABLES.also | TEXTS.also | frozenset({".docm"})
)
"""An inspectorate's own list, as it arrives."""
