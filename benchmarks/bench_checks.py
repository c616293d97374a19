"""All checks over 1,000, 10,000 and 100,000 items of evidence with five links each: cold, and after one edit.

    python -m benchmarks.bench_checks 1000 10000 100000

Budget for 10,000: at most 1 s cold, at most 50 ms after one edit. Python's collector does not run during a
measurement, as in the program, which holds it off while a workspace opens. Cold is also given as a ratio to
the least any full check must do: look once at both ends of every link.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from benchmarks.effort import rounds
from readiness.gaps.report import find_gaps
from readiness.model.definition.framework import Framework
from readiness.model.records.changes import Change, apply_changes, put
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link, TargetKind
from readiness.model.records.record import Record
from readiness.model.records.tables import Records
from readiness.rules.index import Index

AS_AT = date(2026, 12, 7)
BUDGET_SIZE = 10_000
LINKS_EACH = 5
STATEMENTS_PER_HUNDRED = 3
RUNS = {1_000: rounds(15), 10_000: rounds(9), 100_000: rounds(3)}
"""By size, so that each takes about as long."""


def shipped_framework() -> Framework:
    """The largest framework shipped."""
    from readiness.definitions.files import shipped_frameworks
    from readiness.definitions.loading import load_framework

    loaded = [load_framework(path)[0] for path in shipped_frameworks().values()]
    return max((one for one in loaded if one), key=lambda one: len(one.prompts))


def large_workspace(framework: Framework, size: int = BUDGET_SIZE, seed: int = 7) -> Records:
    """A workspace with `size` items of evidence; some of everything is stale, undated, changed or broken."""
    rng = random.Random(seed)  # noqa: S311 - figures for a benchmark, not for secrecy
    many = size * STATEMENTS_PER_HUNDRED // 100
    statements = [_statement(framework, number, rng) for number in range(1, many + 1)]
    evidence = [_evidence(framework, number, size, rng) for number in range(1, size + 1)]
    targets: list[tuple[TargetKind, str]] = [
        *(("criterion", one) for one in framework.criteria),
        *(("prompt", one) for one in framework.prompts),
        *(("statement", one.id) for one in statements),
        *(("request", one) for one in framework.requests_by_id),
    ]
    links = [_link(number, evidence, targets, rng) for number in range(1, size * LINKS_EACH + 1)]
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


def _evidence(framework: Framework, number: int, size: int, rng: random.Random) -> Evidence:
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
        sha256=f"{rng.randrange(size * 20):064x}",
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
    new = Link(id="L999999", evidence=evidence.id, target_kind="criterion", target=statement.criterion)

    def changed(record: Record, **fields: object) -> Change:
        return put(record.model_copy(update=fields), record)

    return [
        ("re-date an item of evidence", changed(evidence, period_to=AS_AT)),
        ("review a link", changed(link, evidence_seen="1" * 64)),
        ("add a link", put(new)),
        ("reword a statement", changed(statement, text="Other words")),
    ]


def _best(work: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """The best and the median wall time, and the median processor time, of several runs (ms)."""
    walls: list[float] = []
    works: list[float] = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        begun, worked = time.perf_counter(), time.process_time()
        work()
        works.append((time.process_time() - worked) * 1000)
        walls.append((time.perf_counter() - begun) * 1000)
        gc.enable()
    return min(walls), statistics.median(walls), statistics.median(works)


def _told(label: str, times: tuple[float, float, float], note: str = "") -> None:
    best, wall, cpu = times
    print(f"  {label:<28} {best:8.1f} best {wall:8.1f} median {cpu:8.1f} processor   {note}".rstrip())


def _look(records: Records) -> int:
    """Look once at both ends of every link."""
    return sum(link.evidence in records.evidence and bool(link.target) for link in records.links.values())


def measure(framework: Framework, size: int) -> None:
    """Measure and print one size."""
    records, runs = large_workspace(framework, size), RUNS.get(size, 5)
    index = Index(framework, records)
    report = find_gaps(index, AS_AT)
    print(f"{size:,} evidence, {len(records.links):,} links, {len(report):,} gaps; times in ms")
    floor = _best(lambda: _look(records), runs)
    cold = _best(lambda: find_gaps(Index(framework, records), AS_AT), runs)
    _told("both ends of every link", floor)
    _told("index from nothing", _best(lambda: Index(framework, records), runs))
    _told(
        "index and every check", cold, f"{cold[0] / floor[0]:.0f} x, {cold[0] / size * 1000:.0f} us an item"
    )
    for label, change in _edits(records):
        later = apply_changes(records, [change])

        def edit(later: Records = later, change: Change = change) -> object:
            return report.after(index.after(later, [change]), [change])

        _told(label, _best(edit, runs))


def main() -> None:
    """Measure the sizes given."""
    framework = shipped_framework()
    for size in [int(one) for one in sys.argv[1:]] or [BUDGET_SIZE]:
        measure(framework, size)


if __name__ == "__main__":
    main()
