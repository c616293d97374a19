"""How much each word of a text speaks for each criterion, the shares that gives, and the words that count.

Weights are learned from published reports and shipped beside a definition, or made from the definition's own
words where nothing was learned. Both are read the same way: a text is reduced to stems and pairs of stems,
each weighed by how rare it is, and the sums become shares between 0 and 1 that add up to 1.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from readiness.base.stems import is_common, stem, words_in
from readiness.model.definition.framework import Criterion, Framework

_SHARPNESS = 9.0
"""How much a definition's own words part the criteria; 0 would make all alike."""

_TITLE_TIMES, _KEYWORDS_TIMES = 4, 2
"""How often the words of a criterion's title and its keywords count beside those of its prompts."""

_TELLING = 1.2
"""Rarity from which a word is worth naming as a reason; below it stands in about every third text."""

_MOST_SHARED = 0.5
"""A word is a reason for a criterion when it speaks for it this much as strongly as for any."""

_TITLE_WORDS = 4
"""A word of the title counts as this many in the text."""

_HALF_CERTAIN = 3
"""Words with weights from which a document is half sure."""

_stem = lru_cache(maxsize=20_000)(stem)


@dataclass(frozen=True, slots=True)
class Term:
    """A stem, or a pair of stems that follow each other, and how the text writes it."""

    key: str
    shown: str


@dataclass(frozen=True)
class WordWeights:
    """Weights of words for the criteria of one framework."""

    criteria: tuple[str, ...]
    """Ids; the order of every row of weights."""
    bias: tuple[float, ...]
    """What each criterion starts with."""
    rarity: Mapping[str, float]
    """By term: the logarithm of how few texts have it."""
    weights: Mapping[str, Sequence[float]]
    """By term: one number for each criterion."""
    same: Mapping[str, str]
    """Runs of words read as others: abbreviations written out, formulas that say nothing left out."""
    unsaid: frozenset[str]
    """Stems never named as a reason: whom every text is about."""

    @cached_property
    def _runs(self) -> Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
        """The runs by their first word, the longest first."""
        runs: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for run, instead in sorted(self.same.items(), key=lambda pair: (-len(pair[0].split()), pair[0])):
            words = tuple(run.split())
            runs.setdefault(words[0], []).append((words, tuple(instead.split())))
        return runs

    def terms(self, text: str) -> list[Term]:
        """The terms of a text in order, known or not: stems of telling words, and neighbours among them."""
        telling = [
            Term(_stem(word), shown)
            for word, shown in self._read(words_in(text))
            if len(word) > 1 and not is_common(word) and not word.isdigit()
        ]
        pairs = [
            Term(f"{one.key} {two.key}", one.shown if one.shown == two.shown else f"{one.shown} {two.shown}")
            for one, two in pairwise(telling)
        ]
        return telling + pairs

    def _read(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Each word as it is read, and as the text writes it."""
        at = 0
        while at < len(words):
            for run, instead in self._runs.get(words[at], ()):
                if tuple(words[at : at + len(run)]) == run:
                    yield from ((word, " ".join(run)) for word in instead)
                    at += len(run)
                    break
            else:
                yield words[at], words[at]
                at += 1

    def known(self, text: str) -> Counter[Term]:
        """The terms of a text that have weights, and how often each stands there."""
        return Counter(term for term in self.terms(text) if term.key in self.weights)

    def values(self, known: Mapping[Term, int]) -> dict[str, float]:
        """By term, how much it counts: rare and repeated ones more, all of them together 1 long."""
        counted: Counter[str] = Counter()
        for term, times in known.items():
            counted[term.key] += times
        raw = {key: (1 + math.log(times)) * self.rarity[key] for key, times in counted.items()}
        length = math.sqrt(sum(value * value for value in raw.values()))
        return {key: value / length for key, value in raw.items()} if length else {}

    def shares(self, known: Mapping[Term, int]) -> tuple[float, ...]:
        """By criterion, in the order of `criteria`: shares of 1; without a known term, of the bias."""
        sums = list(self.bias)
        for key, value in self.values(known).items():
            for number, weight in enumerate(self.weights[key]):
                sums[number] += value * weight
        top = max(sums, default=0.0)
        raised = [math.exp(one - top) for one in sums]
        whole = sum(raised)
        return tuple(one / whole for one in raised)

    def reasons(self, known: Mapping[Term, int], criterion: str) -> tuple[tuple[float, str], ...]:
        """The words that speak for a criterion more than for most others, with how much, the strongest first.

        A pair of words is named instead of its two words; a word of nearly every text is never named.
        """
        number = self.criteria.index(criterion)
        values = self.values(known)
        gained: dict[str, tuple[float, str]] = {}
        for term in known:
            row = self.weights[term.key]
            speaks = row[number] - sum(row) / len(row)
            is_own = row[number] >= _MOST_SHARED * max(row)
            if speaks > 0 and is_own and self.is_telling(term.key):
                gained.setdefault(term.key, (values[term.key] * speaks, term.shown))
        for pair in [key for key in gained if " " in key]:
            for word in pair.split(" "):
                if word in gained:
                    gained[pair] = (gained[pair][0] + gained.pop(word)[0], gained[pair][1])
        return tuple(sorted(gained.values(), key=lambda one: (-one[0], one[1])))

    def is_telling(self, key: str) -> bool:
        """Whether a term is worth naming: known, not in every third text, and not whom it is all about."""
        return self.rarity.get(key, 0.0) >= _TELLING and self.unsaid.isdisjoint(key.split(" "))


class Shares:
    """What the criteria's shares of one document are, and why."""

    def __init__(self, weights: WordWeights, passages: Sequence[str], title: str) -> None:
        self._weights = weights
        self._known = [weights.known(text) for text in passages]
        self._title = weights.known(title)
        self._shares = [weights.shares(known) if known else None for known in self._known]
        parts = [
            (len(known), shares) for known, shares in zip(self._known, self._shares, strict=True) if shares
        ]
        if self._title:
            parts.append((_TITLE_WORDS * len(self._title), weights.shares(self._title)))
        whole = sum(size for size, _ in parts)
        self._of = {
            criterion: sum(size * shares[number] for size, shares in parts) / whole if whole else 0.0
            for number, criterion in enumerate(weights.criteria)
        }
        self.certainty = whole / (whole + _HALF_CERTAIN)
        """Between 0 and 1; grows with the number of words that have weights."""

    def of(self, criterion: str) -> float:
        """A criterion's share of the document, each passage counting by its words that have weights."""
        return self._of.get(criterion, 0.0)

    def reasons(self, criterion: str) -> tuple[tuple[float, str], ...]:
        """The words that speak for a criterion, with how much, the strongest first."""
        if criterion not in self._of:
            return ()
        return self._weights.reasons(self._all, criterion)

    def best_passage(self, criterion: str) -> int | None:
        """Which passage speaks for a criterion most; None when none does."""
        if criterion not in self._of:
            return None
        number = self._weights.criteria.index(criterion)
        cases = [
            (shares[number] * len(known), -place)
            for place, (known, shares) in enumerate(zip(self._known, self._shares, strict=True))
            if shares
        ]
        return -max(cases)[1] if cases else None

    @cached_property
    def _all(self) -> Counter[Term]:
        """Every term with a weight, the title's counted as often as it weighs."""
        counted = Counter({term: times * _TITLE_WORDS for term, times in self._title.items()})
        for known in self._known:
            counted.update(known)
        return counted


def weights_of_definition(framework: Framework) -> WordWeights:
    """Weights from nothing but a definition's own words: its criteria's titles and keywords, its prompts."""
    blank = WordWeights((), (), {}, {}, {}, frozenset())
    counts = {one.id: _own_words(one, blank) for one in framework.criteria.values()}
    shared = Counter(key for words in counts.values() for key in words)
    rarity = {key: math.log((len(counts) + 1) / (times + 0.5)) + 1 for key, times in shared.items()}
    weights = {key: [0.0] * len(counts) for key in shared}
    for number, words in enumerate(counts.values()):
        raw = {key: (1 + math.log(times)) * rarity[key] for key, times in words.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        for key, value in raw.items():
            weights[key][number] = _SHARPNESS * value / length
    return WordWeights(tuple(counts), (0.0,) * len(counts), rarity, weights, {}, frozenset())


def _own_words(criterion: Criterion, reader: WordWeights) -> Counter[str]:
    texts = [criterion.title, criterion.short] * _TITLE_TIMES + list(criterion.keywords) * _KEYWORDS_TIMES
    texts += [one for prompt in criterion.prompts for one in (prompt.text, *prompt.keywords)]
    return Counter(term.key for text in texts for term in reader.terms(text))
