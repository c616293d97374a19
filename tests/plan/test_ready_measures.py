"""Measures taken over from the framework: with their definition, and each only once without saying so."""

from __future__ import annotations

import pytest

from readiness.base.errors import UsageError
from readiness.model.records.measures import Measure
from readiness.plan.ready_measures import offered, take_over
from readiness.rules.figures import is_percentage
from readiness.workspace.workspace import Workspace


def test_a_ready_measure_brings_its_definition_and_comparators(workspace: Workspace) -> None:
    """Unit, direction, cycle, criteria and the published figures in its unit, with how far they are known."""
    measure, _ = take_over(workspace, "plans-20-weeks", target="75")
    held = workspace.records.measures[measure.id]
    assert (held.unit, held.good, held.cycle, held.criteria, held.target) == (
        "%",
        "higher",
        "month",
        ("A1",),
        75,
    )
    assert "20 weeks" in held.definition
    assert [(one.value, one.period) for one in held.benchmarks] == [(46.4, "2024"), (46.1, "2025")]
    assert all("not confirmed" in one.source for one in held.benchmarks)
    taken = {one.ready.id: one.taken for one in offered(workspace.framework, workspace.records.measures)}
    assert taken["plans-20-weeks"] == (measure.id,)
    assert taken["neet"] == ()


def test_every_ready_measure_can_be_taken_over(workspace: Workspace) -> None:
    """None names a criterion or a figure that is not there, and none stays without a definition."""
    for one in workspace.framework.ready_measures:
        measure, _ = take_over(workspace, one.id)
        assert measure.definition
        assert set(measure.criteria) <= workspace.framework.criteria.keys()
        assert len(measure.benchmarks) == len(one.comparators)
        assert is_percentage(measure.unit) or measure.unit


def test_what_is_not_offered_is_refused(workspace: Workspace) -> None:
    """And nothing is stored."""
    with pytest.raises(UsageError) as refused:
        take_over(workspace, "plans-20-week")
    assert "There is no ready measure" in refused.value.title
    assert not any(isinstance(one, Measure) for one in workspace.records.measures.values())
