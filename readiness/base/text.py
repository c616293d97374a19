"""Plain text for every surface: one line, no control characters, lists and counts in words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable

_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

_HIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\ufeff{_BIDI}]")

HIDDEN_OR_BREAK = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\ufeff{_BIDI}]")
"""Characters a terminal or a reader would obey or not show: controls, line ends, direction marks."""


def visible(text: object, *, keep_breaks: bool = False) -> str:
    """Text safe to show: C0, C1, bidi and other invisible controls are written ``<U+XXXX>``.

    A newline or tab becomes one space, or stays when `keep_breaks` is set. Never raises.
    """
    words = str(text)
    if keep_breaks:
        return _HIDDEN.sub(_mark, words.replace("\r\n", "\n"))
    return HIDDEN_OR_BREAK.sub(_mark_or_space, words)


def plain_json(data: object, other: Callable[[object], str] = str) -> str:
    """JSON that every program shows as it is: direction and control characters are written as escapes.

    `other` writes values that JSON does not know.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, default=other)
    return HIDDEN_OR_BREAK.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found.group() if found.group() == "\n" else f"\\u{ord(found.group()):04x}"


def is_text(name: str) -> bool:
    """Whether a name of a file is characters: elsewhere than on Windows it can be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def cleaned(text: str) -> str:
    """Text as it may be stored: characters no document format can hold are left out, line ends are newlines.

    What is left out: C0 and C1 controls but newline and tab, lone surrogates, U+FFFE and U+FFFF.
    """
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _mark(found: re.Match[str]) -> str:
    return f"<U+{ord(found.group()):04X}>"


def _mark_or_space(found: re.Match[str]) -> str:
    return " " if found.group() in "\t\n\r" else _mark(found)


def counted(number: int, one: str, many: str = "") -> str:
    """``no items``, ``1 item``, ``3 items``; give `many` when it is not `one` with an s."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def with_article(noun: str) -> str:
    """``a request``, ``an event``: by the letter a noun begins with."""
    return f"{'an' if noun[:1].casefold() in 'aeiou' else 'a'} {noun}"


def small(words: str) -> str:
    """The words with a small first letter, to stand inside a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def capital(words: str) -> str:
    """The words with a capital first letter, to open a sentence or a heading."""
    return f"{words[:1].upper()}{words[1:]}"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """``A1``, ``A1 and A2``, ``A1, A2 and A3``; empty for nothing."""
    parts = list(words)
    return f" {joint} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


_MOST_NAMED = 12


def those_there_are(names: Collection[str]) -> str:
    """What there is to choose from, in a sentence: all of a few, of many the first and how many there are."""
    if len(names) > _MOST_NAMED:
        return f"There are {len(names)}: {', '.join(list(names)[:_MOST_NAMED])} and so on."
    if not names:
        return "There is none to choose."
    return f"There {'is' if len(names) == 1 else 'are'} {listed(names)}."


def quoted(text: str, longest: int = 60) -> str:
    """The text in quotation marks, cut at a word when longer than `longest` characters."""
    words = " ".join(text.split())
    if len(words) > longest:
        cut = words[: longest - 1]
        words = (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "\u2026"
    return f"\u201c{words}\u201d"


def fold(text: str) -> str:
    """Text as it is compared: no case, accents' forms, dashes, punctuation or double spaces."""
    if text.isascii() and text.isalnum():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def figure_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 gap, 3 gaps."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
