"""The data pack before, while and after it is built: what goes in, what does not, and what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import getters, work
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from readiness.base.errors import ReadinessError
from readiness.pack.interruption import told_to_end
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import lines, plain, shortened
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.screens.pack.leak_lines import leak_lines
from readiness.tui.screens.pack.plan_lines import built_lines, plan_lines
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.pack.leaks import FileLeaks
    from readiness.pack.plan import PackFault, PackPlan, PackResult
    from readiness.pack.verify import VerifyReport

T = TypeVar("T")

_NAME_WIDTH = 70

_TERMINATED = 143


class PackScreen(ModalScreen[None]):
    """Shows the plan; builds and verifies when told to; every long step can be stopped."""

    AREA = "pack"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("pack")
    ui = getters.app(WorkspaceApp)

    class Went(Message):
        """A long step came this far."""

        def __init__(self, done: int, total: int, words: str) -> None:
            super().__init__()
            self.done = done
            self.total = total
            self.words = words

    def __init__(self, wish: PackOptions) -> None:
        super().__init__()
        self.wish = wish
        self._plan: PackPlan | None = None
        self._stop = threading.Event()
        self._signals = contextlib.ExitStack()
        self._is_busy = False
        self._is_built = False
        self._receipt = ""
        self._shown: list[Content] = []

    def compose(self) -> ComposeResult:
        """Title, how far a step is, and the lines."""
        with Vertical(classes="box -report"):
            yield Static(plain("Data pack", "bold"), id="pack-title", markup=False)
            yield ProgressBar(show_eta=False, id="pack-bar")
            yield Static(plain("Looking at what goes in ..."), id="pack-step", markup=False)
            with VerticalScroll(id="pack-lines"):
                yield Static("", id="pack-body", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Work out what goes in."""
        self._signals.enter_context(told_to_end(self._end))
        self.query_one("#pack-lines").focus()
        self.look()

    def on_unmount(self) -> None:
        """Nothing goes on behind a closed screen."""
        self._stop.set()
        self._signals.close()

    def _end(self) -> None:
        """Told to end by the system: what goes on tidies up behind itself, then the program leaves."""
        self._stop.set()
        self.app.exit(return_code=_TERMINATED)

    @work(group="fill", exclusive=True)
    async def look(self) -> None:
        """Show what would be handed over now, what would not, and what stops it."""
        planned = await self._in_thread(self._planned)
        if planned is None:
            self.wish = replace(self.wish, is_supplement=False)
            return
        self._plan, faults = planned
        what = "Supplementary pack" if self.wish.is_supplement else "Data pack"
        self._title(f"{what}: {self.wish.output}")
        self._tell("BLOCKED: see below" if faults else f"w builds it{self._other_pack}", plan_lines(*planned))

    @property
    def _other_pack(self) -> str:
        """The other pack there could be: nothing until something was handed over."""
        session = self.ui.opened
        if not any(one.handed for one in session.records.handovers.values()):
            return ""
        return "; f: the whole pack" if self.wish.is_supplement else "; f: only what is new or changed"

    @work(group="scan", exclusive=True)
    async def action_build(self) -> None:
        """Build, then verify what was written."""
        plan = self._plan
        if plan is None or self._is_busy:
            return
        if self._is_built:
            self.ui.say("It is built. Leave, and press P for another.")
            return
        self._step("Building ...")
        result = await self._in_thread(lambda: self._built(plan))
        if result is None:
            return
        self._step("Verifying what was written ...")
        report = await self._in_thread(lambda: self._verified(result))
        self.ui.announce()
        if report is None:
            return
        self._is_built, self._receipt = True, result.receipt
        verdict = "Built and verified" if report.is_valid else "BUILT, BUT NOT AS IT SHOULD BE"
        self._title(f"{verdict}: {result.path}")
        self.ui.say_made(f"{verdict}: {result.path}", result.path)
        self._tell("H marks what is in it as handed over", built_lines(result, report))

    @work(group="flow", exclusive=True)
    async def action_override(self) -> None:
        """Give a reason to send personal data that nobody approved."""
        if self._plan is None or self._is_busy or self._is_built:
            return
        if not self._plan.unapproved():
            self.ui.say("Nothing stops this pack.")
            return
        self.wish = await ask_override(self.ui, self.wish)
        self.look()

    @work(group="flow", exclusive=True)
    async def action_include(self) -> None:
        """Choose items to send although they are not ready."""
        if self._plan is None or self._is_busy or self._is_built:
            return
        self.wish = await ask_include(self.ui, self.wish, self._plan)
        self.look()

    def action_unopenable(self) -> None:
        """Send files that cannot be opened all the same, or no longer."""
        if self._plan is None or self._is_busy or self._is_built:
            return
        if not self._plan.unopenable():
            self.ui.say("Every file of this pack can be opened, as far as it was read.")
            return
        self.wish = replace(self.wish, sends_unopenable=not self.wish.sends_unopenable)
        self.look()

    @work(group="flow", exclusive=True)
    async def action_supplement(self) -> None:
        """Only what is new or changed since the last hand-over, or the whole pack again."""
        if self._is_busy or self._is_built:
            return
        self.wish = replace(self.wish, is_supplement=not self.wish.is_supplement)
        self.look()

    @work(group="scan", exclusive=True)
    async def action_leaks(self) -> None:
        """Look every file over for what it gives away."""
        plan = self._plan
        if plan is None or self._is_busy:
            return
        self._step("Looking the files over ...")
        found = await self._in_thread(lambda: self._leaks(plan))
        if found is not None:
            stopped = "Stopped before the end. " if self._stop.is_set() else ""
            again = "" if self._is_built else "w builds the pack"
            self._tell(f"{stopped}{again}", leak_lines(found))

    @work(group="flow", exclusive=True)
    async def action_hand_over(self) -> None:
        """Mark every item in the built pack as handed over."""
        if not self._receipt:
            self.ui.say("Build the pack first.", severity="warning")
            return
        await say_handed_over(self.ui, self._receipt)

    def action_copy(self) -> None:
        """Put what is shown on the clipboard."""
        self.app.copy_to_clipboard("\n".join(one.plain for one in self._shown))
        self.ui.say("Copied, if your terminal allows it.")

    def action_close(self) -> None:
        """Stop what goes on; leave when nothing does."""
        if self._is_busy:
            self._stop.set()
            self._step("Stopping ...")
        else:
            self.dismiss(None)

    def on_pack_screen_went(self, event: Went) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)
        if self._is_busy and not self._stop.is_set():
            self._step(shortened(event.words, _NAME_WIDTH))

    # In the thread -----------------------------------------------------------------------------

    def _planned(self) -> tuple[PackPlan, tuple[PackFault, ...]]:
        from readiness.pack import packing

        session, wish = self.ui.opened, self.wish
        plan = packing.pack_plan(
            session.workspace,
            created=session.today,
            cover=wish.cover,
            contact=wish.contact,
            override_reason=wish.override,
            include=wish.include,
            is_supplement=wish.is_supplement,
        )
        plan = replace(plan, sends_unopenable=wish.sends_unopenable)
        return plan, packing.check(session.workspace, plan, wish.output, replace=wish.may_replace)

    def _built(self, plan: PackPlan) -> PackResult:
        from readiness.pack import packing

        session = self.ui.opened
        return packing.build(
            session.workspace,
            plan,
            self.wish.output,
            progress=lambda step: self._went(step.bytes_done, step.bytes, step.name),
            cancelled=self._stop.is_set,
            replace=self.wish.may_replace,
        )

    def _verified(self, result: PackResult) -> VerifyReport:
        from readiness.pack import packing

        return packing.verify_pack(result.path)

    def _leaks(self, plan: PackPlan) -> list[FileLeaks]:
        from readiness.pack.leaks import scan_pack

        return scan_pack(plan, progress=self._went, cancelled=self._stop.is_set)

    def _went(self, done: int, total: int, words: str) -> None:
        self.post_message(self.Went(done, total, words))

    async def _in_thread(self, doing: Callable[[], T]) -> T | None:
        """Do one step in a thread; None when it was refused or stopped, which is shown by then."""
        self._stop.clear()
        self._is_busy = True
        self.query_one(".box").add_class("-busy")
        try:
            return await asyncio.to_thread(doing)
        except ReadinessError as error:
            self._tell(
                error.title, [plain(one, keep_breaks=True) for one in (error.detail, error.hint) if one]
            )
            return None
        finally:
            self._is_busy = False
            self.query_one(".box").remove_class("-busy")

    # On the screen -----------------------------------------------------------------------------

    def _title(self, words: str) -> None:
        self.query_one("#pack-title", Static).update(plain(words, "bold"))

    def _step(self, words: str) -> None:
        self.query_one("#pack-step", Static).update(plain(words))

    def _tell(self, step: str, parts: Sequence[Content]) -> None:
        self._step(step)
        self._shown = list(parts)
        self.query_one("#pack-body", Static).update(lines(parts))
        self.query_one("#pack-lines", VerticalScroll).scroll_home(animate=False)


@dataclass(frozen=True, slots=True)
class PackOptions:
    """What a pack is to be, as asked in the form."""

    output: Path
    """A new folder, or a file that ends in .zip."""
    cover: str = ""
    contact: str = ""
    override: str = ""
    """Why personal data nobody approved goes out all the same."""
    include: tuple[str, ...] = ()
    """Items to send although they are not ready."""
    sends_unopenable: bool = False
    """Whether files that are locked or damaged go all the same."""
    is_supplement: bool = False
    """Whether only what is new or changed since the last hand-over goes."""
    may_replace: bool = False
    """Whether a zip file that stands there may be lost."""


async def ask_include(ui: WorkspaceApp, wish: PackOptions, plan: PackPlan) -> PackOptions:
    """The wish with items that are not ready and go all the same. Must run in a worker."""
    given = [wish]

    async def save(answers: Answers) -> bool:
        words = answers.text("items").replace(",", " ").split()
        given.append(replace(wish, include=tuple(words)))
        return True

    held = ", ".join(one.id for one in plan.held_back) or "none"
    fields = [Field("items", "Items", value=", ".join(wish.include), hint="ids, or all; empty for none")]
    intro = f"Held and not ready: {held}. What you name goes out and is marked as handed over with the rest."
    await fill_in(ui, FormDialog("Send although not ready", fields, save, intro=intro))
    return given[-1]


async def say_handed_over(ui: WorkspaceApp, receipt: str) -> bool:
    """Ask who took a built pack and how it went, and call what is in it handed over. Must run in a worker."""

    async def save(answers: Answers) -> bool:
        from readiness.pack import handing_over

        to, how = answers.text("to"), answers.text("how")
        return await ui.carry_out(lambda ws: handing_over.hand_over(ws, receipt, to=to, how=how))

    fields = [
        Field("to", "To", hint="such as the lead inspector"),
        Field("how", "How", hint="such as the secure portal"),
    ]
    intro = "Exactly what is in this pack counts as handed over. A receipt is kept: h on the notice shows it."
    return await fill_in(ui, FormDialog("It has been handed over", fields, save, intro=intro))


async def ask_override(ui: WorkspaceApp, wish: PackOptions) -> PackOptions:
    """The wish with a reason to send personal data nobody approved. Must run in a worker."""
    given = [wish]

    async def save(answers: Answers) -> bool:
        given.append(replace(wish, override=answers.text("reason")))
        return True

    fields = [Field("reason", "Reason", value=wish.override, is_needed=True)]
    intro = "The reason is kept in the history, with your name; it is not printed in the pack."
    await fill_in(ui, FormDialog("Send it all the same", fields, save, intro=intro))
    return given[-1]
