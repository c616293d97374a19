"""Reading an edited self-evaluation back: its file, the export it was made from, what it would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from readiness.base.disk import open_file
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.round_trip.edited import EditedSef
from readiness.sef.round_trip.memory import FORGETFUL, Memory
from readiness.sef.round_trip.planning import pieces_now, plan_changes
from readiness.sef.round_trip.recognising import Seen
from readiness.sef.word_in.cleaning import Cleaner
from readiness.sef.word_in.joining import Joining
from readiness.sef.word_in.loose_lines import put_together
from readiness.sef.word_in.raw import RawSef
from readiness.sef.word_in.reading import MOST_BYTES, read_raw


def plan_import(
    content: bytes, source: Index, *, name: str = "the document", memory: Memory = FORGETFUL
) -> SefPlan:
    """What an edited self-evaluation would change. Nothing is changed by asking.

    `memory` gives the exports the workspace remembers.

    Raises:
        RefusedError: not a Word file we can read, or the export of another area or framework.
    """
    return plan_read(read_raw(content, name=name), source, memory=memory)


def plan_read(raw: RawSef, source: Index, *, memory: Memory = FORGETFUL) -> SefPlan:
    """What a document that was read would change, set against the export it was made from.

    Raises:
        RefusedError: it is the export of another area, workspace or framework.
    """
    return plan_changes(told_apart(raw, replace(memory, now=pieces_now(source))), source)


def read_sef_file(path: Path) -> RawSef:
    """Read an edited self-evaluation from its file, in this process; raises as `read_sef`, and OSError."""
    with open_file(path) as stream:
        content = stream.read(MOST_BYTES + 1)
    return read_raw(content, name=path.name)


def read_sef(content: bytes, *, name: str = "the document", memory: Memory = FORGETFUL) -> EditedSef:
    """Read an edited self-evaluation, every tracked change accepted, with who made it.

    `memory` knows what was printed around the words, so that just that is taken off again.

    Raises:
        RefusedError: not a Word file, or one that is protected, damaged, hostile or holds macros.
    """
    return told_apart(read_raw(content, name=name), memory)


def told_apart(raw: RawSef, memory: Memory) -> EditedSef:
    """The document with what its export printed around the words taken off."""
    found = raw.document
    seen = [
        Seen(one.inside.text, tuple(name for _, name in one.inside.starts))
        for one in found.paragraphs
        if not one.is_contents
    ]
    known = memory.base(raw.stamp, seen)
    paragraphs = put_together(found.paragraphs, known.printed) if found.has_loose_lines else found.paragraphs
    pieces = {piece.bookmark: piece for piece in known.stamp.pieces} if known.stamp else memory.now
    cleaner = Cleaner(pieces, is_known=known.stamp is not None)
    return EditedSef(
        known.stamp,
        tuple(Joining(cleaner, found.comments).join(paragraphs)),
        found.problems,
        printed=known.printed,
        is_remembered=known.is_remembered,
        is_sure=known.is_sure,
        is_stamped=raw.stamp is not None,
        asides=found.asides,
        pictures=sum(one.inside.pictures for one in paragraphs),
        charts=sum(one.inside.charts for one in paragraphs),
    )
