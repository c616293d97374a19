"""What the person at the screen may do; where the store knows no members, everything."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from readiness.model.records.changes import Change


class Rights(ABC):
    """What one person may do in a workspace, so that it can be said before they try.

    The store enforces it; what is said here is for kindness.
    """

    role: str
    """What the person is in the area; empty where the store knows no members."""
    shown: str
    """The name the store knows the person by; empty where it takes whatever name is given."""

    @abstractmethod
    def refusal(self, change: Change) -> str:
        """Why a change would be refused, in words; empty when it may be made as far as can be told."""


@dataclass(frozen=True, slots=True)
class Everything(Rights):
    """Everybody who can write in the folder may do everything."""

    role: str = ""
    shown: str = ""

    def refusal(self, change: Change) -> str:  # noqa: ARG002 - nothing is refused
        """Nothing is refused."""
        return ""
