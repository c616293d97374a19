"""Words out of a saved web page, under its headings; nothing it points to is fetched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from readiness.formats.text.collector import Collector, heading_text
from readiness.formats.text.plain import decoded
from readiness.model.records.evidence import Pinpoint

_UNSEEN = {"script", "style", "template", "noscript", "svg", "iframe", "object"}

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

_BLOCKS = _HEADINGS | {
    "p", "div", "li", "ul", "ol", "tr", "table", "section", "article", "main", "header", "footer", "nav",
    "blockquote", "dt", "dd", "br", "hr", "body", "pre", "figcaption", "caption", "title",
}  # fmt: skip

_WHITE = re.compile(r"\s+")


def read_html(path: Path, into: Collector) -> None:
    """Collect a page's words; raises OSError."""
    from lxml import etree

    # libxml2 takes time in proportion to the page, whatever is in it; Python's own parser does not.
    reader: Any = _Reader(into)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True, no_network=True)
    parser.feed(decoded(path, into).encode("utf-8", "replace"))
    parser.close()


class _Reader:
    """Collects text block by block; knows which heading it stands under."""

    def __init__(self, into: Collector) -> None:
        self._into = into
        self._words: list[str] = []
        self._heading = ""
        self._unseen = 0
        self._block = ""

    def start(self, tag: str, attributes: object) -> None:
        """An element begins."""
        del attributes
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self.flush()
            self._block = tag
        elif tag in {"td", "th"} and self._words:
            self._words.append(" | ")

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS:
            self.flush()
            self._block = ""

    def close(self) -> None:
        """The page ends."""
        self.flush()

    def data(self, data: str) -> None:
        """Text between the marks."""
        if not self._unseen:
            self._words.append(data)

    def flush(self) -> None:
        """Hand over the block read so far."""
        text = _WHITE.sub(" ", "".join(self._words)).strip(" |")
        self._words = []
        if not text:
            return
        if self._block == "title":
            self._into.name(text)
            return
        if self._block in _HEADINGS:
            self._heading = heading_text(text)
            self._into.name(text)
        self._into.add(text, Pinpoint(heading=self._heading))
