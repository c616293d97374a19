"""A build that is asked to end by the system tidies up first, as when its user cancels it."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def told_to_end(tell: Callable[[], object]) -> Iterator[None]:
    """While this lasts, SIGTERM (SIGHUP, or the close of a console on Windows) calls `tell`, not kills.

    Signals can be caught in the main thread alone; in any other nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: tell()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def stopping_on_request(cancelled: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
    """While this lasts, being told to end by the system counts as being cancelled.

    Args:
        cancelled: Whether the user has stopped it.

    Yields:
        Whether the user or the system has.
    """
    asked = threading.Event()
    with told_to_end(asked.set):
        yield lambda: asked.is_set() or cancelled()
