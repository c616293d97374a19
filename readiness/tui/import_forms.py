"""Taking an edited self-evaluation back: which file, and then the review of what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.dialogs.fields import Field
from readiness.tui.dialogs.form import Answers, FormDialog, fill_in
from readiness.tui.errands import errand

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.core.sef_plan import SefPlan
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session


async def take_back(desk: Desk) -> None:
    """Ask for an edited copy, work out what it would change, and show that. Must run in a worker."""
    read: list[tuple[Path, SefPlan]] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        plan = await errand(desk, lambda session: plan_of(session, path))
        if plan is None:
            return False
        read.append((path, plan))
        return True

    fields = [Field("file", "Edited copy", "path", hint="type a path; right arrow completes", is_needed=True)]
    intro = "Nothing is changed by reading it: you see every change first and take it or leave it."
    if await fill_in(desk, FormDialog("Take back an edited copy", fields, save, intro=intro)) and read:
        from readiness.tui.screens.review import ReviewScreen

        path, plan = read[-1]
        await desk.push_screen_wait(ReviewScreen(path, plan))


def plan_of(session: Session, path: Path) -> SefPlan:
    """What the document would change as the records stand.

    Raises:
        ReadinessError: It cannot be read, or belongs to another area or framework.
    """
    from readiness.services.sef_import import plan_sef

    return plan_sef(session.workspace, path)
