"""One browser's connection to its screens: what is drawn goes out in order, and holds nothing up."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

_MOST_WAITING = 1024 * 1024
"""Bytes drawn that wait for a slow browser; beyond it they are dropped, and all is drawn anew after."""

ELSEWHERE = 4001
"""Code with which a connection is closed because another window shows the screens."""


class Line:
    """Sends to one browser, in a task of its own."""

    def __init__(self, socket: WebSocketResponse, catch_up: Callable[[], None]) -> None:
        self._socket = socket
        self._catch_up = catch_up
        """Asks the screens to draw everything, once the browser has taken what waited."""
        self._waiting: deque[bytes | str] = deque()
        self._size = 0
        self._is_behind = False
        self._news = asyncio.Event()
        self._sent = asyncio.Event()
        self._sent.set()
        self._sender = asyncio.create_task(self._send())

    def draw(self, data: bytes) -> None:
        """What a terminal gets."""
        if self._is_behind:
            return
        if self._size + len(data) > _MOST_WAITING:
            self._is_behind = True
            kept = [one for one in self._waiting if isinstance(one, str)]
            self._waiting, self._size = deque(kept), 0
        else:
            self._waiting.append(data)
            self._size += len(data)
        self._say_news()

    def tell(self, **words: object) -> None:
        """Something beside the screens."""
        self._waiting.append(json.dumps(words))
        self._say_news()

    def _say_news(self) -> None:
        self._sent.clear()
        self._news.set()

    async def _send(self) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            while True:
                await self._news.wait()
                self._news.clear()
                while self._waiting:
                    words = self._waiting.popleft()
                    if isinstance(words, str):
                        await self._socket.send_str(words)
                    else:
                        self._size -= len(words)
                        await self._socket.send_bytes(words)
                if self._is_behind:
                    self._is_behind, self._size = False, 0
                    self._catch_up()
                if not self._waiting:
                    self._sent.set()

    async def close(self, code: int = 1000) -> None:
        """Send what waits, for a moment at most, and hang up."""
        with contextlib.suppress(TimeoutError, ConnectionError, RuntimeError):
            async with asyncio.timeout(2):
                await self._sent.wait()
                await self._socket.close(code=code)
        self._sender.cancel()
