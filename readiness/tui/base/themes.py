"""The house themes: every text colour reaches 4.5:1 on every ground, 7:1 in high contrast (tested)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, by what they are for; each state has a text and a ground of its own."""

    ground: str
    bars: str
    """Behind the top line, the line of areas and the footer."""
    row: str
    """The raised row of the pane with the focus."""
    idle_row: str
    focus: str
    border: str
    """Quiet borders: decoration alone."""
    text: str
    muted: str
    faint: str
    accent: str
    key: str
    good: str
    warn: str
    bad: str
    info: str
    on_solid: str
    good_cell: tuple[str, str]
    """Text and ground of a cell that is well; the next three likewise."""
    warn_cell: tuple[str, str]
    bad_cell: tuple[str, str]
    info_cell: tuple[str, str]


def _theme(name: str, of: Colours, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=of.focus,
        secondary=of.muted,
        accent=of.key,
        warning=of.warn,
        error=of.bad,
        success=of.good,
        foreground=of.text,
        background=of.ground,
        surface=of.ground,
        panel=of.bars,
        dark=dark,
        variables={**_texts(of), **_cells(of), **_cursors(of), **_frames(of)},
    )


def _texts(of: Colours) -> dict[str, str]:
    return {
        "text": of.text,
        "text-muted": of.muted,
        "text-disabled": of.faint,
        "text-primary": of.accent,
        "text-secondary": of.muted,
        "text-warning": of.warn,
        "text-error": of.bad,
        "text-success": of.good,
        "text-accent": of.key,
        "text-info": of.info,
        "link-color": of.accent,
        "button-foreground": of.text,
        "button-color-foreground": of.on_solid,
    }


def _cells(of: Colours) -> dict[str, str]:
    cells = {"good": of.good_cell, "warn": of.warn_cell, "bad": of.bad_cell, "info": of.info_cell}
    return {
        "solid": of.focus,
        "on-solid": of.on_solid,
        **{f"on-{state}": text for state, (text, _) in cells.items()},
        **{f"{state}-ground": ground for state, (_, ground) in cells.items()},
    }


def _cursors(of: Colours) -> dict[str, str]:
    return {
        "block-cursor-foreground": of.text,
        "block-cursor-background": of.row,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": of.text,
        "block-cursor-blurred-background": of.idle_row,
        "block-hover-background": of.idle_row,
        "input-selection-background": of.row,
        "input-selection-foreground": of.text,
    }


def _frames(of: Colours) -> dict[str, str]:
    return {
        "footer-background": of.bars,
        "footer-foreground": of.text,
        "footer-key-foreground": of.key,
        "footer-description-foreground": of.text,
        "border": of.focus,
        "border-blurred": of.border,
        "scrollbar": of.border,
        "scrollbar-hover": of.muted,
        "scrollbar-active": of.focus,
        "scrollbar-background": of.ground,
        "scrollbar-corner-color": of.ground,
    }


DARK = _theme(
    "readiness-dark",
    Colours(
        ground="#10151B",
        bars="#1F2731",
        row="#29405A",
        idle_row="#222D39",
        focus="#7DB7E8",
        border="#45525F",
        text="#E7EAED",
        muted="#B3BDC7",
        faint="#A4AFBA",
        accent="#9CC9F2",
        key="#EBC374",
        good="#96DCA8",
        warn="#F2C46A",
        bad="#FFA89E",
        info="#B9C7F5",
        on_solid="#10151B",
        good_cell=("#A5E2B4", "#18291F"),
        warn_cell=("#F8D68C", "#40320F"),
        bad_cell=("#FFD9D4", "#7E342C"),
        info_cell=("#CBD6FA", "#2A3150"),
    ),
    dark=True,
)

LIGHT = _theme(
    "readiness-light",
    Colours(
        ground="#FBFBF8",
        bars="#E9EAE4",
        row="#C9DEF2",
        idle_row="#E3EAF0",
        focus="#1A5796",
        border="#A6AEB5",
        text="#1A1F24",
        muted="#434A51",
        faint="#4D555C",
        accent="#174C82",
        key="#6A4100",
        good="#134F29",
        warn="#654000",
        bad="#8F170E",
        info="#34357E",
        on_solid="#FFFFFF",
        good_cell=("#134F29", "#E4F0E5"),
        warn_cell=("#563600", "#F5DFAE"),
        bad_cell=("#6B0D06", "#EDB3AB"),
        info_cell=("#2B2C70", "#DDE0F4"),
    ),
    dark=False,
)

CONTRAST = _theme(
    "readiness-contrast",
    Colours(
        ground="#000000",
        bars="#14181D",
        row="#00418F",
        idle_row="#1F2A38",
        focus="#FFE14D",
        border="#C8CDD2",
        text="#FFFFFF",
        muted="#E4E7EA",
        faint="#E4E7EA",
        accent="#BFE6FF",
        key="#FFE14D",
        good="#8CFFAE",
        warn="#FFDB66",
        bad="#FFD0CA",
        info="#D5DCFF",
        on_solid="#000000",
        good_cell=("#B9FFCE", "#06301A"),
        warn_cell=("#FFE9A3", "#3A2B00"),
        bad_cell=("#FFFFFF", "#9C2013"),
        info_cell=("#FFFFFF", "#252C66"),
    ),
    dark=True,
)

THEMES = (DARK, LIGHT, CONTRAST)


def defaults(colours: Mapping[str, str]) -> dict[str, str]:
    """What a theme that is not ours gives for the words only ours have, from its own generated colours."""
    own = {"good": "success", "warn": "warning", "bad": "error", "info": "primary"}
    return {
        "text-info": colours["text-primary"],
        "solid": colours["primary"],
        "on-solid": colours["button-color-foreground"],
        **{f"on-{state}": colours[f"text-{name}"] for state, name in own.items()},
        **{f"{state}-ground": colours[f"{name}-muted"] for state, name in own.items()},
    }


STATES = ("good", "warn", "bad", "info")
"""What a cell can be tinted for: ``$on-STATE on $STATE-ground``."""


def next_theme(name: str) -> str:
    """The house theme after this one, in turn; the first after any other."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
