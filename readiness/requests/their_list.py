"""Decide what each line of the inspectorate's own list asks for, and what that changes. Pure values.

Only the same id, the same title, or words somebody decided before count by themselves. A proposal waits to
be accepted, any other line for a person's choice; nothing becomes new or not asked unless a person says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from types import MappingProxyType
from typing import Literal

from readiness.base.problems import Problem, Where
from readiness.base.text import fold
from readiness.model.records.requests import AskedIn, RequestState
from readiness.requests.likeness import Candidate
from readiness.requests.matching import SAME_ID, Matcher
from readiness.requests.their_list_file import RequestLine

How = Literal[
    "same id", "same title", "decided before", "proposed", "undecided", "chosen", "new", "not a request"
]

NEW_PREFIX = "ASK"

_WAITING: frozenset[How] = frozenset({"proposed", "undecided"})

_NEAR = 0.3
"""Likeness from which an item may be meant by a line that was not given to it."""

_MOST_LINES = 1000

_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Match:
    """A line with the items it asks for, or may ask for."""

    line: RequestLine
    how: How
    item_ids: tuple[str, ...] = ()
    """Our items; for a new line the id it will get; empty while undecided, and for no request."""
    candidates: tuple[Candidate, ...] = ()
    """The likeliest items, best first."""
    why: str = ""
    """How sure the match is, in a few words."""

    @property
    def is_decided(self) -> bool:
        """Whether no person needs to look at it."""
        return self.how not in _WAITING


@dataclass(frozen=True, slots=True)
class ReconcilePlan:
    """Everything the list changes, to be looked at before it is applied."""

    matches: tuple[Match, ...]
    """One for each line, in the list's order."""
    ours: tuple[str, ...]
    """Every item known before, in our order."""
    file: str = ""
    """The list's name."""
    left_out: tuple[str, ...] = ()
    """What was seen in the list and not taken for a request, in words."""
    is_complete: bool = False
    """Whether a person said that nothing else is asked for than what lists so far ask."""

    @property
    def waiting(self) -> tuple[Match, ...]:
        """The lines that wait for a person: proposed or undecided."""
        return tuple(match for match in self.matches if not match.is_decided)

    @property
    def undecided(self) -> tuple[Match, ...]:
        """The lines without a sure match."""
        return tuple(match for match in self.matches if match.how == "undecided")

    @property
    def not_in_list(self) -> tuple[str, ...]:
        """Our items that no line asks for, as far as lines are decided or proposed."""
        asked = {item_id for match in self.matches for item_id in match.item_ids}
        return tuple(item_id for item_id in self.ours if item_id not in asked)

    def lines_near(self, item_id: str) -> tuple[int, ...]:
        """The lines, numbered from 1, of which an item is a candidate but that were not given to it."""
        return tuple(
            number
            for number, match in enumerate(self.matches, start=1)
            if item_id not in match.item_ids
            and any(one.item_id == item_id and one.score >= _NEAR for one in match.candidates)
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be known about the list as the plan now stands."""
        return (*_problems(self.matches, self.file), *_left_out(self.left_out, self.file))

    def choose(self, index: int, item_ids: Iterable[str]) -> ReconcilePlan:
        """The plan with the line at `index` (from 0) given to one or more items."""
        return self._with(
            index, replace(self.matches[index], how="chosen", why="", item_ids=tuple(dict.fromkeys(item_ids)))
        )

    def make_new(self, index: int) -> ReconcilePlan:
        """The plan with the line at `index` (from 0) made an item of its own."""
        taken = {*self.ours, *(item_id for match in self.matches for item_id in match.item_ids)}
        fresh = next(item_id for item_id in new_ids() if item_id not in taken)
        return self._with(index, replace(self.matches[index], how="new", why="", item_ids=(fresh,)))

    def leave_out(self, index: int) -> ReconcilePlan:
        """The plan with the line at `index` (from 0) taken for no request, such as a note."""
        return self._with(index, replace(self.matches[index], how="not a request", why="", item_ids=()))

    def accept_proposed(self) -> ReconcilePlan:
        """The plan with every proposal accepted; undecided lines stay undecided."""
        return self._each("proposed", lambda plan, at: plan.choose(at, plan.matches[at].item_ids))

    def rest_new(self) -> ReconcilePlan:
        """The plan with every undecided line made an item of its own; proposals still wait."""
        return self._each("undecided", lambda plan, at: plan.make_new(at))

    def complete(self, *, is_complete: bool = True) -> ReconcilePlan:
        """The plan of a list that is the whole of what is asked, or not known to be."""
        return replace(self, is_complete=is_complete)

    def _each(self, how: How, decide: Callable[[ReconcilePlan, int], ReconcilePlan]) -> ReconcilePlan:
        plan = self
        for at, match in enumerate(self.matches):
            plan = decide(plan, at) if match.how == how else plan
        return plan

    def _with(self, index: int, match: Match) -> ReconcilePlan:
        return replace(self, matches=(*self.matches[:index], match, *self.matches[index + 1 :]))


def reconcile(
    lines: Iterable[RequestLine],
    matcher: Matcher,
    ours: Iterable[str],
    *,
    file: str = "",
    decided: Mapping[str, tuple[str, ...]] = _NOTHING,
    left_out: tuple[str, ...] = (),
) -> ReconcilePlan:
    """Set each line beside our items; nothing is decided that is not the same.

    Args:
        lines: The list as read.
        matcher: Our items, ready to be compared.
        ours: Their ids, in our order.
        file: The list's name, for problems.
        decided: What lines of earlier lists were decided to ask for, by their folded words.
        left_out: What was seen in the list and not taken for a request.
    """
    matches = tuple(_match(line, matcher, decided) for line in lines)
    return ReconcilePlan(matches, tuple(ours), file, left_out)


def decided_before(states: Iterable[RequestState]) -> dict[str, tuple[str, ...]]:
    """The items that lines of earlier lists ask for, by the lines' folded words."""
    found: dict[str, tuple[str, ...]] = {}
    for state in states:
        for asked in state.asked_in:
            words = fold(asked.title)
            found[words] = tuple(dict.fromkeys((*found.get(words, ()), state.id)))
    return found


def reconciled_states(
    plan: ReconcilePlan, states: Mapping[str, RequestState]
) -> tuple[tuple[RequestState | None, RequestState], ...]:
    """Each state the plan changes, before (None for a new one) and after.

    Lines that wait change nothing. What earlier lists ask for stays asked; a line of the same list and
    words that was decided otherwise before counts as it is decided now. Of a complete list, and only
    when no line waits, every item that no list asks for is not asked.
    """
    entries = _entries(plan, states)
    names = {match.item_ids[0]: match.line.title for match in plan.matches if match.how == "new"}
    is_whole = plan.is_complete and not plan.waiting
    pairs: list[tuple[RequestState | None, RequestState]] = []
    for item_id in dict.fromkeys((*entries, *(plan.ours if is_whole else ()))):
        before = states.get(item_id)
        state = before or RequestState(id=item_id)
        if item_id in entries:
            state = asked_for(state, entries[item_id], names.get(item_id, state.local_title))
        if is_whole and not state.is_asked:
            state = state.model_copy(update={"is_asked": False})
        if state != before:
            pairs.append((before, state))
    return tuple(pairs)


def _match(line: RequestLine, matcher: Matcher, decided: Mapping[str, tuple[str, ...]]) -> Match:
    matched = matcher.match(line.title, reference=line.reference, section=line.section)
    before = decided.get(fold(line.title), ())
    if matched.standing == "exact" and (not before or before == matched.item_ids):
        how: How = "same id" if matched.why == SAME_ID else "same title"
        return Match(line, how, matched.item_ids, matched.candidates, matched.why)
    if before:
        return Match(line, "decided before", before, matched.candidates, "the same words were decided before")
    how = "proposed" if matched.standing == "proposed" else "undecided"
    return Match(line, how, matched.item_ids, matched.candidates, matched.why)


def _entries(plan: ReconcilePlan, states: Mapping[str, RequestState]) -> dict[str, tuple[AskedIn, ...]]:
    """The lines that ask for each item the plan touches, those of earlier lists among them."""
    decided = [match for match in plan.matches if match.is_decided]
    again = {fold(match.line.title) for match in decided}
    found: dict[str, list[AskedIn]] = {}
    for match in decided:
        for item_id in match.item_ids:
            found.setdefault(item_id, []).append(_entry(plan.file, match.line))
    for item_id, state in states.items():
        kept = [
            line
            for line in state.asked_in
            if line.notice or line.list != plan.file or fold(line.title) not in again
        ]
        if item_id in found or len(kept) < len(state.asked_in):
            found.setdefault(item_id, []).extend(kept)
    return {
        item_id: tuple(sorted(entries, key=lambda one: (one.list, one.title, one.place)))
        for item_id, entries in found.items()
    }


def _entry(file: str, line: RequestLine) -> AskedIn:
    return AskedIn(
        list=file,
        title=line.title,
        place=line.place,
        reference=line.reference,
        due=line.due,
        due_text=line.due_text,
    )


def asked_for(state: RequestState, entries: tuple[AskedIn, ...], local_title: str) -> RequestState:
    """The state asked for by these lines; a deadline they change is theirs, any other stays."""
    nobody_asks = False if state.local_title else None
    counting = tuple(line for line in entries if not line.notice)
    update: dict[str, object] = {
        "is_asked": True if counting else nobody_asks,
        "asked_in": entries,
        "local_title": local_title,
    }
    theirs, former = _earliest(counting), _earliest(state.asks)
    if theirs != former:
        update["due_override"] = theirs or (None if state.due_override == former else state.due_override)
    return state.model_copy(update=update)


def _earliest(entries: Iterable[AskedIn]) -> datetime | None:
    return min((one.due for one in entries if one.due is not None), default=None)


def new_ids() -> Iterator[str]:
    """Ids for items that only the inspectorate asks for, in order: ``ASK001`` and so on."""
    return (f"{NEW_PREFIX}{number:03d}" for number in count(1))


_LEFT_OUT_SHOWN = 10


def _left_out(left_out: tuple[str, ...], file: str) -> Iterator[Problem]:
    """What was seen and is in no line: named, so that nothing is lost in silence."""
    hint = "If it asks for something, add it: readiness requests add."
    for what in left_out[:_LEFT_OUT_SHOWN]:
        yield Problem("info", Where(file=file), f"Not read as a request: {what}.", hint)
    more = len(left_out) - _LEFT_OUT_SHOWN
    if more > 0:
        yield Problem("info", Where(file=file), f"Not read as requests: {more} more paragraphs.", hint)


def _problems(matches: tuple[Match, ...], file: str) -> Iterator[Problem]:
    if not matches:
        yield Problem(
            "error", Where(file), "No line of the list could be read.", "Check that it is the right file."
        )
    if len(matches) > _MOST_LINES:
        what = f"The list has {len(matches)} lines; a request has some hundred."
        yield Problem("warning", Where(file), what, "Check that it is the right file before you apply it.")
    places: dict[str, str] = {}
    for match in matches:
        place = match.line.place
        for item_id in match.item_ids if match.is_decided else ():
            if item_id in places:
                what = f"{item_id} is asked for twice: at {places[item_id]} and at {place}."
                yield Problem("info", Where(file, record=item_id), what, "The earlier deadline counts.")
            places.setdefault(item_id, place)
        if match.line.due_text and match.line.due is None:
            record = match.item_ids[0] if match.item_ids else ""
            what = f"The deadline at {place} could not be read."
            yield Problem(
                "warning",
                Where(file, record=record),
                what,
                "Read it there; the item keeps the deadline it has.",
            )
