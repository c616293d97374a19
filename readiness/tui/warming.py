"""What keeps keys from waiting: modules imported ahead of need, and large loads kept from the collector."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from readiness.tui.commands import AREAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def import_areas(is_cancelled: Callable[[], bool]) -> None:
    """Import what the areas are made of, in the order of their keys; runs in a thread."""
    for name, _ in AREAS:
        if is_cancelled():
            return
        import_area(name)


def import_area(name: str) -> None:
    """Import what one area is made of."""
    import_module(f"readiness.tui.screens.{name}")


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
