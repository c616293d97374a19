"""What can be set: the area's own, and what this person wants on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.date_words import weekday_words
from readiness.base.own_settings import own_settings, set_own
from readiness.base.reach import is_confined
from readiness.base.text import counted
from readiness.tui.base.own_keys import own_keys, write_keys
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.forms.questions import Menu

if TYPE_CHECKING:
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_TITLE = "Settings"

_NOT_KEPT = "It could not be kept on this computer: it holds until you leave."


async def settings(ui: WorkspaceApp) -> None:
    """Show what is set and change one thing after another. Must run in a worker."""
    while ui.session is not None:
        chosen = await ui.push_screen_wait(Menu(_TITLE, _lines(ui, ui.session), intro=_INTRO))
        if not chosen:
            return
        await _CHANGES[chosen](ui)


_INTRO = "The first is in the record, for everybody. The others are yours, on this computer alone."


_IN_A_FILE = "every verb and its key, in a file of yours"


def _lines(ui: WorkspaceApp, session: Session) -> list[tuple[str, str, str]]:
    area, own = session.workspace.area, own_settings()
    days_off = counted(len(area.closure_days), "closure day")
    measured = f"measured for {weekday_words(session.as_at)}"
    return [
        ("area", f"This {session.framework.terms.area}: {area.name}", f"{measured}; {days_off}"),
        ("name", f"My name: {own.my_name or 'not said yet'}", "the name under which you own records"),
        ("theme", f"Theme: {ui.theme}", "dark, light, high contrast, and those of the toolkit"),
        ("density", f"Density: {_CLOSE if own.is_close else _FRAMED}", "close leaves the frames out"),
        *([] if is_confined() else [("keys", f"Keys: {_keys_words()}", _IN_A_FILE)]),
    ]


def _keys_words() -> str:
    found = own_keys()
    words = f"{len(found.moved)} changed" if found.moved else "the usual ones"
    return words + (f", {counted(len(found.problems), 'line')} passed over" if found.problems else "")


async def _area(ui: WorkspaceApp) -> None:
    from readiness.tui.screens.base.records import edit_record

    if ui.session is not None:
        title = f"The {ui.session.framework.terms.area}"
        await edit_record(ui, ui.session.workspace.area, title=title)


async def _name(ui: WorkspaceApp) -> None:
    async def save(answers: Answers) -> bool:
        if not set_own(my_name=" ".join(answers.text("name").split())):
            ui.say(_NOT_KEPT, severity="warning")
        return True

    field = Field("name", "My name", value=own_settings().my_name, hint="as it stands among the owners")
    await fill_in(ui, FormDialog("Who I am", [field], save, intro="Empty: you are asked when it is needed."))


async def _theme(ui: WorkspaceApp) -> None:
    from readiness.tui.base.themes import THEMES

    ours = [theme.name for theme in THEMES]
    names = [*ours, *sorted(name for name in ui.available_themes if name not in ours)]
    choices = [Choice(name, "of this program" if name in ours else "of the toolkit") for name in names]
    if chosen := await ui.push_screen_wait(Picker("Theme", choices)):
        ui.theme = chosen
        if not set_own(theme=chosen):
            ui.say(_NOT_KEPT, severity="warning")


_FRAMED, _CLOSE = "framed", "close"


async def _density(ui: WorkspaceApp) -> None:
    is_close = not own_settings().is_close
    ui.stand_close(is_close=is_close)
    if not set_own(is_close=is_close):
        ui.say(_NOT_KEPT, severity="warning")


async def _keys(ui: WorkspaceApp) -> None:
    from readiness.tui.base.content import plain
    from readiness.tui.forms.reading import ReportDialog

    try:
        path = write_keys()
    except OSError:
        ui.say("The file of keys could not be written on this computer.", severity="warning")
        return
    words = [
        "Every verb stands in this file with its key:",
        str(path),
        "",
        "Change a key in any editor and start the program again. Delete the file to have the usual keys.",
        *own_keys().problems,
    ]
    await ui.push_screen_wait(ReportDialog("Keys", [plain(each) for each in words]))


_CHANGES = {"area": _area, "name": _name, "theme": _theme, "density": _density, "keys": _keys}
"""What changes each line of the menu."""
