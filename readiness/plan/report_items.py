"""Cutting a box of findings into its items: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readiness.plan.published_report import Finding
from readiness.plan.report_lines import BULLET, Line, joined

_NUMBERED = re.compile(r"^(\d{1,2})[.)]\s+(?=\S)")
_ENDS = re.compile("[.!?][\u201d\u2019\"')\\]]*$")
_POINTS_BACK = re.compile(
    r"(?:This|These|That|Those|They|Their|There|It|Its|In addition|Additionally|Furthermore|However|"
    r"As a result|Consequently|Such|Where|When|To do this|Specifically|Also)\b"
)
"""Words that take up the sentence before them: a paragraph that begins so belongs to it."""
_ACTOR_MUST = re.compile(
    r"^(?:[^.;:]{0,80}?\b)?(?:leaders?|partnerships?|partners|commissioners?|ICBs?|boards?|councils?|areas?|authority|"
    r"authorities|services?|trusts?|providers?|schools?|professionals|practitioners)\b[^.;:]{0,120}?"
    r"\b(?:should|must|needs?(?=\s+to)|will)\b",
    re.IGNORECASE,
)
"""Somebody who acts, told to act, in the first clause: how nearly every finding begins."""
_NEARLY_FULL = 0.92
"""Share of the longest line from which a line may be full: letters differ in width."""
_DEEPER = 2
"""Columns by which the text of a sub-point stands further in than the item."""


class _Item:
    """An item being put together."""

    def __init__(self, line: Line, text: str) -> None:
        self.page = line.page
        self.margin = line.indent
        self.lead = [text]
        self.points: list[list[str]] = []
        self.closing: list[str] = []

    @property
    def last(self) -> str:
        """The last line taken."""
        part = self.closing or (self.points[-1] if self.points else self.lead)
        return part[-1] if part else ""

    def finding(self) -> Finding:
        points = tuple(joined(point) for point in self.points if point)
        return Finding(joined(self.lead), points, closing=joined(self.closing), page=self.page)


def cut_items(lines: Sequence[Line], *, is_one_cell: bool = False) -> tuple[Finding, ...]:
    """The items of a box, in order; `lines` are those below its heading.

    A single cell of a table is one item, unless it numbers several.
    """
    items: list[_Item] = []
    width = max((len(line.text) for line in lines), default=0)
    has_layout = any(line.indent > lines[0].indent for line in lines) if lines else False
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        previous = lines[place - 1] if place else None
        if is_one_cell and items and not _NUMBERED.match(line.text) and not line.text.startswith(BULLET):
            _continue(items[-1], line, has_layout=has_layout)
        else:
            _take(items, line, (previous, following), width, has_layout=has_layout)
    return tuple(item.finding() for item in items)


def _take(
    items: list[_Item], line: Line, beside: tuple[Line | None, Line | None], width: int, *, has_layout: bool
) -> None:
    number = _NUMBERED.match(line.text)
    if number and int(number.group(1)) == len(items) + 1:
        items.append(_Item(line, line.text[number.end() :]))
    elif not items:
        if line.text != BULLET:
            items.append(_Item(line, line.text.removeprefix(f"{BULLET} ")))
    elif line.text.startswith(BULLET):
        words = line.text[1:].strip()
        if words:
            items[-1].points.append([words])
    elif _opens(items[-1], line, beside, width, has_layout=has_layout):
        items.append(_Item(line, line.text))
    else:
        _continue(items[-1], line, has_layout=has_layout)


def _continue(item: _Item, line: Line, *, has_layout: bool) -> None:
    is_outside = has_layout and line.indent < item.margin + _DEEPER and not line.is_page_start
    if item.closing or (item.points and is_outside and not line.text[:1].islower()):
        item.closing.append(line.text)
    elif item.points:
        item.points[-1].append(line.text)
    else:
        item.lead.append(line.text)


def _opens(
    item: _Item, line: Line, beside: tuple[Line | None, Line | None], width: int, *, has_layout: bool
) -> bool:
    """Whether a line begins the next item; a new page by itself begins nothing."""
    previous, following = beside
    if not line.text[:1].isupper() or takes_up(line.text):
        return False
    is_told = begins_finding(joined([line.text, *([following.text] if following else [])]))
    if item.points:
        is_inside = has_layout and line.indent >= item.margin + _DEEPER
        return not is_inside and (is_told or bool(_ENDS.search(item.last) and line.is_after_room))
    if not _ENDS.search(item.last) or previous is None:
        return False
    return line.is_after_room or is_told or _is_short(previous, line, width)


def takes_up(text: str) -> bool:
    """Whether a line begins with a word that takes up the sentence before it, such as ``This``."""
    return bool(_POINTS_BACK.match(text))


def begins_finding(text: str) -> bool:
    """Whether a line reads as the beginning of a finding: somebody who acts is told to act."""
    return text[:1].isupper() and not takes_up(text) and bool(_ACTOR_MUST.match(text))


def _is_short(previous: Line, line: Line, width: int) -> bool:
    """Whether the first word of a line would still have fitted on the one before."""
    next_word = line.text.split(" ", 1)[0]
    return len(previous.text) + 1 + len(next_word) < width * _NEARLY_FULL
