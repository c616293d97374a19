"""Whether a returned document was exported from this workspace at all."""

from __future__ import annotations

import hashlib

from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.model.records.area import AREA_ID
from readiness.model.records.evaluation import Statement
from readiness.rules.index import Index
from readiness.sef.round_trip.stamp import Piece, SefStamp, comparable, piece_fingerprint

_THERE = "Open the workspace it came from and import it there."


def workspace_mark(index: Index) -> str:
    """What tells this workspace from any other, copies and backups of it apart: 16 hex digits.

    It follows from the moment the workspace was made; empty where that is not known.
    """
    area = index.records.area.get(AREA_ID)
    if area is None or area.created is None:
        return ""
    return hashlib.sha256(area.created.isoformat().encode()).hexdigest()[:16]


def refuse_foreign(stamp: SefStamp, index: Index) -> None:
    """Refuse the export of another framework, area or workspace.

    Raises:
        RefusedError: it is.
    """
    if stamp.framework != index.framework.id:
        raise RefusedError(
            "The document was exported under another framework.",
            f"its framework {visible(stamp.framework)}, this workspace {visible(index.framework.id)}",
            _THERE,
        )
    area = index.records.area.get(AREA_ID)
    if area and comparable(area.name) != comparable(stamp.area):
        raise RefusedError(
            "The document was exported for another area.",
            f"its area {visible(stamp.area)}, this workspace {visible(area.name)}",
            _THERE,
        )
    own = workspace_mark(index)
    is_other = own != stamp.workspace if own and stamp.workspace else _has_other_words(stamp, index)
    if is_other:
        raise RefusedError(
            "The document was exported from another workspace of this area.",
            "Its statements have the numbers of statements here, but were other statements.",
            _THERE,
        )


def _has_other_words(stamp: SefStamp, index: Index) -> bool:
    """Whether an early stamp's statements cannot have been ours.

    One version of a statement has one text: another text at the same revision is another statement. Early
    stamps of agreed words cannot be told in this way.
    """
    if stamp.workspace or stamp.mode == "publication":
        return False
    held = index.records.statements
    known = [(piece, held[piece.statement]) for piece in stamp.pieces if piece.statement in held]
    same = sum(
        1 for piece, statement in known if piece.text and _fingerprint(piece, statement) == piece.fingerprint
    )
    other = sum(
        1
        for piece, statement in known
        if piece.revision
        and piece.fingerprint
        and piece.revision == statement.revision
        and _fingerprint(piece, statement) != piece.fingerprint
    )
    return other > same


def _fingerprint(piece: Piece, statement: Statement) -> str:
    return piece_fingerprint(statement.text if piece.field == "text" else statement.impact)
