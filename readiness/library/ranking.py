"""Which items of evidence answer a query best, by their titles and their words."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness.base.stems import root, words_in
from readiness.library.asking import Asked, Group, Phrase
from readiness.library.words import TextCache
from readiness.model.records.evidence import Evidence

_CANDIDATES = 30
"""Documents looked at more closely, beside those whose titles answer."""

_LAST = "\U0010ffff"

_TITLE, _RUN, _NEAR, _PART, _ORDER = 2.0, 0.6, 0.4, 0.5, 1.0
"""Worth of a word in the title, of the very words one after the other, of all near each other, of a term of
which only parts are there, and of the order in which the index gave it, each against a word in the text."""

_WITHIN = 10
"""Words between the first and the last of words that are near each other."""


def may_read(evidence: Evidence) -> bool:
    """Whether the words of an item may be read and held: a file, not flagged as personal, not withdrawn.

    Of one that looks as if it held records of people nothing is kept all the same; see `SearchIndex`.
    """
    return bool(evidence.sha256) and evidence.holds_personal_data is not True and not evidence.is_withdrawn


class Register:
    """The register of evidence arranged for searching; made again when the records change."""

    def __init__(self, evidence: Mapping[str, Evidence]) -> None:
        self.of = evidence
        self.evidence = evidence
        self.by_digest: dict[str, list[Evidence]] = {}
        self._titles: dict[str, str] = {}
        self._with: defaultdict[str, set[str]] = defaultdict(set)
        for one in evidence.values():
            if not one.is_withdrawn:
                name = one.location.rpartition("/")[2] if one.location_kind == "library" else ""
                roots = [root(word) for word in words_in(f"{one.title} . {name} . {one.note} {one.id}")]
                self._titles[one.id] = f" {' '.join(roots)} "
                for each in roots:
                    self._with[each].add(one.id)
            if may_read(one):
                self.by_digest.setdefault(one.sha256, []).append(one)
        self._roots = sorted(self._with)

    def known(self, roots: Iterable[str]) -> dict[str, int]:
        """In how many titles each of some roots stands; those in none are left out."""
        return {each: len(self._with[each]) for each in roots if each in self._with}

    def begins(self, beginning: str) -> bool:
        """Whether a word of a title has this beginning."""
        place = bisect_left(self._roots, beginning)
        return place < len(self._roots) and self._roots[place].startswith(beginning)

    def titled(self, group: Group) -> set[str]:
        """Ids of the items whose title, file name, note or id answer a word or term."""
        found: set[str] = set()
        for number, way in enumerate(group.ways):
            ids = set.intersection(*(self._with.get(each, set()) for each in way))
            if len(way) > 1:
                ids = {one for one in ids if f" {' '.join(way)} " in self._titles[one]}
            found |= ids
            if not number and group.is_open:
                found |= self._beginning(way[-1])
        return found

    def has_run(self, evidence_id: str, run: Phrase) -> bool:
        """Whether a title has words one after the other."""
        return bool(run) and f" {' '.join(run)} " in self._titles.get(evidence_id, "")

    def with_parts(self, group: Group) -> dict[str, float]:
        """For items whose title has words of a term: which share of them."""
        shares: defaultdict[str, float] = defaultdict(float)
        for part in group.parts:
            for one in self._with.get(part, ()):
                shares[one] += 1 / len(group.parts)
        return shares

    def _beginning(self, beginning: str) -> set[str]:
        first, last = (bisect_left(self._roots, end) for end in (beginning, beginning + _LAST))
        return set().union(*(self._with[each] for each in self._roots[first:last]))


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item with its worth."""

    evidence_id: str
    number: int | None
    """Of its document in the index; None when none is held."""
    worth: float
    missing: tuple[str, ...]


class Ranking:
    """The worth of each item for one query."""

    def __init__(self, cache: TextCache, register: Register, asked: Asked) -> None:
        self._cache = cache
        self._register = register
        self._asked = asked
        self._titled = [register.titled(group) for group in asked.groups]
        self._title_parts = [register.with_parts(group) for group in asked.groups]
        self.weights = self._weigh()

    def best(self, limit: int, only: Container[str] | None) -> list[Ranked]:
        """The items that answer best, at most `limit`, best first."""
        most = max(limit, _CANDIDATES)
        numbers = self._candidates(most if only is None else -1)
        held = self._cache.digests_of(numbers)
        ids = {
            one.id: number
            for number in numbers
            for one in self._register.by_digest.get(held[number], ())
            if only is None or one.id in only
        }
        ids = dict(list(ids.items())[:most])
        by_title = self._by_title(most, only)
        lacking = [one for one in by_title if one not in ids and self._register.evidence[one].sha256]
        held_here = {
            sha256: number
            for number, sha256 in self._cache.numbers(
                self._register.evidence[one].sha256 for one in lacking
            ).items()
        }
        every: dict[str, int | None] = dict(ids)
        for one in by_title:
            evidence = self._register.evidence[one]
            every.setdefault(one, held_here.get(evidence.sha256) if may_read(evidence) else None)
        ranked = self._ranked(every)
        return sorted(ranked, key=lambda one: (-one.worth, one.evidence_id))[:limit]

    def _weigh(self) -> list[float]:
        """What each word or term is worth: more, the fewer documents have it."""
        count = max(1, self._cache.count(), len(self._register.evidence))
        weights = []
        for group, titled in zip(self._asked.groups, self._titled, strict=True):
            found = self._cache.known({part for way in group.ways for part in way})
            held = max((min(found.get(part, 0) for part in way) for way in group.ways), default=0)
            share = max(held, len(titled), 1)
            weights.append(math.log(1 + count / share))
        return weights

    def _candidates(self, most: int) -> list[int]:
        """Numbers of documents, likeliest first: the very words, all near, all, any."""
        groups = self._asked.groups
        tiers = [_phrase(self._asked.run)] if self._asked.run else []
        tiers.append(" AND ".join(f"({_any(group)})" for group in groups))
        tiers.append(" OR ".join(_any(group, with_parts=True) for group in groups))
        numbers: dict[int, None] = {}
        for expression in tiers:
            if most < 0 or len(numbers) < most:
                numbers |= dict.fromkeys(self._cache.found(expression, most))
        return list(numbers)

    def _by_title(self, most: int, only: Container[str] | None) -> list[str]:
        worth: defaultdict[str, float] = defaultdict(float)
        for titled, parts, weight in zip(self._titled, self._title_parts, self.weights, strict=True):
            for one in titled:
                worth[one] += weight
            for one, share in parts.items():
                if one not in titled:
                    worth[one] += weight * share * _PART
        ids = [one for one in worth if only is None or one in only]
        return sorted(ids, key=lambda one: (-worth[one], one))[:most]

    def _ranked(self, every: Mapping[str, int | None]) -> list[Ranked]:
        numbers = list(dict.fromkeys(number for number in every.values() if number is not None))
        order = {number: 1 - place / len(numbers) for place, number in enumerate(numbers)}
        with_group = [self._cache.among(_any(group), numbers) for group in self._asked.groups]
        with_part = [
            {part: self._cache.among(f'"{part}"', numbers) for part in group.parts}
            for group in self._asked.groups
        ]
        run = self._cache.among(_phrase(self._asked.run), numbers) if self._asked.run else set()
        near = self._near(numbers)
        total = sum(self.weights)
        ranked = []
        for one, number in every.items():
            worth, missing = 0.0, []
            for place, group in enumerate(self._asked.groups):
                credit = 1.0 if number in with_group[place] else 0.0
                if not credit and group.parts:
                    credit = (
                        _PART * sum(number in has for has in with_part[place].values()) / len(group.parts)
                    )
                titled = 1.0 if one in self._titled[place] else _PART * self._title_parts[place].get(one, 0.0)
                worth += self.weights[place] * (credit + _TITLE * titled)
                if number not in with_group[place] and one not in self._titled[place]:
                    missing.append(group.typed)
            has_run = number in run or self._register.has_run(one, self._asked.run)
            worth += total * (_RUN * has_run + _NEAR * (number in near))
            worth += _ORDER * order.get(number, 0.0) if number is not None else 0.0
            ranked.append(Ranked(one, number, worth, tuple(missing)))
        return ranked

    def _near(self, numbers: Sequence[int]) -> set[int]:
        """Those of some documents in which all words stand near each other."""
        groups = self._asked.groups
        if len(groups) < 2 or any(group.is_open for group in groups):  # noqa: PLR2004 - one word is near nothing
            return set()
        words = " ".join(_phrase(group.ways[0]) for group in groups)
        return self._cache.among(f"NEAR({words}, {_WITHIN})", numbers)


def _phrase(roots: Iterable[str]) -> str:
    """Roots one after the other as FTS5 reads them: in quotation marks, so that none is an operator."""
    return '"' + " ".join(roots) + '"'


def _any(group: Group, *, with_parts: bool = False) -> str:
    ways = [_phrase(way) for way in group.ways]
    if group.is_open:
        ways[0] += f" OR {ways[0]}*"
    parts = [_phrase((part,)) for part in group.parts] if with_parts else []
    return " OR ".join([*ways, *parts])
