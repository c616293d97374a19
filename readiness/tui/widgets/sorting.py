"""The order of a table's rows by a column: as its words read, or by what they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from readiness.base.zone import local_zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.text import Text
    from textual.content import Content

UP, DOWN = "↑", "↓"

_NUMBER = re.compile(r"(\d+)")


class Line(Protocol):
    """A line of a table, as far as its order goes."""

    @property
    def cells(self) -> tuple[Content | Text | str, ...]:
        """What stands in each column."""

    @property
    def order(self) -> Mapping[int, object]:
        """By column, what it is sorted by where that is not how its words read; None for nothing."""


L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the rows stand, and which way round."""

    column: int
    """Its place among the table's columns, from 0."""
    is_down: bool = False

    @property
    def sign(self) -> str:
        """The arrow behind the heading."""
        return DOWN if self.is_down else UP


def after(order: Order | None, column: int) -> Order | None:
    """The order once a column is chosen: up, chosen again down, once more as the list has it."""
    if order is None or order.column != column:
        return Order(column)
    return None if order.is_down else Order(column, is_down=True)


def in_order(rows: Sequence[L], order: Order | None) -> list[L]:
    """The rows in an order; those with nothing in the column come last either way."""
    if order is None:
        return list(rows)
    full = [row for row in rows if _value(row, order.column) not in {None, ""}]
    empty = [row for row in rows if _value(row, order.column) in {None, ""}]
    return [*sorted(full, key=lambda row: _key(_value(row, order.column)), reverse=order.is_down), *empty]


def _value(row: Line, column: int) -> object:
    if column in row.order:
        return row.order[column]
    content = row.cells[column]
    return (content if isinstance(content, str) else content.plain).strip(" -")


def _key(value: object) -> tuple[tuple[int, float, str], ...]:
    """Numbers before words, numbers within words by their size."""
    if isinstance(value, datetime):
        return ((0, value.timestamp(), ""),)
    if isinstance(value, date):
        return ((0, datetime(value.year, value.month, value.day, tzinfo=local_zone()).timestamp(), ""),)
    if isinstance(value, int | float):
        return ((0, float(value), ""),)
    parts = _NUMBER.split(str(value).casefold())
    return tuple((0, float(part), "") if part.isdecimal() else (1, 0.0, part) for part in parts if part)
