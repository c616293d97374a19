"""Choosing a file or folder by walking about, instead of typing its path."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from readiness.base.text import counted
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, plain
from readiness.tui.base.styles import styles
from readiness.tui.widgets.folders import Contents, Listed, contents, drives
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.page import Entry, Page

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_UP = "up"

_MUTED = "$text-muted"


class NameField(Input):
    """Narrows the names while letters are typed; empty, its arrows walk from folder to folder."""

    class Walked(Message):
        """An arrow was pressed in the empty field."""

        def __init__(self, *, is_up: bool) -> None:
            super().__init__()
            self.is_up = is_up

    def action_cursor_left(self, select: bool = False) -> None:
        """Go up where there are no letters to move among."""
        if self.value:
            super().action_cursor_left(select)
        else:
            self.post_message(self.Walked(is_up=True))

    def action_cursor_right(self, select: bool = False) -> None:
        """Open the folder under the cursor where there are no letters to move among."""
        if self.value:
            super().action_cursor_right(select)
        else:
            self.post_message(self.Walked(is_up=False))


class FileBrowser(ModalScreen[str]):
    """Gives the path that was chosen; empty for nothing. Nothing is opened, read or changed by looking."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("browser")

    def __init__(self, start: Path) -> None:
        """Begins in a folder, or in the folder of a file, or above where that is gone."""
        super().__init__()
        self._folder = start
        self._shown = Contents(start, ())
        self._listed: dict[str, Listed] = {}

    def compose(self) -> ComposeResult:
        """The path, what is typed to find a name, the names, and how many there are."""
        with Vertical(classes="box -tall"):
            yield Static("", id="folder", markup=False)
            yield NameField(placeholder="type to find a name", compact=True, id="name")
            yield Page(id="names")
            yield Static("", id="count", classes="muted", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the folder one is in."""
        self._go(self._folder)

    @work(group="browse", exclusive=True)
    async def _go(self, folder: Path, came_from: str = "") -> None:
        """Read a folder in a thread and show it; what cannot be read says so, with the way up."""
        self.query_one("#count", Static).update(plain("reading ..."))
        self._shown = await asyncio.to_thread(_contents_near, folder)
        self._folder = self._shown.folder
        self.query_one("#folder", Static).update(plain(str(self._folder), "bold"))
        self.query_one(NameField).value = ""
        self._show("", came_from)

    def _show(self, letters: str, at: str = "") -> None:
        found = [one for one in self._shown.entries if letters.casefold() in one.path.name.casefold()]
        self._listed = {one.path.name: one for one in found}
        page = self.query_one(Page)
        page.point_at("")
        up = [Entry(plain("< up", _MUTED), id=f"/{_UP}")] if not letters else []
        page.fill([*up, *(_entry(one) for one in found)])
        first = next(iter(self._listed), f"/{_UP}")
        page.point_at(f"={at}" if at in self._listed else f"={first}" if self._listed else first)
        self.query_one("#count", Static).update(plain(self._said(len(found))))

    def _said(self, count: int) -> str:
        if self._shown.why_not:
            return f"This folder cannot be read: {self._shown.why_not}."
        more = "; there are more, type to narrow" if self._shown.is_cut else ""
        return f"{counted(count, 'name')}{more}"

    @on(Input.Changed, "#name")
    def narrow(self, event: Input.Changed) -> None:
        """List the names that hold the letters."""
        event.stop()
        self._show(event.value)

    @on(Input.Submitted, "#name")
    def enter(self) -> None:
        """Open the folder under the cursor, or take the file."""
        self.action_choose()

    @on(OptionList.OptionSelected)
    def choose_clicked(self) -> None:
        """The same by a click."""
        self.action_choose()

    @on(NameField.Walked)
    def walk(self, event: NameField.Walked) -> None:
        """Left goes up; right opens the folder under the cursor."""
        one = self._under_cursor
        if event.is_up:
            self._up()
        elif one is not None and one.is_folder:
            self._go(one.path)

    def action_choose(self) -> None:
        """Open the folder under the cursor, or take the file."""
        one = self._under_cursor
        if one is None:
            self._up()
        elif one.is_folder:
            self._go(one.path)
        else:
            self.dismiss(str(one.path))

    def action_take_folder(self) -> None:
        """Take the folder that is shown."""
        self.dismiss(f"{self._folder}")

    def action_down(self) -> None:
        """Next in the list, while letters are typed."""
        self.query_one(Page).action_cursor_down()

    def action_up(self) -> None:
        """Previous in the list, while letters are typed."""
        self.query_one(Page).action_cursor_up()

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss("")

    @property
    def _under_cursor(self) -> Listed | None:
        return self._listed.get(self.query_one(Page).key.removeprefix("="))

    def _up(self) -> None:
        if self._folder.parent != self._folder:
            self._go(self._folder.parent, self._folder.name)
        elif known := drives():
            self._shown = Contents(self._folder, tuple(Listed(Path(one), is_folder=True) for one in known))
            self._show("")


def _contents_near(folder: Path) -> Contents:
    """What is in a folder; of a file, in its folder; where neither is there, in the nearest above that is."""
    while not folder.is_dir() and folder.parent != folder:
        folder = folder.parent
    return contents(folder)


def _entry(one: Listed) -> Entry:
    name = one.path.name or str(one.path)
    if one.is_folder:
        return Entry(line(plain("▸ ", _MUTED), plain(name, "bold")), id=f"={one.path.name}")
    return Entry(line("  ", name, plain(f"  {one.about}", _MUTED)), id=f"={one.path.name}")
