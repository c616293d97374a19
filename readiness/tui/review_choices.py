"""What a person has decided so far about the changes of an edited self-evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.core.sef_plan import Choice

if TYPE_CHECKING:
    from collections.abc import Collection

    from readiness.core.sef_plan import PlanItem, SefPlan

_WITH_TEXT = frozenset({"edited", "conflict", "merged", "split", "added"})
"""Kinds of change in which other words can be stored."""


class Choices:
    """The choices about one plan; what nobody chose stays as it is."""

    def __init__(self, plan: SefPlan) -> None:
        self.plan = plan
        self._items = {item.key: item for item in plan.items}
        self._made: dict[str, Choice] = {}
        self._typed: dict[str, str] = {}

    def item(self, key: str) -> PlanItem | None:
        """The change with this key; None for a remark."""
        return self._items.get(key)

    def of(self, key: str) -> Choice | None:
        """What was decided about a change, or None."""
        return self._made.get(key)

    @property
    def accepted(self) -> dict[str, Choice]:
        """The choices that change something."""
        return {key: one for key, one in self._made.items() if one.is_accepted}

    @property
    def refused(self) -> int:
        """How many changes were refused."""
        return len(self._made) - len(self.accepted)

    @property
    def safe(self) -> int:
        """How many changes are safe to accept together."""
        return sum(1 for item in self.plan.items if item.is_safe)

    def accept(self, key: str) -> None:
        """Take a change as proposed, or in the words typed for it; taken again, it is undecided again."""
        chosen = self._made.get(key)
        if chosen is not None and chosen.is_accepted:
            del self._made[key]
        else:
            self._made[key] = Choice(is_accepted=True, text=self._typed.get(key))

    def refuse(self, key: str) -> None:
        """Leave a change out; refused again, it is undecided again."""
        chosen = self._made.get(key)
        if chosen is not None and not chosen.is_accepted:
            del self._made[key]
        else:
            self._made[key] = Choice(is_accepted=False)

    def accept_in_words(self, key: str, words: str) -> None:
        """Take a change in these words."""
        self._typed[key] = words
        self._made[key] = Choice(is_accepted=True, text=words)

    def accept_safe(self) -> int:
        """Take every safe change nobody decided about; returns how many were taken."""
        found = [item.key for item in self.plan.items if item.is_safe and item.key not in self._made]
        for key in found:
            self.accept(key)
        return len(found)

    def words_for(self, item: PlanItem) -> str | None:
        """What accepting the change stores; None when somebody has to write it."""
        return self._typed.get(item.key, item.merged)

    def needs_words(self, item: PlanItem) -> bool:
        """Whether the change can only be accepted with words somebody writes."""
        return item.kind in {"edited", "conflict", "merged"} and self.words_for(item) is None

    def changed_in(self, plan: SefPlan) -> list[str]:
        """Keys of accepted changes that another plan of the same document sees differently."""
        others = {item.key: item for item in plan.items}
        return [key for key in self.accepted if others.get(key) != self._items[key]]

    def renewed(self, plan: SefPlan) -> Choices:
        """The choices carried over to a newer plan; those about changes that look different are not.

        Words that were typed are kept in any case.
        """
        fresh = Choices(plan)
        fresh._typed = dict(self._typed)
        fresh._made = {key: one for key, one in self._made.items() if fresh.item(key) == self._items[key]}
        return fresh


def takes_words(item: PlanItem) -> bool:
    """Whether other words can be stored for this change."""
    return item.kind in _WITH_TEXT


def hindrance(item: PlanItem, stored: Collection[str]) -> str:
    """Why a change cannot be stored at all; empty when it can. `stored` are ids of statements."""
    if item.kind != "added" and item.statement not in stored:
        return f"{item.statement} is not here any more. Write it anew where it is wanted, or refuse this."
    return ""
