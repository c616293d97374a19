"""What every area of the program shares: heading, footer, and filling itself in from the session."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import getters, on, work
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from readiness.tui.base.content import plain
from readiness.tui.screens.base.heading import Heading
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.records_table import RecordsTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.events import ScreenResume

    from readiness.tui.shell.session import Session

P = TypeVar("P")

TOO_SMALL = (
    "This window is too small. Make it at least 60 columns wide and 16 lines high, or use the command line."
)

OPENING = " Opening the workspace ..."

_SOON = 0.02
"""Seconds after which to look again whether an area is drawn."""

_NOTHING = -1
"""The version that is shown as long as nothing is."""


class AreaBody(Vertical):
    """What an area is made of, put in place once there is something to show."""

    def __init__(self, make: Callable[[], ComposeResult]) -> None:
        super().__init__()
        self._make = make
        self.ready = asyncio.Event()
        """Set once every part is in place and has its size."""

    def compose(self) -> ComposeResult:
        """The parts the screen names."""
        yield from self._make()

    def on_mount(self) -> None:
        """Tell those who wait for the parts, once these have their sizes."""
        self.call_after_refresh(self.ready.set)


class AreaScreen(Screen[None], Generic[P]):
    """One area. A subclass gathers a picture of the session in a thread and shows it on the screen."""

    AREA: ClassVar[str] = ""
    JUMPS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Places on it: the letter that goes there, which is the same in all areas, its selector, and its name.

    Without a name it is called as its pane is.
    """
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._shown_version = _NOTHING
        self._is_built = False
        self.is_filled = False
        """Whether it has been shown with something in it; keys wait until then."""
        self._shown_in = ""

    ui = getters.app(WorkspaceApp)

    @property
    def session(self) -> Session | None:
        """The open session, or None while there is none."""
        return self.ui.session

    @property
    def opened(self) -> Session:
        """The open session; raises ReadinessError when there is none, which no filled area sees."""
        return self.ui.opened

    def compose(self) -> ComposeResult:
        """Heading and a line of waiting, painted before anything is read; the body comes with the session."""
        yield Heading(self.AREA)
        yield Static(plain(OPENING if self.ui.start.root else ""), id="opening", markup=False)
        yield Static(plain(TOO_SMALL), classes="too-small", markup=False)

    def compose_body(self) -> ComposeResult:
        """What the area is made of."""
        raise NotImplementedError

    def gather(self, session: Session) -> P:
        """Work out what to show; runs in a thread and must not touch a widget."""
        raise NotImplementedError

    async def show(self, picture: P) -> None:
        """Put what was gathered on the screen."""
        raise NotImplementedError

    def aim(self, record_id: str) -> None:
        """Remember to put the cursor on a record when the area is filled next."""

    def point_at(self, record_id: str) -> None:
        """Put the cursor on a record."""
        self.aim(record_id)
        self.fill()

    def narrow(self, query: str) -> None:
        """Show only what fits a typed filter, where the area has one."""

    def action_back(self) -> None:
        """Leave the detail or the search; at the top there is nothing to leave."""

    def on_mount(self) -> None:
        """Hear of changes."""
        self.ui.changed.subscribe(self, self.take_in)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Catch up with what happened while another area was shown; styles change with the theme alone."""
        event.refresh_styles = self._shown_in != self.app.theme
        self._shown_in = self.app.theme
        self._say_trail()
        if self.session is not None:
            self.take_in(self.session)

    def _say_trail(self) -> None:
        for heading in self.query(Heading):
            heading.say_trail(self.ui.trail_words)

    def on_screen_suspend(self) -> None:
        """Do not go on filling an area that was left; it is filled when somebody comes back."""
        if self.ui.current_mode != self.AREA:
            self.workers.cancel_group(self, "fill")

    def take_in(self, session: Session) -> None:
        """Go to the record that is asked for, and fill in again when something changed."""
        if self.ui.current_mode != self.AREA:
            return
        is_new = self._shown_version != session.version or not self.is_filled
        if is_new or self.ui.has_target(self.AREA):
            self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Gather in a thread, then show."""
        session = self.opened
        version, self._shown_version = session.version, _NOTHING
        await self._build()
        if query := self.ui.take_filter(self.AREA):
            self.narrow(query)
        if target := self.ui.take_target(self.AREA):
            self.aim(target)
        picture, must_fix = await self.ui.gathered(self._gathered, session)
        if not self.query(AreaBody):
            return  # the program is ending
        self.query_one(Heading).show(session, must_fix)
        self._say_trail()
        await self.show(picture)
        self._shown_version = version
        if not self.is_filled:
            self.call_after_refresh(self.call_after_refresh, self._open_to_keys)

    def _gathered(self, session: Session) -> tuple[P, int]:
        """The picture, with the number of gaps that must be fixed for the heading; runs in a thread."""
        return self.gather(session), session.gaps().by_severity["critical"]

    def _open_to_keys(self) -> None:
        """Let keys in once what the filling put off until there are sizes is done, too."""
        if not self.is_current:
            return  # it is filled again when somebody comes back
        if any(one.is_due for one in self.query(RecordsTable)):
            self.set_timer(_SOON, self._open_to_keys)
            return
        self.is_filled = True
        self.ui.area_is_filled()

    async def _build(self) -> None:
        """Put the body in place of the line of waiting; safe to be called, and cancelled, more than once."""
        if not self.query(AreaBody):
            self.mount(AreaBody(self.compose_body), KeyLine())
            self.query("#opening").remove()
        await self.query_one(AreaBody).ready.wait()
        if not self._is_built:
            self._is_built = True
            self.refresh_bindings()

    @property
    def panes(self) -> dict[str, tuple[Widget, str]]:
        """What can be jumped to here and is seen: by its letter, with its name."""
        named = {
            letter: (widget, words)
            for letter, selector, words in self.JUMPS
            for widget in self.query(selector).results(Widget)
        }
        return {
            letter: (widget, words or str(widget.border_title or ""))
            for letter, (widget, words) in named.items()
            if widget.display and widget.region
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The verbs of an area apply once its body is there."""
        del action, parameters
        return self._is_built

    @on(Heading.Chosen)
    def go_to_area(self, event: Heading.Chosen) -> None:
        """Follow a click on the area bar."""
        self.ui.action_area(event.area)
