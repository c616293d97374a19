"""How far a framework fact is confirmed, and where it comes from."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from readiness.model.vocabulary import SETTLED, FactStatus, doubt


class Node(BaseModel):
    """Base of every framework definition: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Fact(Node):
    """A node whose truth has a status and a source."""

    status: FactStatus
    """How far this is confirmed."""
    source: str
    """Key into the framework's `sources`."""
    basis: str = ""
    """Why it is believed, in the definition author's words."""
    confirmed_by: str = ""
    """Who confirmed or corrected it locally; set by an overlay only."""
    confirmed_on: date | None = None
    """When it was confirmed or corrected locally; set by an overlay only."""

    @property
    def is_settled(self) -> bool:
        """Whether the fact may be relied on without a warning."""
        return self.status in SETTLED

    @property
    def mark(self) -> str:
        """What stands behind a figure that rests on it: `` (assumed)``; nothing once it is settled."""
        return doubt(self.status)
