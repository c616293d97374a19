"""An exported self-evaluation as the planning sees it, and what an editor may do to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from readiness.base.text import visible
from readiness.model.records.evaluation import Statement
from readiness.model.records.record import Record
from readiness.model.vocabulary import StatementKind
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.planning import plan_changes
from readiness.sef.round_trip.stamp import (
    HEADINGS_BY_KIND,
    IMPACT_LEADS,
    Piece,
    PieceField,
    SectionMark,
    SefStamp,
    comparable,
    piece_fingerprint,
)
from tests.making.building import AS_AT, make_area, make_framework, make_records

Paragraphs = list[EditedParagraph]
CAPTION = "Table 1: what families told us"
"""A printed paragraph that is no statement."""


def section_bookmark(criterion: str, kind: StatementKind) -> str:
    """Name on the heading that statements of a criterion and kind stand under."""
    return f"sec_{criterion}_{kind}"


def pieces_of(statement: Statement) -> tuple[Piece, ...]:
    """The pieces of one statement: its text, and its impact when it has one."""
    texts: tuple[tuple[PieceField, str], ...] = (("text", statement.text), ("impact", statement.impact))
    return tuple(
        Piece(
            statement=statement.id,
            field=field,
            criterion=statement.criterion,
            kind=statement.kind,
            text=visible(text, keep_breaks=True),
            lead=IMPACT_LEADS[statement.kind] if field == "impact" else "",
            section=section_bookmark(statement.criterion, statement.kind),
        )
        for field, text in texts
        if text
    )


def stamped(*statements: Statement, **changes: Any) -> SefStamp:
    """The stamp of an export of these statements, one heading for each criterion and kind."""
    headings = {kind: words for words, kind in HEADINGS_BY_KIND.items()}
    marks = {
        name: SectionMark(bookmark=name, heading=headings[one.kind], criterion=one.criterion, kind=one.kind)
        for one in statements
        for name in (section_bookmark(one.criterion, one.kind),)
    }
    values: dict[str, Any] = {
        "area": "Penmarsh",
        "framework": "test-framework",
        "framework_version": "1",
        "as_at": AS_AT,
        "version": "0.3",
        "mode": "draft",
        "pieces": tuple(piece for one in statements for piece in pieces_of(one)),
        "sections": tuple(marks.values()),
        "furniture": (piece_fingerprint(CAPTION),),
    }
    return SefStamp(**{**values, **changes}).sealed()


def printed(stamp: SefStamp) -> Paragraphs:
    """The document of a stamp, untouched: each heading with the pieces under it."""
    found: Paragraphs = []
    for mark in stamp.sections:
        found.append(EditedParagraph(mark.heading, bookmarks=(mark.bookmark,), heading_level=3))
        for piece in stamp.pieces:
            if piece.section == mark.bookmark:
                words = f"{piece.lead} {piece.text}".strip()
                found.append(EditedParagraph(words, raw=words, bookmarks=(piece.bookmark,)))
    return found


def place_of(paragraphs: Sequence[EditedParagraph], name: str) -> int:
    """Where the paragraph with this bookmark stands."""
    (found,) = (at for at, one in enumerate(paragraphs) if name in one.bookmarks)
    return found


def edited(paragraphs: Paragraphs, name: str, **changes: Any) -> Paragraphs:
    """The document with one paragraph changed."""
    at = place_of(paragraphs, name)
    return [*paragraphs[:at], replace(paragraphs[at], **changes), *paragraphs[at + 1 :]]


def without(paragraphs: Paragraphs, *names: str) -> Paragraphs:
    """The document with paragraphs taken out."""
    return [one for one in paragraphs if not set(names) & set(one.bookmarks)]


def with_new(paragraphs: Paragraphs, name: str, *new: EditedParagraph) -> Paragraphs:
    """The document with paragraphs put in below the one with this bookmark."""
    at = place_of(paragraphs, name) + 1
    return [*paragraphs[:at], *new, *paragraphs[at:]]


def unnamed(paragraphs: Iterable[EditedParagraph]) -> Paragraphs:
    """The document as a program saves it that drops every bookmark."""
    return [replace(one, bookmarks=()) for one in paragraphs]


def workspace_of(*records: Record) -> Index:
    """The workspace the document comes back to."""
    return Index(make_framework(), make_records([make_area(), *records]))


def planned(
    stamp: SefStamp | None, paragraphs: Iterable[EditedParagraph], *now: Record, **more: Any
) -> SefPlan:
    """What a document proposes in a workspace that holds these records now."""
    return plan_changes(EditedSef(stamp, tuple(paragraphs), **more), workspace_of(*now))


def kinds_of(plan: SefPlan) -> list[tuple[str, str]]:
    """Kind and key of each item proposed."""
    return [(item.kind, item.key) for item in plan.items]


def is_same(one: str, other: str) -> bool:
    """Whether two texts are one when versions are compared."""
    return comparable(one) == comparable(other)
