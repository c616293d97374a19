"""The two lines at the top of every area: whose workspace this is, and where one can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from readiness.tui.commands import AREAS
from readiness.tui.dates import long_date
from readiness.tui.marks import counted
from readiness.tui.text import plain, shortened

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from readiness.tui.session import Session


class AreaTab(Static):
    """The name of one area with its number key; a click goes there."""

    class Chosen(Message):
        """An area was clicked."""

        def __init__(self, area: str) -> None:
            super().__init__()
            self.area = area

    def __init__(self, number: int, area: str, title: str, *, is_here: bool) -> None:
        super().__init__(plain(f"{number} {title}"), classes="-here" if is_here else "", markup=False)
        self._area = area

    def on_click(self) -> None:
        """Go to the area."""
        self.post_message(self.Chosen(self._area))


class Heading(Vertical):
    """Title line and area bar."""

    def __init__(self, area: str) -> None:
        super().__init__()
        self._area = area

    def compose(self) -> ComposeResult:
        """The title line, and one tab for each area."""
        yield Static("", id="title", markup=False)
        with Horizontal(id="areas"):
            for number, (name, title) in enumerate(AREAS, start=1):
                yield AreaTab(number, name, title, is_here=name == self._area)

    def show(self, session: Session) -> None:
        """Say whose workspace this is, which framework it follows and the date of the question."""
        self.query_one("#title", Static).update(plain(title_line(session, self.size.width or 80)))


def title_line(session: Session, width: int) -> str:
    """The title line in `width` columns: area left, framework in the middle when it fits, date right."""
    area = session.workspace.area
    left = f" {area.name}" + (" (example)" if area.is_example else "")
    if session.workspace.is_read_only:
        left += " - read only"
    right = f"as at {long_date(session.as_at)} "
    unsettled = sum(1 for _, fact in session.framework.facts() if not fact.is_settled)
    doubts = f" - {counted(unsettled, 'fact')} unconfirmed" if unsettled else ""
    edition = f", {session.framework.edition}" if session.framework.edition else ""
    middle = f"{session.framework.short_title}{edition}{doubts}"
    room = width - len(right) - 2
    if len(left) + len(middle) + 4 > room:
        return f"{shortened(left, room).ljust(room)}  {right}"
    spare = room - len(left) - len(middle)
    return f"{left}{' ' * (spare // 2)}{middle}{' ' * (spare - spare // 2)}  {right}"
