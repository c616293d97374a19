"""Giving records a place again whose place is no longer in the framework: by a map, as one change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import ValidationError

from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError
from readiness.base.text import counted, fold
from readiness.definitions.edition_account import MARK, Moved
from readiness.definitions.edition_records import move_records
from readiness.definitions.editions import ALIKE, KINDS, Step, likeness, parts_of, propose
from readiness.definitions.pinned import FOLDER
from readiness.model.definition.framework import Framework
from readiness.model.records.changes import Transaction
from readiness.model.records.facts import ConfirmedFact
from readiness.rules.orphans import orphans
from readiness.workspace.edition_move import EditionMove

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def proposed_placing(ws: Workspace) -> EditionMove:
    """What could take the place of everything that records name and the framework does not have.

    Proposed where the words that went are known from a definition the workspace was written under, and are
    the same or similar here. What has no successor yet stays as it is.

    Raises:
        RefusedError: Every record has its place, or the definition is missing.
    """
    ws.need_definition()
    framework = ws.framework
    known = parts_of(framework)
    words = _words_before(ws)
    gone = dict.fromkeys(_gone(ws))
    if not gone:
        raise RefusedError(
            "Every record has its place in the framework.", "", "There is nothing to be moved."
        )
    steps = tuple(_step(kind, old, words.get((kind, old), ""), known[kind]) for kind, old in gone)
    base = ws.definition.base if ws.definition is not None else framework
    blank = EditionMove(framework, framework, base, framework, (), Moved())
    return with_places(ws, blank, steps)


def with_places(ws: Workspace, move: EditionMove, steps: tuple[Step, ...]) -> EditionMove:
    """The same placing by another map."""
    stay = propose(move.old, move.new)
    chosen = [one for one in steps if one.new]
    moved = move_records(move.old, move.new, (*stay, *chosen), ws.records)
    return EditionMove(move.old, move.new, move.base, move.plain, steps, moved)


def apply_placing(ws: Workspace, move: EditionMove) -> Transaction:
    """Store it as one change, which undo takes back.

    Raises:
        RefusedError: Records were changed meanwhile, or the map gives nothing a place.
        StaleEditError: Somebody changed a record in the same moment; nothing is stored.
    """
    ws.refresh()
    if with_places(ws, move, move.steps).moved != move.moved:
        raise RefusedError("Records were changed meanwhile.", "", "Look at the map again, then apply it.")
    if not move.moved.changes:
        raise RefusedError("The map gives nothing a place.", "", "Say what has taken the place of an id.")
    return ws.run(Transaction(f"Give {counted(len(move.moved.moved), 'record')} a place", move.moved.changes))


def _gone(ws: Workspace) -> Iterator[tuple[str, str]]:
    """Kind and id of everything named and not there; facts are not moved, they are confirmed again."""
    terms = ws.framework.terms
    kinds = {
        terms.criterion: "criterion",
        terms.outcome: "outcome",
        terms.request: "request",
        "kind of evidence": "evidence kind",
    }
    for one in orphans(ws.framework, ws.records):
        kind = kinds.get(one.what, one.what)
        if kind in KINDS and not isinstance(one.record, ConfirmedFact):
            yield kind, one.gone


def _words_before(ws: Workspace) -> dict[tuple[str, str], str]:
    """The words of what is gone, by kind and id, from every definition the workspace was written under."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted((ws.root / FOLDER).glob("*.json")):
        try:
            framework = Framework.model_validate_json(whole_file(path))
        except (OSError, ValidationError):
            continue
        for kind, parts in parts_of(framework).items():
            for one, words in parts.items():
                found[kind, f"{one}{MARK}{framework.version}"] = words
                found.setdefault((kind, one), words)
    return found


def _step(kind: str, old: str, words: str, known: dict[str, str]) -> Step:
    same = next((one for one, others in known.items() if words and fold(others) == fold(words)), "")
    if same:
        return Step(kind, old, words, (same,), "moved")
    score, best = max(((likeness(words, others), one) for one, others in known.items()), default=(0.0, ""))
    if score >= ALIKE:
        return Step(kind, old, words, (best,), "similar", round(score, 2))
    return Step(kind, old, words, (), "gone", 0.0)
