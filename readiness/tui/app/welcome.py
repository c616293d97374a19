"""The first run: nothing is written before somebody chose what to work on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from readiness.base.date_words import near_day_words
from readiness.base.errors import ReadinessError
from readiness.base.own_settings import RecentArea, forget_area, own_settings
from readiness.base.reach import own_files
from readiness.tui.base.actions import bindings_for
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu
from readiness.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from readiness.tui.shell.workspace_app import WorkspaceApp

CHOICES = (
    ("example", "Try the worked example", "a fictional local area, copied to a folder of your choice"),
    ("open", "Open another folder", "an area that is kept there"),
    ("new", "Start a new area", "an empty folder and the name of your area"),
)

_EXAMPLE_FOLDER = "readiness-example"


_FORGET = "forget:"

_FIRST = "Nothing has been opened yet. What would you like to do?"

_AGAIN = "Go on with an area, or do something else. Nothing is written before you choose."


class Welcome(Menu):
    """The areas opened last, and what else one could do; gives a folder, a choice, or what to forget."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("welcome")

    def __init__(self, recent: Sequence[RecentArea]) -> None:
        known = [(one.folder, one.name or one.folder, _about(one)) for one in recent]
        intro = _AGAIN if known else _FIRST
        super().__init__("Welcome to readiness", [*known, *CHOICES], intro=intro)
        self._folders = {one.folder for one in recent}

    def action_forget(self) -> None:
        """List the area under the cursor no longer; its files stay where they are."""
        if (key := self.query_one(Page).key) in self._folders:
            self.dismiss(f"{_FORGET}{key}")


def _about(one: RecentArea) -> str:
    day = f", opened {near_day_words(one.opened)}" if one.opened else ""
    return f"{one.folder}{day}"


def _recent() -> tuple[RecentArea, ...]:
    """The areas opened last; none where the files are not one's own to name."""
    return () if own_files() is not None else own_settings().recent_areas


async def ask_for_workspace(ui: WorkspaceApp) -> Path | None:
    """The folder of a workspace that exists or was just made; None to leave. Must run in a worker."""
    while True:
        recent = await asyncio.to_thread(_recent)
        choice = await ui.push_screen_wait(Welcome(recent))
        if not choice:
            return None
        if choice.startswith(_FORGET):
            await asyncio.to_thread(forget_area, choice.removeprefix(_FORGET))
            continue
        folder = await _ASK[choice](ui) if choice in _ASK else Path(choice)
        if folder is not None:
            return folder


async def _example(ui: WorkspaceApp) -> Path | None:
    from readiness.workspace.example import copy_example

    start = str(Path.home() / _EXAMPLE_FOLDER)
    fields = [Field("folder", "Copy it to", "path", start, is_needed=True)]
    return await _asked(ui, "The worked example", fields, lambda answers: copy_example(_folder(answers)))


async def _open(ui: WorkspaceApp) -> Path | None:
    from readiness.store.layout import find_workspace

    fields = [
        Field("folder", "Folder", "path", "", hint="type a path; right arrow completes", is_needed=True)
    ]

    def found(answers: Answers) -> Path:
        folder = _folder(answers)
        return find_workspace(folder) or folder

    return await _asked(ui, "Open another folder", fields, found)


async def _new(ui: WorkspaceApp) -> Path | None:
    from readiness.definitions.catalogue import summaries
    from readiness.definitions.in_force import DEFAULT_FRAMEWORK
    from readiness.tui.shell.session import utc_now
    from readiness.workspace.opening import create_workspace

    known = await asyncio.to_thread(summaries)
    fields = [
        Field("area", "Area", is_needed=True, hint="such as Penmarsh"),
        Field("folder", "Folder", "path", "", hint="an empty or new folder", is_needed=True),
        Field(
            "framework",
            "Framework",
            "choice",
            DEFAULT_FRAMEWORK,
            tuple((one.id, one.title) for one in known),
            is_needed=True,
        ),
    ]

    def made(answers: Answers) -> Path:
        folder = _folder(answers)
        workspace = create_workspace(
            folder,
            answers.text("area"),
            framework_id=answers.text("framework"),
            user=ui.start.user,
            clock=utc_now,
        )
        workspace.close()
        return folder

    return await _asked(ui, "Start a new area", fields, made)


async def _asked(
    ui: WorkspaceApp, title: str, fields: list[Field], make: Callable[[Answers], Path]
) -> Path | None:
    done: list[Path] = []

    async def save(answers: Answers) -> bool:
        try:
            done.append(await asyncio.to_thread(make, answers))
        except ReadinessError as error:
            await ui.tell(error)
            return False
        return True

    await fill_in(ui, FormDialog(title, fields, save))
    return done[-1] if done else None


def _folder(answers: Answers) -> Path:
    return answers.path("folder")


_ASK = {"example": _example, "open": _open, "new": _new}
