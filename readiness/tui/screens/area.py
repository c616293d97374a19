"""What every area of the program shares: heading, footer, and filling itself in from the session."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on, work
from textual.screen import Screen
from textual.widgets import Footer, Static

from readiness.tui.text import plain
from readiness.tui.widgets.heading import AreaTab, Heading

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from readiness.tui.app import ReadinessApp
    from readiness.tui.session import Session

P = TypeVar("P")

TOO_SMALL = (
    "This window is too small. Make it at least 60 columns wide and 16 lines high, or use the command line."
)


class AreaScreen(Screen[None], Generic[P]):
    """One area. A subclass gathers a picture of the session in a thread and shows it on the screen."""

    AREA: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._shown_version = -1

    @property
    def desk(self) -> ReadinessApp:
        """The application this screen belongs to."""
        from readiness.tui.app import ReadinessApp

        if not isinstance(self.app, ReadinessApp):
            raise TypeError("an area needs the readiness application")
        return self.app

    @property
    def session(self) -> Session | None:
        """The open session, or None while there is none."""
        return self.desk.session

    def compose(self) -> ComposeResult:
        """Heading, body, footer and the line for windows that are too small."""
        yield Heading(self.AREA)
        yield from self.compose_body()
        yield Footer(show_command_palette=False, compact=True)
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

    def point_at(self, record_id: str) -> None:
        """Put the cursor on a record, now or once it is shown."""

    def on_screen_resume(self) -> None:
        """Fill in again when something changed while another area was shown."""
        if self.session is not None and self._shown_version != self.session.version:
            self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Gather in a thread, then show."""
        session = self.session
        if session is None:
            return
        version = session.version
        picture = await asyncio.to_thread(self.gather, session)
        self.query_one(Heading).show(session)
        await self.show(picture)
        self._shown_version = version

    @on(AreaTab.Chosen)
    def go_to_area(self, event: AreaTab.Chosen) -> None:
        """Follow a click on the area bar."""
        self.desk.action_area(event.area)
