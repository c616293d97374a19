"""Phrases that find wordings in English text: a small language that no phrase can make slow.

A phrase is steps parted by blanks. Each step is one word, or alternatives parted by ``|``:

- ``fell``: that word; ``audit*``: a word that begins so; ``*ing``: a word that ends so
- ``#``: a number in digits that is no year; ``#year``: a year from 1900 to 2099
- ``{name}``: any word of the list of that name
- ``^``: the beginning of a sentence
- ``..``: up to 6 words of the same clause
- ``...``: up to 25 words of the same sentence, past commas and semicolons but not out of brackets

Punctuation marks and ``%`` are words of their own; hyphens part words; possessive endings are dropped.
Each step looks at a bounded number of words, so that the time taken grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[^\w\s]")

_YEAR = re.compile(r"(?:19|20)\d\d")

_STEP = re.compile(r"\.{2,3}|\^|#(?:year)?|\{[a-z][a-z-]*\}|\*?[^\W\d_]+(?:'[^\W\d_]+)?\*?|\d+|[%()£,;:]")

_SENTENCE_ENDS = frozenset(".!?")

_CLAUSE_ENDS = frozenset(".!?;:,()")

_GAPS = {"..": (6, _CLAUSE_ENDS), "...": (25, _SENTENCE_ENDS | {")"})}

_MOST_GAPS = 2

_MOST_STEPS = 12

Lists = Mapping[str, Sequence[str]]
"""Lists of words that phrases name, each by its name."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a text, in lower case and without possessive ending, and where it stands."""

    text: str
    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""


def tokens_of(text: str) -> list[Token]:
    """The words, numbers and marks of a text in order; hyphens and dashes are left out."""
    return [
        Token(_plain(found.group()), found.start(), found.end())
        for found in _TOKEN.finditer(text)
        if found.group() not in "-\u2010\u2011\u2013\u2014"
    ]


def _plain(word: str) -> str:
    lower = word.casefold().replace("\u2019", "'")
    return lower.removesuffix("'s")


@dataclass(frozen=True, slots=True)
class _Words:
    """One step of a phrase that takes one token."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    has_number: bool
    has_year: bool
    is_exact: bool
    """Whether it takes nothing but the words it names."""

    def takes(self, token: str) -> bool:
        if token in self.exact:
            return True
        if self.is_exact:
            return False
        if token[:1].isdigit():
            return self.has_year if _YEAR.fullmatch(token) else self.has_number
        return token.startswith(self.beginnings) or token.endswith(self.endings)


Place = tuple[int, ...]
"""Numbers of the tokens that a phrase takes, in order; what its gaps pass over is not among them."""

Step = _Words | str
"""A step that takes a token; or ``^``, ``..``, ``...``."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase ready to be looked for."""

    steps: tuple[Step, ...]
    needed: tuple[frozenset[str], ...] = ()
    """Of each later step that takes nothing but words: these; a text with none of them has no such phrase."""

    def place(self, tokens: Sequence[Token], start: int) -> Place:
        """Where the phrase stands that begins at the token numbered `start`; empty when none does."""
        first = self.steps[0]
        if isinstance(first, _Words):
            if not first.takes(tokens[start].text):
                return ()
            second = self.steps[1] if len(self.steps) > 1 else None
            if isinstance(second, _Words) and (
                start + 1 == len(tokens) or not second.takes(tokens[start + 1].text)
            ):
                return ()
        return next(_places(self.steps, tokens, start), ())


def phrase_fault(phrase: str, lists: Lists) -> str:
    """What is wrong with a phrase as written, as a sentence; empty when it is in order."""
    steps = phrase.split()
    return _shape_fault(steps) or next((fault for step in steps if (fault := _step_fault(step, lists))), "")


def _shape_fault(steps: Sequence[str]) -> str:
    faults = {
        "The phrase has no words.": all(step in _GAPS or step == "^" for step in steps),
        f"The phrase has more than {_MOST_STEPS} steps.": len(steps) > _MOST_STEPS,
        f"The phrase has more than {_MOST_GAPS} gaps.": sum(step in _GAPS for step in steps) > _MOST_GAPS,
        "The phrase begins or ends with a gap.": bool(steps)
        and not _GAPS.keys().isdisjoint({steps[0], steps[-1]}),
        "`^` can only stand first.": "^" in steps[1:],
    }
    return next((fault for fault, is_so in faults.items() if is_so), "")


def _step_fault(step: str, lists: Lists) -> str:
    choices = _choices(step)
    for choice in choices:
        is_alone = choice in _GAPS or choice == "^"
        if not _STEP.fullmatch(choice) or (is_alone and len(choices) > 1):
            return f"`{step}` is no step of a phrase."
        if choice.startswith("{") and choice[1:-1] not in lists:
            return f"There is no list of words called `{choice[1:-1]}`."
    return ""


def word_fault(word: str) -> str:
    """What is wrong with a word of a list as written, as a sentence; empty when it is in order."""
    in_order = _STEP.fullmatch(word) and word not in _GAPS and word != "^" and not word.startswith("{")
    return "" if in_order else "A list holds single words, in small letters, without a gap or another list."


def compiled(phrase: str, lists: Lists) -> Phrase:
    """A phrase that has no fault, ready to be looked for.

    Raises:
        ValueError: The phrase has a fault; `phrase_fault` says which.
    """
    if fault := phrase_fault(phrase, lists):
        raise ValueError(fault)
    steps = tuple(_step(step, lists) for step in phrase.split())
    needed = tuple(one.exact for one in steps[1:] if isinstance(one, _Words) and one.is_exact)
    return Phrase(steps, needed)


class PhraseSet:
    """Phrases that are looked for together, each only where its first step may stand."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first_word: dict[str, list[Phrase]] = {}
        self._by_number: list[Phrase] = []
        self._at_starts: list[Phrase] = []
        self._by_part: list[Phrase] = []
        for phrase in phrases:
            self._place(phrase)

    def _place(self, phrase: Phrase) -> None:
        first = phrase.steps[0]
        if not isinstance(first, _Words):
            self._at_starts.append(phrase)
            return
        for word in first.exact:
            self._by_first_word.setdefault(word, []).append(phrase)
        if first.has_number or first.has_year:
            self._by_number.append(phrase)
        if first.beginnings or first.endings:
            self._by_part.append(phrase)

    def find(self, tokens: Sequence[Token]) -> list[Place]:
        """Where any of them stands, in order.

        Of one phrase that begins at a place and can end in several, the one with the shortest gaps is given.
        """
        found: set[Place] = set()
        words = {token.text for token in tokens}
        can_stand: dict[int, bool] = {}
        for start, token in enumerate(tokens):
            for phrase in self._beginning(tokens, start, token.text):
                key = id(phrase)
                if key not in can_stand:
                    can_stand[key] = not any(one.isdisjoint(words) for one in phrase.needed)
                if can_stand[key]:
                    found.add(phrase.place(tokens, start))
        found.discard(())
        return sorted(found)

    def _beginning(self, tokens: Sequence[Token], start: int, word: str) -> Iterator[Phrase]:
        """Those that may begin at a token."""
        yield from self._by_first_word.get(word, ())
        if word[:1].isdigit():
            yield from self._by_number
        yield from self._by_part
        if not start or tokens[start - 1].text in _SENTENCE_ENDS:
            yield from self._at_starts


def _choices(step: str) -> list[str]:
    return step.split("|")


def _step(step: str, lists: Lists) -> Step:
    if step in _GAPS or step == "^":
        return step
    words: list[str] = []
    for choice in _choices(step):
        words += lists[choice[1:-1]] if choice.startswith("{") else [choice]
    lower = [word.casefold() for word in words]
    beginnings = tuple(word[:-1] for word in lower if word.endswith("*"))
    endings = tuple(word[1:] for word in lower if word.startswith("*"))
    has_number, has_year = "#" in lower, "#year" in lower
    return _Words(
        frozenset(word for word in lower if "*" not in word and not word.startswith("#")),
        beginnings,
        endings,
        has_number,
        has_year,
        is_exact=not (beginnings or endings or has_number or has_year),
    )


def _places(steps: Sequence[Step], tokens: Sequence[Token], at: int) -> Iterator[Place]:
    taken: list[int] = []
    for number, step in enumerate(steps):
        if isinstance(step, _Words):
            if at >= len(tokens) or not step.takes(tokens[at].text):
                return
            taken.append(at)
            at += 1
        elif step == "^":
            if at and tokens[at - 1].text not in _SENTENCE_ENDS:
                return
        else:
            rest = _after_gap(steps[number + 1 :], tokens, at, step)
            yield from ((*taken, *place) for place in rest)
            return
    yield tuple(taken)


def _after_gap(steps: Sequence[Step], tokens: Sequence[Token], at: int, gap: str) -> Iterator[Place]:
    longest, borders = _GAPS[gap]
    for skipped in range(at, min(at + longest, len(tokens)) + 1):
        yield from _places(steps, tokens, skipped)
        if skipped < len(tokens) and tokens[skipped].text in borders:
            return
