"""How a board judges its plan: how often it meets, and what its words for confidence mean."""

from __future__ import annotations

from pydantic import Field

from readiness.model.definition.facts import Node


class Board(Node):
    """What a board counts as slipping, in days, and what it calls that.

    Boards differ: a definition, or an area's own overlay of one, says what holds here. The figures are a
    product choice where it says nothing; published plans meet monthly or every six weeks.
    """

    cycle_days: int = Field(default=42, ge=1)
    """Days from one meeting to the next: a progress note older than that is old."""
    at_risk_days: int = Field(default=1, ge=1)
    """Days a milestone may not be late without putting its action at risk."""
    off_track_days: int = Field(default=28, ge=1)
    """Days a milestone is late from which its action is off track."""
    on_track: str = "on track (green)"
    at_risk: str = "at risk (amber)"
    off_track: str = "off track (red)"
