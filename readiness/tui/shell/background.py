"""Slow work that stores no record: writing documents, reading edited ones, comparing snapshots."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from readiness.base.errors import ReadinessError
from readiness.tui.forms.fields import Field
from readiness.tui.forms.questions import QuestionDialog
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

T = TypeVar("T")


async def run_in_background(ui: WorkspaceApp, work: Callable[[Session], T]) -> T | None:
    """Do the work in a thread and give what came of it; must run in a worker.

    None when it was refused, which the user has been told by then.
    """
    session = ui.opened
    ui.at_work += 1
    try:
        return await asyncio.to_thread(work, session)
    except ReadinessError as error:
        refusal = error
    finally:
        ui.at_work -= 1
    await ui.tell(refusal)
    return None


async def asked_to_replace(ui: WorkspaceApp, target: Path) -> bool | None:
    """Whether writing may replace a file: True when the user says so, None when the user keeps it.

    False where nothing stands there: what comes there before the writing is never replaced unasked. Must run
    in a worker.
    """
    if not await asyncio.to_thread(target.exists):
        return False
    question = f"There is a file called {target.name} already. Replace it?"
    answer = await ui.push_screen_wait(QuestionDialog(question, safe="Keep it", other="Replace it"))
    return True if answer else None


def export_file_field(session: Session, what: str, suffix: str) -> Field:
    """The row of a form that asks where a document is written, with a free name in it."""
    ws = session.workspace
    target = free_name(ws.root / "exports", ws.area, what, session.today.isoformat(), suffix)
    return Field("file", "File", "path", str(target), hint="type a path", is_needed=True)
