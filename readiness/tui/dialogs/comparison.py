"""What changed since a snapshot: records, gaps and measures, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from readiness.core.wording import counted
from readiness.tui.commands import bindings_for
from readiness.tui.marked_words import LEGEND, marked
from readiness.tui.marks import gap_line
from readiness.tui.styles import styles
from readiness.tui.text import line, lines, plain
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.core.compare import Comparison, Difference, MeasureMove

SHOWN = 300
"""Lines shown at most; the command line writes them all to Word."""
_GLYPHS = {"added": "+", "removed": "-", "changed": "~"}
_DIRECTIONS = {True: "better", False: "worse", None: ""}


class ComparisonDialog(ModalScreen[None]):
    """Everything that is different now."""

    CSS_PATH = styles("dialogs/boxes.tcss", "lists.tcss")
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
            yield from _difference(one)


def _move(one: MeasureMove) -> Content:
    before, after = ("no figure" if value is None else f"{value:g}" for value in (one.before, one.after))
    direction = _DIRECTIONS[one.is_better]
    return plain(f"{one.measure_id} {one.title}: {before} to {after} {one.unit}  {direction}".rstrip())


def _difference(one: Difference) -> Iterator[Content]:
    where = "" if one.record_id == one.table else f" {one.record_id}"
    yield line(
        plain(f"{_GLYPHS[one.kind]} {one.kind:<8}", "$text-accent"),
        plain(f"{one.table.replace('_', ' ').removesuffix('s')}{where}", "bold"),
        f"  {one.title}",
    )
    if one.kind == "changed":
        for each in one.fields:
            yield line(plain(f"    {each.field}  ", "$text-muted"), marked(each.before, each.after))
