"""Bank holidays of England, as data for the working calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

import orjson

from readiness.base import user_cache

_SATURDAY = 5

_KEPT_AS = "bank-holidays-england"


def england(years: Iterable[int]) -> dict[date, str]:
    """Name by day of every bank holiday of England in these years.

    A holiday at a weekend is given on its substitute day only, as gov.uk lists it.
    Source: the `holidays` library, which follows gov.uk. Years not yet proclaimed are its forecast.
    """
    return dict(_england(frozenset(years)))


@lru_cache(maxsize=8)
def _england(years: frozenset[int]) -> dict[date, str]:
    """Kept between starts: to load the library, which is every country's, takes a tenth of a second."""
    source = _source(years)
    days = _kept(source)
    if days is None:
        days = _worked_out(years)
        user_cache.keep(_KEPT_AS, source, orjson.dumps({day.isoformat(): name for day, name in days.items()}))
    return days


def _kept(source: str) -> dict[date, str] | None:
    kept = user_cache.recall(_KEPT_AS, source)
    if kept is None:
        return None
    try:
        return {date.fromisoformat(day): str(name) for day, name in orjson.loads(kept).items()}
    except (ValueError, AttributeError):
        return None


def _worked_out(years: frozenset[int]) -> dict[date, str]:
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=set(years), language="en_GB")
    return {day: str(name) for day, name in found.items() if day.weekday() < _SATURDAY}


def _source(years: frozenset[int]) -> str:
    """What the days rest on: the library's version and the years; empty when the version is not known."""
    try:
        return f"holidays {version('holidays')} {','.join(str(one) for one in sorted(years))}"
    except PackageNotFoundError:  # a copy without its description, as in a frozen program
        return ""
