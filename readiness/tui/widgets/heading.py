"""The two lines at the top of every area: whose workspace this is, and where one can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from readiness.core.wording import counted
from readiness.tui.commands import AREAS
from readiness.tui.dates import long_date
from readiness.tui.text import line, lines, plain, shortened

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Click

    from readiness.tui.session import Session

_NARROW = 80


class Heading(Static):
    """Title line and area bar; a click on an area goes there."""

    class Chosen(Message):
        """An area was clicked."""

        def __init__(self, area: str) -> None:
            super().__init__()
            self.area = area

    def __init__(self, area: str) -> None:
        super().__init__(lines([plain(""), _bar(area)]), markup=False)
        self._area = area
        self._session: Session | None = None

    def show(self, session: Session) -> None:
        """Say whose workspace this is, which framework it follows and the date of the question."""
        self._session = session
        self.update(lines([plain(title_line(session, self.size.width or _NARROW), "bold"), _bar(self._area)]))

    def on_resize(self) -> None:
        """Spread the title over the new width."""
        if self._session is not None:
            self.show(self._session)

    def on_click(self, event: Click) -> None:
        """Go to the area whose name was clicked."""
        if event.y == 1 and (area := area_at(event.x)):
            self.post_message(self.Chosen(area))


def area_at(column: int) -> str:
    """The area whose name stands at a column of the area bar, or empty."""
    start = 0
    for number, (name, title) in enumerate(AREAS, start=1):
        end = start + len(_tab(number, title))
        if start <= column < end:
            return name
        start = end
    return ""


def _tab(number: int, title: str) -> str:
    return f" {number} {title} "


def _bar(here: str) -> Content:
    return line(
        *(
            plain(_tab(number, title), "bold underline $text-primary" if name == here else "$text-muted")
            for number, (name, title) in enumerate(AREAS, start=1)
        )
    )


def title_line(session: Session, width: int) -> str:
    """The title line in `width` columns: area left, framework in the middle when it fits, date right."""
    area = session.workspace.area
    is_said = "example" in area.name.casefold()
    drill = "DRILL, a copy: " if session.is_drill else ""
    left = f" {drill}{area.name}" + (" (example)" if area.is_example and not is_said else "")
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
