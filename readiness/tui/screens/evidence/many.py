"""Several items of evidence changed at once: what is said of them, and what they prove."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readiness.base.date_words import near_day_words
from readiness.base.text import counted
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Picker
from readiness.tui.forms.questions import is_sure
from readiness.tui.screens.evidence.linking import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.tui.shell.workspace_app import WorkspaceApp

_ASKED = (
    "owner",
    "kind",
    "agencies",
    "period_from",
    "period_to",
    "review_by",
    "marking",
    "holds_personal_data",
)
"""Fields that several items may well share."""


async def edit_many(ui: WorkspaceApp, ids: Sequence[str]) -> bool:
    """Ask what several items are to say; only what is filled in changes. Must run in a worker."""
    from dataclasses import replace

    from readiness.model.records.evidence import Evidence
    from readiness.tui.forms.record_form import record_rows

    session = ui.opened

    async def save(answers: Answers) -> bool:
        from readiness.workspace.editing import set_many

        changed = answers.changed
        return not changed or await ui.carry_out(lambda ws: set_many(ws, Evidence, ids, changed))

    blank = {"marking": ""}
    rows = [
        replace(row, is_needed=False, hint="stays as it is")
        for row in record_rows(Evidence, None, session.around, only=_ASKED, given=blank)
    ]
    intro = f"{counted(len(ids), 'item')}: what stays empty here stays as it is in each of them."
    return await fill_in(ui, FormDialog(f"Change {counted(len(ids), 'item')}", rows, save, intro=intro))


async def link_many(ui: WorkspaceApp, ids: Sequence[str]) -> bool:
    """Ask what several items prove, and link them all. Must run in a worker."""
    from readiness.evidence import linking

    session = ui.opened
    choices = await asyncio.to_thread(lambda: list(targets(session)))
    title = f"What do these {counted(len(ids), 'item')} prove?"
    target = await ui.push_screen_wait(
        Picker(title, choices, placeholder=ui.said("criterion, prompt, statement, ask"))
    )
    return bool(target) and await ui.carry_out(
        lambda ws: linking.link_many(ws, ids, [target], as_at=session.today)
    )


async def review_many(ui: WorkspaceApp, ids: Sequence[str]) -> bool:
    """Say that every link of several items still holds. Must run in a worker."""
    from readiness.evidence import linking

    session = ui.opened
    links = [link.id for one in ids for link in session.index.links_of(one)]
    if not links:
        ui.say("None of them is linked to anything.", severity="warning")
        return False
    question = (
        f"Say that {counted(len(links), 'link')} of {counted(len(ids), 'item')} still hold on "
        f"{near_day_words(session.today)}? Others rely on it."
    )
    if not await is_sure(ui, question, do_it="They hold"):
        return False
    return await ui.carry_out(lambda ws: linking.review_links(ws, links, as_at=session.today))
