"""The one door from the command line to the terminal UI."""

from __future__ import annotations

import sys

from readiness.base.errors import UsageError
from readiness.cli.shell.session import Session, parse_date


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

    as_at = parse_date(session.as_at_text, session, "around") if session.as_at_text else None
    return run_ui(session.find(), user=session.user, as_at=as_at)
