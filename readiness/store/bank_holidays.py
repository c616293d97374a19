"""Bank holidays of England, as data for the working calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def england(years: Iterable[int]) -> dict[date, str]:
    """Name by day of every bank holiday of England in these years, substitute days included.

    Source: the `holidays` library, which follows gov.uk. Years not yet proclaimed are its forecast.
    """
    import holidays

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=set(years), language="en_GB"))
