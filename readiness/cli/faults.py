"""Errors on the command line: three lines for a person, an exit code for a script."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from readiness.core.errors import ReadinessError
from readiness.core.plain import visible

FAULT_OF_OURS = 70
INTERRUPTED = 130


def report(error: BaseException) -> int:
    """Tell the user what happened, where, and what to do; returns the exit code.

    Never a traceback unless READINESS_DEBUG=1.
    """
    if os.environ.get("READINESS_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, ReadinessError):
        _say(error.title, error.detail, error.hint)
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        # Whoever read the output has enough; Python must not complain when it flushes the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, KeyboardInterrupt):
        _say("Stopped.", "", "Nothing half-done was kept.")
        return INTERRUPTED
    usage = getattr(error, "format_message", None)
    if usage is not None:
        _say(str(usage()), "", "Add --help to the command to see what it takes.")
        return 2
    place = write_crash_report(error)
    _say(
        "Something went wrong in the program itself; your data is as it was last saved.",
        f"report: {place}" if place else "a report could not be written",
        "Send the report to whoever supports you; it holds no data of yours.",
    )
    return FAULT_OF_OURS


def write_crash_report(error: BaseException) -> Path | None:
    """Write where the program failed, without messages, values or data; None when it cannot be written."""
    from readiness import __version__
    from readiness.services.crash import write_report

    return write_report(error, __version__)


def _say(title: str, detail: str, hint: str) -> None:
    marks = (("Error: ", title), ("Where: ", detail), ("To do: ", hint))
    for mark, text in marks:
        if text:
            sys.stderr.write(mark + visible(text) + "\n")
