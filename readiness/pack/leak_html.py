"""What a web page says outside its shown text: links, alternative text, notes to authors, properties."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_WORDS = frozenset(("alt", "title", "href", "src", "content", "value", "placeholder", "aria-label", "label"))

_MOST_BYTES = 64 * 1024 * 1024


class _Outside(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_code = tag in {"script", "style"}
        self.found += [value for key, value in attrs if key in _WORDS and value and value[:5] != "data:"]

    def handle_endtag(self, tag: str) -> None:
        self._is_code = self._is_code and tag not in {"script", "style"}

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    def handle_data(self, data: str) -> None:
        if self._is_code:
            self.found.append(data)


def html_words(path: Path) -> Iterator[str]:
    """Words of a page that are not shown; raises OSError."""
    parser = _Outside()
    with path.open("rb") as stream:
        parser.feed(stream.read(_MOST_BYTES).decode("utf-8", "replace"))
    parser.close()
    yield from parser.found
