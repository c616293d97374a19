"""One writer of fields for every surface: what a record says, in words that `read` takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words, moment_words
from readiness.base.text import cleaned
from readiness.base.zone import local_zone
from readiness.model.field import Around, Bound, fields_of
from readiness.model.figures import plain_number

if TYPE_CHECKING:
    from readiness.model.records.record import Record


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record before and after, in words."""

    label: str
    before: str
    after: str


def words(field: Bound, value: object, around: Around) -> str:
    """A stored value as people say it; `Field.empty` for nothing.

    A list is separated by commas; a part that holds a comma stands in quotation marks. Parts of a record
    stand one to a line.
    """
    if field.is_empty(value):
        return field.field.empty
    if not isinstance(value, tuple):
        return _one(field, value, around)
    parts = [_one(field, part, around) for part in value]
    return "\n".join(parts) if field.field.kind == "rows" else _in_one_line(parts)


def facts(record: Record, around: Around) -> list[tuple[str, str]]:
    """Label and words of everything a record says, in the order of its fields; what is empty is said to be.

    What only the store sets (ids, revisions, who stored it when) is left out.
    """
    return [
        (around.framework.terms.said(field.label), words(field, getattr(record, name), around))
        for name, field in fields_of(type(record)).items()
        if field.field.set_by != "store"
    ]


def changed_facts(before: Record | None, after: Record | None, around: Around) -> Iterator[FieldChange]:
    """The fields that say something else after a change.

    Of a record added or removed: the fields that say anything but what a new record says.
    """
    kept = after or before
    if kept is None:
        return
    for name, field in fields_of(type(kept)).items():
        if field.field.set_by == "store":
            continue
        old, new = getattr(before, name, field.default), getattr(after, name, field.default)
        if old != new:
            label = around.framework.terms.said(field.label)
            yield FieldChange(label, words(field, old, around), words(field, new, around))


def plain_words(value: object) -> str:
    """A cell's value as the text a person would have typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment_words(value.astimezone(local_zone()))
    if isinstance(value, date):
        return day_words(value)
    return plain_number(value) if isinstance(value, int | float) else str(value)


def _one(field: Bound, value: object, around: Around) -> str:
    kind = field.field.kind
    if kind in {"choice", "choices"}:
        return _choice_words(field, str(value), around)
    if kind == "rows":
        return _row_words(field, value, around)
    said = plain_words(value)
    return said if kind == "long" else re.sub(r"\s*\n\s*", " ", said)


def _choice_words(field: Bound, choice: str, around: Around) -> str:
    """The words of a choice; its id where people know it by that, or the words could mean another choice."""
    if field.field.as_ids or field.field.choices is None:
        return choice
    said = field.field.choices(around.framework).get(choice, choice)
    return said if choices_by_words(field, around).get(folded(said)) == choice else choice


def choices_by_words(field: Bound, around: Around) -> dict[str, str]:
    """Id of each choice by its folded id and, where no other choice has them, its folded words."""
    offered = field.field.choices(around.framework) if field.field.choices else {}
    ids: dict[str, str] = {}
    for choice in offered:
        ids.setdefault(folded(choice), choice)
    said: dict[str, str] = {}
    for choice, text in offered.items():
        said[folded(text)] = choice if folded(text) not in said else ""
    return {**{text: choice for text, choice in said.items() if choice}, **ids}


def folded(text: str) -> str:
    """Words as they compare: capitals, hyphens, underscores and runs of spaces do not count."""
    return " ".join(re.sub(r"[-_]", " ", cleaned(text).casefold()).split())


def _row_words(field: Bound, row: object, around: Around) -> str:
    """``Recruit two psychologists; due 3 Mar 2027``: the first field plainly, then the others by label.

    A piece that holds a semicolon stands in quotation marks.
    """
    if field.field.in_words is not None:
        return field.field.in_words(row)
    said = [
        (part, words(part, getattr(row, name), around).replace("\n", " "))
        for name, part in _parts_of(field).items()
        if not part.is_empty(getattr(row, name)) and part.is_for_people
    ]
    pieces = [
        text if place == 0 else f"{part.label[:1].lower()}{part.label[1:]} {text}"
        for place, (part, text) in enumerate(said)
    ]
    return "; ".join(_quoted(piece) if ";" in piece or piece[:1] == '"' else piece for piece in pieces)


def _parts_of(field: Bound) -> Mapping[str, Bound]:
    return fields_of(field.row) if field.row is not None else {}


def _in_one_line(parts: list[str]) -> str:
    return ", ".join(_quoted(part) if set(part) & {",", '"'} else part for part in parts)


def _quoted(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'
