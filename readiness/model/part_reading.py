"""Parts of a record as people type them, one to a line: ``Advertise; due 3 Mar 2027``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date

from readiness.base.dates import read_date
from readiness.base.text import listed, quoted
from readiness.base.typed_dates import DateWordsError
from readiness.model.field import Bound, fields_of


class PartWordsError(ValueError):
    """Words that are no part of the record.

    Attributes:
        what: What is wrong, as a sentence.
        how: How to write it, as a sentence.
    """

    def __init__(self, what: str, how: str) -> None:
        """Of one part."""
        super().__init__(f"{what} {how}")
        self.what, self.how = what, how


def part_form(field: Bound) -> str:
    """How a part is written: ``step; due \u2026; done on \u2026``, without a name what must be said."""
    parts = _fields_of_part(field).values()
    named = ((f"{part.label[:1].lower()}{part.label[1:]}", part.is_needed) for part in parts)
    return "; ".join(label if is_needed else f"{label} \u2026" for label, is_needed in named)


def typed_part(field: Bound, text: str, today: date | None) -> dict[str, str]:
    """What was typed for each field of a part, by stored name.

    The first piece is the first field; any other stands behind the name of its field, except what must be
    said, in order, and a day. A piece that holds a semicolon stands in quotation marks.

    Args:
        field: Of kind `rows`.
        text: The part in words, as `words` says it or as somebody wrote it.
        today: What a day without a year is read from; None where it needs its year.

    Raises:
        PartWordsError: A piece is of no field, or a field is said twice.
    """
    parts = _fields_of_part(field)
    given: dict[str, str] = {}
    for piece in _pieces(field, text):
        name, said = _named(piece, parts) if given else ("", piece)
        name = name or _next(piece, parts, given, today)
        if not name:
            names = listed((one.label for one in list(parts.values())[1:]), "or")
            raise PartWordsError(f"{quoted(piece)} does not say what it is.", f"Begin it with {names}.")
        if name in given:
            raise PartWordsError(f"{parts[name].label} is said twice.", _written(field))
        given[name] = said
    first = next(iter(parts))
    if parts[first].field.kind == "text" and (hidden := _day_inside(given.get(first, ""), parts, today)):
        raise PartWordsError(f"{quoted(hidden)} would not be read as a day.", "Put a semicolon before it.")
    return given


def _fields_of_part(field: Bound) -> Mapping[str, Bound]:
    known = fields_of(field.row) if field.row is not None else {}
    return {name: one for name, one in known.items() if one.is_for_people}


def _written(field: Bound) -> str:
    return f"Write it as: {part_form(field)}."


def _pieces(field: Bound, text: str) -> Iterator[str]:
    try:
        rows = list(csv.reader(text.split("\n"), delimiter=";", skipinitialspace=True, strict=True))
    except csv.Error:
        raise PartWordsError("a quotation mark opens and does not close.", _written(field)) from None
    return (piece.strip() for row in rows for piece in row if piece.strip())


def _named(piece: str, parts: Mapping[str, Bound]) -> tuple[str, str]:
    """The field whose label the piece begins with, and what follows; no field where it begins with none."""
    for name, part in sorted(parts.items(), key=lambda one: -len(one[1].label)):
        said = re.fullmatch(rf"{re.escape(part.label)}(?::\s*|\s+)(\S.*)", piece, re.IGNORECASE)
        if said:
            return name, said[1]
    return "", piece


def _next(piece: str, parts: Mapping[str, Bound], given: Mapping[str, str], today: date | None) -> str:
    """The field a piece without a name is of: the next that must be said, or of a day the next of days."""
    left = [name for name in parts if name not in given]
    needed = [name for name in left if parts[name].is_needed]
    days = [name for name in left if parts[name].field.kind == "date"]
    return next(iter(needed or (days if _is_day(piece, today) else [])), "")


def _day_inside(text: str, parts: Mapping[str, Bound], today: date | None) -> str:
    """The end of a text that names a day as a field would, without a semicolon before it; empty if none."""
    for part in parts.values():
        label = re.escape(part.label)
        ending = re.search(rf"[\s,(]({label}:?\s+(.+?))\)?\.?$", text, re.IGNORECASE)
        if part.field.kind == "date" and ending and _is_day(ending[2], today):
            return ending[1]
    return ""


def _is_day(text: str, today: date | None) -> bool:
    try:
        read_date(text, today)
    except DateWordsError:
        return False
    return True
