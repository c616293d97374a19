"""Definitions changed at random, as a revision might change them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from readiness.model.definition.framework import Framework

PARTS = ("agencies", "evidence_kinds", "lenses", "outcomes", "requests", "timetables", "groups")


def _renamed(part: Any, data: st.DataObject) -> Any:
    """The part as it is, or under another id."""
    return part.model_copy(update={"id": f"new-{part.id}"}) if data.draw(st.booleans()) else part


def changed_definition(framework: Framework, data: st.DataObject) -> Framework:
    """The framework after any dropping and renaming of what records can name; references left as they are."""
    changes: dict[str, Any] = {}
    for name in PARTS:
        held = getattr(framework, name)
        kept = [one for one in held if data.draw(st.integers(0, 3)) > 0] or list(held[:1])
        changes[name] = tuple(_renamed(one, data) for one in kept)
    groups = []
    for group in changes["groups"]:
        criteria = []
        for criterion in group.criteria:
            prompts = tuple(_renamed(one, data) for one in criterion.prompts if data.draw(st.booleans()))
            if data.draw(st.integers(0, 3)):
                criteria.append(_renamed(criterion.model_copy(update={"prompts": prompts}), data))
        groups.append(group.model_copy(update={"criteria": tuple(criteria)}))
    known = {criterion.id for group in groups for criterion in group.criteria}
    for name in ("requests", "lenses"):
        changes[name] = tuple(
            one.model_copy(update={"criteria": tuple(filter(known.__contains__, one.criteria))})
            for one in changes[name]
        )
    values = {name: getattr(framework, name) for name in type(framework).model_fields}
    return Framework.model_construct(**{**values, **changes, "groups": tuple(groups)})
