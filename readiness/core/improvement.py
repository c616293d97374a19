"""Recommendations made to the partnership, and the actions it takes."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from readiness.core.record import Record

RecommendationKind = Literal["area_for_improvement", "area_for_priority_action", "other"]
ActionStatus = Literal["not_started", "in_progress", "done", "stopped"]


class Milestone(BaseModel):
    """A dated step of an action."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    due: date | None = None
    done: date | None = None


class Recommendation(Record):
    """Something a report, a strategy or a review told the partnership to do."""

    table: ClassVar[str] = "recommendations"
    prefix: ClassVar[str] = "R"

    kind: RecommendationKind
    text: str
    source: str = ""
    """Document it comes from."""
    made_on: date | None = None
    responsible: tuple[str, ...] = ()
    """Bodies named as responsible, in the source's words."""
    criteria: tuple[str, ...] = ()


class Action(Record):
    """Something the partnership does about an area to develop or a recommendation."""

    table: ClassVar[str] = "actions"
    prefix: ClassVar[str] = "P"

    title: str
    statements: tuple[str, ...] = ()
    """Ids of the areas to develop or next steps it answers."""
    recommendations: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    responsible: str = ""
    """Responsible body or role."""
    due: date | None = None
    status: ActionStatus = "not_started"
    percent_done: int = Field(default=0, ge=0, le=100)
    milestones: tuple[Milestone, ...] = ()
    success_measure: str = ""
    measures: tuple[str, ...] = ()
    """Ids of measures that will show whether it worked."""
    progress: str = ""
