"""How much a benchmark measures: all of it, or once, when a quick run only asks whether everything works."""

from __future__ import annotations

import os

QUICK = "READINESS_BENCHMARKS_QUICK"
"""Set in the environment by `python -m benchmarks.run --quick`."""


def rounds(usual: int) -> int:
    """How often to measure; the figures of a single round say nothing."""
    return 1 if QUICK in os.environ else usual


def sizes(usual: tuple[int, ...]) -> tuple[int, ...]:
    """Which sizes to measure; the smallest alone in a quick run."""
    return usual[:1] if QUICK in os.environ else usual
