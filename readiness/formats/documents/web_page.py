"""Reading a web page: saved by an office program, a browser, or from an e-mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from readiness.base.text import visible
from readiness.formats.documents.model import Inside, RawDocument, RawParagraph, Segment, SetAside
from readiness.model.records.written import Aside

_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
        "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "h1", "h2", "h3", "h4",
        "h5", "h6",
    }
)  # fmt: skip

_UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "svg", "iframe", "object"})

_EMPTY = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "source"})

_RULE = re.compile(r"(?:[a-z0-9]*)\.([\w-]+)\s*\{([^}]*)\}")

_SPACES = re.compile(r"[ \t\r\n\f]+")

_STRUCK = frozenset({"s", "strike", "del"})

_BEGUN, _ENDED = "<html", "</html"

_FRAMES = frozenset({"header", "footer"})
"""Titles by which LibreOffice marks what stands at the head and foot of pages."""

_LIST_MARK = "mso-list:ignore"
"""How Word marks the bullet it writes out before an item."""


def read_web_page(text: str) -> RawDocument:
    """Every paragraph and cell with its names; nothing the page points to is fetched."""
    from lxml import etree

    # libxml2 takes time in proportion to the page, whatever is in it; Python's own parser does not.
    reader = _Reader()
    target: Any = reader
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return RawDocument(
        tuple(reader.paragraphs),
        asides=tuple(dict.fromkeys(reader.asides)),
        title=reader.title.strip(),
        is_cut=_BEGUN in text.lower() and _ENDED not in text.lower(),
    )


class _Look:
    """What a tag and the ones around it say about the words inside."""

    def __init__(self, tag: str, above: _Look | None, style: str, title: str) -> None:
        plain = style.replace(" ", "").lower()
        self.tag = tag
        self.frame: str = title if title in _FRAMES else above.frame if above else ""
        self.is_raised: bool = (
            tag == "sup" or "vertical-align:super" in plain or bool(above and above.is_raised)
        )
        self.is_unseen: bool = tag in _UNSEEN or _LIST_MARK in plain or bool(above and above.is_unseen)
        self.set_aside: SetAside | None = above.set_aside if above else None
        if "display:none" in plain or "mso-hide:all" in plain:
            self.set_aside = "hidden"
        elif tag in _STRUCK or "line-through" in plain:
            self.set_aside = self.set_aside or "struck out"


class _Reader:
    """Collects paragraphs; names that stand between two belong to the next one."""

    def __init__(self) -> None:
        self.paragraphs: list[RawParagraph] = []
        self.asides: list[Aside] = []
        self.title = ""
        self._open: list[_Look] = []
        self._rules: dict[str, str] = {}
        self._style = ""
        self._inside = Inside()
        self._level = 0
        self._is_contents = False
        self._tables = 0
        self._depth = 0
        self._row = -1
        self._column = -1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        given = dict(attributes)
        if tag in _BLOCKS:
            self.end_paragraph()
        for name in dict.fromkeys((given.get("name", ""), given.get("id", ""))):
            if name and tag not in {"meta", "table"}:
                self._inside.starts.append((name, name))
        self._enter_table(tag)
        if tag == "br":
            self._add("\n")
        elif tag == "img" and not (self._open and self._open[-1].frame):
            self._inside.pictures += 1
        if tag in _BLOCKS:
            self._level = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else 0
            self._is_contents = given.get("class", "").lower().startswith("msotoc")
        if tag not in _EMPTY:
            above = self._open[-1] if self._open else None
            self._open.append(_Look(tag, above, self._styles(given), given.get("title", "")))

    def _styles(self, given: Mapping[str, str]) -> str:
        classes = (self._rules.get(name, "") for name in given.get("class", "").split())
        return ";".join((*classes, given.get("style", "")))

    def _enter_table(self, tag: str) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._tables, self._row = self._tables + 1, -1
        elif self._depth == 1 and tag == "tr":
            self._row, self._column = self._row + 1, -1
        elif self._depth == 1 and tag in {"td", "th"}:
            self._column += 1

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "table":
            self._depth = max(0, self._depth - 1)
        if tag == "style":
            self._rules.update(_RULE.findall(self._style))
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at].tag == tag), None)
        if at is not None:
            del self._open[at:]

    def data(self, data: str) -> None:
        """Text between the marks."""
        tag = self._open[-1].tag if self._open else ""
        if tag == "style":
            self._style += data
        elif tag == "title":
            self.title += data
        elif not (self._open and self._open[-1].is_unseen):
            self._add(_SPACES.sub(" ", data))

    def _add(self, words: str) -> None:
        look = self._open[-1] if self._open else None
        before = self._inside.segments[-1].text if self._inside.segments else "\n"
        if words.startswith(" ") and before.endswith((" ", "\n")):
            words = words[1:]
        if words:
            is_raised, aside = (look.is_raised, look.set_aside) if look else (False, None)
            self._inside.segments.append(Segment(words, is_raised, aside))

    def close(self) -> None:
        """The page ends."""
        self.end_paragraph()

    def end_paragraph(self) -> None:
        """Hand over the paragraph read so far; one without words keeps its names for the next."""
        inside = self._inside
        if not any(one.text.strip() for one in inside.segments) and not inside.pictures:
            self._inside = Inside(starts=inside.starts)
            return
        if self._open and (where := self._open[-1].frame):
            self.asides.append(Aside(where, visible(inside.text.strip())))
            self._inside = Inside(starts=inside.starts)
            return
        place = (max(self._row, 0), max(self._column, 0)) if self._depth else (0, 0)
        table = self._tables if self._depth else 0
        self.paragraphs.append(RawParagraph(inside, self._level, self._is_contents, table, place))
        self._inside = Inside()
