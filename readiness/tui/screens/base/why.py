"""Asking why a day others count on moves, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.model.records.record import Record
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def reason_for(ui: WorkspaceApp, before: Record, given: Mapping[str, object]) -> str | None:
    """The reason for days that move; empty where none does, None where nobody gives one.

    Must run in a worker.
    """
    from readiness.workspace.date_moves import moves_of

    moved = moves_of(before, given)
    if not moved:
        return ""
    title = f"Why does the {moved[0].of_record(before.id)} move?"
    if len(moved) > 1:
        title = f"Why do {len(moved)} days of {before.id} move?"
    said: list[str] = []

    async def save(answers: Answers) -> bool:
        said.append(answers.text("why").strip())
        return True

    fields = [
        Field("why", "Why", "long", is_needed=True, help="What happened, and who agreed to the new day.")
    ]
    intro = "The reason stays beside the day, with what it was before."
    if not await fill_in(ui, FormDialog(title, fields, save, intro=intro)):
        return None
    return said[-1]
