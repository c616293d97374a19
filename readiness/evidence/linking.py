"""Tying evidence to what it proves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, unknown
from readiness.base.text import counted
from readiness.model.records.changes import Transaction, put, remove
from readiness.model.records.evidence import Evidence, Link, Pinpoint, TargetKind
from readiness.model.records.targets import kinds_of, target_fingerprint
from readiness.workspace.editing import find, make, revise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readiness.workspace.workspace import Workspace


def link(
    ws: Workspace,
    evidence_id: str,
    targets: Iterable[str],
    *,
    pinpoint: Pinpoint | None = None,
    note: str | None = None,
    as_at: date,
) -> Transaction:
    """Link one item of evidence to any number of targets, in one step.

    A link that exists already has its pinpoint and note replaced instead; None leaves them as they are.

    Raises:
        UsageError: No such evidence or target.
    """
    return link_many(ws, [evidence_id], targets, pinpoint=pinpoint, note=note, as_at=as_at)


def link_many(
    ws: Workspace,
    evidence_ids: Sequence[str],
    targets: Iterable[str],
    *,
    pinpoint: Pinpoint | None = None,
    note: str | None = None,
    as_at: date,
) -> Transaction:
    """Link several items of evidence to any number of targets, in one step; see `link`.

    Raises:
        UsageError: No such evidence or target, or nothing is chosen.
    """
    items = list({one.id: one for one in (find(ws, Evidence, each) for each in evidence_ids)}.values())
    resolved = [target(ws, one) for one in targets]
    if not items or not resolved:
        raise UsageError("Nothing is chosen to be linked.", "", "Nothing was stored.")
    pairs = [(evidence, kind, target_id) for evidence in items for kind, target_id in resolved]
    fresh = iter(ws.new_ids(Link.table, len(pairs)))
    changes = []
    for evidence, kind, target_id in pairs:
        before = _existing(ws, evidence.id, kind, target_id)
        after = make(
            Link,
            **(before.model_dump() if before else {"id": next(fresh)}),
            **({} if before else {"evidence": evidence.id, "target_kind": kind, "target": target_id}),
        )
        after = revise(
            after,
            pinpoint=after.pinpoint if pinpoint is None else pinpoint,
            note=after.note if note is None else note,
        )
        changes.append(put(reviewed(ws, after, evidence, as_at), before))
    names = ", ".join(target_id for _, target_id in resolved)
    whose = items[0].id if len(items) == 1 else counted(len(items), "item")
    return ws.run(Transaction(f"Link {whose} to {names}", tuple(changes)))


def unlink(ws: Workspace, evidence_id: str, target_id: str) -> Transaction:
    """Remove the link between an item and a target.

    Raises:
        UsageError: They are not linked.
    """
    evidence = find(ws, Evidence, evidence_id)
    kind, resolved = target(ws, target_id)
    existing = _existing(ws, evidence.id, kind, resolved)
    if existing is None:
        raise UsageError(
            f"{evidence.id} is not linked to {resolved}.", "", f"See 'evidence show {evidence.id}'."
        )
    return ws.run(Transaction(f"Unlink {evidence.id} from {resolved}", (remove(existing),)))


def review(ws: Workspace, evidence_id: str, target_id: str = "", *, as_at: date) -> Transaction:
    """Say that an item still proves what it is linked to, as both ends are now.

    Without a target every link of the item is marked.
    """
    evidence = find(ws, Evidence, evidence_id)
    links = ws.index.links_of(evidence.id)
    if target_id:
        wanted = target(ws, target_id)
        links = tuple(one for one in links if (one.target_kind, one.target) == wanted)
    if not links:
        raise UsageError(f"{evidence.id} has no such link to review.", "", "Link it first.")
    changes = tuple(put(reviewed(ws, one, evidence, as_at), one) for one in links)
    return ws.run(Transaction(f"Review links of {evidence.id}", changes))


def review_links(ws: Workspace, link_ids: Iterable[str], *, as_at: date) -> Transaction:
    """Say that links still hold, as both ends of each are now.

    Raises:
        UsageError: One of them is no longer there, or none is given.
    """
    links = [find(ws, Link, one) for one in link_ids]
    if not links:
        raise UsageError("There is no link to review.", "", "Nothing was stored.")
    changes = tuple(put(reviewed(ws, one, find(ws, Evidence, one.evidence), as_at), one) for one in links)
    named = f"{links[0].evidence} to {links[0].target}" if len(links) == 1 else counted(len(links), "link")
    return ws.run(Transaction(f"Review {named}", changes))


def target(ws: Workspace, given: str) -> tuple[TargetKind, str]:
    """The kind and id of a link target as typed: ``A3``, ``a3.2``, ``S0014`` or ``request:EHC03``.

    Raises:
        UsageError: Nothing has that id.
    """
    kind_word, _, plain = given.strip().rpartition(":")
    for candidate in (plain, plain.upper(), plain.lower()):
        for kind in kinds_of(ws.framework, ws.records, candidate):
            if not kind_word or kind == kind_word.casefold():
                return kind, candidate
    known = (
        *ws.framework.criteria,
        *ws.framework.prompts,
        *ws.framework.requests_by_id,
        *ws.records.statements,
    )
    terms = ws.framework.terms
    raise unknown(f"{terms.criterion}, prompt, {terms.request} or statement", plain, known)


def _existing(ws: Workspace, evidence_id: str, kind: TargetKind, target_id: str) -> Link | None:
    same_end = (one for one in ws.index.links_of(evidence_id) if one.target == target_id)
    return next((one for one in same_end if one.target_kind == kind), None)


def reviewed(ws: Workspace, one: Link, evidence: Evidence, as_at: date) -> Link:
    """The link as of one that holds, as both its ends are now."""
    return revise(
        one,
        evidence_seen=evidence.fingerprint,
        target_seen=target_fingerprint(ws.framework, ws.records, one.target_kind, one.target),
        reviewed=as_at,
    )
