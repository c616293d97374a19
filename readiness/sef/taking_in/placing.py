"""Where a piece of somebody else's self-evaluation belongs: its criterion and its kind, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readiness.base.text import listed
from readiness.model.vocabulary import StatementKind
from readiness.rules.so_what import read_so_what
from readiness.rules.word_weights import Shares, WordWeights, weights_of_definition
from readiness.sef.taking_in.headings import Titles, kind_of, titles_of

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.sef.taking_in.pieces import Block

_LEAST_SHARE = 0.25
"""Least share of a piece's words from which they place it under a criterion by themselves."""

_WORDS_SHOWN = 3

_INTENDED = re.compile(
    r"\b(?:we|partners|leaders|it|they) (?:will|plan to|intend to|are going to)\b", re.IGNORECASE
)

_WANTING = re.compile(
    r"\b(?:need(?:s)? to|not yet|too (?:few|many|long|often|slow\w*)|remain(?:s)? (?:a |too )?"
    r"(?:challenge|concern|high|low|weak)|inconsistent\w*|must improve|further work|variab\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A criterion and a kind for one piece, and why."""

    criterion: str
    """Empty where neither headings nor words say."""
    kind: StatementKind
    reason: str


@dataclass
class Placer:
    """Places pieces one after another; what no heading and no word places stays with the one before."""

    framework: Framework
    learned: WordWeights | None = None
    last: str = ""
    titles: Titles = field(init=False)
    weights: WordWeights = field(init=False)

    def __post_init__(self) -> None:
        self.titles = titles_of(self.framework)
        self.weights = self.learned or weights_of_definition(self.framework)

    def place(self, block: Block) -> Placed:
        """The criterion and kind of a piece: by its headings, the nearest first, else by its words."""
        criterion, why = self._criterion(block)
        kind, because = self._kind(block)
        self.last = criterion or self.last
        return Placed(criterion, kind, f"{why} {because}")

    def _criterion(self, block: Block) -> tuple[str, str]:
        for heading in reversed(block.headings):
            if found := self.titles.criterion_of(heading):
                return found, f"Under {found} by the heading \u201c{heading}\u201d."
        shares = Shares(self.weights, [block.text], " ".join(block.headings[-1:]))
        ranked = sorted(((shares.of(one), one) for one in self.framework.criteria), reverse=True)
        best, found = ranked[0] if ranked else (0.0, "")
        words = [word for _, word in shares.reasons(found)][:_WORDS_SHOWN] if found else []
        if best >= _LEAST_SHARE and words:
            return found, f"Under {found} by its words: {listed(words)}."
        if self.last:
            return self.last, f"Under {self.last} like the piece before it: neither heading nor words say."
        return "", "Neither its headings nor its words say which section it belongs to."

    def _kind(self, block: Block) -> tuple[StatementKind, str]:
        for heading in reversed(block.headings):
            if (found := kind_of(heading)) is not None:
                return found, f"Its kind by the heading \u201c{heading}\u201d."
        return self._kind_by_words(block.text), "Its kind by its words."

    def _kind_by_words(self, text: str) -> StatementKind:
        if _INTENDED.search(text):
            return "next_step"
        if _WANTING.search(text):
            return "area_to_develop"
        rules = self.framework.so_what
        read = read_so_what(text, rules) if rules else None
        if read is not None and read.is_honest:
            return "area_to_develop"
        return "strength" if read is not None and "change" in read.present else "context"
