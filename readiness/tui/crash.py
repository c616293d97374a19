"""When a fault of ours ends the program: no content on the screen, a redacted report in a private file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EXIT_CODE = 70


def farewell(error: BaseException) -> str:
    """Write a report without data, and give the lines a user reads: what happened, where, what to do."""
    from readiness import __version__
    from readiness.services.crash import write_report

    return _words(write_report(error, __version__))


def _words(report: Path | None) -> str:
    where = f"A report without any of your data is in {report}" if report else "No report could be written."
    return (
        "The program stopped because of a fault of ours, not of yours.\n"
        f"{where}\n"
        "Every change you saved is kept. Start again; if it happens again, send the report to your support.\n"
    )
