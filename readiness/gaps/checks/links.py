"""Checks on links: do both ends exist, and are they still what was reviewed?"""

from __future__ import annotations

from collections.abc import Container, Iterable

from readiness.base.date_words import day_words
from readiness.base.text import listed, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.evidence import Link
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action
from readiness.model.records.targets import RECORD_TARGETS
from readiness.rules.links import evidence_changed, target_changed
from readiness.rules.plan import criteria_of_action, criteria_of_measure


def _finding(view: View, link: Link, **words: object) -> Finding:
    evidence = view.evidence.get(link.evidence)
    criterion = view.index.criterion_of(link.target_kind, link.target)
    names = {
        "evidence": link.evidence,
        "title": quoted(evidence.title) if evidence else "",
        "target": f"{link.target_kind} {link.target}",
        "reviewed": f"on {day_words(link.reviewed)}" if link.reviewed else "on an unknown day",
    }
    return Finding(
        {**names, **words},
        (link.id, link.evidence),
        (criterion,) if criterion in view.index.framework.criteria else (),
        evidence.owner if evidence else "",
    )


def _broken(view: View, link: Link) -> Finding | None:
    has_evidence = link.evidence in view.evidence
    has_target = link.target_kind not in RECORD_TARGETS or bool(
        view.index.target_fingerprint(link.target_kind, link.target)
    )
    if has_evidence and has_target:
        return None
    gone = [
        *(() if has_evidence else (f"evidence {link.evidence}",)),
        *(() if has_target else (f"{link.target_kind} {link.target}",)),
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
    return _finding(view, link, target=f"{link.target_kind} {link.target}{under}")


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

_Named = tuple[str, Iterable[str], Container[str]]
"""What a reference is called, the ids named, and the ids there are."""


def _broken_reference(
    record_id: str, named: Iterable[_Named], criteria: tuple[str, ...] = (), owner: str = ""
) -> Finding | None:
    gone = [f"{what} {one}" for what, ids, known in named for one in ids if one not in known]
    if not gone:
        return None
    return Finding({"record": record_id, "gone": listed(gone)}, (record_id,), criteria, owner)


def _action(view: View, one: Action) -> Finding | None:
    records = view.index.records
    named: tuple[_Named, ...] = (
        ("statement", one.statements, records.statements),
        ("recommendation", one.recommendations, records.recommendations),
        ("measure", one.measures, records.measures),
    )
    return _broken_reference(one.id, named, criteria_of_action(view.index, one), one.responsible)


def _measure(view: View, one: Measure) -> Finding | None:
    named: tuple[_Named, ...] = (("statement", one.statements, view.index.records.statements),)
    return _broken_reference(one.id, named, criteria_of_measure(view.index, one))


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
