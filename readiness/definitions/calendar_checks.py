"""Checks on where a definition says it is at home: its language, its time zone and its closed days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from readiness.base.text import visible
from readiness.definitions.faults import Fault, Place
from readiness.definitions.public_holidays import is_known
from readiness.model.definition.calendar import Calendar

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")

_DAY = re.compile(r"\d\d-\d\d")

_WEEK = range(7)


def calendar_faults(tree: Mapping[str, object]) -> Iterator[Fault]:
    """Every fault of `language`, `calendar` and `recurring`; values of the wrong type are for the models."""
    language = tree.get("language")
    if isinstance(language, str) and not _LANGUAGE.fullmatch(language):
        words = f"`{visible(language[:20])}` is not a language tag."
        yield Fault(("language",), words, "Write it as en-GB, cy or de-AT.", drops=False)
    recurring = tree.get("recurring")
    for place, one in enumerate(recurring if isinstance(recurring, tuple) else ()):
        if isinstance(one, Mapping):
            yield from _days_of_year(one.get("dates"), ("recurring", place, "dates"))
    calendar = tree.get("calendar")
    if isinstance(calendar, Mapping):
        yield from _zone(calendar)
        yield from _days(calendar)
        yield from _country(calendar)


def _zone(calendar: Mapping[str, object]) -> Iterator[Fault]:
    zone = calendar.get("time_zone")
    if not isinstance(zone, str):
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words = f"There is no time zone `{visible(zone[:40])}`."
        yield Fault(("calendar", "time_zone"), words, "Write its IANA name, such as Europe/London.")


def _days(calendar: Mapping[str, object]) -> Iterator[Fault]:
    weekend, quiet = calendar.get("weekend"), calendar.get("no_meetings")
    if isinstance(weekend, tuple):
        if any(isinstance(day, int) and day not in _WEEK for day in weekend):
            yield Fault(("calendar", "weekend"), "There is no such day of the week.", "0 is Monday.")
        elif set(_WEEK) <= set(weekend):
            yield Fault(("calendar", "weekend"), "No day is left to work on.", "Name the days off only.")
    yield from _days_of_year(quiet, ("calendar", "no_meetings"))


def _days_of_year(days: object, path: Place) -> Iterator[Fault]:
    for place, day in enumerate(days if isinstance(days, tuple) else ()):
        if isinstance(day, str) and not _is_day_of_year(day):
            words = f"`{visible(day[:20])}` is not a day that every year has."
            yield Fault((*path, place), words, 'Write month and day, as "12-24".')


def _is_day_of_year(day: str) -> bool:
    if not _DAY.fullmatch(day):
        return False
    try:
        date.fromisoformat(f"2025-{day}")
    except ValueError:
        return False
    return True


def _country(calendar: Mapping[str, object]) -> Iterator[Fault]:
    country, part = calendar.get("country"), calendar.get("subdivision", "")
    if not isinstance(country, str) or not isinstance(part, str):
        return
    if not is_known(Calendar(time_zone="UTC", country=country, subdivision=part)):
        words = f"No holidays are known of `{visible('-'.join(filter(None, (country, part)))[:40])}`."
        hint = "Use ISO codes (country AT, subdivision 9), or leave them out and list `closed_days`."
        yield Fault(("calendar", "country"), words, hint, drops=False)
