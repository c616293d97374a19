"""Measures the framework offers to be taken over, with their definition and published figures beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from readiness.base.errors import UsageError, resolve
from readiness.model.definition.framework import Framework, ReadyMeasure
from readiness.model.records.changes import Transaction, put
from readiness.model.records.measures import Benchmark, Measure
from readiness.workspace.editing import new_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.workspace.workspace import Workspace

PUBLISHED: Final = "Published figure"
"""What a comparator taken over from the framework is called until somebody names it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A ready measure, and the measures of this workspace that were made from it."""

    ready: ReadyMeasure
    taken: tuple[str, ...]


def offered(framework: Framework, measures: Mapping[str, Measure]) -> tuple[Offered, ...]:
    """Every ready measure in the definition's order."""
    return tuple(
        Offered(one, tuple(each.id for each in measures.values() if each.ready == one.id))
        for one in framework.ready_measures
    )


def take_over(ws: Workspace, ready_id: str, **given: object) -> tuple[Measure, Transaction]:
    """Add a measure made from a ready one; what is given takes the place of what it says.

    Raises:
        UsageError: There is none of that id; or a field cannot hold what was given.
    """
    known = {one.id: one for one in ws.framework.ready_measures}
    if not known:
        raise UsageError("The framework has no ready measures.", ws.framework.title, "Add one of your own.")
    ready = known[resolve("ready measure", ready_id, known)]
    fields = {
        "title": ready.title,
        "unit": ready.unit,
        "good": ready.good,
        "definition": ready.definition,
        "cycle": ready.cycle or "",
        "criteria": ready.criteria,
        "benchmarks": tuple(_comparators(ws.framework, ready)),
        **given,
    }
    measure = new_record(ws, Measure, fields, ready=ready.id)
    return measure, ws.run(Transaction(f"Add {measure.id}", (put(measure),)))


def _comparators(framework: Framework, ready: ReadyMeasure) -> Iterator[Benchmark]:
    """The published figures it names, as far as they are one number in its unit, the newest last."""
    for one in sorted(framework.comparators, key=lambda one: one.period):
        if one.id in ready.comparators and one.number is not None and one.unit == ready.unit:
            source = framework.sources.get(one.source)
            title = source.title if source else one.source
            doubt = "" if one.is_settled else f"; {one.status}, not confirmed"
            yield Benchmark(name=PUBLISHED, value=one.number, period=one.period, source=title + doubt)
