"""What to do about a value an author wrote: the nearest thing that was meant, said once."""

from __future__ import annotations

import re
from difflib import get_close_matches

from readiness.base.text import visible

_TYPOGRAPHIC = re.compile("[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb]")

_YES = {"yes", "y", "on", "true", "ja", "oui", "wahr", "1"}

_NO = {"no", "n", "off", "false", "nein", "non", "falsch", "0"}

STATUS_MEANS = (
    "`seen`: read in the official source. `reported`: in somebody else's account of it. `inferred`: worked "
    "out. `assumed`: remembered, or a choice of yours."
)


def has_typographic_marks(text: str) -> bool:
    """Whether a text begins or ends with a typographic quotation mark, which YAML takes for a letter."""
    return bool(text) and bool(_TYPOGRAPHIC.fullmatch(text[0]) or _TYPOGRAPHIC.fullmatch(text[-1]))


def straight_marks(text: str) -> str:
    """The remedy for typographic quotation marks around a value."""
    bare = visible(_TYPOGRAPHIC.sub("", text).strip()[:60])
    return f'These quotation marks are typographic and count as letters: write "{bare}", with straight ones.'


def date_remedy(text: str) -> str:
    """The day that was meant, as YAML takes it; how a date is written when none can be told."""
    from readiness.base.dates import DateWordsError, read_date

    try:
        day = read_date(_TYPOGRAPHIC.sub("", text), None)
    except DateWordsError:
        return "Write year, month and day as 2025-06-06, without quotation marks."
    return f"Write {day.isoformat()}, without quotation marks."


def yes_or_no(text: str) -> str:
    """``true`` or ``false`` where one of them was meant, in any of a few languages."""
    word = _TYPOGRAPHIC.sub("", text).strip().casefold()
    if word in _YES | _NO:
        return f"Write {'true' if word in _YES else 'false'}, without quotation marks."
    return "Write true or false, without quotation marks."


def choice_remedy(name: str, text: str, expected: list[str]) -> str:
    """The nearest of the values a field takes, and for the status of a fact what each of them means."""
    if has_typographic_marks(text):
        return straight_marks(text)
    close = get_close_matches(text.strip().casefold(), expected, n=1, cutoff=0.6)
    nearest = f"Did you mean `{close[0]}`? " if close else ""
    return f"{nearest}{STATUS_MEANS}" if name == "status" else nearest.strip() or "Correct the value."
