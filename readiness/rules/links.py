"""Whether a link between evidence and what it proves must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.records.evidence import Link, TargetKind
from readiness.model.records.targets import still_reads
from readiness.rules.index import Index


def unsound_links(index: Index) -> Iterator[Link]:
    """Every link but those whose ends are both there and as they were reviewed.

    In the others no check of links finds anything. Nearly every link is one of them, and there are more links
    than anything else: asking once is quicker than running each check.
    """
    known = {evidence.id: evidence.fingerprint for evidence in index.records.evidence.values()}
    targets: dict[tuple[TargetKind, str], str] = {}
    for link in index.records.links.values():
        key = (link.target_kind, link.target)
        target = targets.get(key)
        if target is None:
            target = targets[key] = index.target_fingerprint(*key)
        evidence = known.get(link.evidence)
        if (
            evidence is None
            or not target
            or (link.target_seen not in ("", target) and target_changed(index, link))
            or link.evidence_seen not in ("", evidence)
        ):
            yield link


def evidence_changed(index: Index, link: Link) -> bool:
    """Whether the evidence's content or place is known to differ from what was reviewed."""
    evidence = index.records.evidence.get(link.evidence)
    if evidence is None or evidence.is_withdrawn:
        return False
    return bool(link.evidence_seen) and link.evidence_seen != evidence.fingerprint


def target_changed(index: Index, link: Link) -> bool:
    """Whether the target's words are known to differ from what was reviewed."""
    if not link.target_seen or link.evidence not in index.records.evidence:
        return False
    now = index.target_fingerprint(link.target_kind, link.target)
    return bool(now) and now != link.target_seen and not still_reads(index.framework, index.records, link)


def is_suspect(index: Index, link: Link) -> bool:
    """Whether an end of a link is gone, or changed since it was reviewed; one never reviewed is not."""
    if link.evidence not in index.records.evidence:
        return True
    if not index.target_fingerprint(link.target_kind, link.target):
        return True
    return evidence_changed(index, link) or target_changed(index, link)
