"""What every part of the planning looks at: the document, the workspace now, and what was found where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from readiness.core.index import Index
from readiness.core.plain import visible
from readiness.core.sef_edited import EditedSef
from readiness.core.sef_matching import Matched
from readiness.core.sef_stamp import Piece, comparable


@dataclass(frozen=True)
class Reading:
    """An edited document set beside the workspace as it is now."""

    edited: EditedSef
    index: Index
    pieces: Mapping[str, Piece]
    """Exported pieces by bookmark."""
    found: Matched

    def now(self, piece: Piece) -> str | None:
        """The text as it is now; None when the statement is gone.

        In the words of the export where only their form differs.
        """
        statement = self.index.records.statements.get(piece.statement)
        if statement is None:
            return None
        text = statement.text if piece.field == "text" else statement.impact
        is_same = comparable(text) == comparable(piece.text)
        return piece.text if is_same else visible(text, keep_breaks=True).strip()

    @cached_property
    def joined_away(self) -> frozenset[str]:
        """Pieces that now stand inside another's paragraph."""
        return frozenset(name for names in self.found.joined.values() for name in names)

    @cached_property
    def gone(self) -> frozenset[str]:
        """Pieces that are nowhere in the document."""
        return frozenset(self.pieces) - frozenset(self.found.texts) - self.joined_away

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Words that are in the workspace or were in the export, in comparable form."""
        texts = {comparable(piece.text) for piece in self.pieces.values()}
        for one in self.index.records.statements.values():
            texts |= {comparable(one.text), comparable(one.impact)}
        return frozenset(texts)
