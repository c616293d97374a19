"""Checks on links: do both ends exist, and are they still what was reviewed?"""

from __future__ import annotations

from readiness.base.date_words import day_words
from readiness.base.text import listed, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.evidence import Link
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action
from readiness.model.records.record import Record
from readiness.model.records.references import gone_from
from readiness.model.records.targets import RECORD_TARGETS
from readiness.rules.links import evidence_changed, target_changed
from readiness.rules.plan import criteria_of_action, criteria_of_measure, who_has


def _finding(view: View, link: Link, **words: object) -> Finding:
    evidence = view.evidence.get(link.evidence)
    criterion = view.index.criterion_of(link.target_kind, link.target)
    names = {
        "evidence": link.evidence,
        "title": quoted(evidence.title) if evidence else "",
        "target": _target(view, link),
        "reviewed": f"on {day_words(link.reviewed)}" if link.reviewed else "on an unknown day",
    }
    return Finding(
        {**names, **words},
        (link.id, link.evidence),
        (criterion,) if criterion in view.index.framework.criteria else (),
        evidence.owner if evidence else "",
    )


def _target(view: View, link: Link) -> str:
    return f"{view.index.framework.terms.said(link.target_kind)} {link.target}"


def _broken(view: View, link: Link) -> Finding | None:
    has_evidence = link.evidence in view.evidence
    has_target = link.target_kind not in RECORD_TARGETS or bool(
        view.index.target_fingerprint(link.target_kind, link.target)
    )
    if has_evidence and has_target:
        return None
    gone = [
        *(() if has_evidence else (f"evidence {link.evidence}",)),
        *(() if has_target else (_target(view, link),)),
    ]
    return _finding(view, link, gone=listed(gone))


def _evidence_changed(view: View, link: Link) -> Finding | None:
    return _finding(view, link) if evidence_changed(view.index, link) else None


def _target_changed(view: View, link: Link) -> Finding | None:
    if not target_changed(view.index, link):
        return None
    criterion = view.index.criterion_of(link.target_kind, link.target)
    under = (
        f" or of its {view.index.framework.terms.criterion} {criterion}"
        if link.target_kind == "prompt"
        else ""
    )
    return _finding(view, link, target=f"{_target(view, link)}{under}")


CHECKS: tuple[Check[Link], ...] = (
    Check(
        "link-broken",
        "Link to something that no longer exists",
        "serious",
        "link",
        "The link from {evidence} to {target} points at {gone}, which is not there.",
        "Link the evidence to what has taken its place, or remove the link.",
        "remove",
        _broken,
    ),
    Check(
        "link-evidence-changed",
        "File changed since the link was reviewed",
        "serious",
        "link",
        "{evidence} {title} has changed since its link to {target} was reviewed {reviewed}.",
        "Read it again at the pinpoint: does it still show this? Then mark the link reviewed.",
        "review",
        _evidence_changed,
    ),
    Check(
        "link-target-changed",
        "Wording changed since the link was reviewed",
        "minor",
        "link",
        "The words of {target} have changed since {evidence} {title} was reviewed against them {reviewed}.",
        "Check that the evidence still shows what is now said. Then mark the link reviewed.",
        "review",
        _target_changed,
    ),
)


def _broken_reference(
    view: View, record: Record, criteria: tuple[str, ...] = (), owner: str = ""
) -> Finding | None:
    gone = [one.what for one in gone_from(record, view.index.records)]
    if not gone:
        return None
    return Finding({"record": record.id, "gone": listed(gone)}, (record.id,), criteria, owner)


def _action(view: View, one: Action) -> Finding | None:
    return _broken_reference(view, one, criteria_of_action(view.index, one), who_has(one))


def _measure(view: View, one: Measure) -> Finding | None:
    return _broken_reference(view, one, criteria_of_measure(view.index, one))


_REASON = "{record} names {gone}, which is not there."

_REMEDY = "Name what has taken its place, or take the reference out."

ACTION_CHECK: Check[Action] = Check(
    "action-broken",
    "Action names what is not there",
    "serious",
    "action",
    _REASON,
    _REMEDY,
    "action",
    _action,
)

MEASURE_CHECK: Check[Measure] = Check(
    "measure-broken",
    "Measure names what is not there",
    "serious",
    "measure",
    _REASON,
    _REMEDY,
    "measure",
    _measure,
)
