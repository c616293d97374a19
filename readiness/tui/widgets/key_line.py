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

_HOVER, _OFF = "on $block-hover-background", "dim"


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    shown: str
    words: str
    tooltip: str
    is_enabled: bool

    @property
    def width(self) -> int:
        return len(self.shown) + 1 + len(self.words)


class KeyLine(Static):
    """The keys that apply where the focus is; a click on one presses it."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._keys: tuple[_Key, ...] | None = None
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
                keys[binding.action] = _Key(binding.key, shown, binding.description, tooltip, active.enabled)
        if self._keys != (found := tuple(keys.values())):
            self._keys = found
            self._hover(None)

    def _hover(self, key: _Key | None) -> None:
        self._hovered = key
        self.tooltip = key.tooltip if key else None
        parts: list[Content] = []
        for one in self._keys or ():
            ground = "".join(
                f" {style}"
                for style, applies in ((_HOVER, one is key), (_OFF, not one.is_enabled))
                if applies
            )
            parts += [plain(one.shown, _KEY + ground), plain(f" {one.words}", _WORDS + ground), plain(" ")]
        self.update(line(*parts), layout=False)

    def _at(self, column: int) -> _Key | None:
        start = 0
        for one in self._keys or ():
            if start <= column < start + one.width:
                return one
            start += one.width + 1
        return None

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
