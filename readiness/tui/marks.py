"""Marks and words of state; a glyph and a word always carry the meaning, a colour only repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.text import line, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.content import Content

    from readiness.core.gaps import Gap

SEVERITIES = ("critical", "serious", "minor")
"""Worst first."""
SEVERITY_MARKS: Mapping[str, str] = {"critical": "▲▲", "serious": "▲", "minor": "△"}
"""What stands beside a gap of each severity; more strokes are worse."""
SEVERITY_STYLES: Mapping[str, str] = {
    "critical": "bold $text-error",
    "serious": "$text-warning",
    "minor": "$text-muted",
}
"""Theme colours that repeat the severity."""
FRESHNESS_WORDS: Mapping[str, str] = {
    "current": "ok",
    "stale": "STALE",
    "undated": "no date",
    "not_yet": "not yet",
    "unknown": "no kind",
    "withdrawn": "withdrawn",
}
"""Words for what evidence is worth at a date."""


def severity_mark(severity: str) -> Content:
    """The mark of a severity, three columns wide."""
    return plain(f"{SEVERITY_MARKS[severity]:<3}", SEVERITY_STYLES[severity])


def gap_line(gap: Gap) -> Content:
    """A gap in one line: its mark, what it is about, and why it is one."""
    subject = "" if gap.subject in gap.reason else f"{gap.subject}  "
    return line(severity_mark(gap.severity), subject, gap.reason)
