"""Write docs/records.md from the fields declared on the records, so that the page cannot be out of date.

Usage: python scripts/record_reference.py
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.model.choices import Fixed
from readiness.model.field import Bound, fields_of
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES

if TYPE_CHECKING:
    from pydantic import BaseModel

PAGE = Path(__file__).resolve().parent.parent / "docs" / "records.md"

HEAD = """\
# Records

What a workspace stores, field by field, in the order used everywhere. This page is written by
`scripts/record_reference.py` from the fields declared on the records; a test fails when the two differ.

*Set by*: **people** set it from the command line, the forms and sheets; **action** says that only a verb with
a rule of its own sets it, such as agreeing a statement; **store** that nobody sets it by hand. *Emptied* says
what stands for nothing where people may take the value away. The option, the heading in sheets and the name
in typed filters are given where there is one.
"""
SHARED = "Every record also has these:"
COLUMNS = (
    "Label",
    "Stored as",
    "What it is",
    "Written as",
    "Set by",
    "Emptied",
    "Option",
    "Heading",
    "Filter",
)
WRITTEN = {
    "text": "words",
    "long": "paragraphs",
    "date": "a date",
    "moment": "a day and a time",
    "number": "a whole number",
    "figure": "a figure",
    "measured": "a figure, a bound such as under 10, or a mark such as c",
    "yes_no": "yes or no",
    "choice": "one of the framework's",
    "choices": "some of the framework's",
    "records": "an id",
    "rows": "parts of its own",
}
TITLES = {"LocalGrade": "Local view", "RequestState": "Request item"}
MANY = {"text": "words, separated by commas", "date": "dates, separated by commas", "records": "ids"}


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for table, record_type in RECORD_TYPES.items():
        own = {name: one for name, one in fields_of(record_type).items() if one != _shared().get(name)}
        parts.extend(
            _section(f"## {_title(record_type)}", f"{_first_line(record_type)} Table `{table}`.", own)
        )
        for field in own.values():
            if field.row is not None:
                heading = f"### {_title(record_type)}: {field.label.lower()}"
                parts.extend(_section(heading, _first_line(field.row), dict(fields_of(field.row))))
    parts.extend(_section("## All records", SHARED, _shared()))
    return "\n".join(parts)


def _shared() -> dict[str, Bound]:
    return dict(fields_of(Record))


def _section(heading: str, text: str, fields: dict[str, Bound]) -> Iterator[str]:
    yield f"{heading}\n"
    yield f"{text}\n"
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    yield from (f"| {' | '.join(_cells(field))} |" for field in fields.values())
    yield ""


def _cells(field: Bound) -> Iterator[str]:
    is_open = field.is_for_people
    yield field.label
    yield f"`{field.name}`"
    yield field.field.help
    yield _written(field)
    yield field.field.set_by
    yield (field.field.empty if field.may_be_emptied else "no") if is_open else ""
    yield f"`--{field.option}`" if is_open else ""
    yield field.heading
    yield f"`{field.field.filter}:`" if field.field.filter else ""


def _written(field: Bound) -> str:
    if isinstance(field.field.choices, Fixed):
        return "one of: " + ", ".join(field.field.choices.words.values())
    words = MANY.get(field.field.kind, "") if field.is_many else ""
    return words or WRITTEN[field.field.kind]


def _title(record_type: type[BaseModel]) -> str:
    return TITLES.get(record_type.__name__, record_type.__name__)


def _first_line(record_type: type[BaseModel]) -> str:
    return inspect.cleandoc(record_type.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}")
