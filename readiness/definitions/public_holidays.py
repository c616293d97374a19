"""Public holidays of a framework's country, as data for the working calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

import orjson

from readiness.base import user_cache
from readiness.model.definition.calendar import USUAL_CALENDAR, Calendar

_KEPT_AS = "public-holidays"


def public_holidays(years: Iterable[int], calendar: Calendar = USUAL_CALENDAR) -> dict[date, str]:
    """Name by day of every public holiday of the calendar's country in these years, and its own closed days.

    A holiday at a weekend is given on its substitute day only, where the country has one.
    Source: the `holidays` library. Years not yet proclaimed are its forecast. A country or a part of one that
    the library does not know has no holidays but the definition's own; the definition's check says so.
    """
    own = {one.on: one.title for one in calendar.closed_days}
    return {**_of_country(frozenset(years), calendar), **own}


def is_known(calendar: Calendar) -> bool:
    """Whether the country, its part and the language of the names are known here."""
    usual = (USUAL_CALENDAR.country, USUAL_CALENDAR.subdivision)
    if not calendar.country or (calendar.country, calendar.subdivision) == usual:
        return True  # the library, which is slow to load, need not be asked
    try:
        _worked_out(frozenset({2025}), calendar)
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=8)
def _of_country(years: frozenset[int], calendar: Calendar) -> dict[date, str]:
    """Kept between starts: to load the library, which is every country's, takes a tenth of a second."""
    if not calendar.country:
        return {}
    source = _source(years, calendar)
    days = _kept(source)
    if days is None:
        try:
            days = _worked_out(years, calendar)
        except NotImplementedError:
            return {}
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


def _worked_out(years: frozenset[int], calendar: Calendar = USUAL_CALENDAR) -> dict[date, str]:
    import holidays

    found = holidays.country_holidays(
        calendar.country,
        subdiv=calendar.subdivision or None,
        years=set(years),
        language=calendar.language or None,
    )
    return {day: str(name) for day, name in found.items() if day.weekday() not in calendar.weekend}


def _source(years: frozenset[int], calendar: Calendar) -> str:
    """What the days rest on: the library's version, the place, the years; empty when no version is known."""
    try:
        place = f"{calendar.country}-{calendar.subdivision} {calendar.language} {calendar.weekend}"
        return f"holidays {version('holidays')} {place} {','.join(str(one) for one in sorted(years))}"
    except PackageNotFoundError:  # a copy without its description, as in a frozen program
        return ""
