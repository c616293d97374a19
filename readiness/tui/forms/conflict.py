"""When somebody else stored first: both versions side by side, and the choice between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from readiness.model.field import fields_of
from readiness.model.field_words import changed_facts
from readiness.model.records.record import AUTHORSHIP
from readiness.model.records.tables import RECORD_TYPES
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from readiness.base.errors import StaleEditError
    from readiness.model.field import Around
    from readiness.model.records.record import Record

_BOOKKEEPING = AUTHORSHIP | {"id"}


class ConflictDialog(ModalScreen[str]):
    """Gives ``mine`` to store my change on top, ``theirs`` to drop it, or nothing to go on editing."""

    CSS_PATH = styles("forms/boxes.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("message")

    def __init__(self, error: StaleEditError, *, may_repeat: bool, around: Around | None = None) -> None:
        super().__init__()
        self._around = around
        self._error = error
        self._may_repeat = may_repeat

    def compose(self) -> ComposeResult:
        """Title, the fields that differ, and the choices."""
        error = self._error
        who = str((error.theirs or {}).get("updated_by", "")) or "Somebody else"
        with Vertical(classes="box -warning"):
            yield Static(
                plain(f"{who} changed {error.record_id} while you were editing it.", "bold"), markup=False
            )
            with VerticalScroll():
                for name, theirs, mine in differences(error, self._around):
                    yield Static(
                        lines(
                            [
                                plain(name, "bold"),
                                plain(f"  stored  {theirs or '(nothing)'}"),
                                plain(f"  yours   {mine or '(nothing)'}"),
                            ]
                        ),
                        classes="gap",
                        markup=False,
                    )
            with Horizontal(classes="buttons"):
                yield Button("Go on editing", id="back", compact=True)
                yield Button("Keep theirs", id="theirs", compact=True)
                if self._may_repeat:
                    yield Button("Put mine on top", id="mine", compact=True)
        yield KeyLine()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the choice."""
        chosen = event.button.id or ""
        self.dismiss("" if chosen == "back" else chosen)

    def action_close(self) -> None:
        """Go on editing."""
        self.dismiss("")

    def action_copy(self) -> None:
        """Put my version on the clipboard."""
        self.app.copy_to_clipboard(
            "\n".join(f"{name}: {mine}" for name, _, mine in differences(self._error, self._around))
        )
        self.notify("Your version was copied, if your terminal allows it.", markup=False)


def differences(error: StaleEditError, around: Around | None) -> Iterator[tuple[str, str, str]]:
    """Each field the two sides disagree about, in words: its label, what is stored, what the user wants."""
    kind = _kind_of(error)
    if kind is not None and around is not None:
        theirs, mine = (kind.model_validate(one) if one else None for one in (error.theirs, error.mine))
        for change in changed_facts(theirs, mine, around):
            yield change.label, change.before, change.after
        return
    stored, wanted = error.theirs or {}, error.mine or {}
    for name in dict.fromkeys([*stored, *wanted]):
        if name not in _BOOKKEEPING and stored.get(name) != wanted.get(name):
            yield name.replace("_", " "), str(stored.get(name, "")), str(wanted.get(name, ""))


def _kind_of(error: StaleEditError) -> type[Record] | None:
    """The type both sides are of: the one that has all their fields, and whose ids look like this."""
    names = {*(error.theirs or {}), *(error.mine or {})}
    return next(
        (
            kind
            for kind in RECORD_TYPES.values()
            if names <= set(fields_of(kind)) and error.record_id.startswith(kind.prefix)
        ),
        None,
    )
