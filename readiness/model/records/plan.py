"""Recommendations made to the partnership, and the actions it takes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limits

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.date_moves import Moves
from readiness.model.records.like_fields import CriteriaServed, Difference
from readiness.model.records.record import Record
from readiness.model.vocabulary import (
    ACTION_STATUS,
    EFFECT_TITLES,
    ActionStatus,
    Confidence,
    Effect,
    RecommendationKind,
)


class Milestone(BaseModel):
    """A dated step of an action."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, Field(label="Step", help="What will be done.")]
    due: Annotated[
        date | None,
        Field(
            label="Due",
            help="When it is due.",
            kind="date",
            nearest="ahead",
            empty="no date",
            kept_as="due day",
        ),
    ] = None
    done: Annotated[
        date | None,
        Field(label="Done on", help="When it was done.", kind="date", nearest="back", empty="not yet"),
    ] = None


class Judgement(BaseModel):
    """Confidence in an action that somebody set in place of what its dates say; never without a reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    confidence: Annotated[
        Confidence,
        Field(
            label="Confidence",
            help="Whether it will be delivered as planned, in the board's words.",
            kind="choice",
            choices=choices.confidences,
        ),
    ]
    reason: Annotated[str, Field(label="Reason", help="Why, whatever its dates say.")]
    by: Annotated[str, Field(label="By", help="Who judged so.", empty="nobody named")] = ""
    on: Annotated[
        date | None,
        Field(label="On", help="When they did.", kind="date", nearest="back", empty="no date"),
    ] = None


class Closing(BaseModel):
    """When a recommendation was met, and what shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: Annotated[date, Field(label="On", help="Day it was closed.", kind="date", nearest="back")]
    words: Annotated[str, Field(label="How it was met", help="What was done, and what shows it.")]
    by: Annotated[str, Field(label="By", help="Who says so: a board, a role.", empty="nobody named")] = ""


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
    closing: Annotated[
        Closing | None,
        Field(
            label="Closed",
            help="When it was met, and what shows it; link the proof as evidence.",
            kind="rows",
            empty="open",
        ),
    ] = None


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
    criteria: CriteriaServed = ()
    workstream: Annotated[
        str,
        Field(
            label="Workstream",
            help="The workstream that carries it.",
            kind="records",
            records="workstreams",
            empty="none",
            filter="workstream",
        ),
    ] = ""
    priorities: Annotated[
        tuple[str, ...],
        Field(
            label="Serves priorities",
            help="Priorities and golden threads it serves.",
            kind="records",
            records="priorities",
            option="serves",
            empty="none",
        ),
    ] = ()
    owner: Annotated[
        str,
        Field(
            label="Owner",
            help="A role or a name of staff: who does it.",
            empty="nobody",
            names_owner=True,
            filter="owner",
        ),
    ] = ""
    """Who does it; `responsible` answers for it."""
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
    start: Annotated[
        date | None,
        Field(label="Start", help="When it is to begin.", kind="date", nearest="around", empty="no date"),
    ] = None
    due: Annotated[
        date | None,
        Field(
            label="Due",
            help="When it is due.",
            kind="date",
            nearest="ahead",
            empty="no date",
            filter="due",
            kept_as="due day",
        ),
    ] = None
    moves: Moves = ()
    status: Annotated[
        ActionStatus,
        Field(
            label="Delivery",
            help="How far it is delivered; what came of it is said apart.",
            kind="choice",
            choices=choices.Fixed(ACTION_STATUS),
            clearable=False,
            aliases=("Status",),
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
    confidence: Annotated[
        Judgement | None,
        Field(
            label="Confidence",
            help="Set by hand, with a reason, in place of what its dates say.",
            kind="rows",
            empty="as its dates say",
        ),
    ] = None
    """None to let milestones and dates speak: `rules.standing.standing_of`."""
    effect: Annotated[
        Effect,
        Field(
            label="Effect seen",
            help="What difference has been seen, whether or not it is delivered.",
            kind="choice",
            choices=choices.Fixed(EFFECT_TITLES),
            clearable=False,
            filter="effect",
        ),
    ] = "none_yet"
    difference: Difference = ""
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
    """A summary that is written over; what happened when is in progress notes, which are not."""
    continues: Annotated[
        str,
        Field(
            label="Continues",
            help="The action of an earlier plan it goes on from.",
            kind="records",
            records="actions",
            set_by="action",
            empty="none",
        ),
    ] = ""
