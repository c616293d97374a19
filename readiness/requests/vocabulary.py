"""The words of a request line as they are compared: stems, and the terms a framework's glossary explains.

A glossary term, its abbreviation and its other names are read as one and the same, whatever stands in the
line: ``OT`` meets ``occupational therapy``. The code knows no such word; the framework's definition does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from readiness.base.stems import root
from readiness.model.definition.framework import Term
from readiness.rules.term_forms import forms_of

_TOKEN = re.compile(r"[^\W_]+")
_LINKING = frozenset(("and", "of", "or", "the"))
"""Words that people leave out or write as a sign inside a term."""
_SHORT_FORM = 4
"""Letters up to which an abbreviation counts only when written with a capital: ``APP`` is no app."""
_SAYING_LITTLE = frozenset(
    """
    a all an any appropriate are area arrangements as at been before between both by can child children
    copies copy current currently details do does each every for from give given had has have how if in
    included including into is it its itself last latest leaders link list lists local many may month
    months most much name names number numbers on other our out over own partnership past people please
    provide provided pupil pupils recent related relating relevant show showing shown such tell that
    their them there these they this those to under use used using was we were what when where whether which
    who whoever whom whose will with within would year years you young your
    """.split()  # noqa: SIM905 - read as prose, not as a list
)
"""Words of asking, and words that nearly every line of such a list has."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a text says: each word or term with how much it counts (0 to 1)."""

    counts: Mapping[str, float]
    spelled: Mapping[str, str]
    """Each of them as people read it: the word in the text, or the glossary's term."""
    part_of: Mapping[str, str]
    """For each word that only stands there as part of a term, that term's key."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    stem: str


@dataclass(frozen=True, slots=True)
class _Unit:
    key: str
    spelled: str
    share: float
    term: str = ""
    """Key of the term it is only a part of."""


class Vocabulary:
    """Reads texts into words, with the terms of a glossary."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._phrases: dict[tuple[str, ...], str] = {}
        for term in terms:
            spelled, *others = forms_of(term)
            for form in (spelled, *others):
                key = tuple(token.stem for token in _tokens(form))
                if key:
                    self._phrases.setdefault(key, spelled)
        self._longest = max(map(len, self._phrases), default=0)

    def read(self, text: str) -> Words:
        """The words and terms of a text; words that say little are left out.

        A term of several words counts as a whole, and each of its words for its share.
        """
        counts: dict[str, float] = {}
        spelled: dict[str, str] = {}
        part_of: dict[str, str] = {}
        for unit in self._units(list(_tokens(text))):
            counts[unit.key] = max(counts.get(unit.key, 0.0), unit.share)
            spelled.setdefault(unit.key, unit.spelled)
            part_of.setdefault(unit.key, unit.term)
        return Words(counts, spelled, {key: term for key, term in part_of.items() if term})

    def _units(self, tokens: list[_Token]) -> Iterator[_Unit]:
        at = 0
        while at < len(tokens):
            length, term = self._term_at(tokens, at)
            parts = list(_tokens(term)) if term else [tokens[at]]
            key = f"={term.casefold()}" if len(parts) > 1 else ""
            if key:
                yield _Unit(key, term, 1.0)
            for part in parts:
                word = part.text.casefold()
                if word not in _SAYING_LITTLE:
                    yield _Unit(part.stem, word, 1.0 / len(parts), key)
            at += length or 1

    def _term_at(self, tokens: list[_Token], at: int) -> tuple[int, str]:
        """How many words the longest term beginning here has, and the term; 0 when there is none."""
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            some = tokens[at : at + length]
            term = self._phrases.get(tuple(token.stem for token in some), "")
            if term and (length > 1 or len(some[0].text) > _SHORT_FORM or not some[0].text.islower()):
                return length, term
        return 0, ""


def _tokens(text: str) -> Iterator[_Token]:
    for word in _TOKEN.findall(unicodedata.normalize("NFKC", text)):
        bare = word[:-1] if len(word) > 1 and word[:-1].isupper() and word[-1] == "s" else word
        if len(bare) > 1 and bare.casefold() not in _LINKING:
            yield _Token(bare, root(bare.casefold()))
