"""Who may do what in an area that is kept in a database."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("reader", "contributor", "editor", "approver", "owner")
"""What a member can be."""


@dataclass(frozen=True, slots=True)
class Member:
    """One login in one area."""

    login: str
    role: str
    """One of `ROLES`; empty for one who is no member any more."""
    agency: str
    """The agency a contributor or approver works for, by its id in the definition."""
    shown: str
    """The name that stands in the history beside what they do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a folder's link leads to, and as whom."""

    service: str
    area: str
    server: str
    """The server's version."""
    schema: int
    sequence: int
    """Number of the newest change."""
    me: Member
