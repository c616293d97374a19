"""The terminal application: its areas, its keys, and how it starts and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from readiness.tui.commands import EVERYWHERE, bindings_for
from readiness.tui.documents import DocumentDesk
from readiness.tui.inspecting import InspectionDesk
from readiness.tui.screens import AREA_SCREENS
from readiness.tui.session import Start
from readiness.tui.themes import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from textual.binding import BindingType
    from textual.command import Provider


def _commands() -> type[Provider]:
    from readiness.tui.palette import CommandProvider

    return CommandProvider


def _places() -> type[Provider]:
    from readiness.tui.palette import PlaceProvider

    return PlaceProvider


class ReadinessApp(DocumentDesk, InspectionDesk):
    """The application."""

    TITLE = "readiness"
    CSS_PATH = "app.tcss"
    MODES = AREA_SCREENS
    DEFAULT_MODE = "overview"
    COMMANDS = {_commands, _places}  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as above
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012 - as above

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def on_mount(self) -> None:
        """Paint first; open the workspace, or ask for one, once the shell stands."""
        self.call_after_refresh(self.begin)

    def action_help(self) -> None:
        """Show what every key does on this screen."""
        from readiness.tui.dialogs.help import HelpDialog

        self.push_screen(HelpDialog(self.current_mode))

    def action_problems(self) -> None:
        """List what could not be read."""
        from readiness.tui.dialogs.problems import ProblemsDialog

        if self.session is not None:
            self.push_screen(ProblemsDialog(self.session.workspace.problems))

    def action_swap_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def action_quit(self) -> None:
        """Leave the program, after asking when something typed is not saved."""
        self.leave()

    @work(group="quit", exclusive=True)
    async def leave(self) -> None:
        """Ask about what is not saved, then end."""
        from readiness.tui.dialogs.message import may_leave

        if await may_leave(self):
            self.exit()


def run(root: Path | None, *, user: str, as_at: date | None = None) -> int:
    """Open the terminal screens on the workspace at `root`, or on the first-run choice when it is None.

    Returns the exit code: 0, or 70 after a fault of ours.
    """
    from datetime import date as day

    app = ReadinessApp(Start(root, user, today=day.today(), as_at=as_at))  # noqa: DTZ011 - the user's own day
    app.run()
    return app.return_code or 0
