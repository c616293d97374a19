"""Checks on what the partnership owes others after an inspection: what it is to send, what it promised."""

from __future__ import annotations

from readiness.base.date_words import day_words
from readiness.base.text import counted, listed, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.area import Area
from readiness.rules.after_inspection import broken_promises, not_sent


def _not_sent(view: View, area: Area) -> Finding | None:
    late = not_sent(area, view.as_at)
    if not late:
        return None
    said = listed(f"{what} by {day_words(due)}" for what, due in late)
    return Finding({"said": said, "as_at": day_words(view.as_at)}, (area.id,), due=late[0][1])


def _broken(view: View, area: Area) -> Finding | None:
    broken = broken_promises(area, view.as_at)
    if not broken:
        return None
    said = [
        f"{quoted(one.what)}{f' to {one.whom}' if one.whom.strip() else ''}, due {day_words(due)}"
        for due, one in broken
    ]
    words = {
        "promises": counted(len(broken), "promise"),
        "are": "is" if len(broken) == 1 else "are",
        "as_at": day_words(view.as_at),
        "said": "; ".join(said),
    }
    owners = dict.fromkeys(one.by.strip() for _, one in broken if one.by.strip())
    return Finding(words, (area.id,), (), listed(owners), broken[0][0])


CHECKS: tuple[Check[Area], ...] = (
    Check(
        "promise-broken",
        "Promise past its day",
        "serious",
        "area",
        "{promises} {are} past the day at {as_at}, and nobody has said when it was kept: {said}.",
        "Keep it and say when, or tell those it was made to: 'readiness after promises'.",
        "promise",
        _broken,
    ),
    Check(
        "after-inspection-late",
        "Not sent by its day",
        "serious",
        "area",
        "What was to be sent is not said to be sent at {as_at}: {said}.",
        "Send it and say when: 'readiness area set' takes --comments-sent and --plan-submitted.",
        "after",
        _not_sent,
    ),
)
