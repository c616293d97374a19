"""From values as written to a strict model: every fault listed once, and only faulty parts left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from readiness.core.problems import Problem
from readiness.store.definition_tree import DefinitionTree
from readiness.store.faults import Fault
from readiness.store.plain_faults import plain_faults

Model = TypeVar("Model", bound=BaseModel)
Contents = Callable[[dict[str, object]], Iterable[Fault]]
"""Faults of the plain values that a model cannot see, such as a reference to nothing."""

_STAND_INS: dict[str, object] = {"status": "assumed", "source": "unknown"}
"""What a fact gets whose status or source is missing or wrong: it claims nothing, and it is kept."""
_ROUNDS = 20
"""Each round leaves at least one part out; cascades end in three or four."""


def build(
    model: type[Model], tree: DefinitionTree, contents: Contents, problems: list[Problem]
) -> Model | None:
    """Build the model, leaving faulty list elements and optional parts out.

    Returns:
        The model, or None when what must be there is not. `problems` grows by every fault.
    """
    built, faults = _examine(model, tree, contents)
    listed = [tree.problem(one.path, one.what, one.hint) for one in faults if one.path not in tree.faulty]
    problems += sorted(listed, key=lambda one: one.where)
    gone: set[str] = set()
    for turn in range(_ROUNDS):
        if built is not None and not any(one.drops for one in faults):
            break
        if not (lost := _leave_out(tree, faults)):
            return None
        gone |= lost if turn else set()
        built, faults = _examine(model, tree, contents)
    if gone - {""}:
        what = f"Left out as well, because they rest on faulty parts: {', '.join(sorted(gone - {''}))}."
        hint = "Correct the faults above; these come back by themselves."
        problems.append(tree.problem((), what, hint, "warning"))
    return built


def _examine(
    model: type[Model], tree: DefinitionTree, contents: Contents
) -> tuple[Model | None, list[Fault]]:
    plain = tree.plain()
    found = list(contents(plain))
    try:
        return model.model_validate(plain), found
    except ValidationError as error:
        return None, [*plain_faults(error, model), *found]


def _leave_out(tree: DefinitionTree, faults: Iterable[Fault]) -> set[str]:
    """Cut what cannot be used; the ids of what went, with an empty one for a part without id."""
    faulty = [one for one in faults if one.drops]
    repaired = {one.path for one in faulty if len(one.path) > 1 and tree.put(one.path, _STAND_INS)}
    dropping = [one for one in faulty if one.path not in repaired]
    keys = [one.path for one in dropping if one.is_extra_key]
    gone = {"" for path in keys if tree.cut_key(path)} | {"" for _ in repaired}
    return gone | tree.cut(one.path for one in dropping if not one.is_extra_key)
