"""Taking in a whole folder: how far it is, and a way to stop."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.reach import by_own_name, is_confined
from readiness.base.text import counted, visible
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.working import WorkDialog
from readiness.tui.screens.evidence.moving import take_proposals

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness.evidence.scanning import ScanResult
    from readiness.library.scan import Step
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_PROBLEMS_SHOWN = 8


async def scan_folder(ui: WorkspaceApp) -> None:
    """Ask for a folder and take its files in. Must run in a worker."""
    chosen: list[tuple[Path, bool]] = []

    async def save(answers: Answers) -> bool:
        folder = answers.path("folder")
        chosen.append((folder, answers.text("copy") == "no"))
        return True

    ways = (("yes", "into the workspace's library"), ("no", "no, record where they are"))
    hint, all_of_them = "type a path; right arrow completes", "." if is_confined() else ""
    fields = [
        Field("folder", "Folder", "path", all_of_them, hint=hint, is_needed=True),
        Field("copy", "Copy the files", "choice", "yes", ways[:1] if is_confined() else ways, is_needed=True),
    ]
    intro = "Files whose content is registered already are passed over; run it again whenever you like."
    if await fill_in(ui, FormDialog("Add a folder of files", fields, save, intro=intro)) and ui.session:
        folder, in_place = chosen[-1]
        work = partial(_scan, ui.session, folder, in_place=in_place)
        title = f"Adding files from {visible(by_own_name(str(folder)))}"
        result = await ui.push_screen_wait(WorkDialog(title, work, _summary))
        ui.announce()
        if result is not None and result.proposals:
            await take_proposals(ui, result.proposals)


def _scan(
    session: Session,
    folder: Path,
    progress: Callable[[Step], None],
    cancelled: Callable[[], bool],
    *,
    in_place: bool,
) -> ScanResult:
    from readiness.evidence.scanning import scan_folder as scan

    result = scan(
        session.workspace,
        folder,
        in_place=in_place,
        as_at=session.today,
        progress=progress,
        cancelled=cancelled,
    )
    session.gaps()
    return result


def _summary(result: ScanResult) -> list[str]:
    taken = f"{counted(len(result.added), 'file')} added, {result.known:,} known already"
    left = f"{len(result.duplicates):,} duplicates, {result.skipped:,} passed over"
    stopped = "" if result.is_complete else "Stopped before the end; run it again to go on."
    proposed = f"{counted(len(result.proposals), 'proposal')}: close to see each and take it."
    words = [f"{taken}, {left}.", proposed if result.proposals else "", stopped]
    words += [str(one) for one in result.problems[:_PROBLEMS_SHOWN]]
    if len(result.problems) > _PROBLEMS_SHOWN:
        words.append(f"... and {len(result.problems) - _PROBLEMS_SHOWN} more problems.")
    return words
