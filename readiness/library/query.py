"""Words to find in a text: what was typed, the passage that answers it best, and the piece of it to show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from readiness.base.stems import is_common, opening, phrase_pattern, words_in
from readiness.model.records.passages import Passage

_PHRASE = re.compile(r'"([^"]*)"')

_LEAD = 50

_MOST_TERMS = 12

_ENOUGH = 3

_MOST_HITS = 20


@dataclass(frozen=True)
class Query:
    """Words to find; all of them must stand in a document."""

    phrases: tuple[tuple[str, ...], ...]
    """Each a word or a quoted run of words, lower case, letters and digits only."""
    is_open: bool
    """Whether the last word may be the beginning of a longer one: the user is still typing."""
    others: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """For each phrase other ways of writing it that count as well; may be left out."""

    def __bool__(self) -> bool:
        return bool(self.phrases)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One pattern per phrase that finds it, or words of the same stems, in lower-case text."""
        others = self.others or ((),) * len(self.phrases)
        return tuple(
            phrase_pattern(one) if not more else _any_of([one, *more])
            for one, more in zip(self.phrases, others, strict=True)
        )

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        """A piece of text each phrase cannot do without: quick to look for."""
        others = self.others or ((),) * len(self.phrases)
        return tuple(
            "" if more else max((opening(word) for word in one), key=len)
            for one, more in zip(self.phrases, others, strict=True)
        )

    def counts(self, folded: str) -> list[int]:
        """How often each phrase stands in a lower-case text, 3 at most."""
        return [
            min(_ENOUGH, len(pattern.findall(folded))) if mark in folded else 0
            for mark, pattern in zip(self._marks, self.patterns, strict=True)
        ]

    def is_in(self, folded: str) -> bool:
        """Whether every phrase stands in a lower-case text."""
        return all(mark in folded for mark in self._marks) and all(
            one.search(folded) for one in self.patterns
        )


def _any_of(phrases: Sequence[tuple[str, ...]]) -> re.Pattern[str]:
    return re.compile("|".join(phrase_pattern(one).pattern for one in phrases))


def parse_query(text: str) -> Query:
    """Read what was typed; any text is legal, and nothing in it has a meaning but quotation marks."""
    phrases = [tuple(words_in(found)) for found in _PHRASE.findall(text)]
    rest = _PHRASE.sub(" ", text).replace('"', " ")
    words = words_in(rest)
    kept = [word for number, word in enumerate(words) if not is_common(word) or number == len(words) - 1]
    found = [phrase for phrase in phrases if phrase] + [(word,) for word in kept]
    is_open = bool(words) and not text.rstrip().endswith('"')
    return Query(tuple(found[:_MOST_TERMS]), is_open and len(found) <= _MOST_TERMS)


def best_passage(
    query: Query, passages: Sequence[Passage], weights: Sequence[float] = (), run: Sequence[str] = ()
) -> Passage | None:
    """The passage with the most of the words, the earliest of equals; None when none has any.

    `weights` say what each phrase is worth (else each 1); a passage with the words of `run` one after the
    other is worth as much again as all of them.
    """
    worth = weights or (1.0,) * len(query.phrases)
    whole = phrase_pattern(run) if run else None
    best, best_score = None, (0.0, 0)
    for passage in passages:
        folded = passage.text.casefold()
        counts = query.counts(folded)
        score = sum(weight for weight, count in zip(worth, counts, strict=True) if count)
        if score and whole and whole.search(folded):
            score += sum(worth)
        if (score, sum(counts)) > best_score:
            best, best_score = passage, (score, sum(counts))
    return best


def _densest(query: Query, folded: str, longest: int) -> int:
    """Where the stretch with the most different phrases begins; the first of equals; 0 for none."""
    hits = sorted(
        (found.start(), number)
        for number, pattern in enumerate(query.patterns)
        for found in islice(pattern.finditer(folded), _MOST_HITS)
    )
    room = longest - _LEAD

    def worth(hit: tuple[int, int]) -> tuple[int, int]:
        near = {number for place, number in hits if hit[0] <= place <= hit[0] + room}
        return len(near), -hit[0]

    return max(hits, key=worth)[0] if hits else 0


_SNIPPET = 160


def snippet(query: Query, text: str, longest: int = _SNIPPET) -> str:
    """About `longest` characters of a text where most of the words stand together, cut between words."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    start = min(max(0, _densest(query, plain.casefold(), longest) - _LEAD), len(plain) - longest)
    if start:
        start = plain.find(" ", start) + 1 or start
    end = start + longest
    shown = plain[start:end]
    if end < len(plain):
        shown = shown.rsplit(" ", 1)[0] + "\u2026"
    return ("\u2026" if start else "") + shown


def hits_in(query: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each piece of a text by which it was found, in order and apart from each other."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else ""
    places = sorted(found.span() for pattern in query.patterns for found in pattern.finditer(folded))
    apart: list[tuple[int, int]] = []
    for start, end in places:
        if start < end and (not apart or start >= apart[-1][1]):
            apart.append((start, end))
    return tuple(apart)
