"""What a command is, and the keys, palette, help and docs/keys.md made from the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.binding import BindingType

EVERYWHERE = "everywhere"

AREAS = (
    ("overview", "Overview"),
    ("criteria", "Criteria"),
    ("evidence", "Evidence"),
    ("gaps", "Gaps"),
    ("requests", "Requests"),
    ("plan", "Plan"),
    ("notice", "Notice"),
)
"""The areas in the order of their number keys."""

KEY_WORDS = {"slash": "/", "question_mark": "?", "escape": "esc"}
"""Textual's names of keys that people write otherwise."""


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
        return " or ".join(KEY_WORDS.get(one, one) for one in self.key.split(","))


def commands_for(screen: str) -> tuple[Command, ...]:
    """The commands of one screen, or of EVERYWHERE, in the order they are declared."""
    from readiness.tui.verbs import COMMANDS

    return tuple(one for one in COMMANDS if screen in one.screens)


def bindings_for(screen: str) -> list[BindingType]:
    """Textual bindings for the commands of one screen, or of EVERYWHERE."""
    return [
        Binding(
            one.key,
            one.action,
            one.title,
            show=screen in one.footer,
            priority=one.action.startswith("app.area("),
            key_display=one.key_words.partition(" or ")[0],
            tooltip=one.help,
            id=one.id,
        )
        for one in commands_for(screen)
        if one.key
    ]


def keys_page() -> str:
    """The whole of docs/keys.md."""
    parts = ["# Keys\n", _ABOUT_KEYS]
    places = [(EVERYWHERE, "Everywhere"), *AREAS, *_BOXES]
    for name, title in places:
        rows = [
            f"| {one.key_words.replace('|', '')} | {one.title} | {one.help} |"
            for one in commands_for(name)
            if one.key
        ]
        if rows:
            parts.append(
                "\n".join([f"## {title}\n", "| key | verb | what it does |", "|---|---|---|", *rows])
            )
            parts.append("")
    return "\n".join(parts)


_ABOUT_KEYS = """\
Made from the list of commands the screens use; a test keeps it true.
Every verb is also in the palette (ctrl+p) by name, in the help (`?`), and can be clicked.
Move with the arrow keys or `j` and `k`, go to the next pane with tab, open with enter.
"""
_BOXES = (
    ("form", "In a form"),
    ("editor", "While a statement is written"),
    ("picker", "While one of many is chosen"),
    ("menu", "In a menu"),
    ("message", "In a message"),
    ("question", "In a question"),
    ("scan", "While a folder is read"),
    ("timetable", "In the timetable"),
    ("pack", "In the data pack"),
    ("reconcile", "In the inspectorate's list"),
    ("review", "While an edited copy is reviewed"),
)
"""The boxes that open over a screen."""
