"""Set the inspectorate's own request list beside ours: matched, suggested, new, not asked. Pure values.

Nothing is matched in silence: only the same id or the same title counts as a match by itself. A
likeness is a suggestion with a score, and waits for a person.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from readiness.base.dates import LOCAL
from readiness.base.errors import UsageError, resolve
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, fold, visible
from readiness.formats.limited import read_file
from readiness.model.records.changes import Transaction, put
from readiness.model.records.requests import RequestState
from readiness.requests.their_list_file import RequestLine, read_request_list
from readiness.rules.asks import asks
from readiness.rules.calendar.call import current
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

How = Literal["same id", "same title", "suggested", "chosen", "new"]

LEAST_SCORE = 0.35
"""Likeness (0 to 1) from which an item is suggested for a line."""

_UNLIKE = 0.12
"""Below this the same id with another title is only a suggestion: the numbering may be another one."""

_ALTERNATIVES = 3

_MOST_LINES = 1000

NEW_PREFIX = "ASK"

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Match:
    """A line with the item it asks for, or the item it seems to ask for."""

    line: RequestLine
    item_id: str
    """Our item; for a `new` line the id it will get."""
    how: How
    score: float
    """Likeness of the titles, 0 to 1; 1 for the same id or title."""
    others: tuple[tuple[str, float], ...] = ()
    """Further candidates with their scores, best first."""

    @property
    def is_decided(self) -> bool:
        """Whether no person needs to look at it."""
        return self.how != "suggested"


@dataclass(frozen=True, slots=True)
class ReconcilePlan:
    """Everything the list changes, to be looked at before it is applied."""

    matches: tuple[Match, ...]
    """One for each line, in the list's order."""
    not_asked: tuple[str, ...]
    """Our items that no line asks for, nor seems to."""
    problems: tuple[Problem, ...] = ()

    @property
    def undecided(self) -> tuple[Match, ...]:
        """Suggestions that wait for a person."""
        return tuple(match for match in self.matches if not match.is_decided)

    def choose(self, index: int, item_id: str) -> ReconcilePlan:
        """The plan with the line at `index` (from 0) given to an item; an empty id makes the line new."""
        chosen = self.matches[index]
        new_id = item_id or next(_new_ids(match.item_id for match in self.matches))
        decided = replace(chosen, item_id=new_id, how="chosen" if item_id else "new")
        matches = (*self.matches[:index], decided, *self.matches[index + 1 :])
        taken = {match.item_id for match in matches}
        freed = () if chosen.item_id in taken or chosen.how == "new" else (chosen.item_id,)
        not_asked = tuple(one for one in (*self.not_asked, *freed) if one not in taken)
        return replace(self, matches=matches, not_asked=not_asked)


def reconcile(
    lines: Iterable[RequestLine],
    titles: Mapping[str, str],
    *,
    file: str = "",
    hints: Mapping[str, str] = _NOTHING,
    short_forms: Mapping[str, str] = _NOTHING,
) -> ReconcilePlan:
    """Match each line with our items.

    Args:
        lines: The list as read.
        titles: Title of each of our items by id, in our order.
        file: The list's name, for problems.
        hints: More words about an item by id, such as its section; they count for likeness alone.
        short_forms: What abbreviations stand for (``LANO``: ``local area nominated officer``).
    """
    likeness = _Likeness(titles, hints, short_forms)
    by_id = {_bare(item_id): item_id for item_id in titles}
    by_title: dict[str, str] = {}
    for item_id, title in titles.items():
        by_title.setdefault(fold(title), item_id)
    new_ids = _new_ids(titles)
    matches: list[Match] = []
    for line in lines:
        match = _match(line, by_id, by_title, likeness)
        if match.how == "new":
            match = replace(match, item_id=next(new_ids))
        matches.append(match)
    asked = {match.item_id for match in matches}
    not_asked = tuple(item_id for item_id in titles if item_id not in asked)
    return ReconcilePlan(tuple(matches), not_asked, tuple(_problems(matches, file)))


def reconciled_states(
    plan: ReconcilePlan, states: Mapping[str, RequestState]
) -> tuple[tuple[RequestState | None, RequestState], ...]:
    """Each state the plan changes, before (None for a new one) and after.

    Undecided lines change nothing.
    """
    wanted: dict[str, RequestState] = {}
    for match in plan.matches:
        if not match.is_decided:
            continue
        state = wanted.get(match.item_id) or states.get(match.item_id) or RequestState(id=match.item_id)
        update: dict[str, object] = {"is_asked": True}
        if match.line.due is not None:
            known = wanted[match.item_id].due_override if match.item_id in wanted else None
            update["due_override"] = min(known, match.line.due) if known else match.line.due
        if match.how == "new":
            update["local_title"] = match.line.title
        wanted[match.item_id] = state.model_copy(update=update)
    for item_id in plan.not_asked:
        state = states.get(item_id) or RequestState(id=item_id)
        wanted[item_id] = state.model_copy(update={"is_asked": False})
    pairs = ((states.get(item_id), after) for item_id, after in wanted.items())
    return tuple((before, after) for before, after in pairs if before != after)


def _match(line: RequestLine, by_id: dict[str, str], by_title: dict[str, str], likeness: _Likeness) -> Match:
    same_title = by_title.get(fold(line.title))
    same_id = by_id.get(_bare(line.reference)) if line.reference else None
    if same_id is not None and (same_title in {None, same_id}):
        score = likeness.score(line.title, same_id)
        if same_title == same_id or score >= _UNLIKE:
            return Match(line, same_id, "same id", 1.0)
        ranked = [(item_id, one) for item_id, one in likeness.best(line.title) if item_id != same_id]
        return Match(line, same_id, "suggested", score, tuple(ranked[:_ALTERNATIVES]))
    if same_title is not None:
        if same_id is None:
            return Match(line, same_title, "same title", 1.0)
        return Match(line, same_title, "suggested", 1.0, ((same_id, likeness.score(line.title, same_id)),))
    ranked = likeness.best(line.title)
    if ranked and ranked[0][1] >= LEAST_SCORE:
        (item_id, score), *others = ranked
        return Match(line, item_id, "suggested", score, tuple(others[:_ALTERNATIVES]))
    return Match(line, "", "new", ranked[0][1] if ranked else 0.0, tuple(ranked[:_ALTERNATIVES]))


class _Likeness:
    """How alike a title is to each of ours: shared words, rare ones counting more (cosine of tf-idf)."""

    def __init__(
        self, titles: Mapping[str, str], hints: Mapping[str, str], short_forms: Mapping[str, str]
    ) -> None:
        self._forms = [
            (re.compile(rf"\b{re.escape(fold(one))}\b"), fold(term)) for one, term in short_forms.items()
        ]
        words = {
            item_id: Counter(self._words(f"{title} {hints.get(item_id, '')}"))
            for item_id, title in titles.items()
        }
        holders: Counter[str] = Counter()
        for counts in words.values():
            holders.update(counts.keys())
        total = len(titles) + 1
        self._weight = {word: math.log(1 + total / count) for word, count in holders.items()}
        self._unknown = math.log(1 + total)
        self._vectors = {item_id: self._vector(counts) for item_id, counts in words.items()}
        self._holding: dict[str, list[str]] = {}
        for item_id, vector in self._vectors.items():
            for word in vector:
                self._holding.setdefault(word, []).append(item_id)

    def best(self, title: str) -> list[tuple[str, float]]:
        """Items that share a word with the title, with scores, best first; ties in our order."""
        vector = self._vector(Counter(self._words(title)))
        scores: dict[str, float] = {}
        for word, weight in vector.items():
            for item_id in self._holding.get(word, ()):
                scores[item_id] = scores.get(item_id, 0.0) + weight * self._vectors[item_id][word]
        ranked = sorted(scores.items(), key=lambda one: -one[1])
        return [(item_id, round(min(score, 1.0), 2)) for item_id, score in ranked[: _ALTERNATIVES + 2]]

    def score(self, title: str, item_id: str) -> float:
        """Likeness of a title to one item's."""
        vector, other = self._vector(Counter(self._words(title))), self._vectors[item_id]
        return round(min(sum(weight * other.get(word, 0.0) for word, weight in vector.items()), 1.0), 2)

    def _words(self, title: str) -> list[str]:
        """The words of a title that say something, abbreviations written out, cut to their stems."""
        folded = fold(title)
        for short, term in self._forms:
            folded = short.sub(term, folded)
        return [_stem(word) for word in folded.split() if word not in _EMPTY_WORDS]

    def _vector(self, counts: Counter[str]) -> dict[str, float]:
        raw = {word: count * self._weight.get(word, self._unknown) for word, count in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {word: value / length for word, value in raw.items()}


_EMPTY_WORDS = frozenset(
    ("a", "all", "an", "and", "any", "as", "at", "by", "copies", "copy", "current", "details", "for", "from",
     "in", "including", "into", "is", "it", "latest", "list", "most", "of", "on", "or", "other", "please",
     "provide", "recent", "such", "that", "the", "their", "these", "this", "those", "to", "with", "within",
     "you", "your")
)  # fmt: skip


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ed", "es", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= len("plan"):
            return word[: -len(ending)]
    return word


def _bare(reference: str) -> str:
    return re.sub(r"[^0-9a-z]", "", reference.casefold())


def _new_ids(taken: Iterable[str]) -> Iterator[str]:
    """Ids for new lines, in order, leaving out those taken."""
    used = frozenset(taken)
    ids = (f"{NEW_PREFIX}{number:03d}" for number in count(1))
    return (one for one in ids if one not in used)


def _problems(matches: list[Match], file: str) -> Iterable[Problem]:
    if not matches:
        yield Problem(
            "error", Where(file), "No line of the list could be read.", "Check that it is the right file."
        )
    if len(matches) > _MOST_LINES:
        what = f"The list has {len(matches)} lines; a request has some hundred."
        yield Problem("warning", Where(file), what, "Check that it is the right file before you apply it.")
    places: dict[str, str] = {}
    for match in matches:
        if match.is_decided and match.item_id in places:
            what = (
                f"{match.item_id} is asked for twice: at {places[match.item_id]} and at {match.line.place}."
            )
            yield Problem("info", Where(file, record=match.item_id), what, "The earlier deadline counts.")
        if match.is_decided:
            places.setdefault(match.item_id, match.line.place)
        if match.line.due_text and match.line.due is None:
            what = f"The deadline at {match.line.place} could not be read."
            yield Problem("warning", Where(file, record=match.item_id), what, "Set it by hand.")


EVERY = "all"
"""A choice that takes every suggestion as it is offered."""

NEW = "new"
"""A choice that makes a line an item of its own."""


def reconcile_plan(ws: Workspace, path: Path) -> ReconcilePlan:
    """What the list would change; nothing is stored.

    Deadlines without a year, or in hours, are read from the running notice, else from today.

    Raises:
        RefusedError: The list cannot be read.
        StorageError: The file cannot be opened.
    """
    notice = current(ws.records)
    received = notice.received.astimezone(LOCAL) if notice else None
    near = (received or ws.clock().astimezone(LOCAL)).date()
    lines = read_file(read_request_list, path, near=near, received=received)
    terms = (*ws.framework.roles, *ws.framework.glossary)
    return reconcile(
        lines,
        titles(ws),
        file=visible(path.name),
        hints=_hints(ws),
        short_forms={one.short: one.term for one in terms if one.short},
    )


def _hints(ws: Workspace) -> dict[str, str]:
    """More words about the framework's items: their section, and the person-level list they are."""
    sections = {one.id: one.title for one in ws.framework.request_sections}
    lists = {one.id: f"{one.title} {one.description}" for one in ws.framework.person_lists}
    return {
        one.id: f"{sections.get(one.section, '')} {lists.get(one.person_list, '')}"
        for one in ws.framework.requests
    }


def titles(ws: Workspace) -> dict[str, str]:
    """Title of every item, the framework's and those of earlier lists, by id."""
    return {ask.id: ask.title for ask in asks(ws.index) if ask.is_known}


def decide(ws: Workspace, plan: ReconcilePlan, choices: Iterable[str]) -> ReconcilePlan:
    """The plan with suggested lines decided by a person.

    Args:
        ws: The workspace, for its items.
        plan: As `reconcile_plan` gave it.
        choices: ``all``; a line's number from 1, to take what is suggested for it;
            ``7=HLT04`` to give line 7 to another item; ``7=new`` to make it an item of its own.

    Raises:
        UsageError: No such line or item, or a choice that is none of these.
    """
    for choice in choices:
        if choice.strip().casefold() == EVERY:
            for at, match in enumerate(plan.matches):
                plan = plan if match.is_decided else plan.choose(at, match.item_id)
            continue
        number, _, wanted = choice.partition("=")
        at = _line(plan, number)
        if not wanted:
            plan = plan.choose(at, plan.matches[at].item_id)
        elif wanted.strip().casefold() == NEW:
            plan = plan.choose(at, "")
        else:
            plan = plan.choose(at, resolve(ws.framework.terms.request, wanted, titles(ws)))
    return plan


def apply_plan(ws: Workspace, plan: ReconcilePlan, *, name: str) -> Transaction:
    """Store a plan as one change: what is asked and what is not, official deadlines, new items.

    Args:
        ws: The workspace.
        plan: With every line decided.
        name: The list's file name, for the history.

    Raises:
        UsageError: Lines still wait for a person, or the list has none.
    """
    waiting = plan.undecided
    if waiting:
        raise UsageError(
            f"{counted(len(waiting), 'suggested match')} must be looked at first.",
            "; ".join(f"{one.line.place}: {one.item_id}?" for one in waiting[:5]),
            "Accept each by its line (--accept 7), say another (7=ID or 7=new), or accept all.",
        )
    if not plan.matches:
        raise UsageError("The list has no lines.", visible(name), "Check that it is the right file.")
    pairs = reconciled_states(plan, ws.records.requests)
    changes = tuple(put(revise(after), before) for before, after in pairs)
    return ws.run(Transaction(f"Reconcile with the list {visible(name)}", changes))


def _line(plan: ReconcilePlan, number: str) -> int:
    """Place of a line in the plan, from 0, by the number people see."""
    text = number.strip()
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(plan.matches):
        return int(text) - 1
    raise UsageError(
        f"There is no line {visible(text)}.", "", f"Lines are numbered 1 to {len(plan.matches)}."
    )
