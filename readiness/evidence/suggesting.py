"""Suggestions for the evidence of a workspace, with what was learned for its framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.definitions.suggestion_weights import weights_for
from readiness.evidence.suggest import Suggester, Suggestion
from readiness.formats.text.sandbox import extract
from readiness.library import files
from readiness.model.definition.framework import Framework
from readiness.model.records.evidence import Evidence, Pinpoint
from readiness.model.records.tables import Records
from readiness.workspace.editing import find

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def suggester_for(framework: Framework) -> Suggester:
    """A suggester with the weights that ship beside the definition, or with its own words alone."""
    return Suggester(framework, weights_for(framework))


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


def work_out(
    root: Path, framework: Framework, records: Records, *, cancelled: Callable[[], bool]
) -> Mapping[str, tuple[Suggested, ...]]:
    """Suggestions by criterion or prompt id, likeliest first; what is linked is taken out when it is shown.

    Reads what is new of the evidence into the index of words first, which may take a while.
    """
    from readiness.library.search import SearchIndex

    index = SearchIndex(root)
    try:
        index.update(records, cancelled=cancelled)
        suggester = suggester_for(framework)
        found: dict[str, list[Suggested]] = {}
        for one in records.evidence.values():
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


def opening_words(root: Path, records: Records, evidence_id: str, length: int) -> str:
    """How the text of an item begins, from the words already held; empty when they are not or must not be."""
    from readiness.library.search import SearchIndex

    one = records.evidence.get(evidence_id)
    if one is None:
        return ""
    index = SearchIndex(root)
    try:
        held = index.extracted(one)
    finally:
        index.close()
    words = "\n".join(passage.text for passage in held.passages[:_PASSAGES]) if held else ""
    return f"{words[:length]} ..." if len(words) > length else words


def suggestions_for(ws: Workspace, evidence_id: str) -> tuple[Suggestion, ...]:
    """What an item could be linked to and is not yet, likeliest first, each with its reason.

    Raises:
        UsageError: There is no such item, or its words may not be read.
    """
    from readiness.library.guess import personal_reason
    from readiness.library.ranking import may_read

    evidence = find(ws, Evidence, evidence_id)
    path = files.path_of(evidence, ws.root)
    if path is None or not may_read(evidence):
        raise _unread(evidence, "a web address" if path is None else _why_closed(evidence))
    if path.exists() and not files.is_here(path):
        raise _unread(evidence, "its file lies in the cloud alone and is not fetched")
    words = extract(path)
    if personal_reason(words):
        raise _unread(evidence, "it looks as if it held records of people")
    linked = {one.target for one in ws.index.links_of(evidence.id)}
    found = suggester_for(ws.framework).suggest(words, evidence.title)
    return tuple(one for one in found if one.target not in linked)


def _unread(evidence: Evidence, why: str) -> UsageError:
    return UsageError(
        f"The words of {evidence.id} are not read.", why, "Link it by hand with 'readiness evidence link'."
    )


def _why_closed(evidence: Evidence) -> str:
    if evidence.is_withdrawn:
        return "it is withdrawn"
    if evidence.holds_personal_data:
        return "it is flagged as holding personal data"
    return "its content was never looked at"
