"""What rests on facts of the framework that nobody has confirmed: the few doubts that carry the risk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.text import counted, listed
from readiness.model.definition.parts import FactPlace, facts
from readiness.model.records.area import AREA_ID
from readiness.rules.after_inspection import last_inspection
from readiness.rules.asks import ask_of
from readiness.rules.calendar.call import current
from readiness.rules.calendar.inspection_dates import weakest

if TYPE_CHECKING:
    from readiness.model.definition.timetable import Timetable, TimetableEvent
    from readiness.model.vocabulary import FactStatus
    from readiness.rules.index import Index


@dataclass(frozen=True, slots=True)
class Doubt:
    """Facts that are settled together, and what rests on them."""

    name: str
    """What to call them where they are settled: ``deadline:A``, ``under:set-b``, ``kind:request``."""
    what: str
    """What they say, in a few words."""
    facts: tuple[FactPlace, ...]
    """Those of them that nobody has confirmed."""
    count: int
    """How many items rest on them."""
    use: str
    """What rests on them, in words: ``83 request items``."""

    @property
    def status(self) -> FactStatus:
        """How sure the least sure of them is."""
        return weakest(one.fact.status for one in self.facts)


def doubts(index: Index) -> tuple[Doubt, ...]:
    """What is not confirmed and carries something, most first; a framework has about a dozen."""
    found = (
        *_deadlines(index),
        *_criteria(index),
        *_requests(index),
        *_outcomes(index),
        *_consequences(index),
        *_dates(index),
        *_recurring(index),
    )
    return tuple(sorted((one for one in found if one.facts and one.count), key=lambda one: -one.count))


def proof(index: Index, place: FactPlace) -> str:
    """What proves a fact here beside its own status, in words; empty when nothing does.

    The inspectorate's own list proves that an item is asked for; a moment given for the running notice
    proves that moment.
    """
    if place.part == "request":
        return ask_of(index, place.id).proof
    notice = current(index.records)
    if notice is None or place.part not in {"deadline", "event"} or place.under not in {"", notice.kind}:
        return ""
    given = next((one for one in notice.corrections if one.event == place.id), None)
    return f"given by {given.by or 'whoever corrected it'} for {notice.id}" if given else ""


def open_facts(index: Index, chosen: Iterable[FactPlace] | None = None) -> tuple[FactPlace, ...]:
    """The facts of the framework, or those chosen, that nobody has confirmed and nothing proves."""
    looked_at = facts(index.framework) if chosen is None else chosen
    return tuple(one for one in looked_at if not (one.fact.is_settled or proof(index, one)))


def _open(index: Index, part: str, ids: Sequence[str], under: str = "") -> tuple[FactPlace, ...]:
    return tuple(
        place
        for place in facts(index.framework)
        if place.part == part and place.id in ids and under in {"", place.under} and not place.fact.is_settled
    )


def due_by(index: Index, deadline_id: str) -> tuple[str, ...]:
    """Ids of the request items whose moment rests on a deadline class.

    Not those with a moment of their own; none when the running notice has one for the class, as when the
    lead inspector gave it.
    """
    notice = current(index.records)
    if notice is not None and any(one.event == deadline_id for one in notice.corrections):
        return ()
    asks = (ask_of(index, one.id) for one in index.framework.requests if one.deadline == deadline_id)
    return tuple(one.id for one in asks if one.is_wanted and one.state.due_override is None)


def _deadlines(index: Index) -> Iterator[Doubt]:
    for deadline in index.framework.deadline_classes:
        count = len(due_by(index, deadline.id))
        use = f"the deadline of {counted(count, index.framework.terms.request)}"
        held = _open(index, "deadline", (deadline.id,))
        yield Doubt(f"deadline:{deadline.id}", deadline.title, held, count, use)


def _criteria(index: Index) -> Iterator[Doubt]:
    terms = index.framework.terms
    for group in index.framework.groups:
        held = _open(index, "criterion", [one.id for one in group.criteria], group.id)
        statements = sum(len(index.statements_of(one.id)) for one in held)
        views = sum(one.id in index.records.grades for one in held)
        parts = [counted(statements, "statement"), *([counted(views, "local view")] if views else [])]
        ids = listed(one.id for one in held)
        what = f"the wording of {terms.criterion if len(held) == 1 else terms.criteria} {ids}"
        yield Doubt(f"under:{group.id}", what, held, statements + views, listed(parts))


def _requests(index: Index) -> Iterator[Doubt]:
    """That an item is asked for at all: confirmed by an official list that asks for it."""
    unsure = [one.id for one in index.framework.requests if not ask_of(index, one.id).is_confirmed]
    wanted = [one for one in unsure if ask_of(index, one).is_wanted]
    what = f"that {counted(len(wanted), index.framework.terms.request)} will be asked for"
    yield Doubt("kind:request", what, _open(index, "request", wanted), len(wanted), "the data pack")


def _outcomes(index: Index) -> Iterator[Doubt]:
    """The wording of what criteria are seen as: outcomes, and the levels of other scales."""
    given = [one.outcome for one in index.records.grades.values()]
    for part, term in (("outcome", index.framework.terms.outcome), ("level", "level")):
        held = _open(index, part, given)
        count = sum(given.count(one.id) for one in held)
        what = f"the wording of {term} {listed(one.id for one in held)}"
        yield Doubt(f"kind:{part}", what, held, count, counted(count, "local view"))


def _consequences(index: Index) -> Iterator[Doubt]:
    """What follows the outcome of the last inspection."""
    area = index.records.area.get(AREA_ID)
    last = last_inspection(area) if area else None
    outcome = last.outcome if last else ""
    held = tuple(
        place
        for place in facts(index.framework)
        if place.part == "consequence" and place.under == outcome and not place.fact.is_settled
    )
    what = f"what follows from {index.framework.terms.outcome} {outcome}"
    yield Doubt(f"consequence:{outcome}", what, held, len(held), "what to do after an inspection")


def _recurring(index: Index) -> Iterator[Doubt]:
    """The days that something is due every year."""
    for one in index.framework.recurring:
        held, count = _open(index, "recurring", (one.id,)), len(one.dates)
        use = f"{counted(count, 'deadline')} a year"
        yield Doubt(f"recurring:{one.id}", f"the days of: {one.title}", held, count, use)


def _dates(index: Index) -> Iterator[Doubt]:
    """The day everything is measured at, what other days count from, and days that something is due."""
    framework, notice = index.framework, current(index.records)
    timetable = framework.timetable(notice.kind) if notice else framework.main_timetable
    if timetable is None:
        return
    corrected = {one.event for one in notice.corrections} if notice else set()
    for event in timetable.events:
        if event.id in corrected:
            continue
        count, use = _rests_on_day(index, timetable, event)
        held = _open(index, "event", (event.id,), timetable.id)
        yield Doubt(f"event:{timetable.id}.{event.id}", f"the day of: {event.title}", held, count, use)


def _rests_on_day(index: Index, timetable: Timetable, event: TimetableEvent) -> tuple[int, str]:
    if event.id == timetable.on_site_event:
        count = sum(not one.is_withdrawn for one in index.records.evidence.values())
        return count, f"the day that {counted(count, 'item')} of evidence are measured at"
    following = sum(one.anchor == event.id for one in timetable.events)
    if following and not event.is_deadline:
        return following, f"{counted(following, 'other date')} counted from it"
    return (1, "a day by which something is due") if event.is_deadline else (0, "")
