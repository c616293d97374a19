"""The palette: every verb that applies here, and every criterion and item of evidence to go to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from readiness.tui.base.actions import EVERYWHERE, commands_for
from readiness.tui.base.content import plain
from readiness.tui.forms.picker import Choice, ranked
from readiness.tui.shell.workspace_app import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits
    from textual.types import IgnoreReturnCallbackType

    from readiness.tui.base.actions import Command

_PLACES_SHOWN = 30


class CommandProvider(Provider):
    """The verbs of the screen and those that work everywhere."""

    async def discover(self) -> Hits:
        """Every verb, those of the screen first."""
        for one in self._commands():
            yield DiscoveryHit(
                plain(one.palette_title), self._doing(one), text=one.palette_title, help=one.help
            )

    async def search(self, query: str) -> Hits:
        """The verbs whose name or sentence fits."""
        matcher = self.matcher(query)
        for one in self._commands():
            score = max(matcher.match(one.palette_title), matcher.match(one.help) * 0.5)
            if score > 0:
                yield Hit(
                    score, plain(one.palette_title), self._doing(one), text=one.palette_title, help=one.help
                )

    def _commands(self) -> Iterator[Command]:
        area = getattr(self.screen, "AREA", "")
        yield from commands_for(area)
        yield from commands_for(EVERYWHERE)

    def _doing(self, command: Command) -> IgnoreReturnCallbackType:
        return partial(self.screen.run_action, command.action)


class PlaceProvider(Provider):
    """Criteria, evidence, statements and request items by their words."""

    async def startup(self) -> None:
        """Collect the places once for each opening of the palette."""
        self._places = list(self._collected())

    async def search(self, query: str) -> Hits:
        """The places whose words fit, best first."""
        for number, one in enumerate(ranked(query, self._places)[:_PLACES_SHOWN]):
            title = f"go: {one.id} {one.words}"
            yield Hit(0.4 - number / 100, plain(title), partial(self._go, one.id), text=title)

    def _collected(self) -> Iterator[Choice]:
        app = self.app
        if not isinstance(app, Desk) or app.session is None:
            return
        framework, records = app.session.framework, app.session.records
        yield from (Choice(one.id, one.short) for one in framework.criteria.values())
        yield from (Choice(one.id, one.title) for one in records.evidence.values())
        yield from (Choice(one.id, one.text) for one in records.statements.values())
        yield from (Choice(one.id, one.title) for one in framework.requests)

    def _go(self, record_id: str) -> None:
        from readiness.tui.shell.navigation import place_of

        app = self.app
        if isinstance(app, Desk) and app.session is not None:
            app.action_area(*place_of(record_id, app.session))
