"""What the headings of somebody else's self-evaluation say: which criterion, which kind of statement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.stems import is_common, stem, words_in
from readiness.model.vocabulary import StatementKind

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework

_KINDS: tuple[tuple[StatementKind, str], ...] = (
    (
        "area_to_develop",
        (
            r"areas? (?:for|of|to) (?:priority |further )?(?:action|development|develop|focus|improve\w*)"
            r"|(?:need|needs|have) to (?:improve|develop|do better)|development areas?"
            r"|even better if|weakness\w*"
            r"|challenges?|(?:could|must) (?:be better|improve)|not (?:yet )?(?:working|good)|gaps?|concerns?"
            r"|to (?:develop|improve)\b|improvement priorities"
        ),
    ),
    (
        "next_step",
        (
            r"next steps?|what (?:we|is|will|are) .{0,20}(?:do|happen|planned)\b.{0,12}next"
            r"|what (?:we will|next)"
            r"|actions?\b|our plans?|plans? (?:for|to)|future|going forward|looking ahead"
        ),
    ),
    (
        "strength",
        (
            r"strengths?|(?:going|working|works|works?|do|done|doing) well|proud|positives?"
            r"|achieve\w+|success\w*"
            r"|good practice|what is good|progress (?:made|to date|since)"
        ),
    ),
    (
        "headline",
        r"headlines?|overall (?:judge?ment|view|evaluation)|at a glance|summary (?:judge?ment|statement)",
    ),
    ("context", r"context|background|what we know|data|voice|families say|told us|feedback|introduction"),
)
"""Words of headings by the kind of what stands below, the surest first."""

_COMPILED = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _KINDS)

IMPACT_LEAD = re.compile(
    r"^(?:the )?(?:impact|difference(?: (?:this|it) (?:makes|has made))?|so what\??|what this means"
    r"|how we (?:will )?know)\s*[:\u2013\u2014-]\s*",
    re.IGNORECASE,
)
"""How a paragraph begins that tells the effect of the one before."""

_LEAST_SHARED = 0.6
"""Least part of a criterion's telling words a heading must hold, and of the heading's the criterion."""


_WHOLE = 0.95
"""The same for a heading that councils also use for a kind of statement, such as next steps."""


_MOST_OF_KIND = 5
"""Words of a line that heads others because it names a kind; longer ones may be statements."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The criteria as headings may name them."""

    ids: Mapping[str, str]
    """Criterion by its id in small letters."""
    words: Mapping[str, tuple[frozenset[str], ...]]
    """Telling stems of each criterion's titles, by criterion."""

    def criterion_of(self, heading: str) -> str:
        """The criterion a heading names by its id or by most of its title's words; empty where none."""
        for token in re.findall(r"[A-Za-z]{1,3}[0-9]{1,2}", heading):
            if (found := self.ids.get(token.lower())) is not None:
                return found
        said = _telling(heading)
        scored = [(_likeness(said, titles), key) for key, titles in self.words.items()]
        best, key = max(scored, default=(0.0, ""))
        least = _LEAST_SHARED if kind_of(heading) is None else _WHOLE
        return key if best >= least else ""

    def level_of(self, text: str) -> int:
        """The level of a short paragraph that heads others by its words: 8 a criterion, 9 a kind; else 0."""
        if self.criterion_of(text):
            return 8
        return 9 if kind_of(text) is not None and len(text.split()) <= _MOST_OF_KIND else 0


def titles_of(framework: Framework) -> Titles:
    """The ids and titles headings are compared with."""
    return Titles(
        {key.lower(): key for key in framework.criteria},
        {
            key: tuple(filter(None, (_telling(one.short), _telling(one.title))))
            for key, one in framework.criteria.items()
        },
    )


def kind_of(heading: str) -> StatementKind | None:
    """What stands below a heading of these words; None where it says nothing of it."""
    return next((kind for kind, words in _COMPILED if words.search(heading)), None)


def _telling(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_in(text) if not is_common(word) and not word.isdigit())


def _likeness(said: frozenset[str], titles: tuple[frozenset[str], ...]) -> float:
    if not said:
        return 0.0
    return max((2 * len(said & one) / (len(said) + len(one)) for one in titles), default=0.0)
