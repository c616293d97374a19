"""Checks on request items: who has it, is it ready, can it be made in time?"""

from __future__ import annotations

from collections.abc import Callable

from readiness.base.date_words import near_moment_words
from readiness.base.text import counted, quoted
from readiness.base.zone import local_zone
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.vocabulary import REQUEST_STATUS_TITLES
from readiness.rules.asks import Ask, lead
from readiness.rules.calendar.quoted import quoted_deadline


def _wanted(find: Callable[[View, Ask], Finding | None]) -> Callable[[View, Ask], Finding | None]:
    """Leave out what does not apply, what the inspectorate's list does not ask for and unknown items."""

    def found(view: View, ask: Ask) -> Finding | None:
        return find(view, ask) if ask.is_wanted else None

    return found


def _finding(view: View, ask: Ask, **words: object) -> Finding:
    due = ask.state.due_override
    return Finding(
        {
            "item": ask.id,
            "title": quoted(ask.title),
            "status": REQUEST_STATUS_TITLES[ask.state.status],
            **words,
        },
        (ask.id,),
        ask.item.criteria if ask.item else (),
        ask.state.owner,
        due.astimezone(local_zone()).date() if due else None,
        view.allowed_hours.get(ask.item.deadline) if ask.item else None,
    )


def _deadline(view: View, ask: Ask) -> str:
    """When it is due, in words that follow a comma; empty when no class says so."""
    if ask.state.due_override is not None:
        return f", due: {near_moment_words(ask.state.due_override.astimezone(local_zone()))}"
    index = view.index
    deadline = quoted_deadline(index.framework, index.records, ask.item.deadline) if ask.item else None
    return f", due: {deadline}" if deadline is not None else ""


def _no_owner(view: View, ask: Ask) -> Finding | None:
    return None if ask.state.owner.strip() else _finding(view, ask, deadline=_deadline(view, ask))


def _not_ready(view: View, ask: Ask) -> Finding | None:
    return None if ask.is_ready else _finding(view, ask, deadline=_deadline(view, ask))


def _too_long(view: View, ask: Ask) -> Finding | None:
    needed = ask.state.lead_time_hours
    allowed = view.allowed_hours.get(ask.item.deadline) if ask.item else None
    if ask.item is None or needed is None or lead(ask, allowed) != "late":
        return None
    deadline = view.index.framework.deadline_classes_by_id[ask.item.deadline]
    return _finding(
        view,
        ask,
        needed=counted(needed, "working hour"),
        allowed=f"{allowed or 0:g}",
        deadline=f"{deadline.title}{deadline.mark}",
    )


def _no_lead_time(view: View, ask: Ask) -> Finding | None:
    if ask.is_ready or ask.state.lead_time_hours is not None:
        return None
    return _finding(view, ask, deadline=_deadline(view, ask))


def _ready_but_empty(view: View, ask: Ask) -> Finding | None:
    if not ask.is_ready or view.index.evidence_to("request", ask.id):
        return None
    return _finding(view, ask)


def _no_reason(view: View, ask: Ask) -> Finding | None:
    return _finding(view, ask) if ask.is_on_list and ask.state.broken_rule else None


CHECKS: tuple[Check[Ask], ...] = (
    Check(
        "request-too-long",
        "Lead time longer than the deadline",
        "critical",
        "request",
        "{item} {title} takes {needed} to produce; in a plain week {allowed} working hours lie between a "
        "call and its deadline: {deadline}.",
        "Keep it produced and current, or find a quicker source.",
        "request",
        _wanted(_too_long),
    ),
    Check(
        "request-no-owner",
        "Request item without an owner",
        "serious",
        "request",
        "Nobody owns {item} {title}{deadline}.",
        "Name who will hand it over.",
        "owner",
        _wanted(_no_owner),
    ),
    Check(
        "request-ready-but-empty",
        "Ready, but nothing attached",
        "serious",
        "request",
        "{item} {title} is marked {status}, but no evidence is attached to it.",
        "Attach what will be handed over.",
        "link",
        _wanted(_ready_but_empty),
    ),
    Check(
        "request-not-ready",
        "Request item not ready",
        "minor",
        "request",
        "{item} {title} is {status}{deadline}.",
        "Gather it and mark it ready.",
        "request",
        _wanted(_not_ready),
    ),
    Check(
        "request-no-lead-time",
        "Lead time not known",
        "minor",
        "request",
        "Nobody has said how many working hours {item} {title} takes to produce{deadline}.",
        "Ask who produces it.",
        "request",
        _wanted(_no_lead_time),
    ),
    Check(
        "request-no-reason",
        "Not applicable without a reason",
        "minor",
        "request",
        "{item} {title} is marked {status} without a reason.",
        "Write the reason: it is printed in the pack.",
        "request",
        _no_reason,
    ),
)
