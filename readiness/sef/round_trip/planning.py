"""From an edited document to a plan: edited, new, gone, split, joined, moved, in conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.rules.index import Index
from readiness.sef.round_trip.additions import anchored_items, comment_items, new_items
from readiness.sef.round_trip.agreements import agreement_items
from readiness.sef.round_trip.alignment import align
from readiness.sef.round_trip.changes import PlanItem, SefPlan
from readiness.sef.round_trip.edited import EditedSef
from readiness.sef.round_trip.elsewhere import record_items, remarks
from readiness.sef.round_trip.foreign import refuse_foreign
from readiness.sef.round_trip.leads import lead_items, lead_remarks, take_off_leads
from readiness.sef.round_trip.matching import Reading, match
from readiness.sef.round_trip.moves import moved_items
from readiness.sef.round_trip.new_rows import new_row_items
from readiness.sef.round_trip.proposals import piece_items
from readiness.sef.round_trip.stamp import Piece, PieceField, comparable, impact_leads
from readiness.sef.round_trip.tables import compare_tables


def plan_changes(edited: EditedSef, index: Index) -> SefPlan:
    """What the document would change in the workspace as it is now.

    Raises:
        RefusedError: it is the export of another area, workspace or framework, or has no word of ours in it.
    """
    stamp = edited.stamp
    if stamp:
        refuse_foreign(stamp, index)
    pieces = {piece.bookmark: piece for piece in stamp.pieces} if stamp else pieces_now(index)
    tables = compare_tables(edited)
    edited = replace(edited, new_tables=tables.new)
    alignment = align(edited)
    found = match(edited, pieces, index.framework, alignment)
    leads = take_off_leads(found, pieces)
    if stamp is None and not found.texts:
        raise RefusedError(
            "This is not a self-evaluation exported from here.",
            "It carries no stamp, and none of its words are those of a statement.",
            "One written elsewhere is taken in piece by piece: 'readiness sef take-in', or i on the screen.",
        )
    reading = Reading(edited, index, pieces, found, alignment)
    found_items = (
        *piece_items(reading),
        *lead_items(reading, leads),
        *new_items(reading),
        *moved_items(reading),
        *comment_items(reading),
        *anchored_items(reading),
        *record_items(reading, tables),
        *new_row_items(reading, tables),
        *agreement_items(reading, tables),
    )
    items = (
        tuple(with_split_words_unsafe(found_items))
        if stamp and edited.is_sure
        else tuple(replace(one, is_safe=False) for one in found_items)
    )
    touched = {item.statement for item in items if item.statement}
    statements = {piece.statement for piece in pieces.values()}
    return SefPlan(
        export_id=stamp.export_id if stamp else "",
        version=stamp.version if stamp else "",
        as_at=stamp.as_at if stamp else None,
        mode=stamp.mode if stamp else None,
        statements=len(statements),
        unchanged=len(statements - touched),
        items=items,
        remarks=tuple(remarks(reading, tables, (*lead_remarks(leads),), has_items=bool(items))),
    )


def pieces_now(index: Index) -> dict[str, Piece]:
    """The statements as they are now, to match words with where the export is not known."""
    found: dict[str, Piece] = {}
    leads = impact_leads(index.framework.headings)
    for one in index.records.statements.values():
        texts: tuple[tuple[PieceField, str], ...] = (("text", one.text), ("impact", one.impact))
        for name, text in texts:
            if comparable(text):
                piece = Piece(
                    statement=one.id,
                    field=name,
                    criterion=one.criterion,
                    kind=one.kind,
                    text=visible(text, keep_breaks=True),
                    lead=leads[one.kind] if name == "impact" else "",
                )
                found[piece.bookmark] = piece
    return found


_RUN = 5
"""Words in a row that, found in two places, are taken for the same sentence."""


def with_split_words_unsafe(items: Sequence[PlanItem]) -> Iterator[PlanItem]:
    """The items, none of them safe that gave words to a new paragraph or took those of a deleted one.

    Taken alone, the first would lose the words that moved, and the second would keep them twice.
    """
    new = _runs_of(items, "added")
    gone = _runs_of(items, "deleted")
    for item in items:
        if item.kind != "edited" or not item.is_safe:
            yield item
            continue
        before, after = _runs(item.base), _runs(item.theirs)
        if (before - after) & new:
            yield replace(item, is_safe=False, reason="Words of it stand in a new paragraph now: see both.")
        elif (after - before) & gone:
            yield replace(item, is_safe=False, reason="It holds words of a deleted statement now: see both.")
        else:
            yield item


def _runs_of(items: Sequence[PlanItem], kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(run for item in items if item.kind == kind for run in _runs(item.theirs or item.base))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = comparable(text).split()
    return frozenset(tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
