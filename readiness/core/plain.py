"""The one door for text that people wrote: control and direction characters become visible marks."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\ufeff{_BIDI}]")
_HIDDEN_OR_BREAK = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\ufeff{_BIDI}]")


def visible(text: object, *, keep_breaks: bool = False) -> str:
    """Text safe to show: C0, C1, bidi and other invisible controls are written ``<U+XXXX>``.

    A newline or tab becomes one space, or stays when `keep_breaks` is set. Never raises.
    """
    words = str(text)
    if keep_breaks:
        return _HIDDEN.sub(_mark, words.replace("\r\n", "\n"))
    return _HIDDEN_OR_BREAK.sub(_mark_or_space, words)


def cleaned(text: str) -> str:
    """Text as it may be stored: characters no document format can hold are left out, line ends are newlines.

    What is left out: C0 and C1 controls but newline and tab, lone surrogates, U+FFFE and U+FFFF.
    """
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _mark(found: re.Match[str]) -> str:
    return f"<U+{ord(found.group()):04X}>"


def _mark_or_space(found: re.Match[str]) -> str:
    return " " if found.group() in "\t\n\r" else _mark(found)
