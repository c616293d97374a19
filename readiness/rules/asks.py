"""Request items together with where the partnership stands: what boards, checks and forecasts look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from readiness.base.text import listed
from readiness.model.definition.framework import Framework, RequestItem
from readiness.model.definition.timetable import Timetable
from readiness.model.records.requests import AskedIn, RequestState
from readiness.model.vocabulary import READY_STATUSES
from readiness.rules.calendar.call import current
from readiness.rules.calendar.quoted import quoted_deadline
from readiness.rules.index import Index

ONLY_THEIRS = "Asked for by the inspectorate only"
"""What asks are called that no deadline class of the definition has: new lines of their list, and words."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request item with where the partnership stands."""

    id: str
    item: RequestItem | None
    """None for an item only the inspectorate's own list has."""
    state: RequestState
    """As nothing were known, when no state is stored."""
    framework: Framework = field(compare=False, repr=False)
    """The definition it stands in."""
    is_in_scope: bool = True
    """Whether the kind of inspection that runs asks for it, or their own list does; True while none runs."""

    @property
    def agencies(self) -> dict[str, str]:
        """Titles by id of every agency it concerns."""
        return agencies_of(self, self.framework)

    @property
    def title(self) -> str:
        """The item's title, or the one on the inspectorate's list."""
        return self.item.title if self.item else self.state.local_title

    @property
    def is_known(self) -> bool:
        """Whether the framework or the inspectorate's list has it."""
        return self.item is not None or bool(self.state.local_title)

    @property
    def is_on_list(self) -> bool:
        """Whether it is known and neither their list nor the kind of inspection leaves it out."""
        return self.is_known and self.is_in_scope and self.state.is_asked is not False

    @property
    def is_wanted(self) -> bool:
        """Whether it is known, applies, and the inspectorate's list does not leave it out."""
        return self.is_on_list and self.state.status != "not_applicable"

    @property
    def is_confirmed(self) -> bool:
        """Whether it is certain that it is asked for: the definition is settled, or a list asks for it."""
        return bool(self.state.asked_in) or (self.item is not None and self.item.is_settled)

    @property
    def proof(self) -> str:
        """The inspectorate's lists that ask for it, in words; empty while none does."""
        now = _asked_words(self.state.asks)
        before = "" if now else _asked_words(self.state.asked_in)
        notices = listed(dict.fromkeys(line.notice for line in self.state.asked_in)) if before else ""
        said = now or (f"{before} ({notices})" if before else "")
        return f"asked for {said}" if said else ""

    @property
    def is_ready(self) -> bool:
        """Whether it could be handed over now."""
        return self.state.status in READY_STATUSES


def _asked_words(lines: Iterable[AskedIn]) -> str:
    """Where and by whom a thing was asked for: ``in a.xlsx and b.csv``, ``by the lead inspector``."""
    lists = dict.fromkeys(line.list for line in lines if not line.by)
    people = dict.fromkeys(line.by for line in lines if line.by)
    said = (f"in {listed(lists)}" if lists else "", f"by {listed(people)}" if people else "")
    return " and ".join(part for part in said if part)


Lead = Literal["ready", "unknown", "in_time", "tight", "late"]
"""ready: nothing is left to do. unknown: nobody said how long it takes, or it has no deadline.

in_time, tight, late: the work left needs up to half of the working hours left, more, or more than there are.
"""

_TIGHT = 0.5
"""Share of the working hours left above which an ask is tight; a product assumption."""


def lead(ask: Ask, hours_left: float | None) -> Lead:
    """Whether an ask can be made in time: its lead time against the working hours left for it.

    Args:
        ask: What is asked for.
        hours_left: Working hours until it is due; None without a deadline.
    """
    if ask.is_ready:
        return "ready"
    needed = ask.state.lead_time_hours
    if needed is None or hours_left is None:
        return "unknown"
    if needed > hours_left:
        return "late"
    return "tight" if needed > _TIGHT * hours_left else "in_time"


def ask_of(index: Index, item_id: str) -> Ask:
    """One request item with where the partnership stands; "not started" when nothing is stored."""
    state = index.records.requests.get(item_id) or RequestState(id=item_id)
    item = index.framework.requests_by_id.get(item_id)
    return Ask(item_id, item, state, index.framework, _is_in_scope(index, item, state))


def _is_in_scope(index: Index, item: RequestItem | None, state: RequestState) -> bool:
    """Whether the notice that runs may ask for it: a monitoring inspection has a shorter list of its own.

    A meeting asks for nothing, and so takes nothing out of what a call would ask for.
    """
    notice = current(index.records)
    timetable = index.framework.timetable(notice.kind) if notice else None
    if timetable is None or timetable.is_meeting or item is None or state.is_asked is True:
        return True
    return timetable.asks_for(item.id)


def producers_of(ask: Ask, framework: Framework) -> tuple[str, ...]:
    """Ids of the agencies whose work it is: the one named for it, or else those its body speaks for."""
    return (ask.state.agency,) if ask.state.agency else _agencies_of_body(ask, framework)


def agencies_of(ask: Ask, framework: Framework) -> dict[str, str]:
    """Titles by id of every agency it concerns: the one named for it, and those its body speaks for.

    What ``agency:`` finds in every list of request items.
    """
    ids = dict.fromkeys((*producers_of(ask, framework), *_agencies_of_body(ask, framework)))
    known = framework.agencies_by_id
    return {one: known[one].title if one in known else one for one in ids}


def _agencies_of_body(ask: Ask, framework: Framework) -> tuple[str, ...]:
    body = framework.bodies_by_id.get(ask.item.body) if ask.item else None
    return body.agencies if body else ()


def asks(index: Index) -> Iterator[Ask]:
    """Every request item: the framework's in its order, then those only the inspectorate's list has."""
    for item_id in dict.fromkeys((*index.framework.requests_by_id, *index.records.requests)):
        yield ask_of(index, item_id)


def asked_by(index: Index, timetable: Timetable) -> Iterator[Ask]:
    """The request items known that one kind of inspection may ask for: none for a meeting.

    What the inspectorate's own list has is asked for whatever the kind.
    """
    for ask in asks(index):
        is_on_list = ask.item is None or ask.state.is_asked is True
        if ask.is_known and not timetable.is_meeting and (is_on_list or timetable.asks_for(ask.id)):
            yield ask


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How the request items of one deadline class stand."""

    deadline: str
    title: str
    mark: str
    """What stands behind the title while the deadline is not confirmed: `` (assumed)``."""
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
    return [
        RequestCounts(
            deadline,
            quoted.title if quoted else ONLY_THEIRS,
            quoted.mark if quoted else "",
            len(listed),
            sum(ask.is_ready for ask in listed),
            sum(not ask.state.owner for ask in listed),
        )
        for deadline, listed in wanted.items()
        for quoted in (quoted_deadline(index.framework, index.records, deadline),)
        if listed or deadline in held
    ]
