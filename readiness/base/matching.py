"""Finding among many short texts while a query is being typed, in time that grows with the texts alone.

Every word of the query must fit, in any order: best at the start of a word, else inside one, else as the
initials of words that follow each other. Where no text fits so, one slip of the fingers is forgiven in each
word. Nothing here tries out combinations of letters, so no query can take long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from readiness.base.folding import fold
from readiness.base.highlights import SHORTEST_INITIALS, highlights, may_be_initials
from readiness.base.slips import Vocabulary

MOST_WORDS = 6
"""Words of a query that are looked for; of a longer one, such as a pasted page, the first."""
_RANKED_WORDS = 2
"""Words whose place in a text counts for its rank; further ones are only looked for."""
_INSIDE, _INITIALS, _SLIP = 1, 2, 3
"""What a word adds to the rank of a text in which it does not start a word."""
_LOOK_EVERY = 256
"""Texts prepared between looks at whether it was called off."""

T = TypeVar("T")
Fits = Mapping[int, int]
"""Place of each text that fits, in their order, and the sum of what the words add to its rank."""
Fitting = Callable[[str, Fits, bool], Fits]
"""What of some texts fits one more word; whether its place in the text counts."""


class CalledOffError(Exception):
    """The work is not wanted any more: another query is there by now, or nobody waits."""


def _goes_on() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Found:
    """The texts that fit a query."""

    places: Sequence[int]
    """Of the texts, best first; those as good as each other in their own order."""
    words: tuple[str, ...] = ()
    """The folded words that were looked for."""
    unread: int = 0
    """How many words of the query beyond `MOST_WORDS` were not looked for."""
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each word in which a slip was forgiven, what may have been meant."""

    def highlights(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where a text fits: start and end of each stretch, in order, apart from each other."""
        return highlights(text, self.words, self.corrections) if self.words else ()


@dataclass(frozen=True, slots=True)
class _Step:
    """What is left after one more word of a query."""

    word: str
    fits: Fits


class TextIndex:
    """Texts prepared once for being found in; used by one thread at a time."""

    def __init__(self, texts: Iterable[str], called_off: Callable[[], bool] = _goes_on) -> None:
        """Fold the texts and take their words apart: about a second for 20,000 texts of 600 characters.

        Raises:
            CalledOffError: `called_off` said so meanwhile.
        """
        self._called_off = called_off
        self._texts = [f" {fold(text)} " for text in self._unless_called_off(texts)]
        self._initials = [_initials(text) for text in self._unless_called_off(self._texts)]
        self._vocabulary = Vocabulary(self._unless_called_off(self._texts))
        self._all: Fits = dict.fromkeys(range(len(self._texts)), 0)
        self._exact: list[_Step] = []
        self._forgiving: list[_Step] = []

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, query: str, called_off: Callable[[], bool] = _goes_on) -> Found:
        """The texts that fit; all of them, in their order, when the query has no letter and no digit.

        What was found before is narrowed where this query goes on from the last one.

        Raises:
            CalledOffError: `called_off` said so meanwhile.
        """
        self._called_off = called_off
        every = tuple(dict.fromkeys(filter(None, (word.strip(".") for word in fold(query).split()))))
        words = every[:MOST_WORDS]
        if not words:
            return Found(range(len(self._texts)))
        self._exact = self._steps(words, self._exact, self._fitting, is_narrowing=True)
        corrections: dict[str, tuple[str, ...]] = {}
        fits = self._exact[-1].fits
        if not fits:
            corrections = {one: near for one in words if (near := self._vocabulary.corrections(one))}
        self._forgiving = self._steps(words, self._forgiving, self._nearly_fitting) if corrections else []
        if corrections:
            fits = self._forgiving[-1].fits
        return Found(self._ranked(fits, words), words, len(every) - len(words), corrections)

    def _steps(
        self, words: Sequence[str], before: Sequence[_Step], fitting: Fitting, *, is_narrowing: bool = False
    ) -> list[_Step]:
        """What is left after each word; the steps of the query before are used again as far as they hold.

        Narrowing: what fits a longer form of a word fits the word, so only what fitted the word is looked at.
        """
        same = next(
            (place for place, (word, one) in enumerate(zip(words, before, strict=False)) if word != one.word),
            min(len(words), len(before)),
        )
        steps = list(before[:same])
        for word in words[same:]:
            fits = steps[-1].fits if steps else self._all
            if is_narrowing and len(steps) == same < len(before) and _is_longer(word, before[same].word):
                fits = {place: fits[place] for place in before[same].fits}
            steps.append(_Step(word, fitting(word, fits, len(steps) < _RANKED_WORDS)))
        return steps

    def _fitting(self, word: str, pool: Fits, is_ranked: bool) -> Fits:
        """What fits a word as it is typed."""
        texts, initials = self._texts, self._initials
        if self._called_off():
            raise CalledOffError
        reached = self._vocabulary.texts_within_reach(word)
        if reached is None:
            inside = [place for place in pool if word in texts[place]]
        else:
            inside = [place for place in pool if place in reached]
        if is_ranked:
            start = f" {word}"
            fits = {place: pool[place] + (0 if start in texts[place] else _INSIDE) for place in inside}
        else:
            fits = {place: pool[place] for place in inside}
        if not may_be_initials(word):
            return fits
        rest = [place for place in pool if word in initials[place] and place not in fits]
        fits.update((place, pool[place] + _INITIALS) for place in rest)
        return dict(sorted(fits.items())) if rest else fits

    def _nearly_fitting(self, word: str, pool: Fits, is_ranked: bool) -> Fits:
        """What fits a word when one slip is forgiven in it."""
        fits = dict(self._exact[0].fits if pool is self._all else self._fitting(word, pool, is_ranked))
        near = self._vocabulary.texts_with(self._vocabulary.corrections(word))
        rest = [place for place in near if place in pool and place not in fits]
        fits.update((place, pool[place] + _SLIP) for place in rest)
        return dict(sorted(fits.items())) if rest else fits

    def _ranked(self, fits: Fits, words: Sequence[str]) -> list[int]:
        """The texts that fit, best first: by what the words add, then by where the whole query stands."""
        by_rank: defaultdict[int, list[int]] = defaultdict(list)
        for place, added in fits.items():
            by_rank[added].append(place)
        best = _phrase_first(" ".join(words), by_rank.pop(0, []), self._texts)
        return [*best, *(place for rank in sorted(by_rank) for place in by_rank[rank])]

    def _unless_called_off(self, items: Iterable[T]) -> Iterator[T]:
        for number, one in enumerate(items):
            if number % _LOOK_EVERY == 0 and self._called_off():
                raise CalledOffError
            yield one


def _initials(text: str) -> str:
    return "".join([word[0] for word in text.split()])


def _is_longer(word: str, before: str) -> bool:
    """Whether whatever fits a word fits what was typed before too; shorter ones are not tried as initials."""
    return len(before) >= SHORTEST_INITIALS and before in word


def _phrase_first(phrase: str, places: Sequence[int], texts: Sequence[str]) -> Iterator[int]:
    """Places of texts that have every word of a phrase at starts of words, those with the phrase first.

    At the start of the text before further on, and as whole words before the beginning of longer ones.
    """
    start, whole = f" {phrase}", f" {phrase} "
    at_start = [place for place in places if texts[place].startswith(start)]
    further = [place for place in places if not texts[place].startswith(start)]
    yield from (place for place in at_start if texts[place].startswith(whole))
    yield from (place for place in at_start if not texts[place].startswith(whole))
    has_start = set(further) if " " not in phrase else {place for place in further if start in texts[place]}
    has_whole = {place for place in has_start if whole in texts[place]}
    yield from (place for place in further if place in has_whole)
    yield from (place for place in further if place in has_start and place not in has_whole)
    yield from (place for place in further if place not in has_start)
