"""A notebook over a few records, for tests of the sections that write in it."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.formats.word.model import Block, Paragraph
from readiness.gaps.report import Gap, GapReport
from readiness.model.definition.framework import Framework
from readiness.model.records.evidence import FileStates
from readiness.model.records.record import Record
from readiness.rules.index import Index
from readiness.sef.round_trip.stamp import Mode
from readiness.sef.word_out.notebook import SefSource, SefWriter
from tests.making.building import AS_AT, make_framework, make_records


def notes_of(
    *records: Record, mode: Mode = "draft", framework: Framework | None = None, gaps: tuple[Gap, ...] = ()
) -> SefWriter:
    """A notebook of the test framework with these records and gaps."""
    index = Index(framework or make_framework(), make_records(records))
    found = {(gap.subject_kind, gap.subject): (gap,) for gap in gaps}
    report = GapReport(index, AS_AT, FileStates(), found, list(gaps))
    return SefWriter(SefSource(index), report, AS_AT, mode)


def lines_of(blocks: Iterable[Block]) -> list[str]:
    """The words of each paragraph."""
    return [block.text for block in blocks if isinstance(block, Paragraph)]
