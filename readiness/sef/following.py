"""What is tied to a statement goes where its words went: evidence, actions and measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readiness.model.records.changes import Change, put
from readiness.model.records.evidence import Link
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action
from readiness.workspace.editing import make, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

_KEPT = {"evidence", "target_kind", "pinpoint", "note", "evidence_seen", "target_seen", "reviewed"}

Follow = tuple[str, str]
"""Statement the words came from, and the one they stand in now."""


def links_that_follow(ws: Workspace, follows: Iterable[Follow]) -> Iterator[Change]:
    """New links that tie a statement to the evidence of the one its words came from.

    They keep what was seen when the old link was reviewed, so that each is due for review.
    """
    tied = {(one.evidence, one.target, str(one.pinpoint)) for one in ws.records.links.values()}
    for source, target in follows:
        for link in ws.index.links_to("statement", source):
            key = (link.evidence, target, str(link.pinpoint))
            if key in tied:
                continue
            tied.add(key)
            fields = link.model_dump(include=_KEPT)
            yield put(make(Link, **fields, id=ws.new_id(Link.table), target=target))


def answers_that_follow(action: Action | Measure, follows: Iterable[Follow]) -> Action | Measure:
    """An action or measure about a statement, about the one its words stand in now as well."""
    more = [target for source, target in follows if source in action.statements]
    fresh = tuple(dict.fromkeys((*action.statements, *more)))
    return action if fresh == action.statements else revise(action, statements=fresh)
