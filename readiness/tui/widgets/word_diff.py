"""What changed between two wordings, word by word, marked so that no colour is needed to see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from readiness.tui.base.content import line, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.content import Content

_TOKENS = re.compile(r"\w+|[^\w\s]|\s+")

_MOST_TOKENS = 1_000
"""More than this between the first change and the last is shown as replaced whole: comparing takes the
square of it, and is done while somebody moves down a list."""

_MARKS = {"out": ("[-", "-]", "$text-error strike"), "in": ("{+", "+}", "$text-success underline")}

_LEAD = 24
"""Characters that were kept shown before the first change in a line."""

_BRIEF = 400
"""Characters from the first change on that are compared for a line."""

LEGEND = "[-words taken out-]  {+words put in+}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words that were kept, taken out or put in."""

    kind: Literal["kept", "out", "in"]
    words: str


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """The two wordings in stretches: kept and out give `before`, kept and in give `after`."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    first = _same(old, new)
    last = _same(old[first:][::-1], new[first:][::-1])
    middle = old[first : len(old) - last], new[first : len(new) - last]
    is_long = max(map(len, middle)) > _MOST_TOKENS
    changed = _replaced(*map("".join, middle)) if is_long else _joined(*middle)
    kept = [_kept(old[:first]), *changed, _kept(old[len(old) - last :])]
    return tuple(one for one in kept if one.words)


def marked(before: str, after: str) -> Content:
    """`after`, with what was taken out of `before` and what was put in marked."""
    return line(*(_marked(one) for one in stretches(before, after)))


@lru_cache(maxsize=4_096)
def marked_briefly(before: str, after: str) -> str:
    """The first change and what follows, for one line, after a few words that were kept."""
    same = before[: _same(before, after)]
    same = same[: len(same) - len(re.split(r"\s", same)[-1])]
    kept = same if len(same) <= _LEAD else f"…{same[-_LEAD:].partition(' ')[2]}"
    start = len(same)
    parts = stretches(before[start : start + _BRIEF], after[start : start + _BRIEF])
    return kept + "".join(_in_marks(one) for one in parts)


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces at the beginning of both are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _kept(tokens: Sequence[str]) -> Stretch:
    return Stretch("kept", "".join(tokens))


def _marked(one: Stretch) -> Content:
    style = _MARKS[one.kind][2] if one.kind in _MARKS else ""
    return plain(_in_marks(one), style, keep_breaks=True)


def _in_marks(one: Stretch) -> str:
    opening, closing, _ = _MARKS.get(one.kind, ("", "", ""))
    return f"{opening}{one.words}{closing}"


def _joined(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """Changes with nothing but spaces between them are one change."""
    out, put = "", ""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            out += "".join(old[start:end])
            put += "".join(new[new_start:new_end])
            continue
        words = "".join(old[start:end])
        if (out or put) and words.isspace() and end < len(old) and new_end < len(new):
            out += words
            put += words
            continue
        yield from _replaced(out, put)
        out = put = ""
        yield Stretch("kept", words)
    yield from _replaced(out, put)


def _replaced(out: str, put: str) -> Iterator[Stretch]:
    if out:
        yield Stretch("out", out)
    if put:
        yield Stretch("in", put)
