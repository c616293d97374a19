"""Text can be read in both house themes, in colour and in the grey that NO_COLOR makes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from readiness.tui.base import themes

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


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (part / 255 for part in (colour.r, colour.g, colour.b))
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


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
    for sheet in Path(themes.__file__).parent.rglob("*.tcss"):
        words = sheet.read_text(encoding="utf-8")
        assert not re.findall(r"#[0-9a-fA-F]{6}\b|\brgb\(|\bansi_", words), sheet.name
        assert not re.findall(r"(?<![-\w])color: \$(?:error|warning|success|primary)\b", words), sheet.name
