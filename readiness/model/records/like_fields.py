"""Fields that several records have and that mean the same in each."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field as Limits

from readiness.model import choices
from readiness.model.field import Field

CriteriaServed: TypeAlias = Annotated[
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
]

Difference: TypeAlias = Annotated[
    str,
    Field(
        label="Difference made",
        help="What difference it has made, and to whom.",
        kind="long",
        empty="not said yet",
    ),
]

Position: TypeAlias = Annotated[
    int,
    Limits(ge=0),
    Field(label="Order", help="Its place among the others, smallest first.", kind="number"),
]
