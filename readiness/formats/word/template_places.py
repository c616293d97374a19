"""The places in a council's own template where the cover and the document go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.base.problems import Problem, Where
from readiness.formats.word.namespaces import W
from readiness.formats.word.package import DOCUMENT, Package
from readiness.formats.word.starter import BODY_BOOKMARK, COVER_BOOKMARK

if TYPE_CHECKING:
    from lxml.etree import _Element

_AROUND = {
    "tc": "a table",
    "txbxContent": "a text box",
    "sdtContent": "a content control",
    "del": "deleted text",
    "ins": "inserted text that nobody has accepted",
}
"""What a place can lie in where no whole document fits, by the element's name."""


def paragraph_of(document: _Element, bookmark: str) -> _Element | None:
    """The paragraph that holds a bookmark's start; the next one for a start between paragraphs."""
    starts = (one for one in document.iter(_w("bookmarkStart")) if one.get(_w("name")) == bookmark)
    start = next(starts, None)
    if start is None:
        return None
    around = next(start.iterancestors(_w("p")), None)
    return around if around is not None else next(start.itersiblings(_w("p")), None)


def place_faults(package: Package) -> Iterator[str]:
    """Why the document or its cover cannot stand where a bookmark says, in words."""
    document = package.xml(DOCUMENT)
    places = {name: paragraph_of(document, name) for name in (BODY_BOOKMARK, COVER_BOOKMARK)}
    for name, place in places.items():
        if place is not None and (around := _around(place)):
            yield f"the bookmark {name} in a paragraph of its own: it stands inside {around}"
        elif place is None and (part := _other_part(package, name)):
            yield f"the bookmark {name} in the text of the document: it stands in a {part}"
    if places[BODY_BOOKMARK] is not None and places[BODY_BOOKMARK] is places[COVER_BOOKMARK]:
        yield f"the bookmarks {BODY_BOOKMARK} and {COVER_BOOKMARK} in two paragraphs: they share one"


_OTHER_PART = re.compile(r"word/(header|footer|footnote|endnote|comment)s?[0-9]*\.xml")


def _other_part(package: Package, bookmark: str) -> str:
    """The kind of part beside the text that holds a bookmark; empty where none does."""
    found = ((match[1], one) for one in sorted(package.parts) if (match := _OTHER_PART.fullmatch(one)))
    starts = (
        kind
        for kind, part in found
        for one in package.xml(part).iter(_w("bookmarkStart"))
        if one.get(_w("name")) == bookmark
    )
    return next(starts, "")


def without_columns(package: Package, name: str) -> Iterator[Problem]:
    """Set the text in one column; tables and charts need the width of the page."""
    document = package.xml(DOCUMENT)
    several = [one for one in document.iter(_w("cols")) if one.get(_w("num"), "1") != "1" or len(one)]
    for one in several:
        for child in list(one):
            one.remove(child)
        one.set(_w("num"), "1")
        one.attrib.pop(_w("equalWidth"), None)
    if several:
        package.put_xml(DOCUMENT, document)
        yield Problem(
            "info",
            Where(name),
            "Its text ran in columns; it is set in one, for tables need the width of the page.",
        )


def _around(place: _Element) -> str:
    names = [str(one.tag).rpartition("}")[2] for one in place.iterancestors()]
    known = next((_AROUND[name] for name in names if name in _AROUND), "")
    return known or ("" if names[:1] == ["body"] else "something else")


def give_places(package: Package, name: str) -> Iterator[Problem]:
    """Mark a place for the document at the end of a template without one, and say where the cover goes."""
    document = package.xml(DOCUMENT)
    body = document.find(_w("body"))
    if paragraph_of(document, COVER_BOOKMARK) is None:
        yield Problem(
            "info",
            Where(name),
            f"It has no bookmark {COVER_BOOKMARK}, so the cover stands where the document begins.",
            "Add the bookmark where the title, the date, the status and the marking are to go.",
        )
    if body is None or paragraph_of(document, BODY_BOOKMARK) is not None:
        return
    paragraph = _last_empty(body)
    mark = paragraph.makeelement(_w("bookmarkStart"))
    mark.set(_w("id"), str(_free_number(document)))
    mark.set(_w("name"), BODY_BOOKMARK)
    end = paragraph.makeelement(_w("bookmarkEnd"))
    end.set(_w("id"), mark.get(_w("id"), ""))
    paragraph.extend((mark, end))
    package.put_xml(DOCUMENT, document)
    yield Problem(
        "info",
        Where(name),
        f"It has no bookmark {BODY_BOOKMARK}, so the document was put at its end.",
        "Add the bookmark in an empty paragraph where the document is to go.",
    )


def _last_empty(body: _Element) -> _Element:
    """The last paragraph when nothing is in it; otherwise a new one at the end."""
    blocks = [one for one in body if one.tag != _w("sectPr")]
    last = blocks[-1] if blocks else None
    if last is not None and last.tag == _w("p") and not _holds_anything(last):
        return last
    paragraph = body.makeelement(_w("p"))
    if last is None:
        body.insert(0, paragraph)
    else:
        last.addnext(paragraph)
    return paragraph


def _holds_anything(paragraph: _Element) -> bool:
    shown = ("t", "drawing", "pict", "object", "sectPr")
    return any(next(paragraph.iter(_w(name)), None) is not None for name in shown)


def _free_number(document: _Element) -> int:
    numbers = (one.get(_w("id"), "") for one in document.iter(_w("bookmarkStart")))
    return max((int(number) for number in numbers if number.isdigit()), default=0) + 1


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
