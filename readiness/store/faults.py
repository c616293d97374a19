"""One fault of a definition, as the checks of its shape and of its contents hand it on."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[str | int, ...]
"""Where a value stands: keys and zero-based list positions from the top."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition."""

    path: Place
    what: str
    """What is wrong, in a sentence."""
    hint: str
    """What to do about it."""
    drops: bool = True
    """Whether the part that holds it cannot be used."""
    is_extra_key: bool = False
    """Whether only a key that should not be there is at fault."""
