"""Where the style sheets are."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.types import CSSLocation

_HERE = Path(__file__).parents[1]


def styles(*names: str) -> list[str | PurePath]:
    """Full paths of style sheets named from the folder of the terminal screens."""
    return [_HERE / name for name in names]


def every_style() -> list[Path]:
    """Full paths of all style sheets."""
    return sorted(_HERE.rglob("*.tcss"))


class KeptStylesheet(Stylesheet):
    """A style sheet that parses each source once for each set of variables."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._kept: dict[tuple[object, ...], list[RuleSet]] = {}

    def set_variables(self, variables: dict[str, str]) -> None:
        """Use these variables; what was parsed stays when they are the same as before."""
        if variables != self._variables:
            self._kept.clear()
            super().set_variables(variables)

    def reparse(self) -> None:
        """Take in every source again, from what was parsed before where it is the same."""
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        source = (css, read_from, is_default_rules, tie_breaker, scope)
        if source not in self._kept:
            self._kept[source] = super()._parse_rules(*source)
        return self._kept[source]
