"""Moments typed into the forms of the notice."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from readiness.base import times
from readiness.base.dates import DateWordsError

if TYPE_CHECKING:
    from readiness.tui.forms.form import Answers
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def read_moment(ui: WorkspaceApp, answers: Answers) -> datetime | None:
    """The moment in the fields `on` and `at` of a form; None once the user was told that it is none."""
    day, at = answers.values["on"], await read_time(ui, answers.text("at"))
    if not at or not isinstance(day, date):
        return None
    try:
        moment = times.moment_on(day, time.fromisoformat(at))
    except DateWordsError as error:
        await _tell(ui, error)
        return None
    if moment.note:
        ui.say(moment.note, severity="warning")
    return moment.at


async def read_time(ui: WorkspaceApp, words: str) -> str:
    """A time of day as HH:MM; empty once the user was told that it is none."""
    try:
        return f"{times.read_time(words):%H:%M}"
    except DateWordsError as error:
        await _tell(ui, error)
        return ""


async def _tell(ui: WorkspaceApp, error: DateWordsError) -> None:
    from readiness.base.errors import UsageError

    await ui.tell(UsageError(f"{error.what}.", "", error.remedy))
