"""Taking off a paragraph what its export printed around a statement's words, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness.formats.documents.model import Segment
from readiness.sef.round_trip.stamp import Piece, bookmark_of, comparable

_SPACES = "\u00a0\u202f "

_ENDING = re.compile(r"(?<![A-Za-z])(S[0-9]{4,})\s*$")
"""A reference at the end of a paragraph; taken off only when the piece it names was printed there."""

_NUMBERS = re.compile(rf"[0-9,;{_SPACES}]*")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A paragraph without what was printed around its words."""

    text: str
    reference: str = ""
    """Id of the statement named by the printed reference, where nothing else names the paragraph."""
    numbers: str = ""
    """How the printed evidence numbers were changed, in words; empty when they were not."""


class Cleaner:
    """Takes printed evidence numbers and references off the words.

    `pieces` are those of the export by bookmark, or today's where it is not known; then nothing says which
    numbers were printed, and a reading that gives the words of today is preferred.
    """

    def __init__(self, pieces: Mapping[str, Piece], *, is_known: bool = True) -> None:
        self._pieces = pieces
        self._is_known = is_known

    def clean(self, segments: Iterable[Segment], bookmarks: Iterable[str]) -> Cleaned:
        """The words of a paragraph that carries these of our bookmarks."""
        parts = [one for one in segments if one.set_aside is None]
        whole = "".join(one.text for one in parts)
        pieces = [self._pieces[name] for name in dict.fromkeys(bookmarks) if name in self._pieces]
        if not pieces:
            return self._unnamed(parts, whole)
        numbers = ""
        for piece in (one for one in pieces if one.marker or (not self._is_known and one.field == "text")):
            if piece.marker and _holds(whole, piece.marker):
                parts = _without(parts, piece.marker)
            else:
                parts, numbers = self._changed(parts, piece)
        return Cleaned(_words(parts), numbers=numbers)

    def _unnamed(self, parts: list[Segment], whole: str) -> Cleaned:
        """A paragraph without a bookmark: by the reference at its end, if that is one of ours."""
        found = _ENDING.search(whole)
        piece = self._pieces.get(bookmark_of(found.group(1), "text")) if found else None
        if found is None or piece is None:
            return Cleaned(whole.strip())
        if piece.marker and _ends_with(whole, piece.marker):
            return Cleaned(_words(_without(parts, piece.marker)), piece.statement)
        kept, numbers = self._changed(parts, piece)
        return Cleaned(_words(kept), piece.statement, numbers if piece.marker else "")

    def _changed(self, parts: list[Segment], piece: Piece) -> tuple[list[Segment], str]:
        """The words where the printed numbers are not as they were: its reference, then raised numbers."""
        printed = piece.marker.removesuffix(piece.statement).strip(_SPACES)
        left = _without(parts, piece.statement) if _holds(_whole(parts), piece.statement) else parts
        words = comparable(piece.text)
        if comparable(_whole(left)) == words:
            return left, _told(printed, "")
        raised = [at for at, one in enumerate(left) if one.is_reference and _is_numbers(one.text)]
        bare = [one for at, one in enumerate(left) if at not in raised]
        now = "".join(left[at].text for at in raised).strip(_SPACES)
        if raised and (printed or not piece.marker or comparable(_whole(bare)) == words):
            return _freed(bare), _told(printed, now)
        return _freed(left), _told(printed, now)


def _told(printed: str, now: str) -> str:
    if not printed or printed == now:
        return ""
    return (
        f"the evidence numbers {printed} are {now} now" if now else f"the evidence numbers {printed} are gone"
    )


def _freed(parts: list[Segment]) -> list[Segment]:
    """What somebody typed into a printed reference, as words."""
    return [Segment(one.text.lstrip(_SPACES) if at == 0 else one.text) for at, one in enumerate(parts)]


def _is_numbers(text: str) -> bool:
    return bool(text.strip(_SPACES)) and _NUMBERS.fullmatch(text) is not None


def _whole(parts: Sequence[Segment]) -> str:
    return "".join(one.text for one in parts)


def _words(parts: Sequence[Segment]) -> str:
    return _whole(parts).strip()


def _same_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _holds(text: str, marker: str) -> bool:
    return _same_spaces(marker) in _same_spaces(text)


def _ends_with(text: str, marker: str) -> bool:
    return _same_spaces(text).rstrip().endswith(_same_spaces(marker))


def _without(parts: Sequence[Segment], marker: str) -> list[Segment]:
    """The parts without a marker's last occurrence, with a space where words would run together."""
    whole = _whole(parts)
    start = _same_spaces(whole).rfind(_same_spaces(marker))
    end = start + len(marker)
    kept: list[Segment] = []
    at = 0
    for one in parts:
        first, last = max(start - at, 0), max(end - at, 0)
        text = one.text[:first] + one.text[last:] if first < len(one.text) and last > 0 else one.text
        at += len(one.text)
        kept.append(Segment(text, one.is_reference))
    return _seamed(kept, len(whole[:start]), has_more=bool(whole[end:].strip()))


def _seamed(parts: list[Segment], seam: int, *, has_more: bool) -> list[Segment]:
    """The parts with one space where the marker stood between words."""
    if not has_more:
        return parts
    whole = _whole(parts)
    before, after = whole[:seam], whole[seam:]
    if before[-1:].strip() and after[:1].strip():
        return [*_cut(parts, 0, seam), Segment(" "), *_cut(parts, seam, len(whole))]
    head, tail = before.rstrip(_SPACES), after.lstrip(_SPACES)
    gap = " " if len(before) - len(head) + len(after) - len(tail) else ""
    return [*_cut(parts, 0, len(head)), Segment(gap), *_cut(parts, len(whole) - len(tail), len(whole))]


def _cut(parts: Sequence[Segment], start: int, end: int) -> list[Segment]:
    """The parts between two places of the text."""
    found: list[Segment] = []
    at = 0
    for one in parts:
        text = one.text[max(start - at, 0) : max(end - at, 0)]
        at += len(one.text)
        if text:
            found.append(Segment(text, one.is_reference))
    return found
