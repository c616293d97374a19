"""The line of keys at the bottom of a screen: one widget, so that it costs little to draw anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widgets import Static

from readiness.tui.base.content import line, plain

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Leave, MouseDown, MouseMove
    from textual.screen import Screen

_KEY, _WORDS = "bold $footer-key-foreground", "$footer-description-foreground"

_HOVER, _OFF = "on $block-hover-background", "italic"


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    shown: str
    words: str
    action: str
    tooltip: str
    is_enabled: bool

    @property
    def width(self) -> int:
        return len(self.shown) + 1 + len(self.words)


_LAST = ("app.command_palette", "app.help", "app.quit")
"""The actions that stand at the right of every line, whatever has to give way."""

_VERBS = 6
"""Other keys shown at most."""

_GAP = 3
"""Columns between two keys; less where that would leave one out."""


class KeyLine(Static):
    """The keys that apply where the focus is; a click on one presses it."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._keys: tuple[_Key, ...] | None = None
        self._places: list[tuple[int, _Key]] = []
        """The keys that are shown, each with the column it begins in."""
        self._hovered: _Key | None = None

    @property
    def is_drawn(self) -> bool:
        """Whether the keys have been shown."""
        return self._keys is not None

    def on_mount(self) -> None:
        """Hear when other keys apply."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        if self.app.app_focus:
            self.call_after_refresh(self._take_in)

    def _take_in(self) -> None:
        if not self.is_attached:
            return
        keys: dict[str, _Key] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.action not in keys:
                shown = self.app.get_key_display(binding)
                tooltip = active.tooltip or binding.description
                keys[binding.action] = _Key(
                    binding.key, shown, binding.description, binding.action, tooltip, active.enabled
                )
        if self._keys != (found := tuple(keys.values())):
            self._keys = found
            self._lay_out()

    def on_resize(self) -> None:
        """Share the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Which keys stand where: the verbs that fit from the left, the last ones at the right."""
        keys = {one.action: one for one in self._keys or ()}
        last = [keys[action] for action in _LAST if action in keys]
        verbs = [one for one in keys.values() if one.action not in _LAST][:_VERBS]
        room = max(self.size.width - 2, 20) - sum(one.width + 2 for one in last)
        gap = _GAP
        while verbs and sum(one.width + gap for one in verbs) > room:
            if gap > 1:
                gap -= 1
            else:
                verbs.pop()
        self._places, start = [], 1
        for one in verbs:
            self._places.append((start, one))
            start += one.width + gap
        start = max(start, self.size.width - sum(one.width + 2 for one in last) + 1)
        for one in last:
            self._places.append((start, one))
            start += one.width + 2
        self._hover(None)

    def _hover(self, key: _Key | None) -> None:
        self._hovered = key
        self.tooltip = key.tooltip if key else None
        parts: list[Content] = []
        column = 0
        for start, one in self._places:
            ground = "".join(
                f" {style}"
                for style, applies in ((_HOVER, one is key), (_OFF, not one.is_enabled))
                if applies
            )
            parts += [plain(" " * (start - column)), plain(one.shown, _KEY + ground)]
            parts.append(plain(f" {one.words}", _WORDS + ground))
            column = start + one.width
        self.update(line(*parts), layout=False)

    def _at(self, column: int) -> _Key | None:
        return next((one for start, one in self._places if start <= column < start + one.width), None)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Light up the key under the pointer."""
        if (key := self._at(event.x)) is not self._hovered:
            self._hover(key)

    def on_leave(self, event: Leave) -> None:
        """Light up nothing."""
        del event
        if self._hovered is not None:
            self._hover(None)

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key that was clicked."""
        key = self._at(event.x)
        if key is not None and key.is_enabled:
            self.app.simulate_key(key.key)
        elif key is not None:
            self.app.bell()
