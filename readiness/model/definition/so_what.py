"""The rules a definition gives for reading what a strength's words say about its effect."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, get_args

from pydantic import Field

from readiness.model.definition.facts import Node

PartId = Literal["change", "who", "how_much", "link_to_action", "how_we_know"]
"""The five parts of a full answer, in the order in which they are asked for."""

PARTS: tuple[PartId, ...] = get_args(PartId)


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
