"""Moments typed into the forms of the notice."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from readiness.base.dates import local

if TYPE_CHECKING:
    from readiness.tui.forms.form import Answers
    from readiness.tui.shell.workspace_app import Desk


async def read_moment(desk: Desk, answers: Answers) -> datetime | None:
    """The moment in the fields `on` and `at` of a form; None once the user was told that it is none."""
    day, at = answers.values["on"], await read_time(desk, answers.text("at"))
    return local(day, time.fromisoformat(at)) if at and isinstance(day, date) else None


async def read_time(desk: Desk, words: str) -> str:
    """A time of day as HH:MM; empty once the user was told that it is none."""
    from readiness.base.errors import UsageError

    try:
        return f"{time.fromisoformat(words.replace('.', ':').zfill(5)):%H:%M}"
    except ValueError:
        await desk.tell(UsageError("That is not a time of day.", words, "Write it as 09:15."))
        return ""
