"""The data pack before, while and after it is built: what goes in, what does not, and what came of it."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import getters, work
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from readiness.base.errors import ReadinessError
from readiness.base.text import counted
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import line, lines, plain, shortened
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.reading import heading
from readiness.tui.shell.workspace_app import Desk
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.pack.leak_kinds import Leak
    from readiness.pack.leaks import FileLeaks
    from readiness.pack.plan import PackPlan, PackResult
    from readiness.pack.verify import VerifyReport

T = TypeVar("T")

_NAME_WIDTH = 70


class PackScreen(ModalScreen[None]):
    """Shows the plan; builds and verifies when told to; every long step can be stopped."""

    AREA = "pack"
    CSS_PATH = styles("forms/boxes.tcss", "forms/report.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("pack")
    desk = getters.app(Desk)

    class Went(Message):
        """A long step came this far."""

        def __init__(self, done: int, total: int, words: str) -> None:
            super().__init__()
            self.done = done
            self.total = total
            self.words = words

    def __init__(self, wish: PackWish) -> None:
        super().__init__()
        self.wish = wish
        self._plan: PackPlan | None = None
        self._stop = threading.Event()
        self._is_busy = False
        self._is_built = False
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
        self.query_one("#pack-lines").focus()
        self.look()

    def on_unmount(self) -> None:
        """Nothing goes on behind a closed screen."""
        self._stop.set()

    @work(group="fill", exclusive=True)
    async def look(self) -> None:
        """Show what would be handed over now, what would not, and what stops it."""
        plan = await self._in_thread(self._planned)
        if plan is None:
            return
        self._plan = plan
        self._title(f"Data pack: {self.wish.output}")
        step = "b builds it" if not plan.unapproved() or plan.override_reason else "BLOCKED: see below"
        self._tell(step, plan_lines(plan))

    @work(group="scan", exclusive=True)
    async def action_build(self) -> None:
        """Build, then verify what was written."""
        plan = self._plan
        if plan is None or self._is_busy:
            return
        if self._is_built:
            self.desk.say("It is built. Leave, and press p for another.")
            return
        self._step("Building ...")
        result = await self._in_thread(lambda: self._built(plan))
        if result is None:
            return
        self._step("Verifying what was written ...")
        report = await self._in_thread(lambda: self._verified(result))
        self.desk.announce()
        if report is None:
            return
        self._is_built = True
        verdict = "Built and verified" if report.is_valid else "BUILT, BUT NOT AS IT SHOULD BE"
        self._title(f"{verdict}: {result.path}")
        self._tell("h marks what is in it as handed over", built_lines(result, report))

    @work(group="flow", exclusive=True)
    async def action_override(self) -> None:
        """Give a reason to send personal data that nobody approved."""
        if self._plan is None or self._is_busy or self._is_built:
            return
        if not self._plan.unapproved():
            self.desk.say("Nothing stops this pack.")
            return
        self.wish = await ask_override(self.desk, self.wish)
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
            again = "" if self._is_built else "b builds the pack"
            self._tell(f"{stopped}{again}", leak_lines(found))

    @work(group="flow", exclusive=True)
    async def action_hand_over(self) -> None:
        """Mark every item in the built pack as handed over."""
        from readiness.pack import packing

        plan = self._plan
        if plan is None or not self._is_built:
            self.desk.say("Build the pack first.", severity="warning")
            return
        await self.desk.carry_out(lambda ws: packing.hand_over(ws, plan))

    def action_copy(self) -> None:
        """Put what is shown on the clipboard."""
        self.app.copy_to_clipboard("\n".join(one.plain for one in self._shown))
        self.desk.say("Copied, if your terminal allows it.")

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

    def _planned(self) -> PackPlan:
        from readiness.pack import packing

        session, wish = self.desk.session, self.wish
        assert session is not None  # noqa: S101 - the screen opens only over a workspace
        return packing.pack_plan(
            session.workspace,
            created=session.today,
            cover=wish.cover,
            contact=wish.contact,
            override_reason=wish.override,
        )

    def _built(self, plan: PackPlan) -> PackResult:
        from readiness.pack import packing

        session = self.desk.session
        assert session is not None  # noqa: S101 - as above
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


_MUTED = "$text-muted"

_PLACES_SHOWN = 8


def plan_lines(plan: PackPlan) -> list[Content]:
    """What would be handed over, what stops it by name, and what would not be supplied and why."""
    files = [file for _, file in plan.files()]
    addresses = sum(len(one.addresses) for one in plan.items)
    unseen = sorted({one.evidence_id for one in files if one.holds_personal_data is None})
    parts = [
        plain(
            f"Would hand over {counted(len(plan.items), 'item')}: {counted(len(files), 'file')}, "
            f"{counted(addresses, 'web address', 'web addresses')}. Marking: {plan.marking or 'none'}."
        )
    ]
    blocked = plan.unapproved()
    if blocked:
        parts.append(heading(f"Hold personal data, and nobody approved handing them over: {len(blocked)}"))
        parts += [
            line(plain(f"{item.id:<7} {file.evidence_id} ", "bold"), file.title) for item, file in blocked
        ]
        if plan.override_reason:
            parts.append(plain(f"They go out all the same: {plan.override_reason} ({plan.override_by})"))
        else:
            parts.append(
                plain(
                    "Approve each (evidence: edit), or press o and say why they go out all the same.", "bold"
                )
            )
    if unseen:
        parts.append(heading(f"Nobody has said whether these hold personal data: {len(unseen)}"))
        parts.append(plain(", ".join(unseen)))
    parts.append(heading(f"Not supplied: {len(plan.missing)}. Each is in the index with its reason."))
    parts += [line(plain(f"{one.id:<7} ", "bold"), f"{one.title}: {one.reason}") for one in plan.missing]
    return parts


def built_lines(result: PackResult, report: VerifyReport) -> list[Content]:
    """The finished pack and what verifying it found."""
    return [
        *verified_lines(report),
        plain(""),
        plain(f"{counted(result.files, 'file')} handed over, {size_words(result.bytes)}."),
        plain(f"Not supplied: {counted(result.not_supplied, 'item')}, each in the index with its reason."),
        *(plain(f"Warning: {one}", "$text-warning") for one in result.warnings),
        *(
            [plain(f"Went out without approval: {', '.join(result.overridden)} ({result.override_reason})")]
            if result.overridden
            else []
        ),
    ]


def leak_lines(found: Sequence[FileLeaks]) -> list[Content]:
    """What files give away: first by kind with what to do, worst first, then by file; never a value."""
    if not found:
        return [plain("Every file was looked at. Nothing was found.")]
    kinds: dict[str, list[Leak]] = {}
    for one in found:
        for leak in sorted(one.report.leaks, key=_worst_first):
            kinds.setdefault(leak.kind, []).append(leak)
    parts = [plain(f"{counted(len(found), 'file')} to look at. Counts and places only."), plain("")]
    parts += [
        line(
            plain(f"{leaks[0].title}: {sum(leak.count for leak in leaks)} ", "bold"),
            plain(leaks[0].hint, _MUTED),
        )
        for leaks in sorted(kinds.values(), key=lambda leaks: _worst_first(leaks[0]))
    ]
    for one in sorted(
        found, key=lambda each: min((_worst_first(leak) for leak in each.report.leaks), default=2)
    ):
        parts.append(heading(f"{one.evidence_id} {one.title}"))
        leaks = sorted(one.report.leaks, key=_worst_first)
        parts += [
            line(plain(f"  {leak.count:>4} ", "bold"), f"{leak.title} at {leak.place}")
            for leak in leaks[:_PLACES_SHOWN]
        ]
        if len(leaks) > _PLACES_SHOWN:
            parts.append(plain(f"       ... and at {len(leaks) - _PLACES_SHOWN} more places"))
        parts += [plain(f"       {problem.what} {problem.hint}") for problem in one.report.problems]
    return parts


def _worst_first(leak: Leak) -> int:
    """Patterns that name a person, then hidden content, then names in a file's properties."""
    return 0 if leak.is_pattern else 2 if leak.kind == "author" else 1


_FINDINGS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PackWish:
    """What a pack is to be, as asked in the form."""

    output: Path
    """A new folder, or a file that ends in .zip."""
    cover: str = ""
    contact: str = ""
    override: str = ""
    """Why personal data nobody approved goes out all the same."""
    may_replace: bool = False
    """Whether a zip file that stands there may be lost."""


async def ask_override(desk: Desk, wish: PackWish) -> PackWish:
    """The wish with a reason to send personal data nobody approved. Must run in a worker."""
    given = [wish]

    async def save(answers: Answers) -> bool:
        given.append(replace(wish, override=answers.text("reason")))
        return True

    fields = [Field("reason", "Reason", value=wish.override, is_needed=True)]
    intro = "The reason is printed on the cover note and kept in the history, with your name."
    await fill_in(desk, FormDialog("Send it all the same", fields, save, intro=intro))
    return given[-1]


def verified_lines(report: VerifyReport) -> list[Content]:
    """What verifying found, in lines."""
    if report.is_valid:
        verdict = plain("Every file is there and unchanged.", "bold")
    else:
        verdict = plain(f"{counted(len(report.findings), 'thing')} wrong:", "bold $text-error")
    return [
        verdict,
        *(
            line(plain(f"{one.kind:<11}", "bold"), f"{one.name or 'the pack'}: {one.what}")
            for one in report.findings[:_FINDINGS_SHOWN]
        ),
        *(line(plain(f"{'note':<11}", "bold"), one) for one in report.warnings),
        plain(f"{counted(report.files, 'file')}, {size_words(report.bytes)}"),
        heading("Pack hash (SHA-512); it must be the one on the cover note"),
        plain(report.pack_hash or "none"),
    ]


def size_words(size: int) -> str:
    """Bytes in words: ``412 bytes``, ``3.4 MB``."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} bytes"
