"""How long the self-evaluation takes to write and to read back, beside python-docx writing the same words.

Run with ``python -m benchmarks.bench_sef``. The peer writes the same number of paragraphs and index rows
with python-docx's own calls, the way its documentation shows.
"""

from __future__ import annotations

import io
import statistics
import time
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from benchmarks.effort import rounds
from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.gaps.report import find_gaps
from readiness.model.records.area import Area
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link, Pinpoint
from readiness.model.records.record import Record
from readiness.model.records.tables import Records
from readiness.model.vocabulary import STATEMENT_KIND_TITLES
from readiness.rules.index import Index
from readiness.sef.word_in.document import plan_import
from readiness.sef.word_out.document import sef_document
from readiness.sef.word_out.notebook import SefSource

AS_AT = date(2026, 11, 23)
REFERENCES = 400
RUNS = rounds(5)
WORDS = (
    "Families in the area now wait {0} weeks for an assessment, down from {1} a year ago, and 9 in 10 "
    "of those asked said that somebody told them what would happen next."
)


def source_of(statements: int) -> SefSource:
    """An area of this many statements, with `REFERENCES` links to as many items of evidence."""
    framework, problems = load_framework(shipped_frameworks()["area-send-2023"])
    if framework is None:
        raise SystemExit(str(problems))
    criteria, kinds = list(framework.criteria), list(STATEMENT_KIND_TITLES)
    agencies, evidence_kinds = (
        [one.id for one in framework.agencies],
        [one.id for one in framework.evidence_kinds],
    )
    made: list[Record] = [Area(name="Benchmark", framework=framework.id)]
    for at in range(1, statements + 1):
        kind = kinds[at // len(criteria) % len(kinds)]
        fields = {"id": f"S{at:04d}", "criterion": criteria[at % len(criteria)], "kind": kind, "position": at}
        words = {"text": WORDS.format(at, at + 9), "impact": WORDS.format(at + 1, at + 3)}
        made.append(Statement.model_validate({**fields, **words}))
    for at in range(1, REFERENCES + 1):
        evidence = Evidence(
            id=f"E{at:04d}",
            title=f"Quarterly review of waiting times, part {at}",
            location_kind="library",
            location=f"reviews/part-{at}.docx",
            kind=evidence_kinds[at % len(evidence_kinds)],
            agencies=(agencies[at % len(agencies)],),
            period_from=date(2026, 1, 1),
            period_to=date(2026, 3, 31),
            owner="Performance lead",
        )
        link = Link(
            id=f"L{at:04d}",
            evidence=evidence.id,
            target_kind="statement",
            target=f"S{at % statements + 1:04d}",
            pinpoint=Pinpoint(page=str(at)),
        )
        made += [evidence, link]
    tables: dict[str, dict[str, Record]] = {}
    for one in made:
        tables.setdefault(one.table, {})[one.id] = one
    frozen: dict[str, Any] = {name: MappingProxyType(table) for name, table in tables.items()}
    index = Index(framework, Records(**frozen))
    return SefSource(index, find_gaps(index, AS_AT))


def peer(source: SefSource) -> bytes:
    """The same statements and index rows through python-docx's own calls."""
    import docx

    document = docx.Document()
    for one in source.index.records.statements.values():
        document.add_paragraph(one.text)
        document.add_paragraph(one.impact)
    table = document.add_table(rows=0, cols=6)
    for evidence in source.index.records.evidence.values():
        cells = table.add_row().cells
        for cell, text in zip(
            cells, (evidence.id, evidence.title, evidence.kind, "", evidence.owner, ""), strict=True
        ):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def parse(content: bytes) -> object:
    """Unpack and parse the same document, and nothing else."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def median(work: Callable[[], object]) -> float:
    """Median seconds of some runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    print(
        f"{'statements':>10} {'export s':>9} {'python-docx s':>14} {'ratio':>6} {'import s':>9} "
        f"{'parse s':>8} {'ratio':>6}"
    )
    for count in (75, 150, 300, 600):
        source = source_of(count)
        ours = median(partial(sef_document, source, as_at=AS_AT, version="1"))
        theirs = median(partial(peer, source))
        content = sef_document(source, as_at=AS_AT, version="1")
        back = median(partial(plan_import, content, source.index))
        parsed = median(partial(parse, content))
        print(
            f"{count:>10} {ours:>9.3f} {theirs:>14.3f} {ours / theirs:>6.2f}"
            f" {back:>9.3f} {parsed:>8.3f} {back / parsed:>6.1f}"
        )


if __name__ == "__main__":
    main()
