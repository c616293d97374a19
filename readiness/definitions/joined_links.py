"""Links that a move leaves twice between the same two ends: made one, with what each of them said."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.model.records.evidence import Link

_BETWEEN = " / "
"""Stands between what two links said."""


def joined_links(pairs: Iterable[tuple[Link, Link]]) -> dict[str, tuple[str, ...]]:
    """By the id of a link that stays, the ids of those it stands for from now on.

    Args:
        pairs: Every link before and after the move. Two that were alike before are left as they are.
    """
    first: dict[tuple[str, str, str], Link] = {}
    found: dict[str, list[str]] = {}
    for before, after in pairs:
        was = first.setdefault((after.evidence, after.target_kind, after.target), before)
        if was.target != before.target:
            found.setdefault(was.id, []).append(before.id)
    return {kept: tuple(others) for kept, others in found.items()}


def join(link: Link, others: Iterable[Link], evidence_now: str, target_now: str) -> Link:
    """One link with what each of them said; as doubtful as the most doubtful of them.

    Args:
        link: The one that stays.
        others: Those it stands for.
        evidence_now: Fingerprint of the evidence as it is.
        target_now: Fingerprint of the target as it is.
    """
    links = [link, *others]
    said = [link.note, *(_said(one, link) for one in links[1:])]
    days = [one.reviewed for one in links if one.reviewed is not None]
    return link.model_copy(
        update={
            "note": _BETWEEN.join(dict.fromkeys(filter(None, said))),
            "evidence_seen": _least_sure([one.evidence_seen for one in links], evidence_now),
            "target_seen": _least_sure([one.target_seen for one in links], target_now),
            "reviewed": min(days) if len(days) == len(links) else None,
        }
    )


def _least_sure(seen: list[str], now: str) -> str:
    """Something else than is there now, else nothing, else what is there."""
    return min(seen, key=lambda one: (one == now, not one))


def _said(one: Link, kept: Link) -> str:
    """What a link said beside the one that stays: where to look, when that is elsewhere, and its note."""
    where = str(one.pinpoint) if one.pinpoint != kept.pinpoint else ""
    return ": ".join(filter(None, (where, one.note)))
