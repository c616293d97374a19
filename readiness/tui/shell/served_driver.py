"""The screens' way to a browser: Textual's web driver, which can draw all again and ends with its front."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from typing import TYPE_CHECKING

from textual import messages
from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from textual.app import App


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

    def run_input_thread(self) -> None:
        """Take packets until the end; when the front is gone, so is the person: leave."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self._app.post_message(messages.ExitApp())
