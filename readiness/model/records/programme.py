"""What a plan is made of above its actions: strategies, their priorities, and who carries them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.like_fields import CriteriaServed, Difference, Position
from readiness.model.records.record import BrokenRule, Record
from readiness.model.vocabulary import PRIORITY_KIND_TITLES, PriorityKind


class Strategy(Record):
    """A strategy or plan of the partnership, for as long as it runs."""

    table: ClassVar[str] = "strategies"
    prefix: ClassVar[str] = "ST"

    title: Annotated[str, Field(label="Strategy", help="Name of the strategy or plan.")]
    start: Annotated[
        date | None,
        Field(label="From", help="First day it runs.", kind="date", nearest="around", empty="no date"),
    ] = None
    end: Annotated[
        date | None,
        Field(label="To", help="Last day it runs.", kind="date", nearest="around", empty="no date"),
    ] = None
    board: Annotated[
        str, Field(label="Agreed by", help="The board or bodies that agreed it.", empty="nobody named")
    ] = ""
    aim: Annotated[str, Field(label="Aim", help="What it is to bring about.", kind="long")] = ""
    difference: Difference = ""
    follows: Annotated[
        str,
        Field(
            label="Follows",
            help="The strategy whose open actions it took over.",
            kind="records",
            records="strategies",
            set_by="action",
            empty="none",
        ),
    ] = ""

    @property
    def broken_rule(self) -> BrokenRule | None:
        """It cannot end before it begins."""
        if self.start and self.end and self.end < self.start:
            return BrokenRule("The strategy would end before it begins.", "Change one of the two dates.")
        return None


class Priority(Record):
    """A priority of a strategy, or a thread that runs through all of it."""

    table: ClassVar[str] = "priorities"
    prefix: ClassVar[str] = "PR"

    title: Annotated[str, Field(label="Priority", help="What matters, in a few words.")]
    kind: Annotated[
        PriorityKind,
        Field(
            label="Kind",
            help="A priority, or a golden thread: what runs through everything.",
            kind="choice",
            choices=choices.Fixed(PRIORITY_KIND_TITLES),
            clearable=False,
            filter="kind",
        ),
    ] = "priority"
    aim: Annotated[str, Field(label="Aim", help="What will be different, and for whom.", kind="long")] = ""
    strategies: Annotated[
        tuple[str, ...],
        Field(
            label="Of strategies",
            help="Strategies it stands in.",
            kind="records",
            records="strategies",
            option="of",
            empty="none",
        ),
    ] = ()
    lead: Annotated[
        str,
        Field(
            label="Lead",
            help="A role or a name of staff.",
            empty="nobody",
            names_owner=True,
            filter="owner",
        ),
    ] = ""
    criteria: CriteriaServed = ()
    measures: Annotated[
        tuple[str, ...],
        Field(
            label="Key measures",
            help="Measures that show whether it is reached.",
            kind="records",
            records="measures",
            empty="none",
        ),
    ] = ()
    difference: Difference = ""
    position: Position = 0


class Workstream(Record):
    """A group that carries part of the plan, with who leads it and whom it reports to."""

    table: ClassVar[str] = "workstreams"
    prefix: ClassVar[str] = "WS"

    title: Annotated[str, Field(label="Workstream", help="What it is called.")]
    chair: Annotated[
        str,
        Field(
            label="Chair",
            help="A role or a name of staff.",
            empty="nobody",
            names_owner=True,
            filter="chair",
        ),
    ] = ""
    co_chair: Annotated[
        str,
        Field(label="Co-chair", help="A role or a name of staff.", empty="nobody", names_owner=True),
    ] = ""
    members: Annotated[
        tuple[str, ...],
        Field(
            label="Members", help="Who sits on it: roles or bodies.", empty="nobody named", names_owner=True
        ),
    ] = ()
    board: Annotated[
        str, Field(label="Reports to", help="The board it reports to.", empty="no board named")
    ] = ""
    priorities: Annotated[
        tuple[str, ...],
        Field(
            label="Carries priorities",
            help="Priorities it carries.",
            kind="records",
            records="priorities",
            empty="none",
        ),
    ] = ()
    recommendations: Annotated[
        tuple[str, ...],
        Field(
            label="Carries recommendations",
            help="Recommendations it carries.",
            kind="records",
            records="recommendations",
            empty="none",
        ),
    ] = ()
    position: Position = 0
