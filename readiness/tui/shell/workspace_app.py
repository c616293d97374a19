"""The application's half that holds the open session: opening, changing, undoing, hearing of others."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.signal import Signal
from textual.worker import WorkerFailed

from readiness.base.crash import EXIT_CODE, exit_message
from readiness.base.errors import ReadinessError, StaleEditError
from readiness.base.reach import by_own_name, own_files
from readiness.base.zone import local_zone
from readiness.tui.base.areas import AREAS, area_titles
from readiness.tui.base.content import shortened
from readiness.tui.shell.made import Made
from readiness.tui.shell.preloading import Preloading, import_area, spare_the_collector, sparing_the_collector
from readiness.tui.shell.session import open_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.worker import Worker

    from readiness.model.records.changes import Transaction
    from readiness.tui.shell.session import Session, Start
    from readiness.workspace.workspace import Workspace

LOOK_EVERY = 3.0

LOOK_EVERY_SHARED = 1.0
"""Seconds between looks at whether somebody else changed the workspace."""

_TOAST_WIDTH = 200

_TRAIL = 20
"""Jumps remembered, to return from."""

_FLOWS = frozenset({"flow", "offer", "decide"})
"""Groups of work that talks with the user in boxes."""

_OPENS_WITHIN = 2.0
"""Seconds for which keys wait for a box to open."""

_TRAIL_SHOWN = 3
"""Areas of the way back that are named."""

_AREA_KEYS = frozenset(str(number) for number, _ in enumerate(AREAS, start=1))

_LEAVING = _AREA_KEYS | {"q", "ctrl+q"}
"""Keys that do not wait for the area they are pressed in."""


class WorkspaceApp(Preloading):
    """An application with at most one open session; every change goes through `carry_out`."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start = start
        self.session: Session | None = None
        self.changed: Signal[Session] = Signal(self, "changed")
        """Tells screens that there is something new to show."""
        self.opener: Callable[[Start, Path], Session] = open_session
        """Opens the workspace in a folder; runs in a thread."""
        self.at_work = 0
        """Number of changes being made just now."""
        self.made: list[Made] = []
        """What was written out since the program was opened, oldest first."""
        self._target = ("", "")
        self._filter = ("", "")
        self._failure: BaseException | None = None
        self._has_warned = False
        self._suggesting_for: Session | None = None
        self._is_going = False
        self._trail: list[str] = []
        self._flows: frozenset[Worker[object]] = frozenset()
        self._pressed_on: Screen[object] | None = None
        """The screen the key that came last was pressed on."""
        self._began_at = float("-inf")

    # Opening -----------------------------------------------------------------------------------

    @work(group="open", exclusive=True)
    async def begin(self) -> None:
        """Open the workspace the program was started on, or ask what to do without one."""
        root = self.start.root
        while self.session is None:
            if root is None:
                root = await self.choose_workspace()
                if root is None:
                    self.exit()
                    return
            try:
                self.use(await asyncio.to_thread(self._open, root))
                await asyncio.to_thread(self._remember)
            except ReadinessError as error:
                self.forget_keys()
                await self.tell(error)
                root = None

    @property
    def open_workspace(self) -> Workspace | None:
        """The workspace that is open; None when none is."""
        return self.session.workspace if self.session else None

    @property
    def opened(self) -> Session:
        """The open session, for what can only be asked once one is open: areas are reached with one alone.

        Raises:
            ReadinessError: none is open.
        """
        if self.session is None:
            raise ReadinessError("No workspace is open.", hint="Leave and start the program in its folder.")
        return self.session

    async def choose_workspace(self) -> Path | None:
        """Ask which folder to work in; None when the user would rather leave. Must run in a worker."""
        return None

    def _remember(self) -> None:
        """Keep that the area was open, unless it is a rehearsal or on somebody else's computer."""
        session = self.session
        if session is not None and own_files() is None and not session.is_drill:
            from readiness.base.own_settings import remember_area

            remember_area(session.workspace.root, session.workspace.area.name, session.today)

    def _open(self, root: Path) -> Session:
        with sparing_the_collector():
            return self.opener(self.start, root)

    def use(self, session: Session) -> None:
        """Work with this session from now on."""
        self.session = session
        self.announce()
        if session.workspace.problems:
            count = len(session.workspace.problems)
            self.say(f"{count} problem(s) found while opening. Press ! to read them.", severity="warning")
        definition = session.workspace.definition
        if definition is not None and definition.origin == "local":
            self.say(definition.words)
        if definition is not None and definition.waiting is not None:
            self.say("Another definition is at hand. ctrl+p and 'edition: Editions' compares them.")
        every = LOOK_EVERY_SHARED if session.workspace.repository.identity else LOOK_EVERY
        self.set_interval(every, self.look_for_news)

    # Changing ----------------------------------------------------------------------------------

    async def carry_out(
        self,
        work: Callable[[Workspace], object],
        *,
        again: Callable[[Workspace], object] | None = None,
    ) -> bool:
        """Make one change in a thread and show it; must run in a worker.

        `again` does the same on the version that is stored now, for when somebody else was quicker.
        Returns whether the change was made; a refusal has been explained to the user by then.
        """
        session = self.session
        if session is None:
            return False
        try:
            done = await self._in_thread(session, work)
        except StaleEditError as error:
            self.announce()
            return await self._settle(error, again)
        except ReadinessError as error:
            await self.tell(error)
            return False
        self.announce()
        if done is not None and done.changes:
            self.say(f"{done.label}  ·  u undo")
        return True

    @work(group="suggest")
    async def suggest(self) -> None:
        """Work out which evidence might prove what; shown when it is done."""
        from readiness.evidence.suggesting import work_out

        session = self.session
        if session is None or session is self._suggesting_for:
            return
        self._suggesting_for = session
        try:
            session.suggestions = await asyncio.to_thread(
                work_out,
                session.workspace.root,
                session.framework,
                session.records,
                cancelled=self.give_way,
            )
        except ReadinessError as error:
            self._suggesting_for = None
            self.say(error.title, severity="warning")
            return
        spare_the_collector()
        self.announce()

    async def _in_thread(self, session: Session, work: Callable[[Workspace], object]) -> Transaction | None:
        self.at_work += 1
        try:
            return await asyncio.to_thread(session.change, work)
        finally:
            self.at_work -= 1

    async def _settle(self, error: StaleEditError, again: Callable[[Workspace], object] | None) -> bool:
        from readiness.tui.forms.conflict import ConflictDialog

        around = self.session.around if self.session else None
        choice = await self.push_screen_wait(
            ConflictDialog(error, may_repeat=again is not None, around=around)
        )
        if choice == "mine" and again is not None:
            return await self.carry_out(again)
        return choice == "theirs"

    def announce(self) -> None:
        """Tell every screen that records changed."""
        if self.session is not None:
            self.session.version += 1
            self.changed.publish(self.session)

    @work(group="undo", exclusive=True)
    async def action_undo(self) -> None:
        """Take back the user's last change."""
        from readiness.workspace.history import undo

        await self.carry_out(undo)

    @work(group="undo", exclusive=True)
    async def action_redo(self) -> None:
        """Do again what was undone."""
        from readiness.workspace.history import redo

        await self.carry_out(redo)

    @work(group="news", exclusive=True)
    async def look_for_news(self) -> None:
        """Take in what others changed; what is being typed stays as it is."""
        if self.session is None:
            return
        try:
            others = await asyncio.to_thread(self.session.news)
            is_new_day = await asyncio.to_thread(self.session.has_turned)
        except ReadinessError as error:
            if not self._has_warned:
                self._has_warned = True
                self.say(error.title, severity="warning")
            return
        self._has_warned = False
        if others or is_new_day:
            self.announce()
        if others:
            newest = others[-1]
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            self.say(f"{newest.user}: {newest.label}{more}")

    # Talking -----------------------------------------------------------------------------------

    def stand_close(self, *, is_close: bool) -> None:
        """Leave the frames of panes out, or draw them again."""
        self.set_class(is_close, "-close")

    def said(self, text: str) -> str:
        """Words of the program's own, with what is evaluated called as the open framework calls it."""
        return self.session.framework.terms.said(text) if self.session is not None else text

    def say(self, words: str, *, severity: SeverityLevel = "information") -> None:
        """Show a short note; never read as markup."""
        self.notify(shortened(by_own_name(words), _TOAST_WIDTH), severity=severity, markup=False)

    def say_made(self, words: str, path: Path) -> None:
        """Say that something was written, and keep it to come back to."""
        now = self.session.workspace.clock() if self.session is not None else datetime.now(UTC)
        self.made.append(Made(now.astimezone(local_zone()), words, path))
        self.say(f"{words}  ·  = opens it")

    async def tell(self, error: ReadinessError) -> None:
        """Show an error with its detail and what to do; must run in a worker."""
        from readiness.tui.forms.questions import ErrorDialog

        error.detail = by_own_name(error.detail)
        await self.push_screen_wait(ErrorDialog(error))

    # Going about -------------------------------------------------------------------------------

    def action_area(
        self, name: str, record_id: str = "", query: str = "", *, may_return: bool = False
    ) -> None:
        """Go to an area, and there to a record or to what fits a typed filter, when one is given.

        From there one can return, when something is given or when one `may_return`.
        """
        if self.session is None or self.screen.is_modal:
            return
        self._target, self._filter = (name, record_id), (name, query)
        if self.current_mode != name:
            self._trail = (
                [*self._trail, self.current_mode][-_TRAIL:] if record_id or query or may_return else []
            )
            self._switch_to(name)
        elif record_id or query:
            self.changed.publish(self.session)

    def action_return_there(self) -> None:
        """Go back to the area from which one jumped here; it stands as it was left."""
        if self._trail and not self.screen.is_modal:
            self._switch_to(self._trail.pop())
        else:
            self.say("You did not come here from another place.")

    @property
    def trail_words(self) -> str:
        """From which areas one jumped here, and the way back; empty when one came by oneself."""
        if not self._trail or self.session is None:
            return ""
        titles = dict(area_titles(self.session.framework))
        return " > ".join(titles[one] for one in self._trail[-_TRAIL_SHOWN:]) + " >  backspace returns"

    def _switch_to(self, name: str) -> None:
        if self.is_ahead:
            self.switch_mode(name)
        else:
            self._is_going = True
            self._go(name)

    @work(group="go", exclusive=True)
    async def _go(self, name: str) -> None:
        await asyncio.to_thread(import_area, name)
        self.switch_mode(name)
        self._is_going = False

    @property
    def is_being_built(self) -> bool:
        """Whether an area is on its way, or is not filled yet."""
        is_filled = all(getattr(one, "is_filled", True) for one in self._on_top())
        return self._is_going or not is_filled or self._is_opening

    def note_press(self) -> None:
        """Remember what the key was pressed on, and what went on already."""
        self._flows, self._pressed_on = self._flows_on, next(iter(self._on_top()), None)

    def note_what_began(self) -> None:
        """Wait for the box or editor that the key opens: the next keys must not act on what is behind."""
        is_begun = bool(self._flows_on - self._flows) or self._pressed_on not in self._on_top()
        self._began_at = time.monotonic() if is_begun else float("-inf")

    @property
    def _flows_on(self) -> frozenset[Worker[object]]:
        """What goes on for the user and may open a box."""
        return frozenset(one for one in self.workers if one.group in _FLOWS and not one.is_finished)

    @property
    def _is_opening(self) -> bool:
        """Whether a key has begun something that is still to open a box; never for longer than a moment."""
        if time.monotonic() - self._began_at > _OPENS_WITHIN:
            return False
        top = next(iter(self._on_top()), None)
        is_box = len(self.screen_stack) > 1 and top is not self._pressed_on
        if is_box:
            return top is not None and top.focused is None
        return bool(self._flows_on)

    def may_pass(self, key: str) -> bool:
        """Keys that leave do not wait; there is nowhere to go before the workspace is open."""
        return key in _LEAVING and (self.session is not None or key not in _AREA_KEYS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No area is left from a box."""
        is_boxed = action == "area" and any(one.is_modal for one in self._on_top())
        return not is_boxed and super().check_action(action, parameters)

    def _on_top(self) -> list[Screen[object]]:
        """The screen that is seen; none while the program ends."""
        return self.screen_stack[-1:]

    def has_target(self, area: str) -> bool:
        """Whether an area is asked to show a record, or what fits a filter."""
        return any(name == area and bool(words) for name, words in (self._target, self._filter))

    def take_target(self, area: str) -> str:
        """The record an area was asked to show; asked for once."""
        name, record_id = self._target
        if name != area:
            return ""
        self._target = ("", "")
        return record_id

    def take_filter(self, area: str) -> str:
        """The filter an area was asked to show; asked for once."""
        name, query = self._filter
        if name != area:
            return ""
        self._filter = ("", "")
        return query

    # Ending ------------------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        self._failure = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)
        self._return_code = EXIT_CODE

    def _fatal_error(self) -> None:
        """Say that a fault of ours ended the program, without a word of the workspace."""
        if not self._exit_renderables:
            self._exit_renderables.append(Text(exit_message(self._failure or RuntimeError())))
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """The same for errors that would print themselves, with the data they quote."""
        del renderables
        self._fatal_error()
