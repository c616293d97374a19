"""Faults of a definition for a person: those of one kind once, with where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from readiness.base.problems import Problem, Severity

_NAMED = re.compile(r"`[^`]*`")

_MOST_PLACES = 12
"""Places written out: with the words and the remedy, a kind of fault stays on one screen."""

_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults that are the same but for what they name."""

    severity: Severity
    what: str
    """The first in its own words, and how many more there are."""
    hint: str
    where: str
    """Each place, the first in full; of many the first few and how many more."""
    count: int

    def __str__(self) -> str:
        """One paragraph: severity, places, what, remedy."""
        place = f"{self.where}: " if self.where else ""
        return f"{self.severity}: {place}{self.what}" + (f" {self.hint}" if self.hint else "")


def grouped(problems: Iterable[Problem]) -> tuple[FaultGroup, ...]:
    """Problems by kind, in the order the kinds were first met; each problem is in one group."""
    kinds: dict[tuple[str, str, str], list[Problem]] = {}
    for one in problems:
        kinds.setdefault((one.severity, _shape(one.what), _shape(one.hint)), []).append(one)
    return tuple(_group(alike) for alike in kinds.values())


def _shape(words: str) -> str:
    """Words without what they name, so that a missing `title` here and there are one kind."""
    return _NAMED.sub("`", words)


def _group(alike: list[Problem]) -> FaultGroup:
    first = alike[0]
    what, hint = first.what, first.hint
    names = list(dict.fromkeys(name for one in alike for name in _NAMED.findall(one.what)[:1]))
    if len(alike) > 1:
        others = f", with {_short(names[1:], _MOST_NAMES)}" if len(names) > 1 else ""
        what = f"{what} The same {len(alike)} times{others}."
    if len({one.hint for one in alike}) > 1:
        hint = f"{hint} The others likewise."
    return FaultGroup(first.severity, what, hint, _places(alike), len(alike))


def _places(alike: list[Problem]) -> str:
    """``file:3, R1, title``, then of the same file only lines and records, as ``9 (R2)``."""
    shown: list[str] = []
    last = ""
    for one in alike:
        is_same = one.where.file == last and one.where.line
        record = f" ({one.where.record})" if one.where.record else ""
        shown.append(f"{one.where.line}{record}" if is_same else str(one.where))
        last = one.where.file
    return _short(list(dict.fromkeys(filter(None, shown))), _MOST_PLACES, "; ")


def _short(words: list[str], most: int, joint: str = ", ") -> str:
    rest = len(words) - most
    return joint.join(words[:most]) + (f" and {rest} more" if rest > 0 else "")
