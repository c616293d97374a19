"""Which evidence might prove a criterion or prompt, worked out in a thread from words already held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readiness.core.evidence import Pinpoint
    from readiness.tui.session import Session

_PASSAGES = 40
EACH = 5
"""Suggestions kept for one target."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """An item that might prove a target, and the words that say so."""

    evidence: str
    """Evidence id."""
    score: float
    words: tuple[str, ...]
    pinpoint: Pinpoint


def work_out(session: Session, *, cancelled: Callable[[], bool]) -> Mapping[str, tuple[Suggested, ...]]:
    """Suggestions by criterion or prompt id, likeliest first; what is linked is taken out when it is shown.

    Reads what is new of the evidence into the index of words first, which may take a while.
    """
    from readiness.core.suggest import Suggester
    from readiness.services.search import SearchIndex

    index = SearchIndex(session.workspace.root)
    try:
        index.update(session.records, cancelled=cancelled)
        suggester = Suggester(session.framework)
        found: dict[str, list[Suggested]] = {}
        for one in session.records.evidence.values():
            if cancelled():
                break
            held = None if one.is_withdrawn else index.extracted(one)
            for each in suggester.suggest(held, one.title) if held else ():
                found.setdefault(each.target, []).append(
                    Suggested(one.id, each.score, each.words, each.pinpoint)
                )
    finally:
        index.close()
    return {target: tuple(sorted(each, key=lambda one: -one.score)) for target, each in found.items()}


def opening_words(session: Session, evidence_id: str, length: int) -> str:
    """How the text of an item begins, from the words already held; empty when they are not or must not be."""
    from readiness.services.search import SearchIndex

    one = session.records.evidence.get(evidence_id)
    if one is None:
        return ""
    index = SearchIndex(session.workspace.root)
    try:
        held = index.extracted(one)
    finally:
        index.close()
    words = "\n".join(passage.text for passage in held.passages[:_PASSAGES]) if held else ""
    return f"{words[:length]} ..." if len(words) > length else words


def for_node(session: Session, node: str) -> list[Suggested]:
    """The likeliest items for a criterion or prompt that are not tied to it yet."""
    known = session.suggestions.get(node, ())
    reached = {one.evidence for one in session.index.links_to("prompt", node)}
    if node in session.framework.criteria:
        reached = {one.id for one in session.index.evidence_for(node)}
    records = session.records.evidence
    return [one for one in known if one.evidence not in reached and one.evidence in records][:EACH]
