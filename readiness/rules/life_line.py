"""The life of an item of evidence on one line, as text: what it covers, how long it holds, and the date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from readiness.base.dates import short_date

COVERS: Final = "━"
HOLDS: Final = "─"
PAST: Final = "┈"
AT: Final = "┃"


def life_line(
    period_from: date | None, period_to: date | None, stale: date | None, as_at: date, *, width: int
) -> tuple[str, ...]:
    """The line, what its parts are, and the days they begin; nothing without an end of period and of life.

    `stale` is the first day it no longer holds. The line runs from the start of its period, or its end where
    that is all there is, to the end of its life or the date, whichever is later.
    """
    if period_to is None or stale is None or width < 1:
        return ()
    start = period_from or period_to
    last = max(stale, as_at, start + timedelta(days=1))

    def place_of(day: date) -> int:
        return min(max((day - start).days * (width - 1) // (last - start).days, 0), width - 1)

    ends, over = place_of(period_to), place_of(stale)
    cells = [
        COVERS if place <= ends else HOLDS if place <= over else PAST for place in range(place_of(last) + 1)
    ]
    if as_at >= start:
        cells[place_of(as_at)] = AT
    words = "no longer holds from" if stale <= as_at else "holds until"
    day = stale if stale <= as_at else stale - timedelta(days=1)
    covers = (
        short_date(period_to) if period_from is None else f"{short_date(start)} - {short_date(period_to)}"
    )
    return (
        "".join(cells),
        f"{COVERS} covers {covers}",
        f"{HOLDS} {words} {short_date(day)}   {AT} measured for",
    )
