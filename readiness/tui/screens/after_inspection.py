"""After an inspection: what is done, due and late, and its days, points and promises to be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.rules.after_inspection import step_words, steps
from readiness.tui.base.content import plain
from readiness.tui.forms.questions import Menu
from readiness.tui.forms.reading import ReportDialog
from readiness.tui.screens.base.records import edit_record

if TYPE_CHECKING:
    from readiness.tui.shell.workspace_app import WorkspaceApp

_FIELDS = (
    "draft_received",
    "comments_due",
    "comments_sent",
    "plan_due",
    "plan_submitted",
    "accuracy",
    "promises",
)


async def after_inspection(ui: WorkspaceApp) -> None:
    """Show what follows, or set its days, points and promises. Must run in a worker."""
    session = ui.opened
    found = steps(session.framework, session.workspace.area, session.as_at)
    late = sum(one.state == "late" for one in found)
    ways = (
        ("look", "What follows", f"{len(found)} steps, {late} late"),
        ("set", "Days, points and promises", "of the draft report and the plan, and what was promised"),
    )
    chosen = await ui.push_screen_wait(Menu("After the inspection", ways))
    if chosen == "look":
        lines = [plain(step_words(one, session.as_at)) for one in found]
        await ui.push_screen_wait(ReportDialog("After the inspection", lines))
    elif chosen == "set":
        intro = "Days are those your letters give; how long an area has for comments was not published."
        await edit_record(ui, session.workspace.area, title="After the inspection", intro=intro, only=_FIELDS)
