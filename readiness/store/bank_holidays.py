"""Bank holidays of England, as data for the working calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

_SATURDAY = 5


def england(years: Iterable[int]) -> dict[date, str]:
    """Name by day of every bank holiday of England in these years.

    A holiday at a weekend is given on its substitute day only, as gov.uk lists it.
    Source: the `holidays` library, which follows gov.uk. Years not yet proclaimed are its forecast.
    """
    return dict(_england(frozenset(years)))


@lru_cache(maxsize=8)
def _england(years: frozenset[int]) -> dict[date, str]:
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=set(years), language="en_GB")
    return {day: name for day, name in found.items() if day.weekday() < _SATURDAY}
