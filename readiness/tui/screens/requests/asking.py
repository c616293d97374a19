"""An ask made in words, written down; and the receipts of what was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.date_words import near_moment_words
from readiness.base.text import counted
from readiness.base.zone import local_zone
from readiness.tui.base.content import line, plain
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.reading import ReportDialog, heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

    from readiness.model.records.handover import HandOver
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace


async def add_ask(ui: WorkspaceApp) -> str:
    """Ask what was asked for, by whom and by when; the item's id, or empty. Must run in a worker."""
    from readiness.requests import asking

    added: list[str] = []

    async def save(answers: Answers) -> bool:
        def work(ws: Workspace) -> object:
            state, done = asking.add_ask(
                ws,
                answers.text("title"),
                by=answers.text("by"),
                due=answers.text("due"),
                item=answers.text("item"),
                owner=answers.text("owner"),
            )
            added.append(state.id)
            return done

        return await ui.carry_out(work)

    fields = [
        Field("title", "Asked for", hint="in their words", is_needed=True),
        Field("by", "By", hint="such as the lead inspector", is_needed=True),
        Field("due", "Due", hint="Friday noon, within 24 hours, 2026-12-02 12:00"),
        Field("owner", "Owner", hint="who is to answer it"),
        Field("item", "Our item", hint="its id, when it asks for one we know"),
    ]
    intro = "What was asked on the telephone or on site. It is on the board at once, as asked now."
    stored = await fill_in(ui, FormDialog("New ask", fields, save, intro=intro))
    return added[-1] if stored and added else ""


async def show_receipts(ui: WorkspaceApp) -> None:
    """Show every hand-over, the newest first. Must run in a worker."""
    parts = receipt_lines(ui.opened.records.handovers.values())
    await ui.push_screen_wait(ReportDialog("Handed over", parts))


def receipt_lines(receipts: Iterable[HandOver]) -> list[Content]:
    """What went, when, by whom and to whom; packs that are built and have not gone say so."""
    parts: list[Content] = []
    for one in sorted(receipts, key=lambda each: each.id, reverse=True):
        when = (
            near_moment_words(one.handed.astimezone(local_zone())) if one.handed else "built, not handed over"
        )
        parts.append(heading(f"{one.id}  {when}: {one.pack or 'by hand'}"))
        said = (f"by {one.by}" if one.by else "", f"to {one.to}" if one.to else "", one.how)
        adds = f"adds to {one.supplements}" if one.supplements else ""
        parts.append(plain(", ".join(part for part in (*said, adds) if part) or "nobody said to whom"))
        items = counted(len(one.items), "item")
        parts.append(plain(f"{items}: {', '.join(one.items)}", "$text-muted"))
        parts += [line(plain(f"{file.item:<7} ", "bold"), file.name) for file in one.files if file.name]
    return parts or [plain("Nothing has been handed over yet.")]
