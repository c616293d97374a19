"""What changed between two wordings, word by word, marked so that no colour is needed to see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from readiness.tui.text import line, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.content import Content

_TOKENS = re.compile(r"\w+|[^\w\s]|\s+")
_MOST_TOKENS = 4_000
"""Longer wordings are shown as replaced whole: comparing takes the square of their length."""

_MARKS = {"out": ("[-", "-]", "$text-error strike"), "in": ("{+", "+}", "$text-success underline")}
LEGEND = "[-words taken out-]  {+words put in+}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words that were kept, taken out or put in."""

    kind: Literal["kept", "out", "in"]
    words: str


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """The two wordings in stretches: kept and out give `before`, kept and in give `after`."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS and before != after:
        return tuple(_replaced(before, after))
    return tuple(_joined(old, new))


def marked(before: str, after: str) -> Content:
    """`after`, with what was taken out of `before` and what was put in marked."""
    return line(*(_marked(one) for one in stretches(before, after)))


def marked_briefly(before: str, after: str, *, lead: int = 24) -> str:
    """The first change and what follows, on one line, after at most `lead` characters that were kept."""
    parts = [*stretches(before, after)]
    if parts and parts[0].kind == "kept" and len(parts) > 1 and len(parts[0].words) > lead:
        words = parts[0].words[-lead:]
        parts[0] = Stretch("kept", f"…{words.partition(' ')[2] or words}")
    return "".join(_in_marks(one) for one in parts)


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
