"""Read a sheet of records that comes back from a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.exchange.columns import BASE, KEY, REVISION, SheetShape, key_heading, sheet_columns
from readiness.exchange.rows import SheetRow
from readiness.formats.limited import read_file
from readiness.formats.sheets.reading import Cell, cell_text
from readiness.formats.sheets.register import Register, RegisterColumn, RegisterRow, read_register
from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_reading import FieldWordsError, read
from readiness.model.field_words import words
from readiness.model.records.record import Record

_BY_CELL = frozenset({"date", "moment", "number", "figure", "yes_no"})
"""Kinds of field that take a cell's own date, number or truth value; the others take its text."""


def register_columns(shape: SheetShape[Any]) -> list[RegisterColumn]:
    """The columns looked for: the id, every field a sheet may change, what stands beside them, the hidden."""
    kind: type[Record] = shape.kind
    key = fields_of(kind)[KEY]
    return [
        RegisterColumn(KEY, key_heading(kind), key.field.aliases),
        *(
            RegisterColumn(name, one.heading, (*one.field.aliases, one.label), "cell")
            for name, one in sheet_columns(kind).items()
        ),
        *(RegisterColumn(f"beside {one.id}", one.heading) for one in (*shape.before, *shape.after)),
        RegisterColumn(*REVISION, (), "whole"),
        RegisterColumn(*BASE),
    ]


def read_sheet(
    path: Path, shape: SheetShape[Any], around: Around
) -> tuple[tuple[SheetRow, ...], tuple[Problem, ...]]:
    """The rows of a sheet of records, and what could not be read.

    Args:
        path: xlsx, xls, ods or csv.
        shape: What the sheet was written as.
        around: What typed words mean; without today, because a file was not written today.

    Raises:
        RefusedError: The file cannot be read or has no column of ids.
        StorageError: The file cannot be opened.
    """
    register = read_file(read_register, path, register_columns(shape), key=KEY)
    return rows_of(register, shape, around, visible(path.name))


def rows_of(
    register: Register, shape: SheetShape[Any], around: Around, file: str
) -> tuple[tuple[SheetRow, ...], tuple[Problem, ...]]:
    """The rows of a sheet that was read by `register_columns`, and what could not be read in it."""
    problems = list(register.problems)
    if BASE[0] not in register.columns:
        what = "The file has lost its hidden columns: changes made here meanwhile cannot be told from it."
        problems.append(Problem("warning", Where(file), what, "Look at each change before you apply it."))
    rows: list[SheetRow] = []
    for row in register.rows:
        base = _base(row.text(BASE[0]), shape.kind)
        values, faults = _values(row, shape.kind, around, base)
        problems += (
            Problem("warning", Where(file, row.number, row.text(KEY)), f"Row {row.number}: {one}")
            for one in faults
        )
        revision = row.values.get(REVISION[0])
        rows.append(
            SheetRow(
                row.text(KEY).strip(),
                values,
                base,
                revision if isinstance(revision, int) else None,
                row.number,
                {one.id: row.text(f"beside {one.id}").strip() for one in (*shape.before, *shape.after)},
            )
        )
    return tuple(rows), tuple(problems)


def _values(
    row: RegisterRow, kind: type[Record], around: Around, base: Mapping[str, object] | None
) -> tuple[dict[str, object], list[str]]:
    """What the cells say, by stored name; a cell that cannot be read says nothing.

    A text that is as it left stays what it was, even where its words would mean "nothing". Parts of a record
    that the sheet left without stood beside, for reading, and say nothing.
    """
    left_as = base or {}
    values: dict[str, object] = {}
    faults: list[str] = []
    for name, bound in sheet_columns(kind).items():
        if name not in row.values:
            continue
        if bound.row is not None and base is not None and name not in base:
            continue
        cell = row.values[name]
        if cell is None:
            values[name] = None
            continue
        was = left_as.get(name)
        if isinstance(was, str) and cell_text(cell) == was and name not in _coded(kind):
            values[name] = was
            continue
        try:
            given = _given(bound, cell) if bound.row is None else _parts_given(bound, cell, was, around)
            values[name] = read(bound, given, around)
        except FieldWordsError as error:
            faults.append(error.sentence)
    return values, faults


def _given(bound: Bound, cell: Cell) -> object:
    return cell if bound.field.kind in _BY_CELL and not bound.is_many else cell_text(cell)


def _parts_given(bound: Bound, cell: Cell, was: object, around: Around) -> object:
    """The parts in a cell: a line as it left is the part it was, any other what somebody typed."""
    stored = was if isinstance(was, tuple) else () if was is None else (was,)
    left = {_line(words(bound, part, around)): part for part in stored}
    text = cell_text(cell)
    if not bound.is_many:
        return left.get(_line(text), text)
    lines = [one for one in text.splitlines() if one.strip()]
    return [left.get(_line(one), one) for one in lines]


def _line(text: str) -> str:
    return visible(text).strip()


def _base(text: str, kind: type[Record]) -> Mapping[str, object] | None:
    """The values when the row left; None when they cannot be told any more."""
    try:
        found = json.loads(text)
        known = sheet_columns(kind)
        return {
            name: _adapter(kind, name).validate_json(json.dumps(value))
            for name, value in found.items()
            if name in known
        }
    except (ValueError, AttributeError, ValidationError):
        return None


@cache
def _coded(kind: type[Record]) -> frozenset[str]:
    """Fields whose stored text is an id, written in other words."""
    return frozenset(name for name, one in fields_of(kind).items() if one.field.kind in {"choice", "choices"})


@cache
def _adapter(kind: type[Record], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(kind.model_fields[name].annotation or object)
