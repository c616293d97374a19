"""The screens' way to a browser: Textual's web driver, which can draw all again and ends with its front."""

from __future__ import annotations

import contextlib
import os
import threading
from functools import partial
from typing import TYPE_CHECKING

from textual import events, messages
from textual.drivers.web_driver import WebDriver
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

_PATIENCE = 0.25
"""Seconds after which the next key is pressed although the one before has not come through."""


class KeyCame(Message):
    """Follows a key on its way up to the application; when it arrives, so has the key."""

    def __init__(self, came: threading.Event) -> None:
        super().__init__()
        self.came = came


class ServedDriver(WebDriver):
    """Talks in packets on standard input and output to the front that started the process."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(self._try_to_write)

    def _try_to_write(self, data: bytes) -> int:
        """All of the data, in as many pieces as the pipe takes; lost when the front is gone."""
        rest = memoryview(data)
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[os.write(self.fileno, rest) :]
        return len(data)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Besides what Textual knows, `redraw`: a browser that knows nothing yet shows these screens now."""
        if packet_type == "redraw":
            self._loop.call_soon_threadsafe(self._draw_again)
        else:
            super().on_meta(packet_type, payload)

    def _draw_again(self) -> None:
        self.write("\x1b[?1049h\x1b[?25l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._app.refresh()

    def process_message(self, message: Message) -> None:
        """Press one key after the other: of many that come at once, letters would overtake backspace."""
        if not isinstance(message, events.Key):
            super().process_message(message)
            return
        came = threading.Event()
        self._loop.call_soon_threadsafe(self._press, message, came)
        came.wait(_PATIENCE)

    def _press(self, key: events.Key, came: threading.Event) -> None:
        key.set_sender(self._app)
        self._app.post_message(key)
        self._app.call_later(self._follow, came)

    def _follow(self, came: threading.Event) -> None:
        if self._app.screen_stack:
            (self._app.focused or self._app.screen).post_message(KeyCame(came))

    def run_input_thread(self) -> None:
        """Take packets until the end; when the front is gone, so is the person: leave."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self._app.post_message(messages.ExitApp())
