"""What was written out since the program was opened, each to be opened from there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readiness.base.errors import ReadinessError
from readiness.base.reach import by_own_name
from readiness.tui.forms.questions import Menu

if TYPE_CHECKING:
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def show_made(ui: WorkspaceApp) -> None:
    """List what was written, newest first, and open what is chosen. Must run in a worker."""
    from readiness.library.launch import open_written

    if not ui.made:
        ui.say("Nothing has been written out since the program was opened.")
        return
    newest = list(reversed(ui.made))
    choices = [
        (str(number), f"{one.at:%H:%M}  {by_own_name(one.words)}", "" if number else "the newest")
        for number, one in enumerate(newest)
    ]
    chosen = await ui.push_screen_wait(Menu("Written since the program was opened", choices))
    if not chosen:
        return
    try:
        said = await asyncio.to_thread(open_written, newest[int(chosen)].path)
    except ReadinessError as error:
        await ui.tell(error)
        return
    if said:
        ui.say(said)
