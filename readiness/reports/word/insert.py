"""Putting new text where a template's bookmarks stand.

The text is spliced in as text: moving tens of thousands of parsed elements takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from readiness.reports.word.markup import R, W
from readiness.reports.word.package import DECLARATION

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = f"{{{W}}}name"
_PARAGRAPH, _BODY, _SECTION = f"{{{W}}}p", f"{{{W}}}body", f"{{{W}}}sectPr"


class Insertion:
    """A template's document with the texts to go into it."""

    def __init__(self, document: _Element) -> None:
        self._document = _with_prefixes(document)
        self._texts: dict[str, str] = {}

    def put(self, bookmark: str, make: Callable[[_Element], str]) -> bool:
        """Replace the paragraph that holds a bookmark; says whether there is one.

        `make` is given the properties of the section the paragraph lies in, and gives the XML to put there.
        """
        from lxml import etree

        place = _paragraph_of(self._document, bookmark)
        holder = None if place is None else place.getparent()
        if place is None or holder is None:
            return False
        target = f"insert-{len(self._texts)}"
        self._texts[f"<?{target} here?>"] = make(_section_of(self._document, place))
        mark = etree.ProcessingInstruction(target, "here")
        if place.find(f"{{{W}}}pPr/{_SECTION}") is None:
            holder.replace(place, mark)
        else:
            for child in place[1:]:
                place.remove(child)
            place.addprevious(mark)
        return True

    def to_bytes(self) -> bytes:
        """The whole document part."""
        from lxml import etree

        text = etree.tostring(self._document, encoding="unicode")
        for mark, xml in self._texts.items():
            text = text.replace(mark, xml)
        return (DECLARATION + text).encode()


def _with_prefixes(document: _Element) -> _Element:
    """The document with the two name prefixes our own XML uses declared at its root."""
    from lxml import etree

    names = {"w": W, "r": R}
    if names.items() <= document.nsmap.items():
        return document
    prefixes: dict[str | None, str] = dict(document.nsmap)
    prefixes.update(names)
    root = etree.Element(document.tag, attrib=dict(document.attrib), nsmap=prefixes)
    root.extend(list(document))
    return root


def _paragraph_of(document: _Element, bookmark: str) -> _Element | None:
    """The paragraph that holds a bookmark's start; the next one for a start between paragraphs."""
    starts = (one for one in document.iter(f"{{{W}}}bookmarkStart") if one.get(_NAME) == bookmark)
    start = next(starts, None)
    if start is None:
        return None
    around = next(start.iterancestors(_PARAGRAPH), None)
    return around if around is not None else next(start.itersiblings(_PARAGRAPH), None)


def _section_of(document: _Element, place: _Element) -> _Element:
    """The properties of the section a paragraph lies in: the next ones at or after it."""
    is_past = False
    for one in document.iter():
        is_past = is_past or one is place
        if is_past and one.tag == _SECTION:
            return one
    return document.makeelement(_SECTION)
