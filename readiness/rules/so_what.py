"""So what? Which of five parts a strength's words hold, which are missing, and two flags beside them.

Only words are read: what is recognised is a suggestion to the writer, and no judgement of what is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from readiness.base.phrases import PhraseSet, Place, Token, compiled, tokens_of
from readiness.model.definition.so_what import PARTS, PartId, SoWhatRules, WordingRule
from readiness.model.records.evaluation import Statement
from readiness.rules.so_what_signs import learned_places, signs_of

_SENTENCE_ENDS = frozenset(".!?")
_CLAUSE_ENDS = frozenset(".!?;")
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text that was read."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""


@dataclass(frozen=True, slots=True)
class SoWhat:
    """What the words of a text say of its effect."""

    present: dict[PartId, tuple[Span, ...]]
    """Where each part stands that was recognised, in the order in which parts are asked for."""
    missing: tuple[PartId, ...]
    """The parts that were not recognised, in the order in which they are asked for."""
    honest: tuple[Span, ...]
    """Where it says that there is no effect yet, or where it is still weak; never marked down."""
    is_over_claim: bool
    """A link to our action without how we know, or a share of fewer than the framework's smallest base."""

    @property
    def is_honest(self) -> bool:
        """Whether it says that there is no effect yet, or where it is still weak."""
        return bool(self.honest)


def read_so_what(text: str, rules: SoWhatRules) -> SoWhat:
    """Read a text for the five parts and the two flags.

    Args:
        text: The words of a strength, one sentence or several.
        rules: What the framework says about reading them.

    Returns:
        Parts with their places, parts missing, and flags. The time taken grows with the text's length alone.
    """
    ready = _ready(rules)
    tokens = tokens_of(text)
    signs = signs_of(tokens)
    places: dict[PartId, list[Place]] = {part: _places(ready[part], tokens) for part in PARTS}
    honest = _places(ready["honest"], tokens)
    places["link_to_action"] = _links(
        places["link_to_action"],
        _places(ready["beside_change"], tokens),
        places["change"],
        honest,
        _Borders(
            list(accumulate(token.text in _SENTENCE_ENDS for token in tokens)),
            list(
                accumulate(
                    token.text in _CLAUSE_ENDS or token.text in rules.turning_words for token in tokens
                )
            ),
        ),
    )
    for part in PARTS:
        places[part] = places[part] or learned_places(signs, rules.part(part).weights)
    honest = honest or learned_places(signs, rules.honest.weights)
    present = {part: _spans(places[part], tokens) for part in PARTS if places[part]}
    missing = tuple(part for part in PARTS if part not in present)
    is_unfounded = "link_to_action" in present and "how_we_know" in missing
    is_small = _rests_on_few(ready, tokens, rules.small_base)
    return SoWhat(present, missing, _spans(honest, tokens), is_unfounded or is_small)


def read_statement(statement: Statement, rules: SoWhatRules | None) -> SoWhat | None:
    """What a strength says of its effect, its words and its impact read together.

    None for a statement of another kind or without words, and where the framework gives no rules.
    """
    if rules is None or statement.kind != "strength":
        return None
    return read_words(statement.text, statement.impact, rules)


def read_words(text: str, impact: str, rules: SoWhatRules) -> SoWhat | None:
    """The same of words that are still being written; None while there are none."""
    words = "\n".join(part.strip().rstrip(".") + "." for part in (text, impact) if part.strip())
    return _read(words, rules) if words else None


@lru_cache(maxsize=20_000)
def _read(words: str, rules: SoWhatRules) -> SoWhat:
    return read_so_what(words, rules)


def questions(found: SoWhat, rules: SoWhatRules) -> tuple[str, ...]:
    """What to ask the writer: a question for each part that was not recognised."""
    return tuple(rules.part(part).ask for part in found.missing)


def in_short(found: SoWhat, rules: SoWhatRules) -> str:
    """The missing parts and the flags in a line; empty when nothing is missing and nothing flagged."""
    titles = [rules.part(part).title for part in found.missing]
    said = [f"not said: {', '.join(titles)}"] if titles else []
    if found.is_honest:
        said.append("honest about what is weak")
    if found.is_over_claim:
        said.append("may claim more than it shows")
    return "; ".join(said)


@dataclass(frozen=True, slots=True)
class _Wording:
    phrases: PhraseSet
    unless: PhraseSet


@dataclass(frozen=True, slots=True)
class _Borders:
    sentences: list[int]
    """Number of the sentence of each token."""
    clauses: list[int]
    """Number of the clause of each token: sentences, parted again by semicolons and turning words."""


@lru_cache(maxsize=4)
def _ready(rules: SoWhatRules) -> dict[str, _Wording]:
    """The rules with their phrases compiled, by the name of the part or flag."""
    named: dict[str, WordingRule] = {part: rules.part(part) for part in PARTS}
    named |= {"honest": rules.honest, "share": rules.share, "counted": rules.counted}
    link = rules.link_to_action
    wordings = {name: (rule.phrases, rule.unless) for name, rule in named.items()}
    wordings["beside_change"] = (link.beside_change, link.unless)
    return {
        name: _Wording(_phrases(phrases, rules), _phrases(unless, rules))
        for name, (phrases, unless) in wordings.items()
    }


def _phrases(written: tuple[str, ...], rules: SoWhatRules) -> PhraseSet:
    return PhraseSet(compiled(phrase, rules.lists) for phrase in written)


def _places(wording: _Wording, tokens: Sequence[Token]) -> list[Place]:
    """Where the wording stands, in order, but for what shares a word with an exception."""
    excepted = {number for place in wording.unless.find(tokens) for number in place}
    return [place for place in wording.phrases.find(tokens) if excepted.isdisjoint(place)]


def _links(
    certain: list[Place],
    beside_change: list[Place],
    changes: list[Place],
    honest: list[Place],
    borders: _Borders,
) -> list[Place]:
    """The links to our action, in order: certain ones, and those beside a change in the same sentence.

    A clause that tells of a weakness and of no change links that to its cause, and no action of ours.
    """
    clause, sentence = borders.clauses, borders.sentences
    weak = {clause[place[0]] for place in honest} - {clause[place[0]] for place in changes}
    changed = {sentence[place[0]] for place in changes}
    kept = [place for place in certain if clause[place[0]] not in weak]
    return sorted({*kept, *(place for place in beside_change if sentence[place[0]] in changed)})


def _spans(places: list[Place], tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Places in order as stretches of the text, overlapping ones joined."""
    joined: list[Span] = []
    for place in places:
        first, last = tokens[place[0]].start, tokens[place[-1]].end
        if joined and first <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(last, joined[-1].end))
        else:
            joined.append(Span(first, last))
    return tuple(joined)


def _rests_on_few(ready: Mapping[str, _Wording], tokens: Sequence[Token], small_base: int) -> bool:
    if not _places(ready["share"], tokens):
        return False
    counts = (_number(tokens[place[0]].text) for place in _places(ready["counted"], tokens))
    return any(0 < count < small_base for count in counts)


def _number(word: str) -> float:
    """A number in digits or a small one in words; nothing for any other word."""
    digits = word.replace(",", "")
    return float(digits) if digits[:1].isdigit() else _NUMBER_WORDS.get(word, 0)
