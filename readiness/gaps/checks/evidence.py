"""Checks on items of evidence: dated, current, described, owned, found and used.

Withdrawn evidence is never looked at: it is kept for its history, so nothing about it is a gap.
"""

from __future__ import annotations

from datetime import date

from readiness.base.date_words import day_words
from readiness.base.text import counted, listed, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.evidence import Evidence
from readiness.rules.freshness import stale_on


def _finding(view: View, evidence: Evidence, due: date | None = None, **words: object) -> Finding:
    return Finding(
        {"title": quoted(evidence.title), "as_at": day_words(view.as_at), **words},
        (evidence.id,),
        view.criteria_of(evidence.id),
        evidence.owner,
        due,
    )


def _missing(view: View, evidence: Evidence) -> Finding | None:
    if evidence.id not in view.files.missing:
        return None
    return _finding(view, evidence, place=evidence.location)


def _changed(view: View, evidence: Evidence) -> Finding | None:
    return _finding(view, evidence) if evidence.id in view.files.changed else None


def _stale(view: View, evidence: Evidence) -> Finding | None:
    framework = view.index.framework
    first = stale_on(evidence, framework)
    if first is None or evidence.period_to is None or first > view.as_at:
        return None
    kind = framework.kinds_by_id[evidence.kind]
    return _finding(
        view,
        evidence,
        until=day_words(evidence.period_to),
        kind=kind.title,
        months=counted(kind.stale_after_months, "month"),
        since=day_words(first),
    )


def _undated(view: View, evidence: Evidence) -> Finding | None:
    return _finding(view, evidence) if evidence.period_to is None else None


def _period_wrong(view: View, evidence: Evidence) -> Finding | None:
    start, end = evidence.period_from, evidence.period_to
    if start is None or end is None:
        return None
    if start > end:
        return _finding(view, evidence, what=f"begins {day_words(start)} but ends {day_words(end)}")
    if view.index.freshness(evidence, view.as_at) == "not_yet":
        return _finding(view, evidence, what=f"begins {day_words(start)}, after {day_words(view.as_at)}")
    return None


def _not_described(view: View, evidence: Evidence) -> Finding | None:
    framework = view.index.framework
    known = framework.agencies_by_id
    lacking = [f"a known agency in place of {one}" for one in evidence.agencies if one not in known]
    if not evidence.agencies:
        lacking.insert(0, "whose it is")
    if evidence.kind not in framework.kinds_by_id:
        lacking.insert(0, "its kind")
    return _finding(view, evidence, lacking=listed(lacking)) if lacking else None


def _no_owner(view: View, evidence: Evidence) -> Finding | None:
    return None if evidence.owner.strip() else _finding(view, evidence)


def _personal_data_unknown(view: View, evidence: Evidence) -> Finding | None:
    return _finding(view, evidence) if evidence.holds_personal_data is None else None


def _review_overdue(view: View, evidence: Evidence) -> Finding | None:
    due = evidence.review_by
    if due is None or due >= view.as_at:
        return None
    return _finding(view, evidence, due, promised=day_words(due))


def _unlinked(view: View, evidence: Evidence) -> Finding | None:
    if view.criteria_of(evidence.id):
        return None
    links = view.index.links_of(evidence.id)
    if any(view.index.target_fingerprint(one.target_kind, one.target) for one in links):
        return None
    return _finding(view, evidence)


def _duplicate(view: View, evidence: Evidence) -> Finding | None:
    if not evidence.sha256:
        return None
    first = view.index.same_content(evidence.sha256)[0]
    if first.id == evidence.id:
        return None
    found = _finding(view, evidence, first=first.id, first_title=quoted(first.title))
    return Finding(found.words, (evidence.id, first.id), found.criteria, found.owner)


CHECKS: tuple[Check[Evidence], ...] = (
    Check(
        "evidence-file-missing",
        "File missing",
        "critical",
        "evidence",
        "{title} should be at {place}, but no file is there.",
        "Find the file, or say where it is now.",
        "file",
        _missing,
    ),
    Check(
        "evidence-file-changed",
        "File changed since it was registered",
        "serious",
        "evidence",
        "The file of {title} no longer holds what was registered.",
        "Read it again, take over the new content, then review its links.",
        "file",
        _changed,
    ),
    Check(
        "evidence-stale",
        "Stale at the date",
        "serious",
        "evidence",
        "{title} covers the time to {until}. {kind} is current for {months}, so it is stale from "
        "{since}; the date looked at is {as_at}.",
        "Ask the owner for the next edition, or withdraw it.",
        "evidence",
        _stale,
    ),
    Check(
        "evidence-undated",
        "Period covered not known",
        "serious",
        "evidence",
        "{title} does not say what period it covers, so nobody can tell whether it is current on {as_at}.",
        "Look in the document and enter the period.",
        "evidence",
        _undated,
    ),
    Check(
        "evidence-period-wrong",
        "Period covered cannot be right",
        "serious",
        "evidence",
        "The period of {title} {what}.",
        "Check the period in the document.",
        "evidence",
        _period_wrong,
    ),
    Check(
        "evidence-not-described",
        "Kind or agency not said",
        "minor",
        "evidence",
        "{title} lacks {lacking}, so it counts towards no balance of evidence.",
        "Enter its kind and agency.",
        "evidence",
        _not_described,
    ),
    Check(
        "evidence-unlinked",
        "Linked to nothing",
        "minor",
        "evidence",
        "{title} is linked to nothing.",
        "Link it to what it shows, or withdraw it.",
        "link",
        _unlinked,
    ),
    Check(
        "evidence-duplicate",
        "Same content twice",
        "minor",
        "evidence",
        "{title} holds exactly what {first} {first_title} holds.",
        "Keep one, move the other's links to it and withdraw the other.",
        "evidence",
        _duplicate,
    ),
    Check(
        "evidence-no-owner",
        "Evidence without an owner",
        "minor",
        "evidence",
        "Nobody is named to keep {title} current.",
        "Name a role or a member of staff.",
        "owner",
        _no_owner,
    ),
    Check(
        "evidence-personal-data-unknown",
        "Personal data not looked for",
        "minor",
        "evidence",
        "Nobody has said whether {title} holds personal data.",
        "Look, and say yes or no; it decides whether it may be handed over.",
        "evidence",
        _personal_data_unknown,
    ),
    Check(
        "evidence-review-overdue",
        "Review overdue",
        "minor",
        "evidence",
        "{title} was to be looked at again by {promised}.",
        "Look at it, then set the next date.",
        "evidence",
        _review_overdue,
    ),
)
