"""Keeping the workspace as it is under a name, and seeing what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from readiness.base.dates import short_date
from readiness.base.text import counted
from readiness.rules.figures import figure_words
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import gap_line, line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.shell.background import run_in_background
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.word_diff import LEGEND, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.model.records.differences import Difference
    from readiness.progress.comparison import Comparison, MeasureMove
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def take_snapshot(ui: WorkspaceApp) -> bool:
    """Ask for a name and keep everything as it is. Must run in a worker."""

    async def save(answers: Answers) -> bool:
        name = answers.text("name")

        def work(session: Session) -> str:
            from readiness.progress import snapshots

            return snapshots.take(session.workspace, name, as_at=session.as_at).name

        kept = await run_in_background(ui, work)
        if kept is not None:
            ui.say(f"Kept as '{kept}'.")
        return kept is not None

    fields = [Field("name", "Name", hint=f"such as board {ui.opened.today}", is_needed=True)]
    intro = "A snapshot never changes. Compare with it later to see what was done since."
    return await fill_in(ui, FormDialog("Take a snapshot", fields, save, intro=intro))


async def what_changed(ui: WorkspaceApp) -> None:
    """Ask for a snapshot and show what is different now. Must run in a worker."""
    from readiness.tui.forms.questions import Menu

    ways = await run_in_background(ui, _ways)
    if ways is None:
        return
    if not ways:
        ui.say("No snapshot was taken yet. ctrl+p and 'snapshot: Take' takes one.", severity="warning")
        return
    name = await ui.push_screen_wait(Menu("What changed since", ways))
    if not name:
        return
    found = await run_in_background(ui, lambda session: _compared(session, name))
    if found is not None:
        await ui.push_screen_wait(ComparisonDialog(name, found))


def _ways(session: Session) -> list[tuple[str, str, str]]:
    """The snapshots as lines of a menu, newest first."""
    from readiness.progress import snapshots

    kept = reversed(snapshots.listed(session.workspace))
    return [(one.name, one.name, f"{short_date(one.taken.date())}, {one.by}") for one in kept]


def _compared(session: Session, name: str) -> Comparison:
    from readiness.progress import snapshots

    return snapshots.compared(session.workspace, name, as_at=session.as_at)


SHOWN = 300
"""Lines shown at most; the command line writes them all to Word."""

_GLYPHS = {"added": "+", "removed": "-", "changed": "~"}

_DIRECTIONS = {True: "better", False: "worse", None: ""}


class ComparisonDialog(ModalScreen[None]):
    """Everything that is different now."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, name: str, found: Comparison) -> None:
        super().__init__()
        self._name = name
        self._rows = [*_rows(found)]

    def compose(self) -> ComposeResult:
        """A title over the scrolling list."""
        rows = self._rows[:SHOWN]
        if len(self._rows) > SHOWN:
            rows.append(plain(f"'readiness snapshot compare \"{self._name}\" -o FILE.docx' writes them all."))
        with Vertical(classes="box"):
            yield Static(plain(f"What changed since '{self._name}'", "bold"), markup=False)
            with VerticalScroll():
                yield Static(lines(rows), classes="gap", markup=False)
        yield KeyLine()

    def action_close(self) -> None:
        """Close the list."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Put the list on the clipboard."""
        self.app.copy_to_clipboard(lines(self._rows).plain)
        self.notify("Copied, if your terminal allows it.", markup=False)


def _rows(found: Comparison) -> Iterator[Content]:
    if found.is_empty and not found.measures:
        yield plain("Nothing changed.")
        return
    opened, closed = len(found.gaps_opened), len(found.gaps_closed)
    kept = counted(found.gaps_kept, "gap")
    yield plain(f"Gaps: {closed} closed, {opened} opened, {kept} as before", "bold")
    yield from (line("closed  ", gap_line(one)) for one in found.gaps_closed)
    yield from (line("opened  ", gap_line(one)) for one in found.gaps_opened)
    if found.measures:
        yield plain("")
        yield plain("Measures", "bold")
        yield from (_move(one) for one in found.measures)
    if found.differences:
        yield plain("")
        yield line(plain(f"Records: {len(found.differences)}   ", "bold"), plain(LEGEND, "$text-muted"))
        for one in found.differences:
            yield from _difference(found, one)


def _move(one: MeasureMove) -> Content:
    figures = (one.before, one.after)
    before, after = ("no figure" if value is None else figure_words(value, one.unit) for value in figures)
    direction = _DIRECTIONS[one.is_better]
    return plain(f"{one.measure_id} {one.title}: {before} to {after}  {direction}".rstrip())


def _difference(found: Comparison, one: Difference) -> Iterator[Content]:
    where = "" if one.record_id == one.table else f" {one.record_id}"
    yield line(
        plain(f"{_GLYPHS[one.kind]} {one.kind:<8}", "$text-accent"),
        plain(f"{one.table.replace('_', ' ').removesuffix('s')}{where}", "bold"),
        f"  {one.title}",
    )
    if one.kind == "changed":
        for each in found.said(one):
            yield line(plain(f"    {each.label}  ", "$text-muted"), marked(each.before, each.after))
