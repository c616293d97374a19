"""Checks for framework facts that are relied on and that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.base.text import counted, listed, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.definition.facts import Fact
from readiness.rules.asks import ask_of
from readiness.rules.calendar.inspection_dates import weakest
from readiness.rules.index import Index
from readiness.rules.reliance import due_by


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """One framework fact that records or dates rest on.

    What rests on a fact is never evidence: an item is linked to words, it does not vouch for them.
    """

    id: str
    """Framework id; ``timetable.event`` for an event."""
    fact: Fact
    what: str
    """The fact in a few words."""
    use: str
    """What rests on it, in words."""
    records: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


def facts_relied_on(index: Index) -> Iterator[ReliedOn]:
    """Facts something rests on: criteria evaluated, outcomes given, deadlines, asks, days of open notices."""
    yield from _criteria(index)
    yield from _outcomes(index)
    yield from _deadlines(index)
    yield from _timetables(index)


def _criteria(index: Index) -> Iterator[ReliedOn]:
    grades = index.records.grades
    for criterion in index.framework.criteria.values():
        records = tuple(one.id for one in index.statements_of(criterion.id))
        graded = criterion.id in grades
        if records or graded:
            use = counted(len(records), "statement") + (" and a local view" if graded else "")
            yield ReliedOn(
                criterion.id, criterion, f"the wording of {criterion.id}", use, records, (criterion.id,)
            )


def _outcomes(index: Index) -> Iterator[ReliedOn]:
    for outcome in index.framework.levels_by_id.values():
        graded = tuple(one.id for one in index.records.grades.values() if one.outcome == outcome.id)
        if graded:
            yield ReliedOn(
                outcome.id,
                outcome,
                f"the wording of the {index.framework.terms.outcome} {quoted(outcome.title)}",
                f"the local view of {listed(sorted(graded))}",
                tuple(sorted(graded)),
            )


def _deadlines(index: Index) -> Iterator[ReliedOn]:
    for deadline in index.framework.deadline_classes:
        items = due_by(index, deadline.id)
        if items:
            use = f"the deadline of {counted(len(items), index.framework.terms.request)}"
            yield ReliedOn(deadline.id, deadline, f"the deadline {quoted(deadline.title)}", use, items)
    unsettled = [one for one in index.framework.requests if not ask_of(index, one.id).is_confirmed]
    for section in index.framework.request_sections:
        items_here = [one for one in unsettled if one.section == section.id]
        if items_here:
            least = weakest(one.status for one in items_here)
            fact = next(one for one in items_here if one.status == least)
            what = f"that {counted(len(items_here), 'item')} under {quoted(section.title)} will be asked for"
            yield ReliedOn(section.id, fact, what, "the data pack", tuple(one.id for one in items_here))


def _timetables(index: Index) -> Iterator[ReliedOn]:
    for notice in index.records.notices.values():
        timetable = index.framework.timetable(notice.kind) if notice.ended is None else None
        corrected = {one.event for one in notice.corrections}
        for event in timetable.events if timetable else ():
            if event.id not in corrected:
                yield ReliedOn(
                    f"{notice.kind}.{event.id}",
                    event,
                    f"the day of {quoted(event.title)}",
                    f"the timetable of {notice.id}",
                    (notice.id,),
                )


def _unconfirmed(_view: View, one: ReliedOn) -> Finding | None:
    if one.fact.is_settled:
        return None
    words = {"what": one.what, "status": one.fact.status, "use": one.use}
    return Finding(words, one.records, one.criteria)


CHECKS: tuple[Check[ReliedOn], ...] = (
    Check(
        "fact-unconfirmed",
        "Unconfirmed framework fact relied on",
        "minor",
        "fact",
        "Nobody has confirmed {what}: it is {status}. It carries {use}.",
        "Compare it with the published text, then confirm or correct it: 'readiness frameworks confirm'.",
        "confirm",
        _unconfirmed,
    ),
)
