"""How many screens are served, to whom, and how long one that nobody uses is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from readiness.web.keys import new_secret

EACH = 3
"""Screens one person may have open at the same time, so that nobody takes everybody's places."""

Why = Literal["idle", "away"]


class NoPlaceError(Exception):
    """Every place is taken: everybody's, or this person's own."""

    def __init__(self, *, own: bool) -> None:
        super().__init__("own" if own else "all")
        self.is_own = own


@dataclass(slots=True, eq=False)
class Place:
    """One person's screens, whether a browser shows them just now or not."""

    person: str
    used: float
    """The moment of the last key, click or file, in seconds of the server's own clock."""
    left: float | None = None
    """The moment the connection was lost; None while a browser shows it."""
    id: str = field(default_factory=new_secret)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is allowed."""

    places: int
    """Screens at the same time."""
    idle: float
    """Seconds without a key, a click or a file after which screens are ended."""
    away: float
    """Seconds without a browser after which screens are ended."""


class Places:
    """The places taken. A place is counted before anything is started for it."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._held: dict[str, Place] = {}

    def __len__(self) -> int:
        return len(self._held)

    def take(self, person: str, wanted: str, now: float) -> tuple[Place, bool]:
        """A place for a browser that connects, and whether it is new.

        The one it asks for, when it is this person's; else the one they left last; else a new one.

        Raises:
            NoPlaceError: None is free.
        """
        known = self.of(person, wanted)
        own = [one for one in self._held.values() if one.person == person]
        if known is None:
            left = [one for one in own if one.left is not None]
            known = max(left, key=lambda one: one.left or 0.0, default=None)
        if known is not None:
            known.left, known.used = None, now
            return known, False
        if len(own) >= EACH:
            raise NoPlaceError(own=True)
        if len(self._held) >= self.bounds.places:
            raise NoPlaceError(own=False)
        place = Place(person, used=now)
        self._held[place.id] = place
        return place, True

    def of(self, person: str, wanted: str) -> Place | None:
        """A person's own place by its id; None when there is none, or it is another's."""
        place = self._held.get(wanted)
        return place if place is not None and place.person == person else None

    def give_back(self, place: Place) -> None:
        """The place is free again."""
        self._held.pop(place.id, None)

    def overdue(self, now: float) -> list[tuple[Place, Why]]:
        """Places to be ended, and why."""
        found: list[tuple[Place, Why]] = []
        for one in self._held.values():
            if one.left is not None and now - one.left >= self.bounds.away:
                found.append((one, "away"))
            elif now - one.used >= self.bounds.idle:
                found.append((one, "idle"))
        return found
