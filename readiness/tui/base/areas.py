"""The areas of the program: their names, their number keys, and what each is called under a framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework

AREAS = ("overview", "criteria", "evidence", "gaps", "requests", "plan", "notice")
"""The areas in the order of their number keys."""


def area_titles(framework: Framework | None = None) -> tuple[tuple[str, str], ...]:
    """Each area with its title; what is evaluated is called as the framework calls it, once there is one."""
    titles = [(name, name.capitalize()) for name in AREAS]
    if framework is None:  # the first paint: nothing of the data is loaded yet
        return tuple(titles)
    return tuple((name, framework.terms.said(title)) for name, title in titles)
