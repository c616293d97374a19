"""Cells of a person-level list read by column type: a value to test, or the name of a fault."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from readiness.base.text import fold
from readiness.model.definition.person_list import ListColumn

Value = str | date | float
"""What rules test: text or a code, a date, a count or a percentage."""

Fault = Literal[
    "", "date-unreadable", "date-form", "code-unknown", "yes-no-unknown", "yes-no-form",
    "code-other", "code-assumed", "count-not-whole", "percent-out-of-range", "too-long", "cell-error",
    "not-worked-out",
]  # fmt: skip

Reading = tuple[Value | None, Fault]

Reader = Callable[[object], Reading]

LONGEST_CELL: Final = 500
"""Characters; a longer cell is a fault and is not tested further."""

FAULTS: Final[dict[Fault, tuple[Literal["error", "query"], str, str]]] = {
    "date-unreadable": ("error", "is not a date.", "Write it as DD/MM/YYYY, or leave the cell blank."),
    "date-form": ("query", "is a date in another form.", "Write it as DD/MM/YYYY."),
    "code-unknown": ("error", "is not one of the codes of the list.", "Use a code from the guidance."),
    "code-other": (
        "query",
        "is not one of the codes known here.",
        "Check that it is a code of the template.",
    ),
    "code-assumed": (
        "query",
        "is a code that was remembered, not seen in the template or the guidance.",
        "Check it against the guidance of the year.",
    ),
    "yes-no-unknown": ("error", "is neither Yes nor No.", "Write Yes or No."),
    "yes-no-form": ("query", "stands for Yes or No in another form.", "Write Yes or No."),
    "count-not-whole": ("error", "is not a whole number of 0 or more.", "Write a count, such as 0 or 3."),
    "percent-out-of-range": ("error", "is not a percentage from 0 to 100.", "Write a figure such as 12.5."),
    "too-long": (
        "error",
        "is far longer than anything the column holds.",
        "Look for text pasted by mistake.",
    ),
    "cell-error": ("error", "holds an error of the spreadsheet.", "Mend the formula, or write the value."),
    "not-worked-out": (
        "error",
        "holds a formula that was not worked out.",
        "Open the file in its spreadsheet program and save it again.",
    ),
}
"""Per fault: severity, what is wrong (follows the column's title), and the remedy."""

ERROR_WORDS: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
"""What spreadsheets show in place of a value, and write into a csv."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A cell of a workbook that is not empty and has no value."""

    fault: Fault


_EXCEL_DAY_ZERO = date(1899, 12, 30)

_EXCEL_DAYS = frozenset(range(1, 73051))

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?", re.ASCII)

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?", re.ASCII)

_DAY_NUMBER = re.compile(r"\d{5}", re.ASCII)
"""A day as a spreadsheet counts it, written out into a csv."""

_CODES_REMEMBERED = 1000

_WHOLE = 100

_PLAIN_FORM = re.compile(r"\d{2}/\d{2}/\d{4}", re.ASCII)

_YES_NO = {"yes": "Yes", "no": "No"}

_YES_NO_FORMS = {"y": "Yes", "n": "No", "true": "Yes", "false": "No", "1": "Yes", "0": "No"}


def text_of(cell: object) -> str:
    """A cell as text; a whole number has no ``.0``."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def reader_for(column: ListColumn, accepted: Iterable[str]) -> Reader:
    """How cells of this column are read.

    Args:
        column: The column's definition.
        accepted: Words that may stand in place of a value, such as ``unknown``.
    """
    words = {fold(word): word for word in accepted}
    read = _code_reader(column) if column.type == "code" else _READERS[column.type]

    def reader(cell: object) -> Reading:
        if isinstance(cell, str):
            if not cell or cell.isspace():
                return None, ""
            if len(cell) > LONGEST_CELL:
                return None, "too-long"
            if words and (word := words.get(fold(cell))):
                return word, ""
            if "#" in cell and cell.strip().upper() in ERROR_WORDS:
                return None, "cell-error"
        elif isinstance(cell, Unanswered):
            return None, cell.fault
        return read(cell) if cell is not None else (None, "")

    return reader


def code_table(column: ListColumn) -> dict[str, str]:
    """Every accepted writing of a code, folded, with the code it stands for."""
    table: dict[str, str] = {}
    for code in column.codes:
        writings = (code.code, code.title, f"{code.code} {code.title}", f"{code.title} {code.code}")
        for writing in (*code.aliases, *writings):
            if fold(writing):
                table.setdefault(fold(writing), code.code)
    return table


def whole_years(born: date, as_at: date) -> int:
    """Age in whole years at a date."""
    return as_at.year - born.year - ((as_at.month, as_at.day) < (born.month, born.day))


def _read_text(cell: object) -> Reading:
    return text_of(cell), ""


def _code_reader(column: ListColumn) -> Reader:
    codes = code_table(column)
    assumed = {code for known in column.codes_from if known.status == "assumed" for code in known.codes}
    unknown: Fault = "code-other" if column.allows_other else "code-unknown"
    met: dict[object, str] = {}
    """Writings met so far that are codes: a list has few, on many rows."""

    def read_code(cell: object) -> Reading:
        if (code := met.get(cell)) is not None:
            return code, ""
        if (code := codes.get(fold(text_of(cell)))) is not None:
            if code in assumed:
                return code, "code-assumed"
            if len(met) < _CODES_REMEMBERED:
                met[cell] = code
            return code, ""
        return (text_of(cell) if column.allows_other else None), unknown

    return read_code


def _read_date(cell: object) -> Reading:
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell), ""
    if isinstance(cell, int | float):
        return _read_day_number(cell)
    return _read_written_date(text_of(cell))


def _read_day_number(cell: float) -> Reading:
    """Read the number a spreadsheet keeps for a day, when the cell lost its date format."""
    is_day = not isinstance(cell, bool) and math.isfinite(cell) and cell in _EXCEL_DAYS
    return (_EXCEL_DAY_ZERO + timedelta(days=int(cell)), "date-form") if is_day else (None, "date-unreadable")


def _read_written_date(text: str) -> Reading:
    if found := _SLASHED.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return _read_day_number(float(text) if _DAY_NUMBER.fullmatch(text) else -1)
    try:
        return date(year, month, day), "" if _PLAIN_FORM.fullmatch(text) else "date-form"
    except ValueError:
        return None, "date-unreadable"


def _read_yes_no(cell: object) -> Reading:
    if cell == "Yes" or cell == "No":  # noqa: PLR1714 - a set would need every cell to be hashable
        return str(cell), ""
    word = fold(text_of(cell))
    if word in _YES_NO:
        return _YES_NO[word], ""
    if word in _YES_NO_FORMS:
        return _YES_NO_FORMS[word], "yes-no-form"
    return None, "yes-no-unknown"


def _number(cell: object) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    text = text_of(cell).removesuffix("%").strip()
    return float(text) if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", text, re.ASCII) else None


def _read_count(cell: object) -> Reading:
    number = _number(cell)
    if number is None or number < 0 or not number.is_integer():
        return None, "count-not-whole"
    return number, ""


def _read_percent(cell: object) -> Reading:
    number = _number(cell)
    if number is None or not 0 <= number <= _WHOLE:
        return None, "percent-out-of-range"
    return number, ""


_READERS: Final[dict[str, Reader]] = {
    "text": _read_text,
    "date": _read_date,
    "yes_no": _read_yes_no,
    "count": _read_count,
    "percent": _read_percent,
}
