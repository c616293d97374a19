"""Taking in a whole folder: how far it is, and a way to stop."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, ProgressBar, Static

from readiness.base.errors import ReadinessError
from readiness.base.text import counted
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.screens.evidence.moving import take_proposals
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.evidence.scanning import ScanResult
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

    fields = [
        Field("folder", "Folder", "path", hint="type a path; right arrow completes", is_needed=True),
        Field(
            "copy",
            "Copy the files",
            "choice",
            "yes",
            (("yes", "into the workspace's library"), ("no", "no, record where they are")),
            is_needed=True,
        ),
    ]
    intro = "Files whose content is registered already are passed over; run it again whenever you like."
    if await fill_in(ui, FormDialog("Add a folder of files", fields, save, intro=intro)) and ui.session:
        folder, in_place = chosen[-1]
        result = await ui.push_screen_wait(ScanDialog(ui.session, folder, in_place=in_place))
        ui.announce()
        if result is not None and result.proposals:
            await take_proposals(ui, result.proposals)


class ScanDialog(ModalScreen["ScanResult | None"]):
    """Runs the scan, shows what it did, and gives it."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("scan")

    class Went(Message):
        """One more file was taken in."""

        def __init__(self, done: int, total: int, name: str) -> None:
            super().__init__()
            self.done = done
            self.total = total
            self.name = name

    def __init__(self, session: Session, folder: Path, *, in_place: bool) -> None:
        super().__init__()
        self._session = session
        self._folder = folder
        self._in_place = in_place
        self._stop = threading.Event()
        self._is_over = False
        self._result: ScanResult | None = None

    def compose(self) -> ComposeResult:
        """Folder, bar, name of the file, and the button that stops."""
        with Vertical(classes="box"):
            yield Static(plain(f"Adding files from {self._folder}", "bold"), markup=False)
            yield ProgressBar(show_eta=False, id="scan-bar")
            yield Static(plain("Looking for files ..."), id="scan-words", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Stop", id="stop", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at once."""
        self.scan()

    @work(group="scan", exclusive=True)
    async def scan(self) -> None:
        """Run the scan in a thread and say what came of it."""
        try:
            words = _summary(await asyncio.to_thread(self._run))
        except ReadinessError as error:
            words = [error.title, error.detail, error.hint]
        self._is_over = True
        self.query_one("#scan-words", Static).update(lines(plain(one) for one in words if one))
        self.query_one("#scan-bar").display = False
        self.query_one("#stop", Button).label = plain("Close")

    def _run(self) -> ScanResult:
        from readiness.evidence.scanning import scan_folder as scan

        result = scan(
            self._session.workspace,
            self._folder,
            in_place=self._in_place,
            as_at=self._session.today,
            progress=lambda step: self.post_message_later(step.done, step.total, step.name),
            cancelled=self._stop.is_set,
        )
        self._session.gaps()
        self._result = result
        return result

    def post_message_later(self, done: int, total: int, name: str) -> None:
        """Tell the screen from the thread how far the scan is."""
        self.post_message(self.Went(done, total, name))

    def on_scan_dialog_went(self, event: Went) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)
        if not self._is_over:
            self.query_one("#scan-words", Static).update(plain(event.name))

    def on_button_pressed(self) -> None:
        """Stop, or close once it is over."""
        self.action_close()

    def action_close(self) -> None:
        """Stop after the file in hand; what was added stays. Close once it is over."""
        if self._is_over:
            self.dismiss(self._result)
        else:
            self._stop.set()
            self.query_one("#scan-words", Static).update(plain("Stopping after this file ..."))


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
