"""How a returned document is matched to the export it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.sef.round_trip.printed import PrintedSef, nearest
from readiness.sef.round_trip.stamp import Piece, SefStamp


def _nothing(_export_id: str) -> PrintedSef | None:
    return None


def _none() -> Iterable[PrintedSef]:
    return ()


def _unknown(_as_at: date | None) -> PrintedSef | None:
    return None


@dataclass(frozen=True, slots=True)
class Memory:
    """What a workspace knows about its exports."""

    recalled: Callable[[str], PrintedSef | None] = _nothing
    """The export with an id."""
    remembered: Callable[[], Iterable[PrintedSef]] = _none
    """Every export, newest first."""
    today: Callable[[date | None], PrintedSef | None] = _unknown
    """What an export would print today, measured at a date (None: the usual one).

    Never what a document is set against: it only helps to tell a new paragraph from a printed one, and
    to show what a changed cell said.
    """
    now: Mapping[str, Piece] = field(default_factory=dict)
    """The statements as they are now, by bookmark."""

    def base(
        self, carried: SefStamp | None, texts: Iterable[str]
    ) -> tuple[SefStamp | None, PrintedSef | None, bool]:
        """The stamp and print of the export a document was made from, and whether that print is known.

        `carried` is the stamp in the document; where it has none, `texts` (its paragraphs with everything in
        them) decide. The stamp is None when neither says which export it was.
        """
        printed = self.recalled(carried.export_id) if carried else nearest(self.remembered(), texts)
        if printed is not None:
            return printed.stamp, printed, True
        today = self.today(carried.as_at if carried else None)
        return carried, today.without_numbered_names() if today else None, False


FORGETFUL = Memory()
"""Knows no export; a document is then set against its own stamp."""
