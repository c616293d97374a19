"""The first steps of a new area, counted from its records: nobody ticks them by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.rules.asks import asks

if TYPE_CHECKING:
    from readiness.rules.index import Index


@dataclass(frozen=True, slots=True)
class Step:
    """One step, how far it is, and the area of the screens where it is done."""

    words: str
    done: int
    of: int
    area: str

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left."""
        return self.done >= self.of


def is_new(index: Index) -> bool:
    """Whether a record is still at its first steps: nothing is linked, or nothing is said."""
    return not index.records.links or not index.records.statements


def first_steps(index: Index, *, is_rehearsed: bool = False) -> tuple[Step, ...]:
    """The steps in the order people take them.

    Args:
        index: The records.
        is_rehearsed: Whether a drill was held; it works on a copy, so the records do not know of it.
    """
    records, framework = index.records, index.framework
    standing = [one for one in records.evidence.values() if not one.is_withdrawn]
    linked = sum(bool(index.links_of(one.id)) for one in standing)
    spoken = {one.criterion for one in records.statements.values()} & set(framework.criteria)
    wanted = [one for one in asks(index) if one.is_wanted]
    owned = sum(bool(one.state.owner) for one in wanted)
    is_told = any(one.context.strip() for one in records.area.values())
    steps = [
        Step("Say what the area is like", int(is_told), 1, "overview"),
        Step("Add the evidence there is", min(len(standing), _A_START), _A_START, "evidence"),
        Step("Link it to what it proves", linked, max(len(standing), 1), "evidence"),
        Step("Write a statement for each criterion", len(spoken), len(framework.criteria), "criteria"),
        Step("Give each ask an owner", owned, len(wanted), "requests"),
        Step("Rehearse the call once", int(is_rehearsed or bool(records.notices)), 1, "notice"),
    ]
    return tuple(step for step in steps if step.of)


_A_START = 10
"""Items of evidence that make a start."""
