"""What follows an inspection: points about the draft report, and what was promised to whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.vocabulary import POINT_STATES, PointState


class AccuracyPoint(BaseModel):
    """A sentence of the draft report that is not so, with what shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Annotated[str, Field(label="Where", help="Page and line of the draft, such as page 4, line 12.")]
    printed: Annotated[
        str, Field(label="As printed", help="The sentence of the draft, word for word.", kind="long")
    ] = ""
    wrong: Annotated[str, Field(label="What is wrong", help="Which fact is not so.", kind="long")] = ""
    evidence: Annotated[
        str, Field(label="Evidence", help="Id and page, or words, that show it.", empty="none yet")
    ] = ""
    proposed: Annotated[
        str, Field(label="Proposed words", help="How it should read.", kind="long", empty="none yet")
    ] = ""
    by: Annotated[str, Field(label="By", help="Which partner raises it.", empty="nobody named")] = ""
    state: Annotated[
        PointState,
        Field(
            label="State",
            help="What came of it.",
            kind="choice",
            choices=choices.Fixed(POINT_STATES),
            clearable=False,
        ),
    ] = "open"


class Promise(BaseModel):
    """Something the partnership said it would do, to somebody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Annotated[str, Field(label="Promise", help="What was promised.")]
    whom: Annotated[str, Field(label="To whom", help="Who was told so.", empty="not said")] = ""
    by: Annotated[
        str, Field(label="Who keeps it", help="A role or a body.", empty="nobody", names_owner=True)
    ] = ""
    made: Annotated[
        date | None, Field(label="Made on", help="When it was made.", kind="date", empty="no date")
    ] = None
    due: Annotated[
        date | None,
        Field(label="Due", help="By when.", kind="date", nearest="ahead", empty="no date"),
    ] = None
    kept: Annotated[
        date | None, Field(label="Kept on", help="When it was kept.", kind="date", empty="not yet")
    ] = None
