"""The one door from the command line to the terminal UI."""

from __future__ import annotations

import sys

from readiness.base.errors import UsageError
from readiness.cli.shell.session import Session


def open_ui(session: Session) -> int:
    """Start the terminal UI; needs a real terminal.

    Raises:
        UsageError: Input or output is not a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The terminal UI needs a terminal.",
            "input or output is a file or a pipe",
            "Use a command instead, such as 'readiness status' or 'readiness gaps --json'.",
        )
    from readiness.tui.app.app import run as run_ui

    return run_ui(session.find(), user=session.user, as_at=session.given)
