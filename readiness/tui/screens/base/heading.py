"""The two lines on top of every area: whose record this is and what it is measured for, and the areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from readiness.base.date_words import near_day_words, near_moment_words, weekday_words
from readiness.tui.base.areas import area_titles
from readiness.tui.base.content import line, lines, plain, shortened

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Click

    from readiness.tui.shell.session import Session

_NARROW = 80
_GAP = "   "
_LEAST_NAME = 16
"""Columns the area's name keeps; what stands at the right gives way before."""
_LONGEST_TITLE = 10
"""Columns of an area's name on the bar, which has room for no more at 80."""
_CHIP = "bold $on-info on $info-ground"


class Heading(Static):
    """Title line and area bar; a click on an area goes there."""

    class Chosen(Message):
        """An area was clicked."""

        def __init__(self, area: str) -> None:
            super().__init__()
            self.area = area

    def __init__(self, area: str) -> None:
        super().__init__(lines([plain(""), _bar(area, area_titles())]), markup=False)
        self._area = area
        self._session: Session | None = None
        self._must_fix = 0
        self._trail = ""

    def say_trail(self, words: str) -> None:
        """Say from where one jumped here; empty when one did not."""
        if words != self._trail:
            self._trail = words
            self._paint()

    def show(self, session: Session, must_fix: int) -> None:
        """Say whose record this is, what day it is, what everything is measured for, and what must be fixed.

        Args:
            session: What is open.
            must_fix: Gaps that must be fixed.
        """
        self._session = session
        self._must_fix = must_fix
        self._paint()

    def _paint(self) -> None:
        if self._session is not None:
            title = title_line(self._session, self.size.width or _NARROW, trail=self._trail)
            self.update(lines([title, _bar(self._area, self._titles, self._must_fix)]))

    @property
    def _titles(self) -> Titles:
        titles = area_titles(self._session.framework if self._session is not None else None)
        return tuple((name, shortened(title, _LONGEST_TITLE)) for name, title in titles)

    def on_resize(self) -> None:
        """Spread the title over the new width."""
        self._paint()

    def on_click(self, event: Click) -> None:
        """Go to the area whose name was clicked."""
        if event.y == 1 and (area := area_at(event.x, self._titles)):
            self.post_message(self.Chosen(area))


Titles = tuple[tuple[str, str], ...]
"""Each area with what it is called."""


def area_at(column: int, titles: Titles) -> str:
    """The area whose name stands at a column of the area bar, or empty."""
    start = 0
    for number, (name, title) in enumerate(titles, start=1):
        end = start + len(_tab(number, title))
        if start <= column < end:
            return name
        start = end + (_BADGE if name == "gaps" else 0)
    return ""


_BADGE = 4
"""Columns kept behind the gaps for the number of those that must be fixed."""


def _tab(number: int, title: str) -> str:
    return f" {number} {title} "


def _bar(here: str, titles: Titles, must_fix: int = 0) -> Content:
    parts: list[Content] = []
    for number, (name, title) in enumerate(titles, start=1):
        if name == here:
            parts.append(plain(_tab(number, title), "bold $on-solid on $solid"))
        else:
            parts += [plain(f" {number} ", "$text-accent"), plain(f"{title} ", "$text-muted")]
        if name == "gaps":
            count = f"{must_fix}" if must_fix < _MOST_SHOWN else f"{_MOST_SHOWN - 1}+"
            parts.append(plain(f"{count if must_fix else '':<{_BADGE}}", "bold $text-error"))
    return line(*parts)


_MOST_SHOWN = 1000


def title_line(session: Session, width: int, *, trail: str = "") -> Content:
    """The title line in `width` columns: the area left; right the trail, today and the date measured for."""
    chips, name = _chips(session), session.workspace.area.name
    taken = sum(len(chip) + 3 for chip in chips) + 1
    parts = [*([[(trail, "$text-accent")]] if trail else []), *_right(session)]
    while len(parts) > 1 and taken + len(name) + _length(parts) > width:
        parts.pop(0)
    room = max(width - taken - _length(parts) - 1, _LEAST_NAME)
    shown = shortened(name, room)
    left = [plain(" ")]
    for chip in chips:
        left += [plain(f" {chip} ", _CHIP), plain(" ")]
    left.append(plain(shown, "bold"))
    spare = max(width - sum(part.cell_length for part in left) - _length(parts), 0)
    right = [plain(words, style) for part in parts for words, style in ((_GAP, ""), *part)]
    return line(*left, plain(" " * spare), *right, plain(" "))


_Part = list[tuple[str, str]]
"""Words side by side, each with its style."""


def _length(parts: list[_Part]) -> int:
    return sum(len(_GAP) + sum(len(words) for words, _ in part) for part in parts) + 1


def _chips(session: Session) -> list[str]:
    area, role = session.workspace.area, session.workspace.repository.rights.role
    return [
        *(["DRILL, a copy"] if session.is_drill else []),
        *(["EXAMPLE"] if area.is_example else []),
        *(["READ ONLY"] if session.workspace.is_read_only else []),
        *([role] if role else []),
    ]


def _right(session: Session) -> list[_Part]:
    """What stands at the right, the first to give way first."""
    measured = session.measured
    today: _Part = [(weekday_words(session.today), "$text-muted")]
    if measured.basis in {"notice", "drill"} and measured.notice is not None:
        came = near_moment_words(measured.notice.received)
        timetable = session.framework.timetable(measured.notice.kind)
        verb = "agreed" if timetable and timetable.is_meeting else "called"
        today = [(f"{verb} {came}", "$text-muted")]
    day = (
        near_day_words(measured.on) if measured.on.year == session.today.year else weekday_words(measured.on)
    )
    return [today, [("measured for ", "$text-muted"), (day, "bold")]]
