"""What an unquoted word means in a definition file, and which ones are refused for surprising people.

Only six things are read from unquoted text: nothing, true, false, whole numbers, decimals and ISO dates.
What other YAML readers would quietly turn into something else (``no`` into false, ``12:30`` into 750,
``0777`` into 511) is a fault, and is kept as the text the author saw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from readiness.base.text import visible

Scalar = str | bool | int | float | date | None

_LONGEST = 40
"""Characters of the longest text that any rule here could mean."""

_LONGEST_WORD = 5
"""Characters of the longest word that means something: `false`."""

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)

_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}", re.ASCII)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "false": False,
}

_REASONS = {
    r"(?i:yes|no|on|off|y|n)": "many YAML readers take it for true or false",
    r"True|TRUE|False|FALSE": "true and false are written in small letters",
    r"[-+]?0[0-9_]+|[-+]?0o[0-7_]+": "a leading 0 makes it an octal number for some readers",
    r"[-+]?0x[0-9a-fA-F_]+|[-+]?0b[01_]+": "it is a number in another base for some readers",
    r"[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?": "some readers take it for a number in base 60",
    r"\d{4}-\d{1,2}-\d{1,2}([Tt]|[ \t]+)\d.*": "some readers take it for a date and time",
    r"\d{4}-(\d-\d{1,2}|\d\d-\d)": "a date is written 2025-06-06",
    r"[-+]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][-+]?\d+)?": "it is an unusual number",
    r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)": "it is not a number that can be used",
    r"=": "it has a special meaning in YAML",
}

_WORD_KEY = re.compile(r"(?i:yes|no|on|off|y|n)")

_SURPRISES = tuple((re.compile(pattern, re.ASCII), reason) for pattern, reason in _REASONS.items())


@dataclass(frozen=True, slots=True)
class Surprise:
    """An unquoted word that does not mean what it looks like."""

    what: str
    hint: str
    kept: str
    """The text the author saw."""


def read_scalar(text: str) -> Scalar | Surprise:
    """The value of an unquoted scalar, or a Surprise."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > _LONGEST_WORD and text[0].isalpha():
        return text
    if len(text) > _LONGEST:
        return _surprise(text, "it is an unusual number") if text.isdigit() else text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return _date(text) if _DATE.fullmatch(text) else _word(text)


def is_text_key(text: str) -> bool:
    """Whether an unquoted key is text; words such as ``on`` are, for keys are never true or false here."""
    return bool(_WORD_KEY.fullmatch(text)) or isinstance(read_scalar(text), str)


def _word(text: str) -> str | Surprise:
    for pattern, reason in _SURPRISES:
        if pattern.fullmatch(text):
            return _surprise(text, reason)
    return text


def _date(text: str) -> date | Surprise:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _surprise(text, "there is no such day")


def _surprise(text: str, reason: str) -> Surprise:
    shown = visible(text[:_LONGEST])
    hint = f'Put text in quotation marks ("{shown}"); write true or false for yes or no.'
    return Surprise(f"`{shown}` without quotation marks can be misread: {reason}.", hint, text)
