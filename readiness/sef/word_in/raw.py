"""A returned self-evaluation as it stands in its file, with the stamp of its export."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.formats.documents.model import RawDocument
from readiness.sef.round_trip.stamp import SefStamp


@dataclass(frozen=True, slots=True)
class RawSef:
    """A returned document as it stands in its file."""

    document: RawDocument = field(default_factory=RawDocument)
    stamp: SefStamp | None = None
    """None when the program that saved it dropped the stamp, or its format has no place for one."""
