"""All checks over 10,000 items of evidence and 50,000 links: cold, and after one edit.

Budget: at most 1 s cold, at most 50 ms after one edit. Prints the median of several runs.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from readiness.core.changes import Change, apply_changes, put
from readiness.core.evaluation import Statement
from readiness.core.evidence import Evidence, Link, TargetKind
from readiness.core.framework import Framework
from readiness.core.gaps import find_gaps
from readiness.core.index import Index
from readiness.core.record import Record
from readiness.core.records import Records

AS_AT = date(2026, 12, 7)
EVIDENCE, LINKS, STATEMENTS = 10_000, 50_000, 300
RUNS = 7


def shipped_framework() -> Framework:
    """The largest framework shipped."""
    from readiness.store.definitions import load_framework, shipped_frameworks

    loaded = [load_framework(path)[0] for path in shipped_frameworks().values()]
    return max((one for one in loaded if one), key=lambda one: len(one.prompts))


def large_workspace(framework: Framework, seed: int = 7) -> Records:
    """A workspace of the budget's size; some of everything is stale, undated, changed or broken."""
    rng = random.Random(seed)  # noqa: S311 - figures for a benchmark, not for secrecy
    statements = [_statement(framework, number, rng) for number in range(1, STATEMENTS + 1)]
    evidence = [_evidence(framework, number, rng) for number in range(1, EVIDENCE + 1)]
    targets: list[tuple[TargetKind, str]] = [
        *(("criterion", one) for one in framework.criteria),
        *(("prompt", one) for one in framework.prompts),
        *(("statement", one.id) for one in statements),
        *(("request", one) for one in framework.requests_by_id),
    ]
    links = [_link(number, evidence, targets, rng) for number in range(1, LINKS + 1)]
    return _records(evidence, links, statements)


def _statement(framework: Framework, number: int, rng: random.Random) -> Statement:
    return Statement(
        id=f"S{number:04d}",
        criterion=rng.choice(list(framework.criteria)),
        kind=rng.choice(("headline", "strength", "area_to_develop")),
        text=f"Statement {number}",
        impact=rng.choice(("", "Waits fell.", "Waits fell from 31 to 22 weeks.")),
        as_at=AS_AT - timedelta(days=rng.randrange(400)),
    )


def _evidence(framework: Framework, number: int, rng: random.Random) -> Evidence:
    return Evidence(
        id=f"E{number:04d}",
        title=f"Document {number}",
        location_kind="library",
        location=f"{number}.docx",
        kind=rng.choice([*(one.id for one in framework.evidence_kinds), ""]),
        agencies=tuple(one.id for one in rng.sample(framework.agencies, 2)),
        owner=rng.choice(("", "K. Ali", "R. Shah")),
        period_to=rng.choice((None, AS_AT - timedelta(days=rng.randrange(900)))),
        holds_personal_data=rng.choice((None, False)),
        sha256=f"{rng.randrange(EVIDENCE * 20):064x}",
    )


def _link(
    number: int, evidence: list[Evidence], targets: list[tuple[TargetKind, str]], rng: random.Random
) -> Link:
    one = rng.choice(evidence)
    kind, target = rng.choice(targets)
    seen = one.fingerprint if rng.random() < 0.9 else "0" * 64  # noqa: PLR2004 - nine links in ten are fresh
    return Link(
        id=f"L{number:04d}",
        evidence=one.id,
        target_kind=kind,
        target=target,
        evidence_seen=seen,
        reviewed=AS_AT,
    )


def _records(*tables: list[Any]) -> Records:
    frozen: dict[str, Any] = {
        rows[0].table: MappingProxyType({row.id: row for row in rows}) for rows in tables
    }
    return Records(**frozen)


def _edits(records: Records) -> list[tuple[str, Change]]:
    """One edit of each kind a user makes most."""
    evidence = next(iter(records.evidence.values()))
    link = next(iter(records.links.values()))
    statement = next(iter(records.statements.values()))
    new = Link(id="L99999", evidence=evidence.id, target_kind="criterion", target=statement.criterion)

    def changed(record: Record, **fields: object) -> Change:
        return put(record.model_copy(update=fields), record)

    return [
        ("re-date an item of evidence", changed(evidence, period_to=AS_AT)),
        ("review a link", changed(link, evidence_seen="1" * 64)),
        ("add a link", put(new)),
        ("reword a statement", changed(statement, text="Other words")),
    ]


def _timed(label: str, work: Callable[[], object], budget: int | None = None) -> None:
    """Print the best and the median wall time, and the median processor time, of several runs (ms)."""
    walls: list[float] = []
    works: list[float] = []
    for _ in range(RUNS):
        begun, worked = time.perf_counter(), time.process_time()
        work()
        works.append((time.process_time() - worked) * 1000)
        walls.append((time.perf_counter() - begun) * 1000)
    wall, best, cpu = statistics.median(walls), min(walls), statistics.median(works)
    within = f"   budget {budget:5d} ms" if budget else ""
    print(f"{label:<30} {best:8.1f} best {wall:8.1f} median {cpu:8.1f} processor{within}")


def main() -> None:
    """Measure and print."""
    framework = shipped_framework()
    records = large_workspace(framework)
    index = Index(framework, records)
    report = find_gaps(index, AS_AT)
    print(f"{len(records.evidence)} evidence, {len(records.links)} links, {len(report)} gaps; times in ms")
    _timed("index from nothing", lambda: Index(framework, records))
    _timed("index and every check", lambda: find_gaps(Index(framework, records), AS_AT), 1000)
    for label, change in _edits(records):
        later = apply_changes(records, [change])

        def edit(later: Records = later, change: Change = change) -> object:
            return report.after(index.after(later, [change]), [change])

        _timed(label, edit, 50)


if __name__ == "__main__":
    main()
