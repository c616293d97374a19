"""The palette: every verb that applies here, and every criterion and item of evidence to go to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from readiness.tui.base.actions import commands_for
from readiness.tui.base.command import EVERYWHERE
from readiness.tui.base.content import plain
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.finder import Finder, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits
    from textual.types import IgnoreReturnCallbackType

    from readiness.base.matching import Found
    from readiness.tui.base.command import Command

_PLACES_SHOWN = 30


class CommandProvider(Provider):
    """The verbs of the screen and those that work everywhere."""

    async def discover(self) -> Hits:
        """Every verb, those of the screen first."""
        for one in self._commands():
            yield DiscoveryHit(
                plain(one.palette_title), self._doing(one), text=one.palette_title, help=one.help
            )

    async def startup(self) -> None:
        """Collect the verbs once for each opening of the palette."""
        self._known = list(self._commands())
        self._titles = Finder([one.palette_title for one in self._known])
        self._sentences = Finder([f"{one.palette_title}  {one.help}" for one in self._known])

    async def search(self, query: str) -> Hits:
        """The verbs whose name fits, then those whose sentence does."""
        found = self._sentences.find_now(query)
        by_title = self._titles.find_now(query)
        named = () if by_title.corrections and not found.corrections else by_title.places
        for number, place in enumerate(dict.fromkeys((*named, *found.places))):
            one = self._known[place]
            score = _score(found, 0.9 if place in named else 0.6, number)
            title = marked(plain(one.palette_title), found)
            yield Hit(score, title, self._doing(one), text=one.palette_title, help=one.help)

    def _commands(self) -> Iterator[Command]:
        """Each called as the open framework calls what is evaluated."""
        area = getattr(self.screen, "AREA", "")
        said = self.app.said if isinstance(self.app, WorkspaceApp) else str
        for one in (*commands_for(area), *commands_for(EVERYWHERE)):
            yield replace(one, title=said(one.title), help=said(one.help))

    def _doing(self, command: Command) -> IgnoreReturnCallbackType:
        return partial(self.screen.run_action, command.action)


class PlaceProvider(Provider):
    """Criteria, evidence, statements and request items by their words."""

    async def startup(self) -> None:
        """Begin to collect the places, in a thread; the palette neither opens nor closes later for it."""
        self._is_closed = False
        self._collected = asyncio.create_task(asyncio.to_thread(self._collect))

    async def shutdown(self) -> None:
        """Look for nothing any more."""
        self._is_closed = True
        if self._collected.done():
            self._collected.result()[1].stop()

    async def search(self, query: str) -> Hits:
        """The places whose words fit, best first."""
        places, finder = await asyncio.shield(self._collected)
        found = None if self._is_closed else await finder.find(query)
        if found is not None:
            for number, place in enumerate(found.places[:_PLACES_SHOWN]):
                record_id, words = places[place]
                title = f"go: {record_id} {words}"
                score = _score(found, 0.4, number)
                yield Hit(score, marked(plain(title), found), partial(self._go, record_id), text=title)

    def _collect(self) -> tuple[list[tuple[str, str]], Finder]:
        places = list(self._places())
        return places, Finder([" ".join(one) for one in places])

    def _places(self) -> Iterator[tuple[str, str]]:
        """Id and words of everything that can be gone to."""
        app = self.app
        if not isinstance(app, WorkspaceApp) or app.session is None:
            return
        framework, records = app.session.framework, app.session.records
        yield from ((one.id, one.short) for one in framework.criteria.values())
        yield from ((one.id, one.title) for one in records.evidence.values())
        yield from ((one.id, one.text) for one in records.statements.values())
        yield from ((one.id, one.title) for one in framework.requests)

    def _go(self, record_id: str) -> None:
        from readiness.tui.shell.navigation import place_of

        app = self.app
        if isinstance(app, WorkspaceApp) and app.session is not None:
            app.action_area(*place_of(record_id, app.session))


def _score(found: Found, best: float, number: int) -> float:
    """Where a hit stands among those of all providers; below every exact one when a slip was forgiven."""
    return best * (0.1 if found.corrections else 1) - number / 10_000
