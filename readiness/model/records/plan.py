"""Recommendations made to the partnership, and the actions it takes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limits

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.record import Record
from readiness.model.vocabulary import (
    ACTION_STATUS,
    ActionStatus,
    RecommendationKind,
)


class Milestone(BaseModel):
    """A dated step of an action."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, Field(label="Step", help="What will be done.")]
    due: Annotated[
        date | None, Field(label="Due", help="When it is due.", kind="date", nearest="ahead", empty="no date")
    ] = None
    done: Annotated[
        date | None,
        Field(label="Done on", help="When it was done.", kind="date", nearest="back", empty="not yet"),
    ] = None


class Recommendation(Record):
    """Something a report, a strategy or a review told the partnership to do."""

    table: ClassVar[str] = "recommendations"
    prefix: ClassVar[str] = "R"

    kind: Annotated[
        RecommendationKind,
        Field(
            label="Kind",
            help="What the source calls it.",
            kind="choice",
            choices=choices.recommendation_kinds,
            filter="kind",
        ),
    ]
    text: Annotated[str, Field(label="Recommendation", help="The words of the recommendation.", kind="long")]
    source: Annotated[
        str, Field(label="Source", help="The report or paper it comes from.", filter="source")
    ] = ""
    """Document it comes from."""
    made_on: Annotated[
        date | None,
        Field(label="Made on", help="Date of the source.", kind="date", nearest="back", empty="no date"),
    ] = None
    responsible: Annotated[
        tuple[str, ...],
        Field(
            label="Responsible",
            help="Bodies named as responsible, in the source's words.",
            option="who",
            empty="nobody",
            filter="responsible",
        ),
    ] = ()
    """Bodies named as responsible, in the source's words."""
    criteria: Annotated[
        tuple[str, ...],
        Field(
            label="Criteria",
            help="Criteria it is about.",
            kind="choices",
            choices=choices.criteria,
            as_ids=True,
            empty="none",
            filter="criterion",
        ),
    ] = ()


class Action(Record):
    """Something the partnership does about an area to develop or a recommendation."""

    table: ClassVar[str] = "actions"
    prefix: ClassVar[str] = "P"

    title: Annotated[str, Field(label="Action", help="What will be done.")]
    statements: Annotated[
        tuple[str, ...],
        Field(
            label="Answers statements",
            help="Areas to develop and next steps it answers.",
            kind="records",
            records="statements",
            option="for",
            empty="none",
        ),
    ] = ()
    """Ids of the areas to develop or next steps it answers."""
    recommendations: Annotated[
        tuple[str, ...],
        Field(
            label="Answers recommendations",
            help="Recommendations it answers.",
            kind="records",
            records="recommendations",
            option="answers",
            empty="none",
        ),
    ] = ()
    criteria: Annotated[
        tuple[str, ...],
        Field(
            label="Criteria",
            help="Criteria it serves.",
            kind="choices",
            choices=choices.criteria,
            as_ids=True,
            empty="none",
            filter="criterion",
        ),
    ] = ()
    responsible: Annotated[
        str,
        Field(
            label="Responsible",
            help="Responsible body or role.",
            option="who",
            empty="nobody",
            names_owner=True,
            filter="responsible",
        ),
    ] = ""
    """Responsible body or role."""
    due: Annotated[
        date | None,
        Field(
            label="Due", help="When it is due.", kind="date", nearest="ahead", empty="no date", filter="due"
        ),
    ] = None
    status: Annotated[
        ActionStatus,
        Field(
            label="Status",
            help="How it stands.",
            kind="choice",
            choices=choices.Fixed(ACTION_STATUS),
            clearable=False,
            filter="status",
        ),
    ] = "not_started"
    percent_done: Annotated[
        int,
        Limits(ge=0, le=100),
        Field(label="Per cent done", help="How far it is.", kind="number", option="percent"),
    ] = 0
    milestones: Annotated[
        tuple[Milestone, ...],
        Field(label="Milestones", help="Its dated steps.", kind="rows", option="milestone", empty="none"),
    ] = ()
    success_measure: Annotated[
        str, Field(label="Success measure", help="How success will be seen.", option="success")
    ] = ""
    measures: Annotated[
        tuple[str, ...],
        Field(
            label="Measures",
            help="Measures that will show whether it worked.",
            kind="records",
            records="measures",
            empty="none",
        ),
    ] = ()
    """Ids of measures that will show whether it worked."""
    progress: Annotated[str, Field(label="Progress", help="Where it stands, in words.", kind="long")] = ""
