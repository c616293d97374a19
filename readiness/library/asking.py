"""What a person asks the evidence for: words, terms of the glossary, and how else they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from readiness.base.slips import one_slip
from readiness.base.stems import is_common, is_cut_in_an_ending, root, words_in
from readiness.model.definition.framework import Framework
from readiness.rules.term_forms import forms_of

Phrase = tuple[str, ...]
"""Roots of words that follow each other; see `base.stems.root`."""

MOST_GROUPS = 12
"""Words or terms looked for; of a longer text, such as a pasted paragraph, the first."""
_SHORTEST_PREFIX = 3
"""Letters from which an unfinished word is looked for as a beginning, else as a whole word (``AP``)."""
_SHORTEST_SLIP = 4
"""Letters from which a slip of the fingers is forgiven."""
_SHORTEST_HALF = 2
_LINKING = frozenset(("and", "of", "or", "the"))
_QUOTED = re.compile(r'"([^"]*)"')

Known = Callable[[Iterable[str]], Mapping[str, int]]
"""In how many documents each of some roots stands; those in none are left out."""


@dataclass(frozen=True, slots=True)
class Group:
    """One word, quoted phrase or term that is asked for."""

    typed: str
    ways: tuple[Phrase, ...]
    """Any of them will do; the first is what was typed."""
    parts: tuple[str, ...] = ()
    """Roots that say a part of it: the words of a term that a document may have without the term."""
    words: tuple[Phrase, ...] = ()
    """The ways in words as they are written, to be found in a passage."""
    is_open: bool = False
    """Whether the last word of the first way may be the beginning of a longer one."""
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything asked for."""

    groups: tuple[Group, ...]
    run: Phrase
    """Roots of all words typed, common ones too: a document with the very words comes first."""
    meant: tuple[tuple[str, str], ...] = ()
    """Words that stand nowhere, and the word one slip away that was looked for instead."""
    unknown: tuple[str, ...] = ()
    """Words that stand nowhere, and of which nothing near does."""

    def __bool__(self) -> bool:
        return bool(self.groups)


class Terms:
    """The roles and terms of a framework, by their words."""

    def __init__(self, forms: Iterable[Sequence[str]]) -> None:
        self._forms: dict[Phrase, tuple[Phrase, ...]] = {}
        for written in forms:
            ways = tuple(dict.fromkeys(tuple(words_in(form)) for form in written if words_in(form)))
            for way in ways:
                self._forms.setdefault(_key(way), ways)
        self._longest = max(map(len, self._forms), default=0)

    def at(self, words: Sequence[str], place: int) -> tuple[int, tuple[Phrase, ...]]:
        """Of the longest term that begins at a word: how many words it has, and all its ways; 0 for none."""
        for length in range(min(self._longest + 2, len(words) - place), 0, -1):
            some = words[place : place + length]
            if some[0] not in _LINKING and some[-1] not in _LINKING and (ways := self._forms.get(_key(some))):
                return length, ways
        return 0, ()


def terms_of(framework: Framework) -> Terms:
    """The terms a framework's definition explains."""
    return Terms(forms_of(term) for term in (*framework.roles, *framework.glossary))


def _key(words: Iterable[str]) -> Phrase:
    return tuple(root(word) for word in words if word not in _LINKING)


def read_asked(text: str, terms: Terms) -> Asked:
    """Read what was typed; any text is legal, and nothing in it has a meaning but quotation marks."""
    rest = _QUOTED.sub(" ", text).replace('"', " ")
    words = words_in(rest)
    is_open = bool(words) and not text.endswith((" ", '"'))
    quoted = [tuple(words_in(found)) for found in _QUOTED.findall(text)]
    groups = [_quoted(words) for words in quoted if words]
    groups += _read(words, terms, is_open=is_open)
    kept = tuple(groups[:MOST_GROUPS])
    run = tuple(root(word) for word in words_in(text))
    return Asked(kept, run if len(run) > 1 else ())


def _quoted(words: Phrase) -> Group:
    return Group(" ".join(words), (_roots(words),), words=(words,), is_quoted=True)


def _read(words: Sequence[str], terms: Terms, *, is_open: bool) -> Iterator[Group]:
    is_all_common = all(map(is_common, words))
    place = 0
    while place < len(words):
        length, ways = terms.at(words, place)
        is_last = place + max(length, 1) == len(words)
        if length:
            yield _term(words[place : place + length], ways)
        elif not is_common(words[place]) or is_all_common or (is_last and is_open):
            word = words[place]
            opens = is_open and is_last and len(word) >= _SHORTEST_PREFIX
            yield Group(word, ((root(word),),), words=((word,),), is_open=opens)
        place += length or 1


def _term(typed: Sequence[str], ways: Iterable[Phrase]) -> Group:
    written = tuple(dict.fromkeys([tuple(typed), *ways]))
    parts = dict.fromkeys(
        root(word) for way in written if len(way) > 1 for word in way if not is_common(word)
    )
    return Group(" ".join(typed), tuple(dict.fromkeys(map(_roots, written))), tuple(parts), written)


def _roots(words: Iterable[str]) -> Phrase:
    return tuple(root(word) for word in words)


def settled(asked: Asked, known: Known, begins: Callable[[str], bool]) -> Asked:
    """What was asked, with hyphens and slips folded by the words that documents and titles have.

    A word written together is also looked for apart, and the other way round, where that is known; a word
    that stands nowhere is taken for one that is a slip away.
    """
    groups = _joined(list(asked.groups), known)
    meant: list[tuple[str, str]] = []
    unknown: list[str] = []
    kept: list[Group] = []
    for group in groups:
        if group.is_quoted or known({part for way in group.ways for part in way}):
            kept.append(_with_halves(group, known))
            continue
        if group.is_open and begins(group.ways[0][-1]):
            kept.append(group)
        elif (split := _with_halves(group, known)) is not group:
            kept.append(split)
        elif near := _near(group, known):
            if not near.is_open:
                meant.append((group.typed, near.typed))
            kept.append(near)
        else:
            unknown.append(group.typed)
    return replace(asked, groups=tuple(kept), meant=tuple(meant), unknown=tuple(unknown))


def _joined(groups: list[Group], known: Known) -> list[Group]:
    """Neighbours that documents write as one word get that way too: ``neuro-developmental``."""
    for place in range(len(groups) - 1):
        first, second = groups[place], groups[place + 1]
        if first.is_quoted or second.is_quoted or len(first.words[0]) > 1 or len(second.words[0]) > 1:
            continue
        whole = first.words[0][0] + second.words[0][0]
        if known([root(whole)]):
            groups[place] = _also(first, (whole,))
            groups[place + 1] = _also(second, (whole,))
    return groups


def _also(group: Group, words: Phrase) -> Group:
    return replace(group, ways=(*group.ways, _roots(words)), words=(*group.words, words))


def _with_halves(group: Group, known: Known) -> Group:
    """A word that documents write as two gets that way too: ``coproduction``."""
    word = group.words[0][0]
    if len(group.words[0]) > 1 or group.is_quoted or not word.isalpha():
        return group
    cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF)
    halves = [(word[:cut], word[cut:]) for cut in cuts]
    found = known({root(half) for pair in halves for half in pair})
    both = [pair for pair in halves if root(pair[0]) in found and root(pair[1]) in found]
    if not both or known([root(word)]):
        return group
    for pair in both:
        group = _also(group, pair)
    return group


def _near(group: Group, known: Known) -> Group | None:
    """The same with a word one slip away, or with the ending that is being typed left out."""
    word = group.words[0][0]
    if len(group.words[0]) > 1 or len(word) < _SHORTEST_SLIP or not word.isalpha():
        return None
    if group.is_open:
        beginnings = [word[:end] for end in range(len(word) - 1, _SHORTEST_SLIP - 1, -1)]
        found = known(beginnings)
        cut = next((one for one in beginnings if one in found and is_cut_in_an_ending(word, one)), "")
        if cut:
            return Group(word, ((cut,),), words=((cut,),), is_open=True)
    tries = {one: root(one) for one in one_slip(word)}
    found = known(set(tries.values()))
    likely = sorted(
        (one for one, its in tries.items() if its in found),
        key=lambda one: _rank(one, word, found[tries[one]]),
    )
    return Group(likely[0], ((tries[likely[0]],),), words=((likely[0],),)) if likely else None


def _rank(one: str, word: str, documents: int) -> tuple[bool, int, str]:
    """Same first letter first, then what stands in most documents."""
    return one[0] != word[0], -documents, one
