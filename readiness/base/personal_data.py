"""Patterns that give a person away: found and counted by place, never carried along as text.

Check digits: NHS number, modulus 11 (NHS Data Dictionary); unique pupil number, check letter by
modulus 23, and unique learner number, modulus 10 after remainder 11 (Department for Education and
Learning Records Service guides). Postcode and national insurance shapes follow the published forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import mul
from typing import Literal

PatternKind = Literal[
    "nhs_number", "upn", "national_insurance", "date_of_birth", "email", "postcode", "learner_number"
]

PATTERN_TITLES: dict[PatternKind, str] = {
    "nhs_number": "NHS number",
    "upn": "unique pupil number",
    "national_insurance": "national insurance number",
    "date_of_birth": "date of birth",
    "email": "e-mail address",
    "postcode": "postcode",
    "learner_number": "unique learner number",
}

_NHS_DIGITS = 10

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

_UPN_VALUES = {letter: value for value, letter in enumerate(_UPN_LETTERS)} | {
    str(digit): digit for digit in range(10)
}

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

_NHS = re.compile(r"(?<![\d-])\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}(?![\d-])")

_UPN = re.compile(r"(?<![A-Z0-9])[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z](?![A-Z0-9])", re.IGNORECASE)

_INSURANCE = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r" ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z0-9])",
    re.IGNORECASE,
)

_BORN = re.compile(
    r"\b(?:d\.?o\.?b\b\.?|dates? of birth|birth ?date|born(?: on)?)[^\n\d]{0,30}?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|(?:" + _MONTHS + r")[a-z]*)[ ./-]\d{2,4}"
    r"|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,6}[a-z]{2,24}\b", re.IGNORECASE
)

_POSTCODE = re.compile(
    r"(?<![A-Z0-9])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]"
    r"|[A-HK-Y]\d[ABEHMNPRVWXY])[ \u00a0]?\d[ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])"
)


@dataclass(frozen=True, slots=True, order=True)
class PatternHit:
    """One place where a pattern stands; the matched text itself is left behind."""

    start: int
    """Offset in the text, in characters."""
    kind: PatternKind


def find_patterns(text: str) -> Iterator[PatternHit]:
    """Every place in the text where one of the patterns stands, kind by kind."""
    for kind, pattern, check in _SEARCHES:
        for found in pattern.finditer(text):
            if check(found.group()):
                yield PatternHit(found.start(), kind)


def count_patterns(text: str) -> Counter[PatternKind]:
    """How often each pattern stands in the text."""
    return Counter(hit.kind for hit in find_patterns(text))


def is_nhs_number(text: str) -> bool:
    """Whether ten digits (spaces and dashes aside) carry a valid modulus 11 check digit."""
    digits = _digits(text)
    if len(digits) != _NHS_DIGITS or len(set(digits)) == 1:
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return -weighted % 11 == digits[9]


def is_upn(text: str) -> bool:
    """Whether the text is a permanent or temporary unique pupil number whose check letter is right."""
    number = text.strip().upper()
    if not _UPN.fullmatch(number):
        return False
    total = sum(map(mul, map(_UPN_VALUES.__getitem__, number[1:]), range(2, 14)))
    return number[0] == _UPN_LETTERS[total % 23]


def is_learner_number(text: str) -> bool:
    """Whether the text is a unique learner number: ten digits, the last a check digit."""
    if not re.fullmatch(r"[1-9]\d{9}", text.strip(), re.ASCII):
        return False
    digits = _digits(text)
    remainder = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return remainder != 0 and 10 - remainder == digits[9]


IDENTIFIER_CHECKS: dict[str, Callable[[str], bool]] = {
    "nhs_number": is_nhs_number,
    "upn": is_upn,
    "learner_number": is_learner_number,
}
"""Checks a list rule of kind ``identifier`` can name in its `pattern`."""


def _always(_text: str) -> bool:
    return True


def _digits(text: str) -> list[int]:
    return [int(one) for one in text if one in "0123456789"]


_SEARCHES: tuple[tuple[PatternKind, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("nhs_number", _NHS, is_nhs_number),
    ("upn", _UPN, is_upn),
    ("national_insurance", _INSURANCE, _always),
    ("date_of_birth", _BORN, _always),
    ("email", _EMAIL, _always),
    ("postcode", _POSTCODE, _always),
)
