"""An area whose statements are printed, and its working draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import LocalGrade
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action, Recommendation
from readiness.sef import statements
from readiness.workspace.workspace import Workspace
from tests.sef.printed_area import BACKLOG, SUSPENSIONS
from tests.sef.returned_copies import (
    TODAY,
    exported,
)


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """Statements that end in figures, an action, a measure, a recommendation and a local view."""
    statements.add(workspace, "A1", "headline", "Needs are found earlier (by 2 years)", as_at=TODAY)
    statements.add(
        workspace, "A1", "strength", BACKLOG, as_at=TODAY, impact="Families waited 9 weeks less in 2025"
    )
    statements.add(workspace, "A1", "context", SUSPENSIONS, as_at=TODAY)
    statements.add(workspace, "A1", "area_to_develop", "Too few plans name health, 3 of 17", as_at=TODAY)
    statements.add(
        workspace, "A3", "strength", "Short breaks reach 240 families.", as_at=TODAY, impact="Rest."
    )
    statements.add(workspace, "A3", "area_to_develop", "Clubs for over-16s are few.", as_at=TODAY)
    measure = Measure(
        id=workspace.new_id("measures"),
        title="Plans in 20 weeks",
        unit="%",
        criteria=("A1",),
        baseline=Observation(period_to=date(2024, 12, 31), value=41),
        observations=(Observation(period_to=date(2025, 12, 31), value=52.4),),
        target=60,
    )
    action = Action(id=workspace.new_id("actions"), title="Hire two psychologists", criteria=("A1",))
    told = Recommendation(id=workspace.new_id("recommendations"), kind="other", text="Find needs sooner")
    view = LocalGrade(id="A1", outcome=next(iter(workspace.framework.outcomes_by_id)), why="Waits are long")
    paper = Evidence(
        id=workspace.new_id("evidence"),
        title="Panel log",
        location_kind="url",
        location="https://example.org/a",
        added=TODAY,
    )
    link = Link(id=workspace.new_id("links"), evidence=paper.id, target_kind="statement", target="S0002")
    area = workspace.area.model_copy(update={"context": "A rural area.\n\nWith two towns."})
    workspace.run(
        Transaction(
            "Fill",
            (
                put(measure),
                put(action),
                put(told),
                put(view),
                put(paper),
                put(link),
                put(area, workspace.area),
            ),
        )
    )
    return workspace


@pytest.fixture
def out(written: Workspace, tmp_path: Path) -> Path:
    """The working draft."""
    return exported(written, tmp_path / "sef.docx")
