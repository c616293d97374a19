"""Which of our items a line of the inspectorate's list asks for, and how sure that is.

A line of the same id or title is exact. A line is proposed when its best item is well ahead of the next,
when several items explain different words of it, or when each part of it is an item's own words. Any other
line waits for a person, with its candidates, best first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from readiness.base.text import fold
from readiness.requests.likeness import Candidate, Likeness, OurItem
from readiness.requests.vocabulary import Vocabulary, Words

Standing = Literal["exact", "proposed", "undecided"]

SAME_ID = "the same id"
SAME_TITLE = "the same title"
OTHER_NAME = "the words of one of its other names"
_NAME_WORDS = 2
"""Words from which another name of an item tells it from the others."""
_LEAD = 0.6
"""Share of the next item's likeness that is taken off the best one's before it is judged."""
_SURE = 0.15
"""What must be left then for a proposal."""
_TIE = 0.9
"""Share of the best item's likeness from which the next one makes the line undecided."""
_SURE_AND_SAID = 0.6
"""What the lead and the share of the line that the item explains must come to for a proposal."""
_UNLIKE = 0.12
"""Below this likeness the same id with another title proves nothing: the numbering may be another one."""
_TOGETHER = 0.8
"""Share of the best item's likeness that further items of the same line have."""
_TOGETHER_LEAST = 0.3
_APART = 0.45
"""Share of its words of the line that each of several items must have alone."""
_PART_EXPLAINED = 0.95
"""Share of a part of a line that its item must have, for the part to ask for that item by itself."""
_PART_SURE = 0.25
_PARTS = re.compile(
    r"[,;:()/&\u2013\u2014\n]|\s-\s|\b(?:and|or|together with|along with|as well as)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Matched:
    """What a line seems to ask for."""

    standing: Standing
    item_ids: tuple[str, ...]
    """The items of an exact or proposed match; empty while undecided."""
    candidates: tuple[Candidate, ...]
    """The likeliest items, best first, those of the match among them."""
    why: str
    """The reason in a few words."""


class Matcher:
    """Our items, ready to be found by the lines of one list."""

    def __init__(self, items: Iterable[OurItem], vocabulary: Vocabulary, lines: Iterable[str] = ()) -> None:
        """Get ready.

        Args:
            items: Ours, in our order.
            vocabulary: The framework's terms.
            lines: The whole list; words that many of its lines have tell little.
        """
        ours = {item.id: item for item in items}
        self._by_id = {_bare(item_id): item_id for item_id in ours}
        self._by_title: dict[str, str] = {}
        for item in ours.values():
            self._by_title.setdefault(fold(item.title), item.id)
        self._likeness = Likeness(ours.values(), vocabulary, lines)
        self._nothing = vocabulary.read("")
        self._by_name = self._other_names(ours.values(), vocabulary)

    def match(self, title: str, *, reference: str = "", section: str = "") -> Matched:
        """What a line asks for.

        Args:
            title: The line's own words.
            reference: Its number or id, as written.
            section: The heading it stands under.
        """
        line = self._likeness.read(title)
        candidates = self._likeness.candidates(line, self._likeness.read(section))
        same_title = self._by_title.get(fold(title), "")
        same_id = self._by_id.get(_bare(reference), "") if reference else ""
        if same_title and same_id in {"", same_title}:
            return Matched("exact", (same_title,), _first(same_title, candidates), SAME_TITLE)
        if same_title and same_id:
            both = _first(same_title, _first(same_id, candidates))
            return Matched("undecided", (), both, "its id and its title are those of two items")
        if same_id:
            score = next((one.score for one in candidates if one.item_id == same_id), 0.0)
            if score >= _UNLIKE:
                return Matched("exact", (same_id,), _first(same_id, candidates), SAME_ID)
            return Matched("undecided", (), _first(same_id, candidates), "the same id, but other words")
        if other_name := self._by_name.get(frozenset(line.counts), ""):
            return Matched("proposed", (other_name,), _first(other_name, candidates), OTHER_NAME)
        return self._by_parts(title) or self._judged(line, candidates)

    def _other_names(self, items: Iterable[OurItem], vocabulary: Vocabulary) -> dict[frozenset[str], str]:
        """The item of each set of words that is the whole of one of its other names, and of no other's."""
        found: dict[frozenset[str], set[str]] = {}
        for item in items:
            for name in item.keywords:
                words = frozenset(vocabulary.read(name).counts)
                if len(words) >= _NAME_WORDS:
                    found.setdefault(words, set()).add(item.id)
        return {words: next(iter(ids)) for words, ids in found.items() if len(ids) == 1}

    def _by_parts(self, title: str) -> Matched | None:
        """The match of a line that enumerates items, or None.

        Each part asks surely for one item, or only says more about those the other parts ask for.
        """
        found: dict[str, Candidate] = {}
        rest: list[Words] = []
        for part in _PARTS.split(title):
            words = self._likeness.read(part)
            candidates = self._likeness.candidates(words, self._nothing)
            best = candidates[0] if candidates else None
            if best and _ahead(best, candidates[1:]) >= _PART_SURE and self._has_all(best.item_id, words):
                found.setdefault(best.item_id, best)
            elif words.counts:
                rest.append(words)
        is_said = all(any(self._has_all(item_id, words) for item_id in found) for words in rest)
        if len(found) < 2 or not is_said:  # noqa: PLR2004 - an enumeration has two items or more
            return None
        return Matched("proposed", tuple(found), tuple(found.values()), "each part is an item's own words")

    def _judged(self, line: Words, candidates: tuple[Candidate, ...]) -> Matched:
        if not candidates:
            return Matched("undecided", (), (), "no telling word in common with any item")
        chosen = self._together(line, candidates)
        best, others = chosen[0], [one for one in candidates if one not in chosen]
        is_tied = len(chosen) == 1 and bool(others) and others[0].score > _TIE * best.score
        if is_tied or _ahead(best, others) < _SURE:
            return Matched("undecided", (), candidates, "no item is well ahead")
        said = max(self._likeness.explained(line, one.item_id) for one in chosen)
        if _ahead(best, others) + said < _SURE_AND_SAID:
            return Matched("undecided", (), candidates, "too little of it in common")
        why = "well ahead of any other" if len(chosen) == 1 else "they explain different words of it"
        return Matched("proposed", tuple(one.item_id for one in chosen), candidates, why)

    def _together(self, line: Words, candidates: tuple[Candidate, ...]) -> list[Candidate]:
        """The best item, and those nearly as like that explain other words of the line."""
        best = candidates[0]
        chosen = [best]
        for one in candidates[1:]:
            is_like = one.score >= max(_TOGETHER * best.score, _TOGETHER_LEAST)
            if is_like and all(self._are_apart(line, one.item_id, other.item_id) for other in chosen):
                chosen.append(one)
        return chosen

    def _are_apart(self, line: Words, one: str, other: str) -> bool:
        apart = self._likeness.apart
        return min(apart(line, one, other), apart(line, other, one)) >= _APART

    def _has_all(self, item_id: str, words: Words) -> bool:
        return self._likeness.explained(words, item_id) >= _PART_EXPLAINED


def _ahead(best: Candidate, others: Iterable[Candidate]) -> float:
    """How far the best candidate stands ahead of the next."""
    return best.score - _LEAD * max((one.score for one in others), default=0.0)


def _first(item_id: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates with one item at their head."""
    own = next((one for one in candidates if one.item_id == item_id), Candidate(item_id, 0.0, ()))
    return (own, *(one for one in candidates if one.item_id != item_id))


def _bare(reference: str) -> str:
    return re.sub(r"[^0-9a-z]", "", reference.casefold())
