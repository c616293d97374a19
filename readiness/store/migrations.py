"""Older schema versions brought up to the present one, a step at a time."""

from __future__ import annotations

from collections.abc import Callable

from readiness.store import journal
from readiness.store.journal import Document

Step = Callable[[str, Document], Document]
"""From a table's name and a document of one version to that document in the next version."""

STEPS: dict[int, Step] = {}
"""The step that leads on from each older version. Version 1 is the first, so there is none yet."""


def migrate(table: str, document: Document, version: int) -> Document:
    """A document of an older version in the present version. Raises KeyError when a step is missing."""
    for step in range(version, journal.FORMAT):
        document = STEPS[step](table, document)
    return document
