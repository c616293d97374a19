"""The start: the terminal UI at once when no command is given, else the tree of commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from readiness.cli.shell.output import report
from readiness.cli.shell.session import Session, only_options
from readiness.cli.shell.terminal import open_ui


def run() -> None:
    """Run the process's own command line and leave with its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: what is said goes nowhere
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - stays open to the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    arguments = sys.argv[1:]
    options = only_options(arguments)
    if options is not None:
        sys.exit(_ui(options))
    from readiness.cli.app import main

    sys.exit(main(arguments))


def _ui(options: Mapping[str, str]) -> int:
    """The terminal UI without loading the commands, which would take longer than its first paint."""
    session = Session(
        workspace=options.get("workspace", ""),
        as_at_text=options.get("as_at", ""),
        user_name=options.get("user", ""),
    )
    try:
        return open_ui(session)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the outermost door: everything is told
        return report(error)
