"""Telling a published report of a full inspection from everything else that is sent instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readiness.base.text import listed
from readiness.plan.published_report import NotAReport
from readiness.plan.report_head import OUTCOME_HEADING, TITLE
from readiness.plan.report_lines import is_heading, joined, lines_of
from readiness.plan.report_sections import BETTER_HEADING, IMPROVEMENT_HEADING

MOST_PAGES = 40
"""Pages beyond which a document is not looked at as a report: the longest published one has twelve."""
_OPENING_LINES = 45
_KINDS: dict[str, tuple[str, ...]] = {
    "a report or letter of a monitoring inspection": (
        r"monitoring (?:inspection|visit)s?\b(?! (?:will|is))",
    ),
    "a letter of a 2016 to 2022 joint local area inspection or revisit": (
        r"joint (?:local )?area (?:SEND|special educational needs).{0,80}?(?:inspection|re-?visit)",
        r"written statement of action",
    ),
    "a report of a thematic visit or review": (r"thematic (?:visit|review)",),
    "a report on children's social care services": (
        r"inspection of .{0,80}children.s (?:social care )?services",
        r"focused visit to",
    ),
    "a report of a joint targeted area inspection": (r"joint targeted area inspection",),
    "an inspection report of a school or another provider": (
        r"\binspection of .{0,80}\b(?:school|academy|college|nursery)\b",
        r"\boverall effectiveness\b",
    ),
    "a paper of a council or a board": (
        r"\b(?:cabinet|committee|agenda item|report of the|wards? affected)\b",
        r"\bdecision (?:required|requested)\b",
        r"\b(?:health and wellbeing|partnership|improvement) board\b",
    ),
    "a self-evaluation": (r"\bself-?\s?evaluation\b",),
    "a plan or a strategy": (r"\b(?:strategy|improvement plan|action plan|progress plan)\b",),
}
"""What else is sent, and words of its opening that say so; the first that fits is named."""
_ITS_DATES = re.compile(r"\binspection dates?\b", re.IGNORECASE)
_HINT = "Only the published report of a full area SEND inspection can be read in."


def why_not(pages: Sequence[str]) -> NotAReport | None:
    """Why the pages are not such a report; None when they are.

    A report begins with its title and the heading of its outcome, and has the heading of what must be
    better or of its areas for improvement. A paper that only quotes a report begins otherwise.
    """
    if len(pages) > MOST_PAGES:
        return NotAReport(
            "",
            f"It has {len(pages)} pages, and published reports have about ten: it is something else. {_HINT}",
        )
    lines = lines_of(pages)
    if not lines:
        return NotAReport("", f"No words were found in it. {_HINT}")
    opening = lines[:_OPENING_LINES]
    outcome = next((at for at, line in enumerate(opening) if is_heading(line, OUTCOME_HEADING)), None)
    top = joined(line.text for line in opening[: outcome if outcome is not None else _OPENING_LINES])
    title = _ITS_DATES.split(top, maxsplit=1)[0]
    has_title = bool(TITLE.search(title)) and "monitoring" not in title.lower()
    has_findings = any(
        is_heading(line, BETTER_HEADING) or is_heading(line, IMPROVEMENT_HEADING) for line in lines
    )
    if has_title and outcome is not None and has_findings:
        return None
    kind = _looks_like(top)
    lacking = [
        name
        for is_there, name in (
            (has_title, "the title 'Area SEND inspection of' an area"),
            (outcome is not None, "the heading 'Inspection outcome'"),
            (has_findings, "the heading 'Areas for improvement'"),
        )
        if not is_there
    ]
    looks = f"It looks like {kind}. " if kind else ""
    parts = listed(lacking, "or")
    return NotAReport(kind, f"{looks}It does not have {parts}. {_HINT}")


def _looks_like(top: str) -> str:
    return next(
        (kind for kind, words in _KINDS.items() if any(re.search(one, top, re.IGNORECASE) for one in words)),
        "",
    )
