"""How many were asked, how many answered and who is missing, behind evidence of what people say."""

from __future__ import annotations

from readiness.model.records.evidence import Evidence
from readiness.rules.figures import SMALL_BASE, SMALLEST_SHOWN


def heard_words(evidence: Evidence, *, is_outside: bool = False) -> str:
    """``412 of 1,204 asked answered (34%); missing: fathers``; empty where nobody said anything of it.

    A share is said of ten or more alone.

    Args:
        evidence: A survey, an event or another item of what people say.
        is_outside: Small numbers of people who answered are not said in what leaves the building.
    """
    asked, answered = evidence.asked, evidence.answered
    few = is_outside and answered is not None and 0 < answered < SMALLEST_SHOWN
    told = f"fewer than {SMALLEST_SHOWN}" if few else f"{answered or 0:,}"
    if answered is None:
        numbers = f"{asked:,} asked, how many answered is not recorded" if asked is not None else ""
    elif asked is None:
        numbers = f"{told} answered, how many were asked is not recorded"
    else:
        share = f" ({100 * answered / asked:.0f}%)" if asked >= SMALL_BASE and not few else ""
        numbers = f"{told} of {asked:,} asked answered{share}"
    missing = f"missing: {evidence.not_heard}" if evidence.not_heard.strip() else ""
    return "; ".join(filter(None, (numbers, missing)))
