"""Adding an action to the plan, from wherever something asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.tui.screens.base.records import add_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.model.records.changes import Transaction
    from readiness.model.records.record import Record
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace


async def add_action(ui: WorkspaceApp, given: Mapping[str, object] | None = None) -> str:
    """Ask for a new action and add it; its id, if it was added. Must run in a worker."""
    from readiness.model.records.plan import Action
    from readiness.plan import plan

    def add(ws: Workspace, fields: dict[str, Any]) -> tuple[Record, Transaction]:
        return plan.add_action(ws, fields.pop("title"), **fields)

    return await add_record(ui, Action, add, title="Add an action", given=given)
