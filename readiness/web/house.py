"""Everybody who is served just now: each with a place, a process of screens and a folder of files."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness.base.disk import make_folder
from readiness.web.entry import Told
from readiness.web.files import OwnFolder
from readiness.web.line import ELSEWHERE, Line
from readiness.web.screens import Screens
from readiness.web.sessions import Bounds, NoPlaceError, Place, Places

_LOOK_EVERY = 2.0
"""Seconds between looks for places nobody uses."""

_FAULT, _LEFT = "fault", "left"


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and how."""

    root: Path
    """The workspace."""
    bounds: Bounds
    largest: int
    """Bytes of the largest file taken in."""
    is_confined: bool
    """Whether people may name nothing on this computer but their own files."""
    homes: Path | None = None
    """Folder of everybody's settings and state; None where they are those of who started the server."""
    as_at: date | None = None


@dataclass(eq=False)
class Guest:
    """One person's screens."""

    place: Place
    screens: Screens
    files: OwnFolder
    line: Line | None = None
    why: str = ""
    """Why the screens are being ended; empty while nobody ends them."""


class House:
    """Takes people in, looks after their screens, and sees them out."""

    def __init__(
        self, serving: Serving, log: Callable[..., None], now: Callable[[], float] = time.monotonic
    ) -> None:
        self.serving = serving
        self.places = Places(serving.bounds)
        self._log, self._now = log, now
        self._guests: dict[str, Guest] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closing = False

    def guest(self, person: str, place: str) -> Guest | None:
        """Somebody's own screens by the id of their place."""
        found = self.places.of(person, place)
        return self._guests.get(found.id) if found else None

    def touch(self, guest: Guest) -> None:
        """The person does something."""
        guest.place.used = self._now()

    async def welcome(self, person: str, name: str, wanted: str, size: tuple[int, int]) -> tuple[Guest, bool]:
        """The screens for a browser that connects, and whether they are new.

        Raises:
            NoPlaceError: Every place is taken, or the server is closing.
            OSError: No process could be started, or no folder made.
        """
        if self._is_closing:
            raise NoPlaceError(own=False)
        place, is_new = self.places.take(person, wanted, self._now())
        if not is_new and (known := self._guests.get(place.id)) is not None:
            return known, False
        files = None
        try:
            files = OwnFolder(largest=self.serving.largest)
            guest = Guest(place, await self._started(person, name, files, size), files)
        except BaseException:
            self.places.give_back(place)
            if files is not None:
                files.remove()
            raise
        self._guests[place.id] = guest
        self._log("started", places=len(self.places), process=guest.screens.pid)
        self._do(self._attend(guest))
        return guest, True

    async def _started(self, person: str, name: str, files: OwnFolder, size: tuple[int, int]) -> Screens:
        serving, home = self.serving, None
        if serving.homes is not None:
            home = serving.homes / hashlib.sha256(person.encode()).hexdigest()[:16]
            make_folder(home)
        told = Told(serving.root, name, files.folder, serving.is_confined, serving.as_at)
        return await Screens.start(told, size, home, person)

    async def connect(self, guest: Guest, line: Line) -> None:
        """From now on this connection shows the screens; another one that did is told."""
        if self._guests.get(guest.place.id) is not guest:  # they ended while the connection was made
            line.tell(end=guest.why or _LEFT)
            await line.close()
            return
        before, guest.line = guest.line, line
        guest.place.left = None
        if before is not None:
            await before.close(ELSEWHERE)

    def disconnect(self, guest: Guest, line: Line) -> None:
        """A connection was lost; the screens go on."""
        if guest.line is line:
            guest.line, guest.place.left = None, self._now()

    async def _attend(self, guest: Guest) -> None:
        """Hand on what is drawn until the screens end, then tell why and clear up."""

        def shown(data: bytes) -> None:
            if guest.line is not None:
                guest.line.draw(data)

        def told(words: Mapping[str, object]) -> None:
            if guest.line is not None and words.get("type") == "open_url":
                guest.line.tell(url=str(words.get("url", "")))

        code = await guest.screens.listen(shown, told)
        why = guest.why or (_FAULT if code else _LEFT)
        self.places.give_back(guest.place)
        self._guests.pop(guest.place.id, None)
        if guest.line is not None:
            guest.line.tell(end=why)
            await guest.line.close()
        await asyncio.to_thread(guest.files.remove)
        self._log("ended", why=why, places=len(self.places), process=guest.screens.pid, code=code)

    def _end(self, guest: Guest, why: str) -> None:
        if not guest.why:
            guest.why = why
            self._do(guest.screens.end())

    async def look_after(self) -> None:
        """End screens that nobody uses, for as long as the server runs."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            for place, why in self.places.overdue(self._now()):
                if (guest := self._guests.get(place.id)) is not None:
                    self._end(guest, why)

    async def close(self) -> None:
        """End all screens and wait until they have; nobody is let in any more."""
        self._is_closing = True
        for guest in list(self._guests.values()):
            self._end(guest, "stopped")
        while self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
