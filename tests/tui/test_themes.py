"""Text can be read in both house themes, in colour and in the grey that NO_COLOR makes of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.theme import Theme

from readiness.tui.base import themes
from readiness.workspace.workspace import Workspace
from tests.tui.legible import contrast, faint

TEXTS = (
    "foreground",
    "text",
    "text-muted",
    "text-disabled",
    "text-primary",
    "text-secondary",
    "text-warning",
    "text-error",
    "text-success",
    "text-accent",
    "text-info",
    "footer-foreground",
    "footer-key-foreground",
    "footer-description-foreground",
    "link-color",
)
GROUNDS = (
    "background",
    "surface",
    "panel",
    "block-hover-background",
    "block-cursor-background",
    "block-cursor-blurred-background",
)
PAIRS = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("on-solid", "solid"),
    *((f"on-{state}", f"{state}-ground") for state in themes.STATES),
)
LEAST = {theme.name: 7.0 if theme is themes.CONTRAST else 4.5 for theme in themes.THEMES}


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda one: one.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids="-on-".join)
def test_text_reaches_the_contrast_people_need(theme: Theme, text: str, ground: str) -> None:
    """At least 4.5:1, and 7:1 in high contrast; in colour and in grey."""
    colours = theme.to_color_system().generate() | theme.variables
    front, back = Color.parse(colours[text]), Color.parse(colours[ground])

    assert contrast(front, back) >= LEAST[theme.name]
    assert contrast(front.monochrome, back.monochrome) >= LEAST[theme.name]


def test_known_ratios() -> None:
    """The formula gives the ratios WCAG states."""
    assert contrast(Color.parse("#000000"), Color.parse("#FFFFFF")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


def test_style_sheets_name_theme_colours_only() -> None:
    """No style sheet has a colour of its own, and none uses a raw state colour for text."""
    for sheet in Path(themes.__file__).parent.parent.rglob("*.tcss"):
        words = sheet.read_text(encoding="utf-8")
        assert not re.findall(r"#[0-9a-fA-F]{6}\b|\brgb\(|\bansi_", words), sheet.name
        assert not re.findall(r"(?<![-\w])color: \$(?:error|warning|success|primary)\b", words), sheet.name


async def faint_in_all_themes(stage: Any) -> list[str]:
    """What cannot be read on the screen as it is, in any of our themes."""
    found = []
    for theme in themes.THEMES:
        stage.app.theme = theme.name
        await stage.settle()
        found += [f"{theme.name}: {one}" for one in faint(stage.app, LEAST[theme.name])]
    return found


async def test_every_text_of_boxes_and_notes_can_be_read(play: Any, area_workspace: Workspace) -> None:
    """A form with fields of every kind, filled, empty and with the cursor, over a screen, and the notes."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("3")
        for severity in ("information", "warning", "error"):
            stage.app.notify("A note.", title="Note", severity=severity, timeout=60)
        await stage.press("e", "tab")
        found = await faint_in_all_themes(stage)
    assert not found, "\n".join(found)


@pytest.mark.whole
async def test_every_text_of_every_screen_can_be_read(play: Any, area_workspace: Workspace) -> None:
    """Each area, its detail, what is chosen in it, the palette and the boxes."""
    found: list[str] = []
    async with play(area_workspace, (160, 50)) as stage:
        for keys in (
            ("1",),
            ("2", "enter"),
            ("3", "space", "space"),
            ("4", "tab"),
            ("5",),
            ("6",),
            ("7",),
            ("t",),
            ("escape", "g"),
            ("escape", "question_mark"),
            ("escape", "f"),
            ("escape", "slash", "o"),
        ):
            await stage.press(*keys)
            found += await faint_in_all_themes(stage)
    assert not found, "\n".join(found)
