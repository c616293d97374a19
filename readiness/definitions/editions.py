"""Two definitions side by side: what each id of the older one has become, and a map from one to the other.

A proposal is made from words alone, in this order: what the newer definition itself says succeeds what; the
same words under the same id; the same words under another id; similar words under the same id; similar words
under another id. An id that is used again for other words is never proposed as the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from readiness.base.stems import stem, words_in
from readiness.base.text import fold, listed
from readiness.model import choices
from readiness.model.definition.framework import Framework

How = Literal[
    "same", "changed", "under", "reworded", "moved", "similar", "succeeds", "reused", "gone", "chosen"
]
"""What became of an id.

same: same id, words and details. changed: same id and words, other details. under: a prompt with the same
id and words, whose criterion has other words now. reworded: same id, similar words. moved: same words, other
id. similar: similar words, other id. succeeds: the definition says so. reused: the id is there with quite
other words. gone: nothing like it. chosen: a person said so.
"""

HOW_WORDS: dict[How, str] = {
    "same": "same",
    "changed": "same words, other details",
    "under": "same words, under other words of its criterion",
    "reworded": "reworded",
    "moved": "moved: same words under another id",
    "similar": "similar words under another id",
    "succeeds": "the new definition says so",
    "reused": "its id now means something else",
    "gone": "gone",
    "chosen": "chosen by a person",
}

KINDS = (
    "criterion", "prompt", "request", "outcome", "lens", "agency", "evidence kind", "timetable", "event",
)  # fmt: skip
"""What records name of a definition."""

ALIKE = 0.6
"""Share of words in common (of both texts' words, stemmed) from which two texts count as similar."""


_CLEARLY_ALIKE = 0.8
"""Share of words in common below which a reworded id may mean something else, and somebody should look."""


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one id of the older definition."""

    kind: str
    """One of `KINDS`."""
    old: str
    words: str
    new: tuple[str, ...]
    """Ids of the newer definition; none when what names it is archived, several when it was split."""
    how: How
    score: float = 1.0
    """Share of words in common with the first of `new`, 0 to 1; of the criterion's words for `under`."""

    @property
    def is_unsure(self) -> bool:
        """Whether a person should look before records are moved."""
        is_far = self.how in {"reworded", "under"} and self.score < _CLEARLY_ALIKE
        return is_far or self.how in {"similar", "reused", "gone"} or len(self.new) > 1


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An id that only the newer definition has, or uses for something of its own."""

    kind: str
    new: str
    words: str


def parts_of(framework: Framework) -> dict[str, dict[str, str]]:
    """The words of everything records can name, by kind and id."""
    return {
        "criterion": {one.id: one.title for one in framework.criteria.values()},
        "prompt": {one.id: one.text for one in framework.prompts.values()},
        "request": {one.id: one.title for one in framework.requests},
        "outcome": {one.id: one.text for one in framework.levels_by_id.values()},
        "lens": {one.id: one.title for one in framework.lenses},
        "agency": {one.id: one.title for one in framework.agencies},
        "evidence kind": {one.id: one.title for one in framework.evidence_kinds},
        "timetable": {one.id: one.title for one in framework.timetables},
        "event": dict(choices.dated(framework)),
    }


def propose(old: Framework, new: Framework) -> tuple[Step, ...]:
    """What becomes of every id of `old` under `new`, kind by kind in the older one's order."""
    before, after = parts_of(old), parts_of(new)
    details = _details(old), _details(new)
    said: dict[tuple[str, str], tuple[str, ...]] = {
        (one.part, one.old): one.new for one in new.succeeds if one.of in {"", old.id, old.version}
    }
    found: list[Step] = []
    for kind in KINDS:
        for step in _propose_kind(kind, before[kind], after[kind], said):
            is_other = step.how == "same" and _differ(details, kind, step.old)
            found.append(replace(step, how="changed") if is_other else step)
    return tuple(_read_under(one, old, new) for one in found)


def criterion_words(framework: Framework, prompt: str) -> str:
    """The words of the criterion a prompt is read under; empty when there is no such prompt."""
    criterion = framework.criteria.get(framework.criterion_of_prompt.get(prompt, ""))
    return criterion.title if criterion else ""


def _read_under(step: Step, old: Framework, new: Framework) -> Step:
    """A prompt that says the same is not the same where what it is asked of says something else."""
    if step.kind != "prompt" or step.how not in {"same", "changed"}:
        return step
    before, after = criterion_words(old, step.old), criterion_words(new, step.new[0])
    if fold(before) == fold(after):
        return step
    return replace(step, how="under", score=round(likeness(before, after), 2))


def newcomers(new: Framework, steps: tuple[Step, ...]) -> tuple[Newcomer, ...]:
    """The ids of the newer definition that nothing of the older one became."""
    reached = {(step.kind, one) for step in steps for one in step.new}
    return tuple(
        Newcomer(kind, one, words)
        for kind, parts in parts_of(new).items()
        for one, words in parts.items()
        if (kind, one) not in reached
    )


def became(step: Step, steps: Sequence[Step]) -> str:
    """What became of an id, in words: split and joined are said before how that is known."""
    how = HOW_WORDS[step.how]
    if len(step.new) > 1:
        return f"split: {how}"
    others = [
        one.old
        for one in steps
        if one.kind == step.kind and one.old != step.old and not set(step.new).isdisjoint(one.new)
    ]
    return f"joined with {listed(others)}: {how}" if others else how


def chosen_step(step: Step, ids: tuple[str, ...], known: Mapping[str, str]) -> Step:
    """The step with the ids a person chose; as proposed when they are the same.

    Args:
        step: As proposed.
        ids: What has taken its place; none to archive.
        known: Words by id of everything of its kind in the newer definition.
    """
    if ids == step.new:
        return step
    score = likeness(step.words, known[ids[0]]) if ids else 0.0
    return Step(step.kind, step.old, step.words, ids, "chosen", round(score, 2))


def likeness(one: str, other: str) -> float:
    """Share of words two texts have in common: 1 for the same words, 0 for none."""
    some, others = _stems(one), _stems(other)
    return 2 * len(some & others) / (len(some) + len(others)) if some and others else 0.0


def _propose_kind(
    kind: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    said: Mapping[tuple[str, str], tuple[str, ...]],
) -> Iterator[Step]:
    certain = {
        one: step for one, words in before.items() if (step := _certain(kind, one, words, after, said))
    }
    taken = {new for step in certain.values() for new in step.new}
    pairs = sorted(
        (
            (score, one == other, one, other)
            for one, words in before.items()
            if one not in certain
            for other, others in after.items()
            if other not in taken and (score := likeness(words, others)) >= ALIKE
        ),
        key=lambda pair: (-pair[0], not pair[1]),
    )
    likely: dict[str, Step] = {}
    for score, is_same_id, one, other in pairs:
        if one not in likely and other not in taken:
            how: How = "reworded" if is_same_id else "similar"
            likely[one] = Step(kind, one, before[one], (other,), how, round(score, 2))
            taken.add(other)
    for one, words in before.items():
        nothing = Step(kind, one, words, (), "reused" if one in after else "gone", 0.0)
        yield certain.get(one) or likely.get(one) or nothing


def _certain(
    kind: str,
    one: str,
    words: str,
    after: Mapping[str, str],
    said: Mapping[tuple[str, str], tuple[str, ...]],
) -> Step | None:
    if (kind, one) in said:
        new = tuple(filter(after.__contains__, said[kind, one]))
        score = likeness(words, after[new[0]]) if new else 0.0
        return Step(kind, one, words, new, "succeeds", round(score, 2))
    if one in after and fold(after[one]) == fold(words):
        return Step(kind, one, words, (one,), "same")
    elsewhere = [other for other, others in after.items() if fold(others) == fold(words)]
    return Step(kind, one, words, (elsewhere[0],), "moved") if elsewhere else None


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_in(text))


_Details = Mapping[str, Mapping[str, object]]


def _details(framework: Framework) -> _Details:
    return {
        "criterion": {key: one.model_dump(exclude={"prompts"}) for key, one in framework.criteria.items()},
        "prompt": {key: one.model_dump() for key, one in framework.prompts.items()},
        "request": {key: one.model_dump() for key, one in framework.requests_by_id.items()},
        "outcome": {
            key: one.model_dump(exclude={"consequences"}) for key, one in framework.levels_by_id.items()
        },
        "lens": {key: one.model_dump() for key, one in framework.lenses_by_id.items()},
        "agency": {key: one.model_dump() for key, one in framework.agencies_by_id.items()},
        "evidence kind": {key: one.model_dump() for key, one in framework.kinds_by_id.items()},
        "timetable": {one.id: one.model_dump() for one in framework.timetables},
    }


def _differ(details: tuple[_Details, _Details], kind: str, one: str) -> bool:
    before, after = (each.get(kind, {}).get(one) for each in details)
    return before != after
