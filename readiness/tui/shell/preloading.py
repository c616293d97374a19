"""The application's half that keeps keys from waiting: what is slow is done ahead of need, or gives way."""

from __future__ import annotations

import asyncio
import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from textual import work

from readiness.tui.base.areas import AREAS
from readiness.tui.base.styles import KeptStylesheet, every_style
from readiness.tui.shell.key_queue import KeyQueue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = TypeVar("P")

S = TypeVar("S")

AREA_MODULES = {
    "overview": "readiness.tui.screens.overview",
    "criteria": "readiness.tui.screens.criteria.screen",
    "evidence": "readiness.tui.screens.evidence.screen",
    "gaps": "readiness.tui.screens.gaps",
    "requests": "readiness.tui.screens.requests.screen",
    "plan": "readiness.tui.screens.plan.screen",
    "notice": "readiness.tui.screens.notice.screen",
}
"""The module that each area is made of."""

_LOOK_AGAIN = 0.1
"""Seconds between looks at whether keys are still being pressed."""


class Preloading(KeyQueue):
    """An application that gets its areas ready while nobody presses a key."""

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.is_ahead = False
        """Whether what the areas are made of has been imported."""
        self._has_begun = False
        self._styled_with: dict[str, str] = {}
        self._gatherer = ThreadPoolExecutor(1, "gather")
        self._ending = threading.Event()
        """Set when the program ends; stops slow work in threads."""

    def area_is_filled(self) -> None:
        """Press the keys that waited for an area; once the first one stands, get ready for the others."""
        self.call_later(self.press_held)
        if not self._has_begun:
            self._has_begun = True
            self.get_ahead()

    @work(group="warm", exclusive=True)
    async def get_ahead(self) -> None:
        """Get ready what the other areas need."""
        await asyncio.to_thread(import_areas, self._ending.is_set)
        self.stylesheet.read_all(every_style())
        self.stylesheet.reparse()
        spare_the_collector()
        self.is_ahead = True

    async def gathered(self, gather: Callable[[S], P], session: S) -> P:
        """What a screen is to show, worked out in a thread; one at a time, lest they slow the keys."""
        return await asyncio.get_running_loop().run_in_executor(self._gatherer, gather, session)

    def give_way(self) -> bool:
        """Let keys go first; asked by slow work in a thread. Whether the program is ending."""
        while not (self.is_at_rest or self._ending.wait(_LOOK_AGAIN)):
            pass
        return self._ending.is_set()

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the style sheets again when a theme changed them; Textual asks at every first visit, too."""
        variables = self.get_css_variables()
        if variables != self._styled_with:
            self._styled_with = variables
            super().refresh_css(animate)

    def on_unmount(self) -> None:
        """Stop slow work."""
        self._ending.set()


def import_areas(is_cancelled: Callable[[], bool]) -> None:
    """Import what the areas are made of, in the order of their keys; runs in a thread."""
    for name in AREAS:
        if is_cancelled():
            return
        import_area(name)


def import_area(name: str) -> None:
    """Import what one area is made of."""
    import_module(AREA_MODULES[name])


def spare_the_collector() -> None:
    """Never look again through what is in memory now; what nobody uses is still given back at once.

    Python looks through everything in memory now and then for circles nobody uses, which stops every thread
    for as long as it takes: a quarter of a second with 10,000 items of evidence.
    """
    gc.freeze()


@contextmanager
def sparing_the_collector() -> Iterator[None]:
    """Load something large that stays.

    Nothing is looked through while this loads, and what is there at the end never is again.
    """
    gc.disable()
    try:
        yield
    finally:
        spare_the_collector()
        gc.enable()
