"""Checks on links: do both ends exist, and are they still what was reviewed?"""

from __future__ import annotations

from collections.abc import Iterator

from readiness.core.checks.model import Check, Finding, View
from readiness.core.evidence import Link, TargetKind
from readiness.core.wording import day_words, listed, quoted


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


def doubtful(view: View) -> Iterator[Link]:
    """Every link but those whose ends are both there and as they were reviewed.

    In the others no check of this module finds anything. Nearly every link is one of them, and there are
    more links than anything else: asking once is quicker than running each check.
    """
    known = {one.id: one.fingerprint for one in view.evidence.values()}
    targets: dict[tuple[TargetKind, str], str] = {}
    for link in view.index.records.links.values():
        key = (link.target_kind, link.target)
        target = targets.get(key)
        if target is None:
            target = targets[key] = view.index.target_fingerprint(*key)
        evidence = known.get(link.evidence)
        if (
            evidence is None
            or not target
            or link.target_seen not in ("", target)
            or link.evidence_seen not in ("", evidence)
        ):
            yield link


def _broken(view: View, link: Link) -> Finding | None:
    has_evidence = link.evidence in view.evidence
    has_target = bool(view.index.target_fingerprint(link.target_kind, link.target))
    if has_evidence and has_target:
        return None
    gone = [
        *(() if has_evidence else (f"evidence {link.evidence}",)),
        *(() if has_target else (f"{link.target_kind} {link.target}",)),
    ]
    return _finding(view, link, gone=listed(gone))


def evidence_changed(view: View, link: Link) -> bool:
    """Whether the evidence's content or place is known to differ from what was reviewed."""
    evidence = view.evidence.get(link.evidence)
    if evidence is None or evidence.is_withdrawn:
        return False
    return bool(link.evidence_seen) and link.evidence_seen != evidence.fingerprint


def target_changed(view: View, link: Link) -> bool:
    """Whether the target's words are known to differ from what was reviewed."""
    if not link.target_seen or link.evidence not in view.evidence:
        return False
    now = view.index.target_fingerprint(link.target_kind, link.target)
    return bool(now) and now != link.target_seen


def _evidence_changed(view: View, link: Link) -> Finding | None:
    return _finding(view, link) if evidence_changed(view, link) else None


def _target_changed(view: View, link: Link) -> Finding | None:
    return _finding(view, link) if target_changed(view, link) else None


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
