"""The table of areas for priority action: its two columns, and where a row ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from readiness.plan.published_report import Finding
from readiness.plan.report_items import begins_finding, cut_items, takes_up
from readiness.plan.report_lines import BULLET, Line, joined, with_one_mark

TABLE_HEAD = re.compile(
    r"responsible\s+bod(?:y|ies)(?:\s+areas?\s+(?:for|of)\s+priority\s+action)?", re.IGNORECASE
)
"""The table's own head: both titles, or the first of them."""
_SECOND_TITLE = re.compile(r"areas?\s+(?:for|of)\s+priority\s+action", re.IGNORECASE)
_LEAST_COLUMN = 12
"""Columns that the first cell takes at the least."""
_GAP = re.compile(r"\s{2,}|(?<=\s)(?=\S)")
_SLACK = 1
_SHIFT = 3
"""Columns by which the second cell may begin elsewhere on the next page."""
_BODY_ENDS = re.compile(
    r"(?:council|board|ICB|ICBs|boards|trust|trusts|partnership|authority|authorities|leaders|first|borough|forum|"
    r"NHS England|commissioners|schools|colleges|providers)\.?\)?$",
    re.IGNORECASE,
)
_BOROUGH = re.compile(r"\b(?:borough|city) of\b", re.IGNORECASE)
"""How the names of councils begin that end in the name of a place, which may itself hold an "and"."""
_ONLY_END = re.compile(
    r"(?:integrated\s+)?(?:care\s+)?(?:council|board|ICB|trust|partnership)\.?", re.IGNORECASE
)
"""The end of a body's name that runs over lines: it opens no row and is no body by itself."""
_ONE_OF = (("council", "icb", "care board", "trust"), ("borough", "icb", "care board", "trust"))
"""Words of which a body's name has one: two bodies run together have more."""
_BODY_OPEN = re.compile(r"(?:,|;|\band|&|\bNHS|\bIntegrated|\bCare|\bof|\bthe)$")
_ENDS = re.compile("[.!?][\u201d\u2019\"')\\]]*$")
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s+&\s+")


class _Row:
    """A row being put together: the words of its first cell, the lines of its second."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.action: list[Line] = []

    @property
    def body(self) -> str:
        return joined(self.bodies)

    @property
    def is_action_done(self) -> bool:
        return bool(self.action) and bool(_ENDS.search(self.action[-1].text))


def cut_rows(lines: Sequence[Line]) -> tuple[Finding, ...]:
    """The areas for priority action with their responsible bodies; empty when the columns cannot be told."""
    parted: list[tuple[str, Line | None]] = []
    edge: int | None = None
    for page in sorted({line.page for line in lines}):
        mine = [line for line in lines if line.page == page]
        edge = _edge(mine, edge)
        if edge is None:
            return ()
        parted += [
            _cells(line, edge)
            for line in mine
            if not (TABLE_HEAD.fullmatch(line.text) or _SECOND_TITLE.fullmatch(line.text))
        ]
    rows: list[_Row] = []
    for place, (left, action) in enumerate(parted):
        following = next((ahead for _, ahead in parted[place + 1 :] if ahead is not None), None)
        _take(rows, left, action, following)
    return tuple(finding for row in rows for finding in _findings(row))


def bodies_named(printed: str) -> tuple[str, ...]:
    """The bodies a cell names: parted at commas, and at "and" where one name has ended or the next begins."""
    parts: list[str] = []
    held = ""
    start = 0
    for match in _SEPARATOR.finditer(printed):
        held += printed[start : match.start()]
        start = match.end()
        is_comma = match.group().strip()[:1] in {",", ";"}
        following = _SEPARATOR.split(printed[start:], maxsplit=1)[0]
        is_next_body = following.startswith("NHS ") or (
            _BOROUGH.search(held) and _BODY_ENDS.search(following)
        )
        if is_comma or is_next_body or _BODY_ENDS.search(held):
            parts.append(held)
            held = ""
        else:
            held += match.group()
    parts.append(held + printed[start:])
    return tuple(part.strip(" .,;") for part in parts if part.strip(" .,;"))


def is_body(name: str) -> bool:
    """Whether a name reads as that of one council, board, trust or group of leaders."""
    folded = name.casefold()
    is_one = all(sum(map(folded.count, words)) <= 1 for words in _ONE_OF)
    return (
        is_one
        and not _ONLY_END.fullmatch(name)
        and (bool(_BODY_ENDS.search(name)) or "council" in folded or "borough" in folded)
    )


def _edge(lines: list[Line], before: int | None) -> int | None:
    """The column at which the second cell begins on this page; pages may be set a little apart."""
    for line in lines:
        title = _SECOND_TITLE.search(line.raw)
        is_apart = title is not None and line.raw[: title.start()].endswith("  ")
        if title and is_apart and TABLE_HEAD.fullmatch(line.text) and title.start() >= _LEAST_COLUMN:
            return title.start()
    indents = [line.indent for line in lines if line.indent >= _LEAST_COLUMN]
    if before is not None:
        return next((indent for indent in sorted(indents) if abs(indent - before) <= _SHIFT), before)
    plain = [line.indent for line in lines if line.indent >= _LEAST_COLUMN and not _is_point(line)]
    if plain:
        return min(plain)
    ends = Counter(
        gap.end()
        for line in lines
        for gap in re.finditer(r"\S\s{2,}(?=\S)", line.raw)
        if gap.end() >= _LEAST_COLUMN
    )
    return min(ends) if ends else None


def _is_point(line: Line) -> bool:
    return line.text.startswith(BULLET)


def _cells(line: Line, edge: int) -> tuple[str, Line | None]:
    """Words of the first cell and the second cell as a line of its own."""
    if line.indent >= edge - _SLACK:
        return "", replace(line, raw=line.raw[edge - _SLACK :])
    for gap in _GAP.finditer(line.raw, line.indent):
        if gap.end() >= edge - _SLACK:
            right = with_one_mark(line.raw[gap.end() :])
            return line.raw[: gap.start()].strip(), replace(line, raw=" " * _SLACK + right) if right else None
    return line.text, None


def _take(rows: list[_Row], left: str, action: Line | None, following: Line | None) -> None:
    if not rows or (action is not None and _opens(rows[-1], left, action, following)):
        rows.append(_Row())
    row = rows[-1]
    if left:
        row.bodies.append(" ".join(left.split()))
    if action is not None:
        row.action.append(action)


def _opens(row: _Row, left: str, action: Line, following: Line | None) -> bool:
    """Whether the line begins a row: the row so far is complete in both cells, and both cells begin anew.

    Where bodies are set in the middle of their cells, the action begins alone, after room. Should it only be
    a second paragraph of the same row, the row so made has no body, which is doubted aloud.
    """
    if not row.is_action_done or not row.body or _BODY_OPEN.search(row.body):
        return False
    if not left:
        ahead = joined([action.text, *([following.text] if following else [])])
        return (action.is_after_room or action.is_page_start) and begins_finding(ahead)
    if not left[:1].isupper() or not (action.text[:1].isupper() or action.text[:1].isdigit()):
        return False
    if takes_up(action.text) or _ONLY_END.fullmatch(left.strip()):
        return False
    return action.is_after_room or any(map(is_body, bodies_named(row.body)[-1:]))


def _findings(row: _Row) -> list[Finding]:
    bodies = bodies_named(row.body)
    return [replace(finding, bodies=bodies) for finding in cut_items(row.action, is_one_cell=True)]
