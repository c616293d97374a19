"""What an item of evidence might prove: suggestions with their reasons, for a person to judge. Never a link.

Criteria are weighed by `readiness.rules.word_weights`: a share of each passage's words speaks for each of
them, the title counting more. Prompts are reduced to cues, their keywords and the words of their text; a cue
counts more the fewer prompts share it, less the longer the document, and most in the title. A prompt never
comes before its criterion.
Deterministic: the same words, framework and weights give the same suggestions in the same order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from readiness.base.stems import is_common, phrase_pattern, stem, words_in
from readiness.model.definition.framework import Criterion, Framework, Prompt
from readiness.model.records.evidence import Pinpoint, TargetKind
from readiness.model.records.passages import Extracted
from readiness.rules.word_weights import Shares, WordWeights, weights_of_definition

_KEYWORD, _PLAIN_WORD, _CRITERION_KEYWORD = 3.0, 0.6, 2.0

_TITLE_HITS = 4
"""A hit in the document's title counts as this many in its text."""

_WORDS_PER_HIT = 1_500
"""Document length at which one more hit is needed for the same certainty."""

_WHOLE = 10.0
"""The score of a criterion that all words of a long text speak for."""

_SHARE_OF_BEST = 0.3

_ALWAYS = 3
"""Criteria that are named however far ahead the best one is, when words speak for them."""

_LEAST_SCORE = 0.15

_LEAST_REASONS = 2

_PROMPTS_EACH = 2

_HALF_SURE = 4.0
"""Weight of cues from which a prompt has half its criterion's score."""

_LEAST_PLAIN_WORDS = 4
"""Plain words that must meet in one passage when no keyword is found."""

_MOST_WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A criterion or prompt an item may speak to, and why."""

    target_kind: TargetKind
    target: str
    """Id of the criterion or prompt."""
    title: str
    """The criterion's short title, or the prompt's text."""
    score: float
    """Only to compare suggestions for one item; it measures nothing else."""
    words: tuple[str, ...]
    """The words that count, the telling ones first: for a criterion as the text writes them, for a prompt as
    the framework does."""
    pinpoint: Pinpoint
    """Where most of them stand together."""
    passage: str
    """The text there."""

    def to_data(self) -> dict[str, object]:
        """A JSON-ready mapping without the passage."""
        place = self.pinpoint.model_dump(exclude_defaults=True)
        return {
            "kind": self.target_kind, "id": self.target, "title": self.title, "score": round(self.score, 2),
            "words": list(self.words), "pinpoint": place,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cue:
    shown: str
    weight: float
    mark: str
    """A piece of text without which the cue cannot match; for a plain word its stem."""
    pattern: re.Pattern[str] | None
    """None for a plain word, which is looked up by its stem."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """A prompt or criterion with its cues."""

    kind: TargetKind
    id: str
    title: str
    criterion: str
    cues: tuple[_Cue, ...]
    norm: float


class Suggester:
    """Suggests targets of one framework; make it once for many items."""

    def __init__(self, framework: Framework, learned: WordWeights | None = None) -> None:
        """`learned` are weights of words for this framework's criteria; without them its own words serve."""
        prompts = list(framework.prompts.values())
        shared = Counter(one for prompt in prompts for one in _stems(prompt))
        rarity = {one: math.log((len(prompts) + 1) / (count + 0.5)) for one, count in shared.items()}
        self._prompts = tuple(
            _subject(
                "prompt", one.id, one.text, framework.criterion_of_prompt[one.id], _prompt_cues(one, rarity)
            )
            for one in prompts
        )
        self._criteria = tuple(
            _subject("criterion", one.id, one.short, one.id, _criterion_cues(one, rarity))
            for one in framework.criteria.values()
        )
        self._weights = learned or weights_of_definition(framework)

    def suggest(self, extracted: Extracted, title: str = "", limit: int = 8) -> tuple[Suggestion, ...]:
        """The likeliest criteria and the likeliest prompts of each, best first; none when nothing stands out.

        Args:
            extracted: The document's words.
            title: The item's title in the register, where it says more than the document's own.
            limit: How many at most.
        """
        text = _Text(extracted, title or extracted.title)
        shares = Shares(self._weights, [passage.text for passage in extracted.passages], text.title)
        under: dict[str, list[Suggestion]] = {}
        for subject in self._prompts:
            if weighed := _weigh(subject, text, self._is_telling):
                under.setdefault(subject.criterion, []).append(weighed)
        cases = [
            case
            for subject in self._criteria
            if (
                case := _of_criterion(
                    subject, _weigh(subject, text, self._is_telling), under.get(subject.id, ()), shares, text
                )
            )
        ]
        criteria = _standing_out(cases)
        prompts = [one for case in criteria for one in _prompts_of(case, under.get(case.target, ()))]
        return tuple(sorted([*criteria, *prompts], key=lambda one: (-one.score, one.target))[:limit])

    def _is_telling(self, word: str) -> bool:
        """Whether a plain word of a prompt is worth naming as a reason."""
        return self._weights.is_telling(stem(word))


class _Text:
    """A document made ready for looking up cues."""

    def __init__(self, extracted: Extracted, title: str) -> None:
        self.passages = extracted.passages
        self.folded = [passage.text.casefold() for passage in extracted.passages]
        self.stems = [Counter(stem(word) for word in words_in(text)) for text in self.folded]
        self.title = title.casefold()
        self.title_stems = Counter(stem(word) for word in words_in(title))
        self.damping = 1 + extracted.words / _WORDS_PER_HIT
        self.whole = "\n".join(self.folded) + "\n" + self.title

    def hits(self, cue: _Cue) -> tuple[int, dict[int, int]]:
        """How often a cue stands in the title, and in each passage that has it."""
        if cue.pattern is None:
            places = {number: stems[cue.mark] for number, stems in enumerate(self.stems) if cue.mark in stems}
            return self.title_stems[cue.mark], places
        if cue.mark not in self.whole:
            return 0, {}
        counted = ((number, text) for number, text in enumerate(self.folded) if cue.mark in text)
        places = {number: count for number, text in counted if (count := len(cue.pattern.findall(text)))}
        return len(cue.pattern.findall(self.title)), places


def _weigh(subject: _Subject, text: _Text, is_telling: Callable[[str], bool]) -> Suggestion | None:
    """The case for one subject, or None when there is none."""
    score, has_keyword = 0.0, False
    telling: list[tuple[float, str]] = []
    by_passage: Counter[int] = Counter()
    plain_by_passage: Counter[int] = Counter()
    for cue in subject.cues:
        in_title, places = text.hits(cue)
        hits = in_title * _TITLE_HITS + sum(places.values())
        if not hits:
            continue
        gained = cue.weight * hits / (hits + text.damping)
        score += gained
        if cue.pattern is not None or is_telling(cue.shown):
            telling.append((gained, cue.shown))
        has_keyword = has_keyword or cue.pattern is not None
        for number, count in places.items():
            by_passage[number] += round(1000 * cue.weight * min(count, 3))
            plain_by_passage[number] += cue.pattern is None
    if not has_keyword and max(plain_by_passage.values(), default=0) < _LEAST_PLAIN_WORDS:
        return None
    words = tuple(dict.fromkeys(shown for _, shown in sorted(telling, key=lambda one: (-one[0], one[1]))))
    place = min(by_passage, key=lambda number: (-by_passage[number], number), default=None)
    return Suggestion(
        target_kind=subject.kind,
        target=subject.id,
        title=subject.title,
        score=score / subject.norm,
        words=words[:_MOST_WORDS_SHOWN],
        pinpoint=text.passages[place].pinpoint if place is not None else Pinpoint(),
        passage=text.passages[place].text if place is not None else "",
    )


def _of_criterion(
    subject: _Subject, own: Suggestion | None, under: Sequence[Suggestion], shares: Shares, text: _Text
) -> Suggestion | None:
    """The case for a criterion: its share of the words; None when few speak for it and no cue is there."""
    reasons = shares.reasons(subject.id)
    cues = [one for one in (own, *sorted(under, key=lambda one: -one.score)) if one]
    if not cues and len(reasons) < _LEAST_REASONS:
        return None
    words = _once([*(shown for _, shown in reasons), *(word for one in cues for word in one.words)])
    place = shares.best_passage(subject.id)
    return Suggestion(
        target_kind=subject.kind,
        target=subject.id,
        title=subject.title,
        score=_WHOLE * shares.of(subject.id) * shares.certainty,
        words=words[:_MOST_WORDS_SHOWN],
        pinpoint=text.passages[place].pinpoint if place is not None else Pinpoint(),
        passage=text.passages[place].text if place is not None else "",
    )


def _standing_out(cases: Iterable[Suggestion]) -> list[Suggestion]:
    """The best few criteria, and any other that comes near the best."""
    ranked = sorted(cases, key=lambda one: (-one.score, one.target))
    return [
        one
        for rank, one in enumerate(ranked)
        if one.score >= _LEAST_SCORE and (rank < _ALWAYS or one.score >= ranked[0].score * _SHARE_OF_BEST)
    ]


def _prompts_of(case: Suggestion, under: Sequence[Suggestion]) -> list[Suggestion]:
    """The likeliest prompts of a criterion, each a little less likely than the criterion."""
    ranked = sorted(under, key=lambda one: (-one.score, one.target))[:_PROMPTS_EACH]
    return [replace(one, score=case.score * one.score / (one.score + _HALF_SURE)) for one in ranked]


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Words in order, those left out whose stems have all been said."""
    said: set[str] = set()
    kept = []
    for word in words:
        stems = {stem(one) for one in words_in(word)}
        if not stems <= said:
            kept.append(word)
            said |= stems
    return tuple(kept)


def _subject(kind: TargetKind, key: str, title: str, criterion: str, cues: Iterable[_Cue]) -> _Subject:
    kept = tuple(cues)
    strongest = sorted((cue.weight for cue in kept), reverse=True)[:4]
    return _Subject(kind, key, title, criterion, kept, math.sqrt(max(1.0, sum(strongest) / 4)))


def _prompt_cues(prompt: Prompt, rarity: dict[str, float]) -> list[_Cue]:
    named = [_keyword(one, _KEYWORD, rarity) for one in prompt.keywords if words_in(one)]
    taken = {stem(word) for one in prompt.keywords for word in words_in(one)}
    plain = dict.fromkeys(word for word in _telling(prompt.text) if stem(word) not in taken)
    return named + [_Cue(word, _PLAIN_WORD * rarity[stem(word)], stem(word), None) for word in plain]


def _criterion_cues(criterion: Criterion, rarity: dict[str, float]) -> list[_Cue]:
    """A criterion's keywords; and the words of its title when no prompt says more."""
    named = [_keyword(one, _CRITERION_KEYWORD, rarity) for one in criterion.keywords if words_in(one)]
    taken = {stem(word) for one in criterion.keywords for word in words_in(one)}
    plain = dict.fromkeys(word for word in _telling(criterion.title) if stem(word) not in taken)
    if criterion.prompts:
        return named
    return named + [_Cue(word, _PLAIN_WORD, stem(word), None) for word in plain]


def _keyword(keyword: str, weight: float, rarity: dict[str, float]) -> _Cue:
    """A keyword's cue: a phrase tells more than a word."""
    words = words_in(keyword)
    mark = max((stem(word) for word in words), key=len)
    rare = max(rarity.get(stem(word), max(rarity.values(), default=1.0)) for word in words)
    return _Cue(keyword, weight * rare * math.sqrt(len(words)), mark, phrase_pattern(words))


def _stems(prompt: Prompt) -> set[str]:
    return {stem(word) for text in (prompt.text, *prompt.keywords) for word in _telling(text)}


def _telling(text: str) -> list[str]:
    """Words that carry meaning: not common, not numbers, not single letters."""
    return [word for word in words_in(text) if not is_common(word) and not word.isdigit() and len(word) > 1]
