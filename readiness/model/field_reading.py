"""One reader of fields for every surface: options, forms, cells and filters give what was typed to `read`."""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from readiness.base.dates import read_date
from readiness.base.deadlines import due_of_cell, read_deadline
from readiness.base.errors import UsageError
from readiness.base.periods import period_end
from readiness.base.text import cleaned, counted, listed
from readiness.base.times import read_moment
from readiness.base.typed_dates import DateWordsError
from readiness.base.zone import local_zone
from readiness.model.field import EMPTY, Around, Bound, fields_of
from readiness.model.field_words import choices_by_words, folded, plain_words
from readiness.model.figures import Bounded, Withheld, figure_from, plain_number
from readiness.model.part_reading import PartWordsError, typed_part

if TYPE_CHECKING:
    from pydantic import BaseModel

_FIGURE = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?")
_ID = re.compile(r"[A-Za-z]{1,4}\d{1,9}")
_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
_LARGEST = 1e300
_MOST_NAMED = 12
"""Choices named in a message; of more, only the nearest."""


class FieldWordsError(UsageError):
    """A field was given what it cannot hold: its label, what is wrong, and how to write it.

    Attributes:
        name: Stored name of the field.
        sentence: The whole, the same on every surface.
    """

    def __init__(self, field: Bound, what: str, how: str = "", label: str = "") -> None:
        """Of a field, called by another label where the framework has a word of its own."""
        super().__init__(f"{label or field.label}: {what}", "", how)
        self.field, self.what, self.how = field, what, how
        self.name = field.name
        self.sentence = f"{self.title} {how}".strip()


def read(field: Bound, given: object, around: Around) -> object:
    """What a person typed, chose or put in a cell, as the record holds it.

    Args:
        field: From `fields_of`.
        given: Text, or a cell's number, date or truth value; a sequence for a field of many; mappings of
            stored name to what was typed for parts of a record, or text, a part to a line. None, spaces and
            `EMPTY` empty the field.
        around: The framework, today, and the records whose ids may be named.

    Raises:
        FieldWordsError: It cannot hold that, or may not be emptied.
    """
    try:
        return _read(field, given, around)
    except FieldWordsError as error:
        label = around.framework.terms.said(error.field.label)
        raise FieldWordsError(error.field, error.what, error.how, label) from None


def _read(field: Bound, given: object, around: Around) -> object:
    if _is_nothing(given) or _says_nothing(field, given):
        return emptied(field)
    if field.field.kind == "rows":
        return _rows(field, given, around)
    reader = _READERS[field.field.kind]
    if not field.is_many:
        return reader(field, given, around)
    return tuple(dict.fromkeys(reader(field, part, around) for part in _parts(field, given, around)))


def emptied(field: Bound) -> object:
    """What the field holds when it is emptied: what a new record holds.

    Raises:
        FieldWordsError: It may not be empty.
    """
    if not field.may_be_emptied:
        raise FieldWordsError(field, "this is needed.", "It can be changed, not emptied.")
    return field.default


def _is_nothing(given: object) -> bool:
    is_blank = isinstance(given, str) and not cleaned(given)
    return given is EMPTY or given is None or is_blank or (isinstance(given, list | tuple) and not given)


def _says_nothing(field: Bound, given: object) -> bool:
    """Whether the words for nothing came back, as from a sheet that showed them; exactly, in free text."""
    if not (field.may_be_emptied and isinstance(given, str)):
        return False
    if field.field.kind in {"text", "long"}:
        return cleaned(given) == field.field.empty
    return folded(given) == folded(field.field.empty)


def _parts(field: Bound, given: object, around: Around) -> list[object]:
    """The parts of a list: separated by commas or line ends, in quotation marks when they hold either."""
    if isinstance(given, list | tuple):
        return list(given)
    if not isinstance(given, str):
        return [given]
    if field.field.choices and folded(given) in choices_by_words(field, around):
        return [given]
    try:
        rows = list(csv.reader(io.StringIO(cleaned(given), newline=""), skipinitialspace=True))
    except csv.Error:
        raise FieldWordsError(
            field, "this is too long for a list.", "Separate the parts by commas."
        ) from None
    return [part for row in rows for part in row if part.strip()]


def _text(_field: Bound, given: object, _around: Around) -> str:
    text = cleaned(given if isinstance(given, str) else plain_words(given))
    return re.sub(r"\s*\n\s*", " ", text)


def _long(_field: Bound, given: object, _around: Around) -> str:
    return cleaned(given if isinstance(given, str) else plain_words(given))


def _date(field: Bound, given: object, around: Around) -> date:
    if isinstance(given, datetime):
        return given.date() if given.tzinfo is None else given.astimezone(local_zone()).date()
    if isinstance(given, date):
        return given
    text, nearest = _text(field, given, around), field.field.nearest
    try:
        return read_date(text, around.today, nearest=nearest, working_days=around.working_days)
    except DateWordsError as error:
        wrong = error
    if field.field.ends_period:
        try:
            return period_end(text, around.today, nearest=nearest)
        except DateWordsError as error:
            wrong = error if wrong.what.endswith("is not a date") else wrong
    raise FieldWordsError(field, f"{wrong.what}.", wrong.remedy) from None


def _moment(field: Bound, given: object, around: Around) -> datetime:
    if field.field.is_deadline and isinstance(given, date):
        is_aware = isinstance(given, datetime) and given.tzinfo is not None
        return given.astimezone(UTC) if isinstance(given, datetime) and is_aware else due_of_cell(given)
    if isinstance(given, datetime):
        return (given if given.tzinfo else given.replace(tzinfo=local_zone())).astimezone(UTC)
    if isinstance(given, date):
        raise FieldWordsError(field, "this has no time of day.", "Write both, as 23 Nov 2026 09:15.")
    try:
        if field.field.is_deadline and around.deadlines is not None:
            return read_deadline(_text(field, given, around), around.deadlines, around.working_days)
        moment = read_moment(
            _text(field, given, around),
            around.today,
            nearest=field.field.nearest,
            working_days=around.working_days,
        )
    except DateWordsError as error:
        raise FieldWordsError(field, f"{error.what}.", error.remedy) from None
    return moment.at.astimezone(UTC)


def _figure(field: Bound, given: object, _around: Around) -> float:
    value = _value(given)
    if value is None:
        raise FieldWordsError(field, "this is not a figure.", "Write it in figures, such as 58.2.")
    return _within(field, value)


def _measured(field: Bound, given: object, _around: Around) -> float | Bounded | Withheld:
    try:
        return figure_from(cleaned(given) if isinstance(given, str) else given)
    except ValueError:
        raise FieldWordsError(
            field, "this is not a figure.", "Write it as 58.2, 58.2%, under 10, over 140, c or n/a."
        ) from None


def _number(field: Bound, given: object, _around: Around) -> int:
    value = _value(given)
    if value is None or not value.is_integer():
        raise FieldWordsError(field, "this is not a whole number.", "Write it in figures, such as 16.")
    return int(_within(field, value))


def _value(given: object) -> float | None:
    """The number in a cell or in words such as ``1,240``, ``58.2`` or ``58.2%``; None when there is none."""
    value = math.nan
    if isinstance(given, int | float) and not isinstance(given, bool):
        value = float(given) if abs(given) < _LARGEST else math.nan
    elif isinstance(given, str) and _FIGURE.fullmatch(cleaned(given)):
        value = float(cleaned(given).replace(",", "").removesuffix("%"))
    return value if math.isfinite(value) else None


def _within(field: Bound, value: float) -> float:
    least, most = field.least, field.most
    if (least is not None and value < least) or (most is not None and value > most):
        floor = plain_number(least) if least is not None else ""
        ceiling = plain_number(most) if most is not None else ""
        limits = f"from {floor} to {ceiling}" if floor and ceiling else f"{floor or ceiling} or "
        limits += "" if floor and ceiling else "more" if floor else "less"
        raise FieldWordsError(field, "this is out of range.", f"Write a number: {limits}.")
    return value


def _yes_no(field: Bound, given: object, _around: Around) -> bool:
    if isinstance(given, bool):
        return given
    word = folded(given) if isinstance(given, str) else ""
    if word in _YES | _NO:
        return word in _YES
    nothing = f", or nothing for \u201c{field.field.empty}\u201d" if field.default is None else ""
    raise FieldWordsError(field, "this is neither yes nor no.", f"Write yes or no{nothing}.")


def _choice(field: Bound, given: object, around: Around) -> str:
    text = _text(field, given, around)
    offered = field.field.choices(around.framework) if field.field.choices else {}
    choice = text if text in offered else choices_by_words(field, around).get(folded(text))
    if choice is None:
        raise FieldWordsError(field, "this is not one of the choices.", _which(field, text, around))
    return choice


def _which(field: Bound, given: str, around: Around) -> str:
    offered = field.field.choices(around.framework) if field.field.choices else {}
    shown = [one if field.field.as_ids else words for one, words in offered.items()]
    if not shown:
        return "The framework has none to choose from."
    if len(shown) > _MOST_NAMED:
        near = difflib.get_close_matches(folded(given), [folded(one) for one in shown], n=3, cutoff=0.5)
        shown = [one for one in shown if folded(one) in near]
        if not shown:
            return f"There are {len(offered)} to choose from."
    return f"Choose {'from' if field.is_many else 'one of'}: {', '.join(shown)}."


def _record(field: Bound, given: object, around: Around) -> str:
    wanted = _text(field, given, around)
    if around.records is None:
        return wanted.upper() if _ID.fullmatch(wanted) else wanted
    table = around.records.table(field.field.records)
    for spelling in (wanted, wanted.upper()):
        if spelling in table:
            return spelling
    named = f" called {wanted.upper()}" if _ID.fullmatch(wanted) else " of that name"
    near = difflib.get_close_matches(wanted.upper(), table, n=3, cutoff=0.5)
    how = (
        f"Did you mean {listed(near, 'or')}?"
        if near
        else f"There are {counted(len(table), 'record')} to name."
    )
    raise FieldWordsError(field, f"there is none{named}.", how)


def _rows(field: Bound, given: object, around: Around) -> object:
    """Parts of a record, each from what was typed for its own fields or as a line of words.

    A part as stored is taken as it is.
    """
    if not field.is_many:
        return _row(field, given, 0, around)
    rows: Iterable[object] = given if isinstance(given, list | tuple) else [given]
    if isinstance(given, str):
        rows = [line for line in cleaned(given).split("\n") if line.strip()]
    return tuple(_row(field, row, number, around) for number, row in enumerate(rows, start=1))


def _row(field: Bound, given: object, number: int, around: Around) -> BaseModel:
    row_type, place = field.row, f"in row {number}, " if number else ""
    if isinstance(given, str) and field.field.in_words is None:
        try:
            given = typed_part(field, cleaned(given), around.today)
        except PartWordsError as error:
            raise FieldWordsError(field, f"{place}{error.what}", error.how) from None
    if row_type is None or not isinstance(given, Mapping | row_type):
        raise FieldWordsError(field, "this is made of parts.", "Give each part by its own fields.")
    if not isinstance(given, Mapping):
        return given
    values: dict[str, object] = {}
    for name, part in fields_of(row_type).items():
        try:
            if name in given or part.is_needed:
                values[name] = read(part, given.get(name), around)
        except FieldWordsError as error:
            raise FieldWordsError(field, f"{place}{error.title}", error.hint) from None
    return row_type.model_validate(values)


_READERS: Mapping[str, Callable[[Bound, object, Around], Any]] = {
    "text": _text,
    "long": _long,
    "date": _date,
    "moment": _moment,
    "number": _number,
    "figure": _figure,
    "measured": _measured,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choice,
    "records": _record,
}
