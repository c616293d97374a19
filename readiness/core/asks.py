"""Request items together with where the partnership stands: what boards, checks and forecasts look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.core.framework import RequestItem
from readiness.core.index import Index
from readiness.core.requests import READY_STATUSES, RequestState


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
