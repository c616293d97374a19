"""Which paragraph of a returned document is which printed one: the same, typed over, or gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.printed import PrintedUnit
from readiness.sef.round_trip.stamp import comparable


@dataclass(frozen=True, slots=True)
class Alignment:
    """Printed paragraphs and returned ones, by their numbers."""

    units: Sequence[PrintedUnit] = ()
    same: Mapping[int, int] = field(default_factory=dict)
    """Number of the printed paragraph a returned one is, word for word."""
    replaced: Mapping[int, int] = field(default_factory=dict)
    """Number of the printed paragraph whose place a returned one took, with other words."""
    gone: tuple[int, ...] = ()
    """Printed paragraphs that are nowhere."""

    def unit(self, position: int) -> PrintedUnit | None:
        """The printed paragraph a returned one is, word for word."""
        number = self.same.get(position)
        return None if number is None else self.units[number]

    def place_of(self, position: int) -> PrintedUnit | None:
        """The printed paragraph a returned one was typed over."""
        number = self.replaced.get(position)
        return None if number is None else self.units[number]

    def heading_over(self, position: int) -> PrintedUnit | None:
        """The printed heading that a returned one was typed over."""
        unit = self.place_of(position)
        return unit if unit is not None and unit.is_heading else None


def align(edited: EditedSef) -> Alignment:
    """Set the paragraphs of a document beside those its export printed.

    By bookmark first, then in order by their words, then moved ones by their words; what is left in one place
    on both sides was typed over.
    """
    if edited.printed is None:
        return Alignment()
    units = edited.printed.units
    texts = {
        position: comparable(one.raw or one.text)
        for position, one in enumerate(edited.paragraphs)
        if not one.is_contents and not one.table
    }
    same, replaced = _by_bookmark(units, edited.paragraphs, texts)
    taken = {*same.values(), *replaced.values()}
    printed = [number for number in range(len(units)) if number not in taken and units[number].text]
    returned = [at for at, text in texts.items() if text and at not in same and at not in replaced]
    matcher = SequenceMatcher(
        None, [units[number].text for number in printed], [texts[at] for at in returned], autojunk=False
    )
    blocks = matcher.get_opcodes()
    for kind, start, end, first, _ in blocks:
        if kind == "equal":
            same.update(zip(returned[first:], printed[start:end], strict=False))
    _moved(units, texts, same, printed, returned)
    held = set(same.values())
    for kind, start, end, first, last in blocks:
        if kind == "replace":
            left = [number for number in printed[start:end] if number not in held]
            new = [at for at in returned[first:last] if at not in same]
            replaced.update(_typed_over(units, left, new))
    gone = tuple(number for number in printed if number not in held | set(replaced.values()))
    return Alignment(units, same, replaced, gone)


def _by_bookmark(
    units: Sequence[PrintedUnit], paragraphs: Sequence[EditedParagraph], texts: Mapping[int, str]
) -> tuple[dict[int, int], dict[int, int]]:
    named = {unit.bookmark: number for number, unit in enumerate(units) if unit.bookmark}
    same: dict[int, int] = {}
    replaced: dict[int, int] = {}
    taken: set[int] = set()
    for at, text in texts.items():
        numbers = [named[name] for name in paragraphs[at].bookmarks if name in named]
        free = [number for number in numbers if number not in taken]
        if not free or not text:
            continue
        taken.update(free)
        if len(free) == 1 and units[free[0]].text == text:
            same[at] = free[0]
        else:
            replaced[at] = free[0]
    return same, replaced


def _moved(
    units: Sequence[PrintedUnit],
    texts: Mapping[int, str],
    same: dict[int, int],
    printed: Sequence[int],
    returned: Sequence[int],
) -> None:
    """Add what stands elsewhere with the same words."""
    held = set(same.values())
    free: dict[str, list[int]] = defaultdict(list)
    for number in printed:
        if number not in held:
            free[units[number].text].append(number)
    for at in returned:
        if at not in same and (numbers := free.get(texts[at])):
            same[at] = numbers.pop(0)


def _typed_over(
    units: Sequence[PrintedUnit], left: Sequence[int], new: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of a new paragraph and the printed one in its place: one for one, else what was missing first."""
    if len(left) != len(new):
        left = sorted(left, key=lambda number: (units[number].target is None, number))[: len(new)]
        left = sorted(left)
    return zip(new, left, strict=False)
