"""How far a framework fact is confirmed, and where it comes from."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

FactStatus = Literal["seen", "reported", "inferred", "assumed", "confirmed"]
"""seen: read in the official source. reported: in somebody else's account of it.

inferred: worked out from data or published reports. assumed: remembered, or a product choice.
confirmed: checked by the partnership itself, in its overlay, with a name and a date.
"""

SETTLED: frozenset[FactStatus] = frozenset({"seen", "confirmed"})
"""The statuses that need no warning beside them."""


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
