"""Telling the words of a statement from what the export printed around them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readiness.core.sef_stamp import Piece, SefStamp
from readiness.intake.sef_word_runs import Segment

_SPACE = "[ \\u00a0\\u202f]"
_TAIL = re.compile(rf"(?:[0-9]+(?:,{_SPACE}?[0-9]+)*)?{_SPACE}+(S[0-9]{{4,}})\s*$")
_ONLY_MARKS = re.compile(rf"(?:[0-9,;]|{_SPACE}|S[0-9]{{4,}})*")
_LEADING_MARKS = re.compile(rf"[0-9,]*(?:,{_SPACE}?[0-9]+)*{_SPACE}*(?:S[0-9]{{4,}})?")
_SEAM = re.compile(r"[^\S\n]{2,}")


class Cleaner:
    """Takes the printed evidence numbers and references off the words."""

    def __init__(self, stamp: SefStamp | None) -> None:
        self._pieces: dict[str, Piece] = {piece.bookmark: piece for piece in stamp.pieces} if stamp else {}
        self._known = {piece.statement for piece in self._pieces.values()} if stamp else None

    def clean(self, segments: Iterable[Segment], bookmarks: Iterable[str]) -> tuple[str, str]:
        """The words of a paragraph, and the statement its printed reference names, if any."""
        parts = list(segments)
        whole = "".join(one.text for one in parts)
        pieces = [self._pieces[name] for name in bookmarks if name in self._pieces]
        if pieces and not any(piece.marker for piece in pieces):
            return whole.strip(), ""
        found = [piece.marker for piece in pieces if piece.marker and _holds(whole, piece.marker)]
        if found:
            return _without(whole, found).strip(), ""
        if any(one.is_reference for one in parts):
            text = "".join(_unmarked(one.text) if one.is_reference else one.text for one in parts)
        else:
            text = whole
        reference = self._named(whole)
        return (_TAIL.sub("", text) if reference else text).strip(), reference

    def _named(self, text: str) -> str:
        """The statement named at the end of a text, if it is one of ours."""
        found = _TAIL.search(text)
        is_known = found is not None and (self._known is None or found.group(1) in self._known)
        return found.group(1) if found is not None and is_known else ""


def _holds(text: str, marker: str) -> bool:
    return _same_spaces(marker) in _same_spaces(text)


def _same_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _without(text: str, markers: list[str]) -> str:
    """The text without each marker's last occurrence, with a space where words would run together."""
    for marker in markers:
        at = _same_spaces(text).rfind(_same_spaces(marker))
        before, after = text[:at], text[at + len(marker) :]
        gap = " " if before[-1:].strip() and after[:1].strip() else ""
        text = _SEAM.sub(" ", before + gap + after) if after else before
    return text


def _unmarked(text: str) -> str:
    """What somebody typed into a printed reference; nothing when it holds only the reference."""
    if _ONLY_MARKS.fullmatch(text):
        return ""
    return _LEADING_MARKS.sub("", text, count=1)
