"""Check for records that name what the definition in force does not have."""

from __future__ import annotations

from readiness.gaps.checks.check import Check, Finding, View
from readiness.rules.orphans import Orphan, names_in_words

Named = tuple[Orphan, ...]
"""All that the records of one id name and the definition does not have; never empty."""


def _not_in_force(_view: View, found: Named) -> Finding | None:
    first = found[0].record
    owner = str(getattr(first, "owner", "") or getattr(first, "responsible", "") or "")
    is_one = len({one.name for one in found}) == 1
    words = {
        "record": first.id,
        "gone": names_in_words(found),
        "are": "is" if is_one else "are",
        "shown": _NOT_SHOWN if any(one.is_displaced for one in found) else "",
    }
    return Finding(words, tuple(dict.fromkeys(one.record.id for one in found)), (), owner)


_NOT_SHOWN = " Until it is moved it has no place in any section, count or document."

CHECKS: tuple[Check[Named], ...] = (
    Check(
        "not-in-framework",
        "Record of what is no longer in the framework",
        "serious",
        "orphan",
        "{record} names {gone}, which {are} no longer in the framework.{shown}",
        "Name what has taken its place. 'readiness frameworks place' does it for many at once.",
        "move",
        _not_in_force,
    ),
)
