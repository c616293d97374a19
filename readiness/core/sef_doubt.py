"""Edits that look harmless one by one but are half of a split or a join: never taken by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from readiness.core.sef_plan import PlanItem
from readiness.core.sef_stamp import comparable

_RUN = 5
"""Words in a row that, found in two places, are taken for the same sentence."""


def doubted(items: Sequence[PlanItem]) -> Iterator[PlanItem]:
    """The items, none of them safe that gave words to a new paragraph or took those of a deleted one.

    Taken alone, the first would lose the words that moved, and the second would keep them twice.
    """
    new = _runs_of(items, "added")
    gone = _runs_of(items, "deleted")
    for item in items:
        if item.kind != "edited" or not item.is_safe:
            yield item
            continue
        before, after = _runs(item.base), _runs(item.theirs)
        if (before - after) & new:
            yield replace(item, is_safe=False, reason="Words of it stand in a new paragraph now: see both.")
        elif (after - before) & gone:
            yield replace(item, is_safe=False, reason="It holds words of a deleted statement now: see both.")
        else:
            yield item


def _runs_of(items: Sequence[PlanItem], kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(run for item in items if item.kind == kind for run in _runs(item.theirs or item.base))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = comparable(text).split()
    return frozenset(tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
