"""What an item of evidence might prove: suggestions with their reasons, for a person to judge. Never a link.

A framework's prompts and criteria are reduced to cues: their keywords, and the words of their text. A cue
counts more the fewer prompts share it, less the longer the document, and most in the document's title.
Deterministic: the same words and framework give the same suggestions in the same order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.stems import is_common, phrase_pattern, stem, words_in
from readiness.formats.text.sandbox import extract
from readiness.library import files
from readiness.model.definition.framework import Criterion, Framework, Prompt
from readiness.model.records.evidence import Evidence, Pinpoint, TargetKind
from readiness.model.records.passages import Extracted
from readiness.model.records.tables import Records
from readiness.workspace.editing import find

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readiness.workspace.workspace import Workspace

_KEYWORD, _PLAIN_WORD, _CRITERION_KEYWORD = 3.0, 0.6, 2.0

_TITLE_HITS = 4
"""A hit in the document's title counts as this many in its text."""

_WORDS_PER_HIT = 1_500
"""Document length at which one more hit is needed for the same certainty."""

_SHARE_OF_BEST = 0.3

_LEAST_SCORE = 1.5

_LEAST_PLAIN_WORDS = 4
"""Plain words that must meet in one passage when no keyword is found."""

_SHARE_OF_PROMPTS = 0.45

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
    """The words found, as the framework spells them; the telling ones first."""
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

    def __init__(self, framework: Framework) -> None:
        prompts = list(framework.prompts.values())
        shared = Counter(one for prompt in prompts for one in _stems(prompt))
        rarity = {one: math.log((len(prompts) + 1) / (count + 0.5)) for one, count in shared.items()}
        self._prompts = tuple(
            _subject(
                "prompt", one.id, one.text, framework.criterion_of_prompt[one.id], _prompt_cues(one, rarity)
            )
            for one in prompts
        )
        self._bare = {one.id for one in framework.criteria.values() if not one.prompts}
        self._criteria = tuple(
            _subject("criterion", one.id, one.short, one.id, _criterion_cues(one, rarity))
            for one in framework.criteria.values()
        )

    def suggest(self, extracted: Extracted, title: str = "", limit: int = 8) -> tuple[Suggestion, ...]:
        """The likeliest prompts and criteria, best first; none when nothing stands out.

        Args:
            extracted: The document's words.
            title: The item's title in the register, where it says more than the document's own.
            limit: How many at most.
        """
        text = _Text(extracted, title or extracted.title)
        prompts = {one.id: _weigh(one, text) for one in self._prompts}
        found = [one for one in prompts.values() if one is not None]
        for subject in self._criteria:
            own = _weigh(subject, text)
            under = sorted(
                (one for key, one in prompts.items() if one and self._parent(key) == subject.id),
                key=lambda one: -one.score,
            )
            if len(under) > 1 or (own and (under or subject.id in self._bare)):
                found.append(_of_criterion(subject, own, under))
        best = max((one.score for one in found), default=0)
        kept = [one for one in found if one.score >= max(_LEAST_SCORE, best * _SHARE_OF_BEST)]
        return tuple(sorted(kept, key=lambda one: (-one.score, one.target))[:limit])

    def _parent(self, prompt_id: str) -> str:
        return self._parents[prompt_id]

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {one.id: one.criterion for one in self._prompts}


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


def _weigh(subject: _Subject, text: _Text) -> Suggestion | None:
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


def _of_criterion(subject: _Subject, own: Suggestion | None, under: Sequence[Suggestion]) -> Suggestion:
    """The case for a criterion: its own words, and the best of its prompts."""
    best = under[0] if under else own
    score = (own.score if own else 0) + _SHARE_OF_PROMPTS * sum(one.score for one in under[:3])
    words = tuple(dict.fromkeys(word for one in (own, *under[:3]) if one for word in one.words))
    return Suggestion(
        target_kind=subject.kind,
        target=subject.id,
        title=subject.title,
        score=score,
        words=words[:_MOST_WORDS_SHOWN],
        pinpoint=best.pinpoint if best else Pinpoint(),
        passage=best.passage if best else "",
    )


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
    words = words_in(keyword)
    mark = max((stem(word) for word in words), key=len)
    rare = max(rarity.get(stem(word), max(rarity.values(), default=1.0)) for word in words)
    return _Cue(keyword, weight * rare, mark, phrase_pattern(words))


def _stems(prompt: Prompt) -> set[str]:
    return {stem(word) for text in (prompt.text, *prompt.keywords) for word in _telling(text)}


def _telling(text: str) -> list[str]:
    """Words that carry meaning: not common, not numbers, not single letters."""
    return [word for word in words_in(text) if not is_common(word) and not word.isdigit() and len(word) > 1]


_PASSAGES = 40

EACH = 5
"""Suggestions kept for one target."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """An item that might prove a target, and the words that say so."""

    evidence: str
    """Evidence id."""
    score: float
    words: tuple[str, ...]
    pinpoint: Pinpoint


def work_out(
    root: Path, framework: Framework, records: Records, *, cancelled: Callable[[], bool]
) -> Mapping[str, tuple[Suggested, ...]]:
    """Suggestions by criterion or prompt id, likeliest first; what is linked is taken out when it is shown.

    Reads what is new of the evidence into the index of words first, which may take a while.
    """
    from readiness.library.search import SearchIndex

    index = SearchIndex(root)
    try:
        index.update(records, cancelled=cancelled)
        suggester = Suggester(framework)
        found: dict[str, list[Suggested]] = {}
        for one in records.evidence.values():
            if cancelled():
                break
            held = None if one.is_withdrawn else index.extracted(one)
            for each in suggester.suggest(held, one.title) if held else ():
                found.setdefault(each.target, []).append(
                    Suggested(one.id, each.score, each.words, each.pinpoint)
                )
    finally:
        index.close()
    return {target: tuple(sorted(each, key=lambda one: -one.score)) for target, each in found.items()}


def opening_words(root: Path, records: Records, evidence_id: str, length: int) -> str:
    """How the text of an item begins, from the words already held; empty when they are not or must not be."""
    from readiness.library.search import SearchIndex

    one = records.evidence.get(evidence_id)
    if one is None:
        return ""
    index = SearchIndex(root)
    try:
        held = index.extracted(one)
    finally:
        index.close()
    words = "\n".join(passage.text for passage in held.passages[:_PASSAGES]) if held else ""
    return f"{words[:length]} ..." if len(words) > length else words


def suggestions_for(ws: Workspace, evidence_id: str) -> tuple[Suggestion, ...]:
    """What an item could be linked to and is not yet, likeliest first, each with its reason.

    Raises:
        UsageError: There is no such item, or its words may not be read.
    """
    evidence = find(ws, Evidence, evidence_id)
    path = files.path_of(evidence, ws.root)
    if path is None or evidence.holds_personal_data:
        raise UsageError(
            f"The words of {evidence.id} are not read.",
            "a web address" if path is None else "it is flagged as holding personal data",
            "Link it by hand with 'readiness evidence link'.",
        )
    linked = {one.target for one in ws.index.links_of(evidence.id)}
    found = Suggester(ws.framework).suggest(extract(path), evidence.title)
    return tuple(one for one in found if one.target not in linked)
