"""Keeping the workspace as it is under a name, and seeing what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.dates import short_date
from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.errands import errand

if TYPE_CHECKING:
    from readiness.core.compare import Comparison
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session


async def take_snapshot(desk: Desk) -> bool:
    """Ask for a name and keep everything as it is. Must run in a worker."""
    if desk.session is None:
        return False

    async def save(answers: Answers) -> bool:
        name = answers.text("name")

        def work(session: Session) -> str:
            from readiness.services import snapshots

            return snapshots.take(session.workspace, name, as_at=session.as_at).name

        kept = await errand(desk, work)
        if kept is not None:
            desk.say(f"Kept as '{kept}'.")
        return kept is not None

    fields = [Field("name", "Name", hint=f"such as board {desk.session.today}", is_needed=True)]
    intro = "A snapshot never changes. Compare with it later to see what was done since."
    return await fill_in(desk, FormDialog("Take a snapshot", fields, save, intro=intro))


async def what_changed(desk: Desk) -> None:
    """Ask for a snapshot and show what is different now. Must run in a worker."""
    from readiness.tui.dialogs.comparison import ComparisonDialog
    from readiness.tui.dialogs.menu import Menu

    ways = await errand(desk, _ways)
    if ways is None:
        return
    if not ways:
        desk.say("No snapshot was taken yet. ctrl+p and 'snapshot: Take' takes one.", severity="warning")
        return
    name = await desk.push_screen_wait(Menu("What changed since", ways))
    if not name:
        return
    found = await errand(desk, lambda session: _compared(session, name))
    if found is not None:
        await desk.push_screen_wait(ComparisonDialog(name, found))


def _ways(session: Session) -> list[tuple[str, str, str]]:
    """The snapshots as lines of a menu, newest first."""
    from readiness.services import snapshots

    kept = reversed(snapshots.listed(session.workspace))
    return [(one.name, one.name, f"{short_date(one.taken.date())}, {one.by}") for one in kept]


def _compared(session: Session, name: str) -> Comparison:
    from readiness.services import snapshots

    return snapshots.compared(session.workspace, name, as_at=session.as_at)
