"""The terminal application: its areas, its keys, and how it starts and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from readiness.tui.app.areas import AREA_SCREENS
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.command import EVERYWHERE
from readiness.tui.base.pane_help import PANE_HELP
from readiness.tui.base.themes import DARK, THEMES, defaults, next_theme
from readiness.tui.shell.session import Start
from readiness.tui.shell.workspace_app import WorkspaceApp

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from textual.binding import BindingType
    from textual.command import Provider


def _commands() -> type[Provider]:
    from readiness.tui.app.palette import CommandProvider

    return CommandProvider


def _places() -> type[Provider]:
    from readiness.tui.app.palette import PlaceProvider

    return PlaceProvider


class DocumentActions(WorkspaceApp):
    """Says what the area is, writes documents, takes edited ones back and keeps snapshots."""

    @work(group="flow", exclusive=True)
    async def action_edit_area(self) -> None:
        """Change what is said about the area."""
        from readiness.tui.screens.base.records import edit_record

        if self.session is not None:
            title = f"The {self.session.framework.terms.area}"
            await edit_record(self, self.session.workspace.area, title=title)

    @work(group="flow", exclusive=True)
    async def action_export_sef(self) -> None:
        """Write the self-evaluation for Word."""
        from readiness.tui.screens.sef.forms import export_sef

        await export_sef(self)

    @work(group="flow", exclusive=True)
    async def action_take_back(self) -> None:
        """Read an edited copy and review what it would change."""
        from readiness.tui.screens.sef.forms import take_back

        await take_back(self)

    @work(group="flow", exclusive=True)
    async def action_take_snapshot(self) -> None:
        """Keep everything as it is under a name."""
        from readiness.tui.screens.snapshots import take_snapshot

        await take_snapshot(self)

    @work(group="flow", exclusive=True)
    async def action_what_changed(self) -> None:
        """Show what is different from a snapshot."""
        from readiness.tui.screens.snapshots import what_changed

        await what_changed(self)

    @work(group="flow", exclusive=True)
    async def action_erase(self) -> None:
        """Take words or records out of everything kept here."""
        from readiness.tui.screens.erasing import erase

        await erase(self)


class InspectionActions(WorkspaceApp):
    """An application that rehearses the call, checks what comes in and verifies what went out."""

    @work(group="flow", exclusive=True)
    async def action_check_lists(self) -> None:
        """Check person-level lists."""
        from readiness.tui.screens.lists import check_lists

        await check_lists(self)

    @work(group="flow", exclusive=True)
    async def action_check_return(self) -> None:
        """Check the file of a recurring return."""
        from readiness.tui.screens.lists import check_return

        await check_return(self)

    @work(group="flow", exclusive=True)
    async def action_verify_pack(self) -> None:
        """Compare a pack with its own hashes."""
        from readiness.tui.screens.pack.forms import verify_pack

        await verify_pack(self)

    @work(group="flow", exclusive=True)
    async def action_start_drill(self) -> None:
        """Rehearse the call on a copy."""
        from readiness.tui.screens.notice.drill import start_drill

        await start_drill(self)

    @work(group="flow", exclusive=True)
    async def action_end_drill(self) -> None:
        """End the rehearsal and see what came of it."""
        from readiness.tui.screens.notice.drill import end_drill

        await end_drill(self)

    @work(group="flow", exclusive=True)
    async def action_write_map(self) -> None:
        """Write the request map as a workbook."""
        from readiness.tui.screens.requests.exchange import write_map

        await write_map(self)

    @work(group="flow", exclusive=True)
    async def action_take_map(self) -> None:
        """Take a filled-in request map in."""
        from readiness.tui.screens.requests.exchange import take_map

        await take_map(self)


class OutsideActions(WorkspaceApp):
    """An application for what those outside say and ask: meetings, and other areas' reports."""

    @work(group="flow", exclusive=True)
    async def action_engagement(self) -> None:
        """Prepare the engagement meeting, and note what was asked."""
        from readiness.tui.screens.engagement.screen import MeetingScreen
        from readiness.tui.shell.navigation import place_of

        if self.session is None:
            return
        record = await self.push_screen_wait(MeetingScreen())
        if record:
            self.action_area(*place_of(record, self.session), may_return=True)

    @work(group="flow", exclusive=True)
    async def action_elsewhere(self) -> None:
        """Look at what inspectors wrote in other areas."""
        from readiness.tui.screens.elsewhere import elsewhere

        await elsewhere(self)

    @work(group="flow", exclusive=True)
    async def action_after_inspection(self) -> None:
        """Look at what follows an inspection, and set its days."""
        from readiness.tui.screens.after_inspection import after_inspection

        await after_inspection(self)


class FrameworkActions(WorkspaceApp):
    """Shows what the framework says and how sure it is."""

    @work(group="flow", exclusive=True)
    async def action_facts(self) -> None:
        """Show the facts behind what is under the cursor; where there are none, the doubts."""
        from readiness.tui.screens.facts.here import facts_here
        from readiness.tui.screens.facts.screen import FactsScreen

        if self.session is not None:
            await self.push_screen_wait(FactsScreen(*facts_here(self.session, self.screen)))

    @work(group="flow", exclusive=True)
    async def action_place_all(self) -> None:
        """Give records a place whose own is no longer in the framework."""
        from readiness.tui.screens.edition.screen import EditionScreen
        from readiness.tui.shell.background import run_in_background
        from readiness.workspace.placing import proposed_placing

        move = await run_in_background(self, lambda session: proposed_placing(session.workspace))
        if move is not None:
            await self.push_screen_wait(EditionScreen(move))

    @work(group="flow", exclusive=True)
    async def action_editions(self) -> None:
        """Compare the definition in force with another one, and move to it."""
        from readiness.tui.screens.edition.forms import choose_definition
        from readiness.tui.screens.edition.screen import EditionScreen

        if (move := await choose_definition(self)) is not None:
            await self.push_screen_wait(EditionScreen(move))


class EvidenceActions(WorkspaceApp):
    """An application that finds words in the evidence and changes many records at once."""

    @work(group="flow", exclusive=True)
    async def action_find_words(self) -> None:
        """Find words in the documents."""
        from readiness.tui.screens.evidence.find import find_words

        await find_words(self)

    @work(group="flow", exclusive=True)
    async def action_write_register(self) -> None:
        """Write the register of evidence as a workbook."""
        from readiness.tui.screens.evidence.register import write_register

        await write_register(self)

    @work(group="flow", exclusive=True)
    async def action_take_register(self) -> None:
        """Take a corrected register in."""
        from readiness.tui.screens.evidence.register import take_register

        await take_register(self)

    @work(group="flow", exclusive=True)
    async def action_take_tracker(self) -> None:
        """Take the area's own tracker of documents in."""
        from readiness.tui.screens.evidence.tracker import take_tracker

        await take_tracker(self)

    @work(group="flow", exclusive=True)
    async def action_rename_owner(self) -> None:
        """Put one owner in the place of another."""
        from readiness.tui.screens.evidence.register import rename_owner

        await rename_owner(self)


class ReadinessApp(FrameworkActions, DocumentActions, InspectionActions, EvidenceActions, OutsideActions):
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
        self.call_after_refresh(self._take_own)
        self.call_after_refresh(self.begin)

    async def choose_workspace(self) -> Path | None:
        """Ask which folder to work in; None when the user would rather leave. Must run in a worker."""
        from readiness.tui.app.welcome import ask_for_workspace

        return await ask_for_workspace(self)

    def action_help(self) -> None:
        """Show what every key does on this screen."""
        from readiness.tui.forms.reading import HelpDialog

        framework = self.session.framework if self.session is not None else None
        self.push_screen(HelpDialog(self.current_mode, framework, pane=self._pane_in_use))

    @property
    def _pane_in_use(self) -> str:
        """Id of the pane with the focus that has words of its own; empty when none has."""
        around = self.focused.ancestors_with_self if self.focused is not None else ()
        ids = (one.id for one in around)
        return next((one for one in ids if one and (self.current_mode, one) in PANE_HELP), "")

    @work(group="flow", exclusive=True)
    async def action_made(self) -> None:
        """List what was written out, and open what is chosen of it."""
        from readiness.tui.screens.made import show_made

        await show_made(self)

    @work(group="flow", exclusive=True)
    async def action_jump(self) -> None:
        """Go to a pane of this screen, an area, or what has an id."""
        from readiness.tui.app.jumping import jump

        await jump(self)

    def action_problems(self) -> None:
        """List what could not be read."""
        from readiness.tui.forms.reading import ProblemsDialog

        if self.session is not None:
            self.push_screen(ProblemsDialog(self.session.workspace.problems))

    @work(group="flow", exclusive=True)
    async def action_settings(self) -> None:
        """Show what is set, and change it."""
        from readiness.tui.screens.settings import settings

        await settings(self)

    def action_swap_theme(self) -> None:
        """Change between dark, light and high contrast; kept for the next time on this computer."""
        from readiness.base.own_settings import set_own

        self.theme = next_theme(self.theme)
        set_own(theme=self.theme)

    def _take_own(self) -> None:
        """Look as this person wants it; after the first paint, which shows nothing of theirs yet."""
        from readiness.base.own_settings import own_settings
        from readiness.tui.base.own_keys import own_keys

        own = own_settings()
        wanted, keys = own.theme, own_keys()
        self.stand_close(is_close=own.is_close)
        if wanted in self.available_themes and wanted != self.theme:
            self.theme = wanted
        if keys.moved:
            self.set_keymap(dict(keys.moved))
        if keys.problems:
            self.say(f"Own keys: {keys.problems[0]} See , Settings.", severity="warning")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our screens ask of a theme that is not ours."""
        return defaults(self.current_theme.to_color_system().generate())

    async def action_quit(self) -> None:
        """Leave the program, after asking when something typed is not saved."""
        self.leave()

    @work(group="quit", exclusive=True)
    async def leave(self) -> None:
        """Ask about what is not saved, then end."""
        from readiness.tui.forms.questions import may_leave

        if await may_leave(self):
            self.exit()


def run(root: Path | None, *, user: str, as_at: date | None = None) -> int:
    """Open the terminal screens on the workspace at `root`, or on the first-run choice when it is None.

    Returns the exit code: 0, or 70 after a fault of ours.
    """
    app = ReadinessApp(Start(root, user, as_at=as_at))
    app.run()
    return app.return_code or 0
