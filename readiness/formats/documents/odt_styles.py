"""What the styles of an OpenDocument text say about words: raised, struck out, hidden, a line of contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readiness.formats.documents.model import REFERENCE_STYLES, SetAside

if TYPE_CHECKING:
    from lxml.etree import _Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How words look, as far as it carries meaning."""

    is_reference: bool = False
    """Raised, or in the character style of printed references."""
    set_aside: SetAside | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    is_raised: bool | None = None
    is_struck: bool | None = None
    is_hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of a document's styles, by name."""

    styles: dict[str, _Style] = field(default_factory=dict)

    def of(self, name: str, around: Look) -> Look:
        """How words of a style look inside words that look like `around`."""
        look = around
        for style in reversed(self._line(name)):
            if style.is_raised or style.name in REFERENCE_STYLES:
                look = replace(look, is_reference=True)
            elif style.is_raised is False:
                look = replace(look, is_reference=False)
            if style.is_hidden:
                look = replace(look, set_aside="hidden")
            elif style.is_struck:
                look = replace(look, set_aside=look.set_aside or "struck out")
            elif style.is_struck is False and look.set_aside == "struck out":
                look = replace(look, set_aside=None)
        return look

    def is_contents(self, name: str) -> bool:
        """Whether a paragraph style is that of a line of contents."""
        return any(
            style.name.startswith(("contents ", "toc ")) for style in self._line(name)[:2]
        ) and not any(style.name == "contents heading" for style in self._line(name)[:2])

    def _line(self, name: str) -> list[_Style]:
        """A style and those it is made from, nearest first."""
        found: list[_Style] = []
        while name in self.styles and len(found) < _DEEPEST:
            found.append(self.styles[name])
            name = self.styles[name].parent
        return found


def read_looks(roots: Iterable[_Element]) -> Looks:
    """The looks of all styles in these parts of a document."""
    styles: dict[str, _Style] = {}
    for root in roots:
        for element in root.iter(f"{STYLE}style"):
            name = element.get(f"{STYLE}name", "")
            shown = element.get(f"{STYLE}display-name") or name.replace("_20_", " ")
            properties = element.find(f"{STYLE}text-properties")
            styles[name] = _style(shown.lower(), element.get(f"{STYLE}parent-style-name", ""), properties)
    return Looks(styles)


def _style(name: str, parent: str, properties: _Element | None) -> _Style:
    if properties is None:
        return _Style(name, parent)
    given = {str(key).rpartition("}")[2]: value for key, value in properties.attrib.items()}
    position = given.get("text-position", "")
    lines = [given[key] for key in ("text-line-through-style", "text-line-through-type") if key in given]
    return _Style(
        name,
        parent,
        is_raised=_is_raised(position) if position else None,
        is_struck=any(one != "none" for one in lines) if lines else None,
        is_hidden=given.get("display") == "none" if "display" in given else None,
    )


def _is_raised(position: str) -> bool:
    first = position.split(maxsplit=1)[0]
    return first == "super" or (first.rstrip("%").isdigit() and int(first.rstrip("%")) > 0)
