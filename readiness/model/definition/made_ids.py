"""Ids of parts that an author need not name: made from their words, and the same each time."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from readiness.base.folding import fold
from readiness.model.definition.facts import Fact

Named = TypeVar("Named", bound=Fact)

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")

_LONGEST = 50
"""Characters of the words that an id begins with; an id has at most 60."""


def with_ids(parts: tuple[Named, ...], field: str) -> tuple[Named, ...]:
    """The parts of one list, those without an id under one made from their words: ``plan``, ``plan-2``.

    Args:
        parts: Facts with an `id`, empty where their author gave none.
        field: The field whose words an id is made from.
    """
    taken = {_id(one) for one in parts}
    named: list[Named] = []
    for one in parts:
        start = _NOT_IN_AN_ID.sub("-", fold(str(getattr(one, field)))).strip("-")[:_LONGEST] or "part"
        wanted, number = _id(one) or start, 1
        while not _id(one) and wanted in taken:
            number += 1
            wanted = f"{start}-{number}"
        taken.add(wanted)
        named.append(one if _id(one) else one.model_copy(update={"id": wanted}))
    return tuple(named)


def as_written(written: dict[str, Any], held: str, parts: tuple[Named, ...], field: str) -> dict[str, Any]:
    """A part as data for a copy that is kept, without ids of what it holds that would be made again.

    So the copy says what its author wrote, and its fingerprint is that of it.

    Args:
        written: All of the part.
        held: Name of the list it holds.
        parts: What is in that list.
        field: As for `with_ids`.
    """
    bare = tuple(one.model_copy(update={"id": ""}) for one in parts)
    if held not in written or with_ids(bare, field) != parts:
        return written
    without = [{name: value for name, value in one.items() if name != "id"} for one in written[held]]
    return {**written, held: without}


def _id(part: Fact) -> str:
    return str(getattr(part, "id", ""))
