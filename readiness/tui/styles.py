"""Where the style sheets are."""

from __future__ import annotations

from pathlib import Path, PurePath

_HERE = Path(__file__).parent


def styles(*names: str) -> list[str | PurePath]:
    """Full paths of style sheets named from this folder."""
    return [_HERE / name for name in names]


def every_style() -> list[Path]:
    """Full paths of all style sheets."""
    return sorted(_HERE.rglob("*.tcss"))
