"""Older schema versions brought up to the present one, a step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from readiness.store.journal import FORMAT, Document

Step = Callable[[str, Document], Document]
"""From a table's name and a document of one version to that document in the next version."""

STEPS: dict[int, Step] = {}
"""The step that leads on from each older version. Version 1 is the first, so there is none yet."""


def migrate(
    table: str, document: Document, version: int, *, steps: Mapping[int, Step] = STEPS, to: int = FORMAT
) -> Document:
    """A document of an older version as one of version `to`. Raises KeyError when a step is missing."""
    for step in range(version, to):
        document = steps[step](table, document)
    return document
