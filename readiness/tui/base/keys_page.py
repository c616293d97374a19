"""The page of all keys, docs/keys.md, made from the list of commands."""

from __future__ import annotations

from readiness.tui.base.actions import commands_for
from readiness.tui.base.areas import area_titles
from readiness.tui.base.command import EVERYWHERE, key_words
from readiness.tui.base.grammar import GRAMMAR


def keys_page() -> str:
    """The whole of docs/keys.md."""
    parts = ["# Keys\n", _ABOUT_KEYS, _grammar_table(), ""]
    places = [(EVERYWHERE, "Everywhere"), *area_titles(), *_BOXES]
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


def _grammar_table() -> str:
    rows = [f"| {key_words(one.key)} | {one.words} | {one.asks} |" for one in GRAMMAR]
    head = "## One verb, one key\n\nA key says the same wherever it does something.\n"
    return "\n".join([head, "| key | says | asks first |", "|---|---|---|", *rows])


_ABOUT_KEYS = """\
Made from the list of commands the screens use; a test keeps it true.
Every verb is also in the palette (ctrl+p) by name, in the help (`?`), and can be clicked.
Move with the arrow keys or `j` and `k`, go to the next pane with tab, open with enter.
"""

_BOXES = (
    ("form", "In a form"),
    ("editor", "While a statement is written"),
    ("browser", "While a file or folder is looked for"),
    ("picker", "While one of many is chosen"),
    ("matrix", "While evidence is weighed"),
    ("suspects", "While links are reviewed"),
    ("finder", "While words are looked for in the documents"),
    ("menu", "In a menu"),
    ("welcome", "On the welcome screen"),
    ("jump", "While a place to jump to is chosen"),
    ("message", "In a message"),
    ("question", "In a question"),
    ("scan", "While a folder is read"),
    ("timetable", "In the timetable"),
    ("facts", "In the framework's facts"),
    ("meeting", "At the engagement meeting"),
    ("edition", "Beside another definition"),
    ("pack", "In the data pack"),
    ("reconcile", "In the inspectorate's list"),
    ("review", "While an edited copy is reviewed"),
)
"""The boxes that open over a screen."""
