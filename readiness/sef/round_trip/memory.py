"""How a returned document is matched to the export it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from readiness.sef.round_trip.printed import PrintedSef
from readiness.sef.round_trip.recognising import Seen, nearest
from readiness.sef.round_trip.stamp import Piece, SefStamp


def _nothing(_export_id: str) -> PrintedSef | None:
    return None


def _none() -> Iterable[PrintedSef]:
    return ()


def _unknown(_as_at: date | None) -> PrintedSef | None:
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the export a document was made from."""

    stamp: SefStamp | None
    """None when neither the document nor its words say which export it was."""
    printed: PrintedSef | None
    """What it printed; where that is not remembered, what would be printed today."""
    is_remembered: bool = False
    """Whether `printed` is what it printed."""
    is_sure: bool = True
    """Whether that is certain: by words alone an earlier export may be taken for a later one."""


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

    def base(self, carried: SefStamp | None, seen: Sequence[Seen]) -> Known:
        """The export a document was made from.

        `carried` is the stamp in the document; where it has none, `seen` (its paragraphs with everything in
        them) decides.
        """
        if carried is None:
            likely = nearest(self.remembered(), seen)
            if likely is not None:
                return Known(likely.printed.stamp, likely.printed, is_remembered=True, is_sure=likely.is_sure)
        elif (printed := self.recalled(carried.export_id)) is not None:
            return Known(printed.stamp, printed, is_remembered=True)
        today = self.today(carried.as_at if carried else None)
        return Known(carried, today.without_numbered_names() if today else None)


FORGETFUL = Memory()
"""Knows no export; a document is then set against its own stamp."""
