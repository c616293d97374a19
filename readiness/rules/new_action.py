"""What a new action holds when it is made from what it is to answer."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.rules.index import Index


def answering(index: Index, origin: str, weakened: Iterable[str] = ()) -> dict[str, object] | None:
    """The fields an action opens with, by stored name; None when there is no such origin.

    Args:
        index: The records.
        origin: Id of a statement, recommendation, measure, priority, workstream, criterion or prompt.
        weakened: Criteria to work on where the origin is none of these: those a gap weakens.
    """
    records = index.records
    if origin in records.workstreams:
        return {"workstream": origin}
    fields: dict[str, object] = {}
    criteria: Iterable[str] = weakened
    if statement := records.statements.get(origin):
        fields, criteria = {"statements": (origin,)}, (statement.criterion,)
    elif recommendation := records.recommendations.get(origin):
        fields, criteria = {"recommendations": (origin,)}, recommendation.criteria
    elif measure := records.measures.get(origin):
        fields, criteria = {"measures": (origin,)}, measure.criteria
    elif priority := records.priorities.get(origin):
        fields = {"priorities": (origin,), "measures": priority.measures}
        criteria = priority.criteria
    elif owner := index.criterion_of("criterion", origin) or index.criterion_of("prompt", origin):
        criteria = (owner,)
    known = tuple(one for one in criteria if one in index.framework.criteria)
    return {**fields, "criteria": known} if fields or known else None
