"""Work on many files: how far it is, and a way to stop it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import work
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, ProgressBar, Static

from readiness.base.errors import ReadinessError
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.library.scan import Step

T = TypeVar("T")

Work = Callable[[Callable[["Step"], None], Callable[[], bool]], T]
"""What is done, in a thread: it tells each step, and asks before each file whether it shall stop."""


class WorkDialog(ModalScreen["T | None"], Generic[T]):
    """Does the work, shows how far it is and what came of it, and gives that; None when it was refused."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("scan")

    class Went(Message):
        """One more file was looked at."""

        def __init__(self, step: Step) -> None:
            super().__init__()
            self.step = step

    def __init__(
        self, title: str, work: Work[T], summary: Callable[[T], Sequence[str]] | None = None
    ) -> None:
        """Without a summary the dialog closes by itself once the work is done."""
        super().__init__()
        self._title = title
        self._work = work
        self._summary = summary
        self._stop = threading.Event()
        self._is_over = False
        self._result: T | None = None

    def compose(self) -> ComposeResult:
        """Title, bar, name of the file, and the button that stops."""
        with Vertical(classes="box"):
            yield Static(plain(self._title, "bold"), markup=False)
            yield ProgressBar(show_eta=False, id="scan-bar")
            yield Static(plain("Looking for files ..."), id="scan-words", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Stop", id="stop", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at once."""
        self.run_work()

    @work(group="scan", exclusive=True)
    async def run_work(self) -> None:
        """Do it in a thread and say what came of it."""
        words: Sequence[str] | None = None
        try:
            self._result = await asyncio.to_thread(self._work, self._tell, self._stop.is_set)
        except ReadinessError as error:
            words = [error.title, error.detail, error.hint]
        self._is_over = True
        if words is None and self._summary is None:
            self.dismiss(self._result)
            return
        if words is None and self._result is not None and self._summary is not None:
            words = self._summary(self._result)
        self.query_one("#scan-words", Static).update(lines(plain(one) for one in words or () if one))
        self.query_one("#scan-bar").display = False
        self.query_one("#stop", Button).label = plain("Close")

    def _tell(self, step: Step) -> None:
        """Tell the screen, from the thread, how far it is."""
        self.post_message(self.Went(step))

    def on_work_dialog_went(self, event: Went) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(total=event.step.total, progress=event.step.done)
        if not self._is_over:
            self.query_one("#scan-words", Static).update(plain(event.step.name))

    def on_button_pressed(self) -> None:
        """Stop, or close once it is over."""
        self.action_close()

    def action_close(self) -> None:
        """Stop after the file in hand; what was done stays. Close once it is over."""
        if self._is_over:
            self.dismiss(self._result)
        else:
            self._stop.set()
            self.query_one("#scan-words", Static).update(plain("Stopping after this file ..."))
