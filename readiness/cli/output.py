"""Everything the command line prints on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from readiness.core.plain import visible

if TYPE_CHECKING:
    from readiness.cli.session import Session


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a person to read; every cell is shown as text."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    title: str = ""
    empty: str = "Nothing to show."
    """What to say when there are no rows, with the command that fills it."""


def emit(
    session: Session,
    data: object,
    *tables: Table,
    lines: Iterable[str] = (),
    closing: Iterable[str] = (),
) -> None:
    """Print the result: JSON when asked for, else lines, tables and closing lines.

    `data` is what scripts get; dates in it are written as ISO text.
    """
    if session.is_json:
        write(json.dumps(data, ensure_ascii=False, indent=2, default=_json_value))
        return
    for line in lines:
        write(visible(line))
    for table in tables:
        _print_plain(table) if session.is_plain else _print_rich(table)
    for line in closing:
        write(visible(line))


def write(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(text + "\n")


def note(text: object) -> None:
    """One line on standard error: progress, warnings, what was done."""
    sys.stderr.write(visible(text) + "\n")


_SHORT = 14
"""Characters up to which a column is never wrapped."""


def _json_value(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _print_plain(table: Table) -> None:
    if table.title:
        write(visible(table.title))
    if not table.rows:
        write(table.empty)
        return
    write("\t".join(table.columns))
    for row in table.rows:
        write("\t".join(visible(cell) for cell in row))


def _print_rich(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if table.title:
        console.print(Text(visible(table.title), style="bold"))
    if not table.rows:
        console.print(Text(table.empty))
        return
    grid = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for place, column in enumerate(table.columns):
        longest = max(len(visible(row[place])) for row in table.rows)
        # Short cells keep their line, so that long texts do the wrapping.
        is_short = longest <= _SHORT
        grid.add_column(
            Text(column), overflow="fold", no_wrap=is_short, min_width=None if is_short else _SHORT
        )
    for row in table.rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    console.print(grid)
