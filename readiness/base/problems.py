"""Bad data as a value: a Problem is listed, it never stops the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """The place a problem was found; any part may be unknown."""

    file: str = ""
    """File name or path as the user knows it."""
    line: int = 0
    """One-based line, 0 when there is none."""
    record: str = ""
    """Record or framework id, such as ``E0001`` or ``A3``."""
    field: str = ""
    """Field, column or key inside the record."""

    def __str__(self) -> str:
        """Write the place as ``file:line, record, field`` leaving out unknown parts."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ", ".join(part for part in (place, self.record, self.field) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with data that came in, with what to do about it."""

    severity: Severity
    where: Where
    what: str
    """What is wrong, in a sentence a non-programmer understands."""
    hint: str = ""
    """What to do about it."""

    def __str__(self) -> str:
        """One line: severity, place, what, remedy."""
        place = f"{self.where}: " if str(self.where) else ""
        return f"{self.severity}: {place}{self.what}" + (f" {self.hint}" if self.hint else "")
