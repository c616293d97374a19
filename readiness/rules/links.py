"""Whether a link between evidence and what it proves must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.gaps.checks.check import View
from readiness.model.records.evidence import Link, TargetKind

if TYPE_CHECKING:
    from readiness.tui.shell.session import Session


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


def is_suspect(session: Session, link: Link) -> bool:
    """Whether either end changed since the link was last reviewed."""
    evidence = session.records.evidence.get(link.evidence)
    if evidence is None:
        return True
    target = session.index.target_fingerprint(link.target_kind, link.target)
    return (link.evidence_seen, link.target_seen) != (evidence.fingerprint, target)
