"""The application played without a terminal: keys in, words out, nothing left to chance."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea
from textual.worker import Worker

from readiness.tui.app.app import ReadinessApp
from readiness.tui.shell.session import Session, Start
from readiness.tui.widgets.key_line import KeyLine
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import NOW

_QUIET_ROUNDS = 3
_PATIENCE = 3000


_render_update = Compositor.render_update


def left_for_later(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> RenderableType | None:
    """Draw nothing yet: without a terminal each drawing is thrown away. What changed stays noted."""
    if full:
        return _render_update(compositor, full=True, screen_stack=screen_stack, simplify=simplify)
    return None


def draw(app: ReadinessApp) -> bool:
    """Draw what changed, as a terminal has it when everything has come to rest; whether anything did."""
    is_changed = bool(app.screen._compositor._dirty_regions)
    _render_update(app.screen._compositor, screen_stack=app._background_screens)
    return is_changed


class Stage:
    """A running application and the keys to play it with."""

    def __init__(self, app: ReadinessApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until everything that does not wait for the user is done and drawn."""
        quiet = 0
        for _ in range(_PATIENCE):
            await self.pilot.pause(0.004)
            is_busy = self.app.at_work or any(self._is_busy(one) for one in self.app.workers)
            is_busy = (
                is_busy
                or self.app.is_being_built
                or self.app.has_held_keys
                or any(not one.is_drawn for one in self.app.screen.query(KeyLine))
            )
            quiet = 0 if is_busy else quiet + 1
            if quiet == _QUIET_ROUNDS:
                if not draw(self.app):
                    return
                quiet -= 1  # drawing may find that something needs more room
        raise AssertionError("the application never came to rest")

    def _is_busy(self, worker: Worker[Any]) -> bool:
        if worker.is_finished:
            return False
        waits_for_user = self.app.screen.is_modal
        return worker.group in {"fill", "go", "news", "scan", "suggest", "warm"} or (
            worker.group in {"open", "undo", "flow"} and not waits_for_user
        )

    async def press(self, *keys: str) -> None:
        """Press keys, settling after each."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than anything can be shown, then settle."""
        for key in keys:
            self.app.post_message(Key(key, key_to_character(key)))
        await self.settle()

    async def type(self, words: str) -> None:
        """Put words into the field that has the focus, at its cursor."""
        field = self.app.focused
        if isinstance(field, TextArea):
            field.insert(words)
        elif isinstance(field, Input):
            field.insert_text_at_cursor(words)
        else:
            pytest.fail(f"{field} takes no words")
        await self.settle()

    async def click(self, words: str) -> None:
        """Click on the first place where the screen shows these words."""
        for row, shown in enumerate(screen_text(self.app).splitlines()):
            if (column := shown.find(words)) >= 0:
                await self.pilot.click(offset=(column + 1, row))
                await self.settle()
                return
        raise AssertionError(f"{words!r} is not on the screen:\n{screen_text(self.app)}")

    @property
    def words(self) -> str:
        """The whole screen as text."""
        return screen_text(self.app)

    @property
    def notes(self) -> str:
        """What the notes in the corner say, whole: on the screen a path in them decides where lines break."""
        return "\n".join(note.message for note in self.app._notifications)


def screen_text(app: ReadinessApp) -> str:
    """What the terminal shows, line by line."""
    strips = app.screen._compositor.render_strips()  # the only place that knows of it
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


@asynccontextmanager
async def playing(
    workspace: Workspace | None, size: tuple[int, int] = (120, 40), root: Path | None = None
) -> AsyncIterator[Stage]:
    """The application on a workspace, without its slow timer, ready for keys."""
    app = ReadinessApp(Start(root, "R. Shah", clock=lambda: NOW))
    if workspace is not None:
        app.opener = lambda start, _: session_of(workspace, start)
        app.start = Start(workspace.root, "R. Shah", clock=lambda: NOW)
    async with app.run_test(size=size, notifications=True) as pilot:
        stage = Stage(app, pilot)
        await stage.settle()
        yield stage


def session_of(workspace: Workspace, start: Start) -> Session:
    """A session over a workspace of the tests."""
    from readiness.tui.shell.session import session_for

    return session_for(workspace, start)
