"""How alike a line of a list is to each of our items, by the words and glossary terms they share.

Rare words count for more than frequent ones: a word is rare when few of our items and few of the list's
lines have it. The heading a line stands under helps a little and decides nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.requests.vocabulary import Vocabulary, Words

CANDIDATES = 5
"""How many candidates are kept for a line, and shown."""
_UNKNOWN = 0.35
"""How much a word that no item has counts, beside an equally rare one that some item has."""
_KEYWORD = 0.7
"""How much a word counts that an item has only among its keywords, not in its title."""
_KEYWORD_LENGTH = 0.2
"""How much an item's keywords add to its length: knowing more words of an item makes it no less likely."""
_HEADING_WORD = 0.35
"""How much a line's word counts that the item's heading has and its title has not."""
_SAME_HEADING = 0.3
"""By what share the same heading raises the likeness."""
_WITHOUT_CUE = 0.5


@dataclass(frozen=True, slots=True)
class OurItem:
    """One of our items as it is compared."""

    id: str
    title: str
    section: str = ""
    """The heading it stands under, and whatever else is known about it."""
    keywords: tuple[str, ...] = ()
    """Other words in which it may be asked for."""
    cue: str = ""
    """Words of which a line or its heading must have one, for the item to be likely; empty for none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item a line may ask for."""

    item_id: str
    score: float
    """Likeness, 0 to 1."""
    shared: tuple[str, ...]
    """The words and terms both have, the most telling first."""


class Likeness:
    """Our items, ready to be compared with the lines of one list."""

    def __init__(self, items: Iterable[OurItem], vocabulary: Vocabulary, lines: Iterable[str] = ()) -> None:
        ours = tuple(items)
        self.read = vocabulary.read
        titles = {item.id: self.read(item.title).counts for item in ours}
        self._items = {item.id: _with_keywords(titles[item.id], self._keywords(item)) for item in ours}
        self._headings = {item.id: self.read(item.section).counts for item in ours}
        self._cues = {item.id: self.read(item.cue).counts.keys() for item in ours}
        said = [self.read(line).counts for line in lines]
        self._known = Counter(word for words in self._items.values() for word in words)
        self._spread = self._known + Counter(word for words in said for word in words)
        self._total = len(ours) + len(said)
        self._lengths = {
            item_id: self._length(titles[item_id])
            + _KEYWORD_LENGTH * self._length(_without(words, titles[item_id]))
            for item_id, words in self._items.items()
        }

    def candidates(self, line: Words, heading: Words) -> tuple[Candidate, ...]:
        """The items that share words with a line, best first; ties in our order."""
        length = self._length(line.counts)
        found = (self._compared(item_id, line, heading.counts, length) for item_id in self._items)
        ranked = sorted((one for one in found if one is not None), key=lambda one: -one.score)
        return tuple(ranked[:CANDIDATES])

    def explained(self, line: Words, item_id: str) -> float:
        """Share of what a line says (0 to 1) that an item has; words unknown to all count in full."""
        known = sum(self._shared(line, item_id).values())
        said = sum(self._rarity(word) * count for word, count in line.counts.items())
        return known / said if said else 0.0

    def apart(self, line: Words, item_id: str, other_id: str) -> float:
        """Share (0 to 1) of what an item has of a line that another item has not."""
        shared, theirs = self._shared(line, item_id), self._items[other_id]
        own = sum(weight for word, weight in shared.items() if word not in theirs)
        return own / (sum(shared.values()) or 1.0)

    def _keywords(self, item: OurItem) -> dict[str, float]:
        counts = self.read("; ".join(item.keywords)).counts
        return {word: min(count, _KEYWORD) for word, count in counts.items()}

    def _compared(
        self, item_id: str, line: Words, heading: Mapping[str, float], length: float
    ) -> Candidate | None:
        shared = self._shared(line, item_id)
        if not shared:
            return None
        section = self._headings[item_id]
        said_above = _without(self._overlap(line.counts, section), self._items[item_id])
        likeness = sum(shared.values()) + _HEADING_WORD * sum(said_above.values())
        likeness /= math.sqrt(length * self._lengths[item_id])
        under = sum(self._overlap(heading, section).values()) / (self._length(heading) or 1.0)
        likeness *= 1 + _SAME_HEADING * min(under, 1.0)
        cues = self._cues[item_id]
        if cues and not cues & (line.counts.keys() | heading.keys()):
            likeness *= _WITHOUT_CUE
        told = [word for word in shared if line.part_of.get(word) not in shared]
        ranked = sorted(told, key=lambda word: (-shared[word], word))
        spelled = tuple(dict.fromkeys(line.spelled[word] for word in ranked))
        return Candidate(item_id, round(min(likeness, 1.0), 3), spelled)

    def _shared(self, line: Words, item_id: str) -> dict[str, float]:
        """The weight of each word a line and an item share."""
        return self._overlap(line.counts, self._items[item_id])

    def _overlap(self, some: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
        return {
            word: self._weight(word) * min(count, others[word])
            for word, count in some.items()
            if word in others
        }

    def _rarity(self, word: str) -> float:
        """How telling a word is: the fewer items and lines have it, the more."""
        return math.log(1 + self._total / (self._spread[word] or 1))

    def _weight(self, word: str) -> float:
        """How much a word counts in comparing: its rarity, less for a word that no item has."""
        return self._rarity(word) * (1.0 if self._known[word] else _UNKNOWN)

    def _length(self, words: Mapping[str, float]) -> float:
        return sum(self._weight(word) * count for word, count in words.items())


def _with_keywords(title: Mapping[str, float], keywords: Mapping[str, float]) -> dict[str, float]:
    return {word: max(title.get(word, 0.0), keywords.get(word, 0.0)) for word in {**title, **keywords}}


def _without(words: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    return {word: count for word, count in words.items() if word not in others}
