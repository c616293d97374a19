"""What a framework tells beside its criteria: published figures, recurring themes, and words explained."""

from __future__ import annotations

from readiness.core.facts import Fact


class Comparator(Fact):
    """A published national figure to set local figures beside."""

    id: str
    measure: str
    value: str
    """As published, with its unit; shown, not computed with."""
    number: float | None = None
    unit: str = ""
    period: str
    criteria: tuple[str, ...] = ()


class Theme(Fact):
    """How often published reports raise a topic: a line of enquiry."""

    id: str
    title: str
    improvement_percent: int
    """Share of reports whose areas for improvement raise it, per cent."""
    priority_percent: int
    """Share of the weakest-outcome reports whose priority actions raise it, per cent."""
    criteria: tuple[str, ...] = ()


class Term(Fact):
    """A role or a glossary entry."""

    term: str
    short: str = ""
    meaning: str
