"""Request items together with where the partnership stands: what boards, checks and forecasts look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.base.text import listed
from readiness.model.definition.framework import RequestItem
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import READY_STATUSES
from readiness.rules.index import Index


@dataclass(frozen=True, slots=True)
class Ask:
    """One request item with where the partnership stands."""

    id: str
    item: RequestItem | None
    """None for an item only the inspectorate's own list has."""
    state: RequestState
    """As nothing were known, when no state is stored."""

    @property
    def title(self) -> str:
        """The item's title, or the one on the inspectorate's list."""
        return self.item.title if self.item else self.state.local_title

    @property
    def is_known(self) -> bool:
        """Whether the framework or the inspectorate's list has it."""
        return self.item is not None or bool(self.state.local_title)

    @property
    def is_wanted(self) -> bool:
        """Whether it is known, applies, and the inspectorate's list does not leave it out."""
        return self.is_known and self.state.status != "not_applicable" and self.state.is_asked is not False

    @property
    def is_confirmed(self) -> bool:
        """Whether it is certain that it is asked for: the definition is settled, or a list asks for it."""
        return bool(self.state.asked_in) or (self.item is not None and self.item.is_settled)

    @property
    def proof(self) -> str:
        """The inspectorate's lists that ask for it, in words; empty while none does."""
        names = dict.fromkeys(entry.list for entry in self.state.asked_in)
        return f"asked for in {listed(names)}" if names else ""

    @property
    def is_ready(self) -> bool:
        """Whether it could be handed over now."""
        return self.state.status in READY_STATUSES


def ask_of(index: Index, item_id: str) -> Ask:
    """One request item with where the partnership stands; "not started" when nothing is stored."""
    state = index.records.requests.get(item_id) or RequestState(id=item_id)
    return Ask(item_id, index.framework.requests_by_id.get(item_id), state)


def asks(index: Index) -> Iterator[Ask]:
    """Every request item: the framework's in its order, then those only the inspectorate's list has."""
    for item_id in dict.fromkeys((*index.framework.requests_by_id, *index.records.requests)):
        yield ask_of(index, item_id)


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How the request items of one deadline class stand."""

    deadline: str
    title: str
    asked: int
    ready: int
    without_owner: int


def request_counts(index: Index) -> list[RequestCounts]:
    """How many items of each deadline class are asked for, are ready, and have nobody.

    What only the inspectorate's own list has is counted under the class it was given there, or in a row of
    its own at the end.
    """
    wanted: dict[str, list[Ask]] = {deadline.id: [] for deadline in index.framework.deadline_classes}
    for ask in asks(index):
        if ask.is_wanted:
            wanted.setdefault(ask.item.deadline if ask.item else "", []).append(ask)
    held = {item.deadline for item in index.framework.requests}
    titles = {deadline.id: deadline.title for deadline in index.framework.deadline_classes}
    return [
        RequestCounts(
            deadline,
            titles.get(deadline, "On the inspectorate's own list only"),
            len(listed),
            sum(ask.is_ready for ask in listed),
            sum(not ask.state.owner for ask in listed),
        )
        for deadline, listed in wanted.items()
        if listed or deadline in held
    ]
