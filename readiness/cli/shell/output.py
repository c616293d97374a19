"""Everything the command line prints on standard output."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from readiness.base.errors import ReadinessError, StorageError, UsageError
from readiness.base.text import HIDDEN_OR_BREAK, listed, visible

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


class Shape(Protocol):
    """In which form results are wanted."""

    is_json: bool
    is_plain: bool

    def said(self, text: str) -> str:
        """Words of the program's own, with what is evaluated called as the open framework calls it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a person to read; every cell is shown as text."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    title: str = ""
    empty: str = "Nothing to show."
    """What to say when there are no rows, with the command that fills it."""


def emit(
    shape: Shape,
    data: object,
    *tables: Table,
    lines: Iterable[str] = (),
    closing: Iterable[str] = (),
) -> None:
    """Print the result: JSON when asked for, else lines, tables and closing lines.

    `data` is what scripts get; dates in it are written as ISO text.
    """
    if shape.is_json:
        write(json_text(data))
        return
    for line in lines:
        write(visible(line))
    for table in tables:
        told = replace(
            table, columns=[shape.said(one) for one in table.columns], empty=shape.said(table.empty)
        )
        _print_plain(told) if shape.is_plain else _print_rich(told)
    for line in closing:
        write(visible(line))


def json_text(data: object) -> str:
    """JSON a terminal shows as it is: direction and control characters are written as escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=_json_value)
    return HIDDEN_OR_BREAK.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found.group() if found.group() == "\n" else f"\\u{ord(found.group()):04x}"


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

    # What goes to a file or another program is never wrapped: whoever reads it has lines as long as they are.
    width = None if sys.stdout.isatty() else _UNWRAPPED
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
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


_UNWRAPPED = 100_000
"""Columns no line of a table reaches."""

FAULT_OF_OURS = 70

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told of an error: what happened, where, what to do; and the exit code."""

    title: str
    where: str
    to_do: str
    code: int


def report(error: BaseException, *, is_json: bool = False) -> int:
    """Tell the user what happened, where, and what to do; returns the exit code.

    Three lines, or with `is_json` one JSON object (title, where, to_do, code), on standard error. Never a
    traceback unless READINESS_DEBUG=1.
    """
    if os.environ.get("READINESS_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, BrokenPipeError):
        _give_up_output()  # whoever read the output has enough
        return 0
    told = _told(error)
    _say(told, is_json=is_json)
    return told.code


def _told(error: BaseException) -> Told:
    if isinstance(error, ReadinessError):
        return Told(error.title, error.detail, error.hint, error.exit_code)
    if isinstance(error, KeyboardInterrupt):
        return Told("Stopped.", "", "Nothing half-done was kept.", INTERRUPTED)
    if isinstance(error, OSError):
        return _told_of_system(error)
    return _told_of_usage(error) or _told_of_fault(error)


def _told_of_usage(error: BaseException) -> Told | None:
    """What was typed that cannot be meant; None when that is not what went wrong."""
    code = UsageError.exit_code
    usage = getattr(error, "format_message", None)
    if usage is not None:
        return Told(str(usage()), "", _what_there_is(error), code)
    if isinstance(error, UnicodeEncodeError):
        title = "A text or a name holds signs that no file can hold."
        return Told(title, "", "Type it again without them.", code)
    if isinstance(error, OverflowError) or (isinstance(error, ValueError) and _is_out_of_range(error)):
        title = "A date or a number is too large or too small to reckon with."
        return Told(title, "", "Give one nearer to today.", code)
    return None


def _what_there_is(error: BaseException) -> str:
    """Where a command is missing or not known, those that there are, as far as they fit one sentence."""
    group = getattr(getattr(error, "ctx", None), "command", None)
    known = sorted(getattr(group, "commands", None) or ())
    if not 0 < len(known) <= _MANY or not re.match("No such command|Missing command", str(error)):
        return "Add --help to the command to see what it takes."
    return f"Commands here: {listed(known)}. Add --help to see what each is for."


_MANY = 16
"""Commands that are still read in one sentence."""


def _told_of_fault(error: BaseException) -> Told:
    place = write_crash_report(error)
    return Told(
        "Something went wrong in the program itself; your data is as it was last saved.",
        f"report: {place}" if place else "a report could not be written",
        "Send the report to whoever supports you; it holds no data of yours.",
        FAULT_OF_OURS,
    )


def _told_of_system(error: OSError) -> Told:
    """What the operating system would not do, with the file it was about; the code of a refusal."""
    code = StorageError.exit_code
    named = (error.filename, error.filename2)
    names = [visible(os.fsdecode(name)) for name in named if isinstance(name, str | bytes)]
    said = visible(error.strerror or type(error).__name__)
    if not names and error.errno in _OUTPUT_ERRORS:
        _give_up_output()
        return Told("The output could not be written.", said, "Make room, or send it to another place.", code)
    where = f"{' and '.join(names)}: {said}" if names else said
    return Told("The computer would not open or write a file or folder.", where, _SYSTEM_HINT, code)


_OUTPUT_ERRORS = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT})

_SYSTEM_HINT = "Check that it is there, that you may read and write it, and that the disk is not full."


def _is_out_of_range(error: ValueError) -> bool:
    """Whether this is Python's word for a day or year no calendar has, and not a fault of ours."""
    return any(words in str(error) for words in ("is out of range", "out of range", "Exceeds the limit"))


def _give_up_output() -> None:
    """Python must not complain when it flushes at exit what nobody takes."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_crash_report(error: BaseException) -> Path | None:
    """Write where the program failed, without messages, values or data; None when it cannot be written."""
    from readiness import __version__
    from readiness.base.crash import write_report

    return write_report(error, __version__)


def _say(told: Told, *, is_json: bool) -> None:
    marks = (("Error: ", told.title), ("Where: ", told.where), ("To do: ", told.to_do))
    lines = [mark + visible(text) for mark, text in marks if text]
    if is_json:
        data = {"title": told.title, "where": told.where, "to_do": told.to_do, "code": told.code}
        lines = [json_text(data)]
    for line in lines:
        with contextlib.suppress(OSError, ValueError):  # nobody reads it: the exit code still tells
            sys.stderr.write(line + "\n")


def warn_of_damage(ws: Workspace) -> None:
    """Say on standard error when not everything could be read, or nothing can be changed."""
    from readiness.base.text import counted

    faults = [one for one in ws.problems if one.severity == "error"]
    if faults:
        note(f"Warning: {counted(len(faults), 'fault')} found on opening. The first: {faults[0]}")
    if ws.is_read_only:
        note(f"Warning: this workspace is open read-only. {ws.read_only_reason}")
    if ws.definition is not None and ws.definition.notice:
        note(f"Note: {ws.definition.notice}")
    if faults or ws.is_read_only:
        note("Run 'readiness doctor' to see everything that is wrong; 'readiness status' works on.")
