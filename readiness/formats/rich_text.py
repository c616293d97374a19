"""Rich text (RTF) taken apart: groups, control words and the text between, as the format's last version says.

Microsoft's "Rich Text Format Specification", version 1.9.1. Only what is written is told; what a control word
means is for whoever reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z])"
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)",
)

_LETTERS = {
    "par": "\n", "line": "\n", "tab": "\t", "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip

_SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}"}

_BREAKS = frozenset({"par"})

_DEEPEST = 500

_WIDE = 0x10000


@dataclass(frozen=True, slots=True)
class Token:
    """One thing written in the file."""

    kind: str
    """``open`` or ``close`` of a group, ``word`` (a control word) or ``text``."""
    text: str = ""
    """The control word's name, or the text."""
    number: int | None = None
    """The control word's number."""


class BadRichTextError(ValueError):
    """The file is no rich text, or nested deeper than any document is."""


def tokens(content: bytes) -> Iterator[Token]:
    """Everything written in the file, letters read in the code page the file names.

    Raises:
        BadRichTextError: It is no rich text, or nested too deeply.
    """
    if not content.startswith(b"{\\rtf"):
        raise BadRichTextError("no rich text")
    yield from _Reader(content).tokens()


class _Reader:
    """Walks the bytes; knows how many letters stand in for a Unicode one, group by group."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._page = "cp1252"
        self._stand_ins = [1]
        self._to_skip = 0
        self._wide = 0
        """First half of a letter that is written as two."""

    def tokens(self) -> Iterator[Token]:
        at, end = 0, len(self._content)
        while at < end:
            found = _TOKEN.match(self._content, at)
            if found is None:
                at += 1
                continue
            at = found.end()
            word, number, code, symbol, brace, plain = found.groups()
            if word is not None:
                name, value = word.decode("ascii"), int(number) if number else None
                if name == "bin":
                    at += max(value or 0, 0)
                else:
                    yield from self._word(name, value)
            elif brace is not None:
                yield self._brace(brace)
            elif code is not None:
                yield from self._letters(bytes([int(code, 16)]))
            elif symbol is not None:
                yield from self._symbol(symbol)
            elif plain is not None:
                yield from self._letters(plain)

    def _brace(self, brace: bytes) -> Token:
        self._to_skip = 0
        if brace == b"{":
            self._stand_ins.append(self._stand_ins[-1])
            if len(self._stand_ins) > _DEEPEST:
                raise BadRichTextError("nested too deeply")
            return Token("open")
        if len(self._stand_ins) > 1:
            self._stand_ins.pop()
        return Token("close")

    def _word(self, name: str, value: int | None) -> Iterator[Token]:
        if name == "u" and value is not None:
            yield from self._unicode(value % _WIDE)
        elif name == "uc":
            self._stand_ins[-1] = max(value if value is not None else 1, 0)
        elif name == "ansicpg" and value:
            self._page = _known_page(value)
        elif self._to_skip:
            self._to_skip -= 1
        elif name in _LETTERS and name not in _BREAKS:
            yield Token("text", _LETTERS[name])
        else:
            yield Token("word", name, value)

    def _unicode(self, number: int) -> Iterator[Token]:
        self._to_skip = self._stand_ins[-1]
        if 0xD800 <= number < 0xDC00:  # noqa: PLR2004 - first half of a pair
            self._wide = number
            return
        if 0xDC00 <= number < 0xE000 and self._wide:  # noqa: PLR2004 - second half
            number = _WIDE + ((self._wide - 0xD800) << 10) + (number - 0xDC00)
        self._wide = 0
        is_half = 0xD800 <= number < 0xE000  # noqa: PLR2004 - half a pair by itself is no letter
        yield Token("text", "\ufffd" if is_half else chr(number))

    def _symbol(self, symbol: bytes) -> Iterator[Token]:
        text = symbol.decode("latin-1")
        if text == "*":
            yield Token("word", "*")
        elif text in "\r\n":
            yield Token("word", "par")
        elif text in _SYMBOLS:
            if self._to_skip:
                self._to_skip -= 1
            else:
                yield Token("text", _SYMBOLS[text])

    def _letters(self, letters: bytes) -> Iterator[Token]:
        skipped = min(self._to_skip, len(letters))
        self._to_skip -= skipped
        if letters[skipped:]:
            yield Token("text", letters[skipped:].decode(self._page, "replace"))


def _known_page(number: int) -> str:
    page = "utf-8" if number == 65001 else f"cp{number}"  # noqa: PLR2004 - Windows' number of UTF-8
    try:
        b"".decode(page)
    except LookupError:
        return "cp1252"
    return page
