"""What the document leaves out because the framework no longer has its place."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.base.text import capital
from readiness.formats.word.model import Block, words
from readiness.rules.orphans import NOT_IN_FORCE, left_out, orphans
from readiness.sef.word_out.notebook import SefWriter


def not_in_force_blocks(notes: SefWriter) -> Iterator[Block]:
    """Statements, local views and links without a place, counted and named; nothing when all have one.

    A document for publication does not name what it leaves out.
    """
    if notes.is_public:
        return
    found = orphans(notes.framework, notes.index.records)
    sentences = [left_out(found, "this document", table) for table in ("statements", "grades", "links")]
    if any(sentences):
        yield notes.heading("heading1", NOT_IN_FORCE)
        yield from (words("body", capital(one)) for one in sentences if one)
