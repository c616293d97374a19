"""The sections a self-evaluation is made of, which can be left out and ordered."""

from __future__ import annotations

from collections.abc import Collection, Mapping

SECTIONS: Mapping[str, str] = {
    "summary": "executive summary",
    "reading": "how to read this document",
    "area": "about our area",
    "standing": "where we stand, in one table",
    "criteria": "section by section",
    "themes": "across the sections",
    "recommendations": "what we were told to improve",
    "gaps": "what is missing or out of date (working draft)",
    "agreement": "who has agreed this",
    "evidence": "evidence",
    "left-out": "what is no longer in the framework (not for publication)",
    "unconfirmed": "what is not confirmed about the framework (working draft)",
}
"""Name of each section and what it holds, in the usual order."""

PART_SECTIONS = ("reading", "criteria", "evidence")
"""What a document about some criteria prints, where nothing else is asked for."""

_APPENDICES = ("evidence", "left-out", "unconfirmed")
"""Sections that come last: what is numbered in them is mentioned in those before."""


def in_order(names: Collection[str]) -> tuple[str, ...]:
    """The sections as asked for, each once, appendices last and in their usual order."""
    body = dict.fromkeys(name for name in names if name not in _APPENDICES)
    return (*body, *(name for name in _APPENDICES if name in names))
