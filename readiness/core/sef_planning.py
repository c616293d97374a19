"""From an edited document to a plan: edited, new, gone, split, joined, moved, in conflict."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.core.area import AREA_ID
from readiness.core.errors import RefusedError
from readiness.core.index import Index
from readiness.core.plain import visible
from readiness.core.sef_doubt import doubted
from readiness.core.sef_edited import EditedSef
from readiness.core.sef_matching import match
from readiness.core.sef_moves import moved_items
from readiness.core.sef_new_items import comment_items, new_items, remarks
from readiness.core.sef_piece_items import piece_items
from readiness.core.sef_plan import SefPlan
from readiness.core.sef_reading import Reading
from readiness.core.sef_stamp import IMPACT_LEADS, Piece, SefStamp, comparable


def plan_changes(edited: EditedSef, index: Index) -> SefPlan:
    """What the document would change in the workspace as it is now.

    Raises:
        RefusedError: it is the export of another area or framework, or has no word of ours in it.
    """
    stamp = edited.stamp
    if stamp:
        _refuse_foreign(stamp, index)
    pieces = {piece.bookmark: piece for piece in (stamp.pieces if stamp else _pieces_now(index))}
    found = match(edited, pieces, index.framework)
    if stamp is None and not found.texts:
        raise RefusedError(
            "This is not a self-evaluation exported from here.",
            "It carries no stamp, and none of its words are those of a statement.",
            "Import a document that was made with an export from this workspace.",
        )
    reading = Reading(edited, index, pieces, found)
    found_items = (*piece_items(reading), *new_items(reading), *moved_items(reading), *comment_items(reading))
    items = tuple(doubted(found_items))
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
        remarks=tuple(remarks(reading)),
    )


def _refuse_foreign(stamp: SefStamp, index: Index) -> None:
    if stamp.framework != index.framework.id:
        raise RefusedError(
            "The document was exported under another framework.",
            f"its framework {visible(stamp.framework)}, this workspace {visible(index.framework.id)}",
            "Open the workspace it came from and import it there.",
        )
    area = index.records.area.get(AREA_ID)
    if area and comparable(area.name) != comparable(stamp.area):
        raise RefusedError(
            "The document was exported for another area.",
            f"its area {visible(stamp.area)}, this workspace {visible(area.name)}",
            "Open the workspace it came from and import it there.",
        )


def _pieces_now(index: Index) -> Iterator[Piece]:
    """The statements as they are now, to compare with where the stamp is lost."""
    for one in index.records.statements.values():
        for name, text in (("text", one.text), ("impact", one.impact)):
            if comparable(text):
                lead = IMPACT_LEADS[one.kind] if name == "impact" else ""
                yield Piece.model_validate(
                    {
                        "statement": one.id,
                        "field": name,
                        "criterion": one.criterion,
                        "kind": one.kind,
                        "text": visible(text, keep_breaks=True),
                        "lead": lead,
                    }
                )
