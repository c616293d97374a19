"""The notice: when things happen once the call has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from readiness.tui.commands import bindings_for
from readiness.tui.screens.area import AreaScreen
from readiness.tui.text import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.tui.session import Session


@dataclass(frozen=True, slots=True)
class NoticePicture:
    """What there is to say."""

    words: str


class NoticeScreen(AreaScreen[NoticePicture]):
    """Timetable and countdown."""

    AREA = "notice"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("notice")

    def compose_body(self) -> ComposeResult:
        """One text."""
        yield Static("", id="notice", markup=False)

    def gather(self, session: Session) -> NoticePicture:
        """The notice that runs, if one does."""
        running = [one for one in session.records.notices.values() if one.ended is None]
        return NoticePicture(f"{len(running)} running" if running else "No notice is running.")

    async def show(self, picture: NoticePicture) -> None:
        """Show it."""
        self.query_one("#notice", Static).update(plain(picture.words))

    def action_start_notice(self) -> None:
        """Start the clock."""

    def action_end_notice(self) -> None:
        """End the notice."""
