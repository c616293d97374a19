"""What a command is: one thing a user can do, by which key, and where."""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = "everywhere"

KEY_WORDS = {
    "slash": "/",
    "asterisk": "*",
    "plus": "+",
    "question_mark": "?",
    "exclamation_mark": "!",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "comma": ",",
    "equals_sign": "=",
}
"""Textual's names of keys that people write otherwise."""


def key_words(keys: str) -> str:
    """Textual's names of keys, parted by commas, as people write them."""
    return " or ".join(KEY_WORDS.get(one, one) for one in keys.split(","))


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can do."""

    id: str
    """Permanent name, ``group.verb``; what a key map refers to."""
    key: str
    """Key or keys, parted by commas, the first one shown; empty for the palette alone."""
    title: str
    """One or two words for the footer and the palette."""
    action: str
    """The Textual action that does it."""
    help: str
    """One sentence: what it does."""
    screens: tuple[str, ...]
    """Names of the screens it applies to, or EVERYWHERE."""
    footer: tuple[str, ...] = ()
    """Those of its screens whose footer has room for it."""

    @property
    def group(self) -> str:
        """The first part of the id; groups the palette and the help."""
        return self.id.partition(".")[0]

    @property
    def palette_title(self) -> str:
        """How the palette lists it: ``evidence: Add``."""
        return f"{self.group}: {self.title}"

    @property
    def key_words(self) -> str:
        """Its keys as people write them."""
        return key_words(self.key)
