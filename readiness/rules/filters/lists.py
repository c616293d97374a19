"""What each filter term means for evidence, gaps and request items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from readiness.base.dates import DateWordsError
from readiness.base.periods import Period, read_period
from readiness.model.records.evidence import Evidence, FileStates
from readiness.model.vocabulary import READING_TITLES, REQUEST_STATUS_TITLES
from readiness.rules.asks import Ask
from readiness.rules.coverage import lenses_of
from readiness.rules.filters.grammar import (
    FLAG,
    TEXT,
    Filter,
    Term,
    Vocabulary,
    contains,
    matches_id,
    parse_filter,
)
from readiness.rules.index import Index
from readiness.rules.links import is_suspect
from readiness.rules.reading import reading_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filters(Generic[T]):
    """The terms one list understands."""

    fields: Mapping[str, Callable[[str, T], bool]]
    """Whether a field of an item has a value, by field."""
    flags: Mapping[str, Callable[[T], bool]]
    """Whether a flag is true of an item, by flag."""
    texts: Callable[[T], Iterable[str]]
    """What words are looked for in."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What `parse_filter` and `format_filter` need to know."""
        return Vocabulary(frozenset(self.fields), frozenset(self.flags))

    def passes(self, chosen: Filter, one: T) -> bool:
        """Whether an item passes a filter."""
        return chosen.accepts(lambda term: self._holds(term, one))

    def _holds(self, term: Term, one: T) -> bool:
        if term.field == FLAG:
            return self.flags[term.value](one)
        if term.field == TEXT:
            return contains(term.value, self.texts(one))
        return self.fields[term.field](term.value, one)


@dataclass(frozen=True, slots=True)
class EvidenceAtDate:
    """An item of evidence as at a date, for filtering."""

    evidence: Evidence
    index: Index
    as_at: date
    files: FileStates

    def is_now(self, state: str) -> bool:
        """Whether its freshness at the date is `state`."""
        return self.index.freshness(self.evidence, self.as_at) == state


def _is_kind(value: str, one: EvidenceAtDate) -> bool:
    kind = one.index.framework.kinds_by_id.get(one.evidence.kind)
    return _names(value, one.evidence.kind, kind.title if kind else "")


def _is_of_agency(value: str, one: EvidenceAtDate) -> bool:
    known = one.index.framework.agencies_by_id
    return any(
        _is_agency(value, each, known[each].title if each in known else "") for each in one.evidence.agencies
    )


def _is_agency(value: str, agency_id: str, title: str) -> bool:
    """Whether a typed value is its id, or begins its title; ``health`` is not public health."""
    wanted = value.casefold()
    return agency_id.casefold() == wanted or title.casefold().startswith(wanted)


def _is_reading(value: str, one: EvidenceAtDate) -> bool:
    state = reading_of(one.evidence, one.files)
    return _names(value.replace("_", " "), state.replace("_", " "), READING_TITLES[state])


def _names(value: str, record_id: str, title: str) -> bool:
    """Whether a typed value is the id, or begins a word of the title."""
    wanted, words = value.casefold(), title.casefold()
    return record_id.casefold() == wanted or f" {words}".find(f" {wanted}") >= 0


def _carries(value: str, one: EvidenceAtDate) -> bool:
    """Whether its kind carries this voice."""
    kind = one.index.framework.kinds_by_id.get(one.evidence.kind)
    return bool(kind and kind.voice and kind.voice.casefold() == value.casefold())


def _speaks_to(value: str, one: EvidenceAtDate) -> bool:
    """Whether it is linked to a lens, to a prompt of it, or to a statement that speaks to it."""
    return any(
        matches_id(value, lenses_of(one.index, link.target_kind, link.target))
        for link in one.index.links_of(one.evidence.id)
    )


def _ended_in(value: str, one: EvidenceAtDate) -> bool:
    """Whether the period ends in one that is written: ``2026-03`` and its beginnings, or ``q3 2026/27``."""
    end, period = one.evidence.period_to, _period_in(value)
    if end is None or (period and not period.start and not period.end):
        return False
    is_within = period is not None and (period.start or end) <= end <= (period.end or end)
    return is_within or end.isoformat().startswith(value)


@lru_cache(maxsize=64)
def _period_in(value: str) -> Period | None:
    """The period a filter names; None while it names none. What depends on today is not read."""
    try:
        return read_period(value, None)
    except DateWordsError:
        return None


def _has_status(value: str, ask: Ask) -> bool:
    status = ask.state.status
    return _names(value.replace("_", " "), status.replace("_", " "), REQUEST_STATUS_TITLES[status])


EVIDENCE_FILTERS: Filters[EvidenceAtDate] = Filters(
    fields={
        "id": lambda value, one: matches_id(value, (one.evidence.id,)),
        "kind": _is_kind,
        "agency": _is_of_agency,
        "owner": lambda value, one: contains(value, (one.evidence.owner,)),
        "criterion": lambda value, one: matches_id(value, one.index.criteria_of(one.evidence.id)),
        "target": lambda value, one: matches_id(
            value, (link.target for link in one.index.links_of(one.evidence.id))
        ),
        "marking": lambda value, one: value.casefold() == one.evidence.marking.casefold(),
        "period": _ended_in,
        "reading": _is_reading,
        "place": lambda value, one: contains(value, (one.evidence.location,)),
        "voice": _carries,
        "lens": _speaks_to,
    },
    flags={
        "current": lambda one: one.is_now("current"),
        "stale": lambda one: one.is_now("stale"),
        "undated": lambda one: one.is_now("undated"),
        "not-yet": lambda one: one.is_now("not_yet"),
        "unknown": lambda one: one.is_now("unknown"),
        "suspect": lambda one: any(
            is_suspect(one.index, link) for link in one.index.links_of(one.evidence.id)
        ),
        "withdrawn": lambda one: one.is_now("withdrawn"),
        "missing": lambda one: one.evidence.id in one.files.missing,
        "unread": lambda one: reading_of(one.evidence, one.files) not in {"read", "address"},
        "changed": lambda one: one.evidence.id in one.files.changed,
        "linked": lambda one: bool(one.index.links_of(one.evidence.id)),
        "unlinked": lambda one: not one.index.links_of(one.evidence.id),
        "unowned": lambda one: not one.evidence.owner.strip(),
        "personal": lambda one: one.evidence.holds_personal_data is True,
        "unchecked": lambda one: one.evidence.holds_personal_data is None,
    },
    texts=lambda one: (one.evidence.id, one.evidence.title, one.evidence.note, one.evidence.location),
)
"""unread: its words could not be read, whatever the reason. personal: holds personal data.

unchecked: nobody has looked whether it does. not-yet: its period begins after the date. unknown: its kind is
not said. suspect: a link of it wants review.
"""

REQUEST_FILTERS: Filters[Ask] = Filters(
    fields={
        "id": lambda value, ask: matches_id(value, (ask.id,)),
        "owner": lambda value, ask: contains(value, (ask.state.owner,)),
        "agency": lambda value, ask: any(_is_agency(value, *one) for one in ask.agencies.items()),
        "status": _has_status,
        "body": lambda value, ask: ask.item is not None and value.casefold() == ask.item.body.casefold(),
        "section": lambda value, ask: ask.item is not None and matches_id(value, (ask.item.section,)),
        "deadline": lambda value, ask: ask.item is not None and matches_id(value, (ask.item.deadline,)),
        "criterion": lambda value, ask: ask.item is not None and matches_id(value, ask.item.criteria),
    },
    flags={
        "ready": lambda ask: ask.is_ready,
        "open": lambda ask: ask.is_wanted and not ask.is_ready,
        "unowned": lambda ask: not ask.state.owner.strip(),
        "asked": lambda ask: ask.state.is_asked is True,
        "personal": lambda ask: ask.item is not None and ask.item.holds_personal_data,
    },
    texts=lambda ask: (ask.id, ask.title, ask.state.owner, ask.state.notes, ask.state.source_system),
)
"""open: applies and is not ready. asked: on the inspectorate's own list."""


def matching(filters: Filters[T], query: str, items: Iterable[T]) -> list[T]:
    """The items that pass a typed filter, in their order; nothing typed is an error."""
    chosen = parse_filter(query, filters.vocabulary)
    return [one for one in items if filters.passes(chosen, one)]


def evidence_matching(index: Index, files: FileStates, query: str, as_at: date) -> list[Evidence]:
    """Evidence a typed filter leaves, in id order; see `rules.filters.grammar`."""
    seen = (EvidenceAtDate(evidence, index, as_at, files) for evidence in index.records.evidence.values())
    return [passed.evidence for passed in matching(EVIDENCE_FILTERS, query, seen)]
