"""The tables of a workspace: which record type each holds."""

from __future__ import annotations

from readiness.core.area import Area
from readiness.core.evaluation import LocalGrade, Statement
from readiness.core.evidence import Evidence, Link
from readiness.core.improvement import Action, Recommendation
from readiness.core.inspection import Notice
from readiness.core.measures import Measure
from readiness.core.record import Record
from readiness.core.requests import RequestState

RECORD_TYPES: dict[str, type[Record]] = {
    kind.table: kind
    for kind in (
        Area,
        Evidence,
        Link,
        Statement,
        LocalGrade,
        RequestState,
        Recommendation,
        Action,
        Measure,
        Notice,
    )
}
"""Record type by table name, in the order the snapshot is written."""


def number_of(record_id: str, prefix: str) -> int:
    """The counting part of an id such as ``E0012``; 0 when the id is of another kind."""
    digits = record_id.removeprefix(prefix)
    is_counted = bool(prefix) and record_id.startswith(prefix) and digits.isascii() and digits.isdigit()
    return int(digits) if is_counted else 0


def make_id(prefix: str, number: int) -> str:
    """The id for the nth record of a kind: ``E0001``; longer once four digits are used up."""
    return f"{prefix}{number:04d}"
