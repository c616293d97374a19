"""The rules a definition gives for reading what a strength's words say about its effect."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, get_args

from pydantic import Field

from readiness.model.definition.facts import Node

PartId = Literal["change", "who", "how_much", "link_to_action", "how_we_know"]
"""The five parts of a full answer, in the order in which they are asked for."""

PARTS: tuple[PartId, ...] = get_args(PartId)


_LONGEST_WEIGHT = 8


def learned_fault(written: str) -> str:
    """What is wrong with learned weights as written, as a sentence; empty when they are in order."""
    words = written.split()
    if len(words) % 2:
        return "Weights are signs and whole numbers in turn; one of them has no number."
    wrong = next((number for number in words[1::2] if not _is_weight(number)), "")
    return f"`{wrong}` stands where the weight of a sign should; a weight is a whole number." if wrong else ""


def _is_weight(word: str) -> bool:
    return word.removeprefix("-").isdecimal() and len(word) <= _LONGEST_WEIGHT


class WordList(Node):
    """Words that phrases name together."""

    id: str
    """Its name: small letters and hyphens; phrases write it in curly brackets."""
    words: tuple[str, ...] = Field(min_length=1)
    """Single words, in the small language of phrases."""


class WordingRule(Node):
    """Phrases that show that something is said, and phrases inside which they do not count."""

    phrases: tuple[str, ...] = Field(min_length=1)
    """Any of them shows it."""
    unless: tuple[str, ...] = ()
    """A phrase that shares a word with any of these does not count; words in its gaps may."""
    learned: str = ""
    """Signs of a text and their weights in turn, learned from marked statements; asked where no phrase is."""

    @cached_property
    def weights(self) -> dict[str, int]:
        """The weight of each sign; none when they are not in order, as is told on reading the definition."""
        words = self.learned.split()
        return (
            {} if learned_fault(self.learned) else dict(zip(words[::2], map(int, words[1::2]), strict=True))
        )


class PartRule(WordingRule):
    """How one of the five parts is recognised, and how it is asked for."""

    title: str
    """A few words for the part, such as what changed."""
    ask: str
    """The question to the writer when the part is missing."""


class LinkRule(PartRule):
    """How a link to our action is recognised."""

    beside_change: tuple[str, ...] = ()
    """Phrases that show a link only in a clause that tells of a change."""


class SoWhatRules(Node):
    """How the five parts and two flags are read out of words."""

    word_lists: tuple[WordList, ...] = ()
    change: PartRule
    who: PartRule
    how_much: PartRule
    link_to_action: LinkRule
    how_we_know: PartRule
    honest: WordingRule
    """No effect yet, or where it is still weak."""
    share: WordingRule
    """A percentage or fraction."""
    counted: WordingRule
    """A number, and then what was counted: a share of fewer than `small_base` of them claims too much."""
    turning_words: tuple[str, ...] = ()
    """Words that begin a clause of another tenor, such as but: cause and effect are not read across them."""
    small_base: int = Field(default=10, ge=2)
    """Fewest that a percentage may rest on."""

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The words of each list by its name."""
        return {one.id: one.words for one in self.word_lists}

    def part(self, part: PartId) -> PartRule:
        """The rule of one part."""
        rule: PartRule = getattr(self, part)
        return rule
