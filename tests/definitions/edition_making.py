"""Two editions of the test framework."""

from __future__ import annotations

from typing import Any

from readiness.model.definition.framework import CriterionGroup, Framework
from tests.making.building import (
    SEEN,
    make_criterion,
    make_framework,
)

OLD = make_framework(version="1")


def with_criteria(*criteria: tuple[str, str], **changes: Any) -> Framework:
    """The test framework with these criteria (id and title), under another version."""
    made = tuple(make_criterion(one).model_copy(update={"title": title}) for one, title in criteria)
    group = CriterionGroup(id="A", title="Group A", criteria=made, **SEEN)
    return make_framework(version="2", groups=(group,), **changes)


BEFORE = with_criteria(
    ("A1", "needs are identified early and well"), ("A2", "leaders plan services together")
).model_copy(update={"version": "1"})
