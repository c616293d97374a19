"""Looking for what fits a query among texts: in a thread when they are many, and keys are heard meanwhile."""

from __future__ import annotations

import asyncio
from threading import Lock
from typing import TYPE_CHECKING

from readiness.base.matching import CalledOffError, Found, TextIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

_AT_ONCE = 100_000
"""Characters in which looking takes no time to speak of."""

_FITS = "underline"
"""Style of the letters by which a text was found: seen without colour, as legible as the rest."""


class Finder:
    """Texts to look in; every query calls the one before it off."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._index: TextIndex | None = None
        self._turn = Lock()
        """Held by whoever uses the index."""
        self._asked = 0
        self._is_stopped = False
        self.is_small = sum(map(len, texts)) <= _AT_ONCE
        """Whether looking is quick enough to be done at once."""

    async def find(self, query: str) -> Found | None:
        """What fits, looked for in a thread; None when another query came meanwhile."""
        self._asked += 1
        try:
            return await asyncio.to_thread(self._find, query, self._asked)
        except CalledOffError:
            return None

    def find_now(self, query: str) -> Found:
        """What fits."""
        self._asked += 1
        return self._find(query, self._asked)

    def stop(self) -> None:
        """Look no further: nobody waits for it."""
        self._is_stopped = True

    def _find(self, query: str, asked: int) -> Found:
        def is_called_off() -> bool:
            return self._is_stopped or self._asked != asked

        with self._turn:
            if self._index is None:
                self._index = TextIndex(self._texts, lambda: self._is_stopped)
            return self._index.find(query, is_called_off)


def marked(content: Content, found: Found) -> Content:
    """A line with the letters marked by which it was found."""
    for start, end in found.highlights(content.plain):
        content = content.stylize(_FITS, start, end)
    return content
