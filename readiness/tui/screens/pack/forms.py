"""The data pack: where it goes, why something may go out all the same, and verifying one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.reading import ReportDialog
from readiness.tui.screens.pack.plan_lines import verified_lines
from readiness.tui.screens.pack.screen import PackOptions
from readiness.tui.shell.background import asked_to_replace, run_in_background
from readiness.workspace.output import free_name

if TYPE_CHECKING:
    from readiness.pack.verify import VerifyReport
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def make_pack(ui: WorkspaceApp) -> None:
    """Ask where the pack goes, then show what would be in it and build it. Must run in a worker."""
    from readiness.tui.screens.pack.screen import PackScreen

    session = ui.opened
    ws = session.workspace
    target = free_name(ws.root / "exports", ws.area, "data-pack", session.today.isoformat(), ".zip")
    wishes: list[PackOptions] = []

    async def save(answers: Answers) -> bool:
        output = answers.path("output")
        replacing = await asked_to_replace(ui, output)
        if replacing is None:
            return False
        cover, contact = answers.text("cover"), answers.text("contact")
        wishes.append(PackOptions(output, cover, contact, may_replace=replacing))
        return True

    fields = [
        Field(
            "output", "File or folder", "path", str(target), hint="ends in .zip, or a folder", is_needed=True
        ),
        Field("contact", "Contact", hint="whom inspectors ask about the pack"),
        Field("cover", "Cover note", "long", hint="", lines=4),
    ]
    intro = "A name ending in .zip makes one file; any other a new folder. Next you see what goes in."
    if await fill_in(ui, FormDialog("Data pack", fields, save, intro=intro)) and wishes:
        await ui.push_screen_wait(PackScreen(wishes[-1]))


async def verify_pack(ui: WorkspaceApp) -> None:
    """Ask for a pack and compare every file with its hashes. Must run in a worker."""
    from readiness.pack import packing

    found: list[VerifyReport] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("pack")
        report = await run_in_background(ui, lambda _: packing.verify_pack(path))
        found.extend([report] if report else [])
        return bool(report)

    fields = [Field("pack", "Pack", "path", hint="a folder or a .zip file", is_needed=True)]
    if await fill_in(ui, FormDialog("Verify a pack", fields, save)) and found:
        await ui.push_screen_wait(
            ReportDialog(
                "Verified" if found[-1].is_valid else "NOT AS IT WAS BUILT", verified_lines(found[-1])
            )
        )
