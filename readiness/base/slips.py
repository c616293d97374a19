"""Words one slip of the fingers away: a letter too many, too few, wrong, or two that changed places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

SHORTEST, LONGEST = 4, 32
"""Letters of a word in which a slip is forgiven. Never with digits in it: another number is another thing."""
_MOST_WORDS = 200_000
"""Different words known at most, so that memory stays bounded; more do not occur in texts people wrote."""
_LAST = "\U0010ffff"
_LEAST = 3
_WORD = re.compile(rf"[^\W\d_]{{{_LEAST},}}")


class Vocabulary:
    """The words of many folded texts, and which of the texts each is in."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts_with: dict[str, list[int]] = {}
        known = self._texts_with
        number = -1
        for number, text in enumerate(texts):
            for word in set(_WORD.findall(text)):
                if word in known:
                    known[word].append(number)
                elif len(known) < _MOST_WORDS:
                    known[word] = [number]
        self._count = number + 1
        self._is_whole = len(known) < _MOST_WORDS
        self._words = _in_order(known)

    def corrections(self, word: str) -> tuple[str, ...]:
        """Beginnings of known words that are one slip away from a folded word, each once.

        A beginning of each, not the whole of it, because a word is looked for while it is being typed.
        Takes a number of steps that depends on the word's letters, not on the number of texts.
        """
        if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
            return ()
        found = dict.fromkeys(one for one in self._tries(word) if one != word and self._has(one))
        return tuple(found)

    def texts_within_reach(self, word: str) -> set[int] | None:
        """Numbers of the texts with a folded word inside one of theirs; None when asking each is quicker."""
        if len(word) < _LEAST or not word.isalpha() or not self._is_whole:
            return None
        lists = [self._texts_with[one] for one in self._words if word in one]
        if sum(map(len, lists)) > self._count:
            return None
        return set().union(*lists)

    def texts_with(self, beginnings: Sequence[str]) -> set[int]:
        """Numbers of the texts that have a word with one of the beginnings."""
        found: set[int] = set()
        for beginning in beginnings:
            first, last = self._range(beginning)
            for word in self._words[first:last]:
                found.update(self._texts_with[word])
                if len(found) == self._count:
                    return found
        return found

    def _tries(self, word: str) -> Iterator[str]:
        """What might have been meant; only the letters that follow in some known word are tried."""
        for place in range(len(word)):
            head, letter, tail = word[:place], word[place], word[place + 1 :]
            if not self._has(head):
                return
            yield head + tail
            if tail:
                yield head + tail[0] + letter + tail[1:]
            for other in self._letters_after(head):
                yield head + other + tail
                yield head + other + letter + tail

    def _letters_after(self, head: str) -> Iterator[str]:
        place, last = self._range(head)
        if place < last and self._words[place] == head:
            place += 1
        while place < last:
            letter = self._words[place][len(head)]
            yield letter
            place = bisect_left(self._words, head + letter + _LAST, place, last)

    def _has(self, beginning: str) -> bool:
        first, last = self._range(beginning)
        return first < last

    def _range(self, beginning: str) -> tuple[int, int]:
        first = bisect_left(self._words, beginning)
        return first, bisect_left(self._words, beginning + _LAST, first)


def _in_order(words: dict[str, list[int]]) -> list[str]:
    """The words sorted, letter by letter, so that other threads get their turn between."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        by_letter[word[0]].append(word)
    return [word for letter in sorted(by_letter) for word in sorted(by_letter[letter])]


def one_slip(word: str) -> Iterator[str]:
    """Every spelling one slip away from a lower-case word of English letters."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
