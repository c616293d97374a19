"""Where a published report's findings stand: the boxes of priority action and of improvement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from readiness.plan.report_lines import Line, is_heading
from readiness.plan.report_table import TABLE_HEAD

BETTER_HEADING = re.compile(r"what does the (?:local )?area partnership need to do better\??", re.IGNORECASE)
"""The heading before the weaknesses; the boxes follow them."""
IMPROVEMENT_HEADING = re.compile(r"areas?\s+(?:for|of)\s+improvement", re.IGNORECASE)
PRIORITY_HEADING = re.compile(r"areas?\s+(?:for|of)\s+priority\s+action", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:local\s+)?area\s+partnership\s+details|information\s+about\s+this\s+inspection|inspection\s+team",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Lines of the two boxes, headings left out; None where the report has no such heading."""

    priority: list[Line] | None
    improvement: list[Line] | None


def boxes_of(lines: Sequence[Line]) -> Boxes:
    """The lines of the boxes; headings repeated as a table's head, or on a new page, belong to none."""
    start = _last(lines, BETTER_HEADING)
    window = lines[start + 1 :] if start is not None else lines
    improvement = _first(window, IMPROVEMENT_HEADING)
    end = next(
        (at for at, line in enumerate(window) if at > (improvement or 0) and is_heading(line, _AFTER)),
        len(window),
    )
    priority = _first(window, PRIORITY_HEADING, TABLE_HEAD)
    if priority is not None and improvement is not None and priority > improvement:
        priority = None
    return Boxes(
        priority=None if priority is None else list(window[priority:improvement]),
        improvement=None
        if improvement is None
        else [line for line in window[improvement:end] if not is_heading(line, IMPROVEMENT_HEADING)],
    )


def _first(lines: Sequence[Line], *headings: re.Pattern[str]) -> int | None:
    return next((at for at, line in enumerate(lines) if any(is_heading(line, one) for one in headings)), None)


def _last(lines: Sequence[Line], heading: re.Pattern[str]) -> int | None:
    return next((at for at in range(len(lines) - 1, -1, -1) if is_heading(lines[at], heading)), None)
