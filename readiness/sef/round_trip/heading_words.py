"""What is told of the headings of a returned document: another order, and words typed into the contents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from readiness.base.text import visible
from readiness.sef.round_trip.matching import Reading
from readiness.sef.round_trip.stamp import comparable

_PAGE_NUMBERS = re.compile(r"(?:[ \t\u2026]|\.{2})[ .\t\u2026]*[0-9]+(?= |$)")
"""Behind each heading in a contents page."""

_OWN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*\.? ")
"""Before a heading, where the template numbers them."""


def heading_words(reading: Reading) -> Iterator[str]:
    """Headings that stand in another order than they were printed in, and what is new in the contents."""
    if not reading.edited.is_remembered:
        return
    yield from _order(reading)
    yield from _contents(reading)


def _order(reading: Reading) -> Iterator[str]:
    """The fewest headings that would have to go back for the others to stand as printed.

    Only of those whose words stand once in the document; a heading that stands in every section is told with
    the statements below it.
    """
    units = reading.alignment.units
    often = Counter(unit.text for unit in units if unit.is_heading)
    placed = {**reading.alignment.same, **reading.alignment.replaced}
    found = [
        placed[at]
        for at in sorted(placed)
        if units[placed[at]].is_heading and often[units[placed[at]].text] == 1
    ]
    kept = set(_longest_rising(found))
    for at, number in enumerate(found):
        if number in kept:
            continue
        behind = next((units[one].text for one in reversed(found[:at]) if one in kept), "")
        where = f"below \u201c{behind}\u201d" if behind else "first"
        yield (
            f"The section \u201c{units[number].text}\u201d stands {where} now. Its statements are taken as "
            "they are; the order of sections is that of the export."
        )


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The longest run of numbers, not necessarily next to each other, each greater than the one before."""
    tails: list[int] = []
    places: list[int] = []
    for number in numbers:
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        places.append(at)
    wanted = len(tails) - 1
    kept: list[int] = []
    for number, at in zip(reversed(numbers), reversed(places), strict=True):
        if at == wanted:
            kept.append(number)
            wanted -= 1
    return kept


def _contents(reading: Reading) -> Iterator[str]:
    """Lines of the contents page that name no heading, printed or of the document as it is now."""
    known = {unit.text for unit in reading.alignment.units if unit.is_heading}
    known |= {comparable(one.raw or one.text) for one in reading.edited.paragraphs if one.heading_level}
    for one in reading.edited.paragraphs:
        words = comparable(one.raw or one.text) if one.is_contents else ""
        parts = [part.strip(" .") for part in _PAGE_NUMBERS.split(words)]
        if not all(part in known or _OWN_NUMBER.sub("", part, count=1) in known for part in parts if part):
            told = visible(one.raw or one.text).strip()
            yield f"Words in the contents page were changed: \u201c{told}\u201d"
