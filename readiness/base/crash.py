"""A fault of ours, told plainly, with a report that holds no personal data."""

from __future__ import annotations

import os
import platform
import traceback
from pathlib import Path

from readiness.base.text import visible


def write_report(error: BaseException, version: str) -> Path | None:
    """Write a redacted report private to the user and return its path; None when that fails.

    It holds the program's version, the platform, the kind of error and the places in the code
    it passed through. It holds no message, no value, no local variable and no workspace path.
    """
    from platformdirs import user_state_path

    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"readiness {version}, Python {platform.python_version()}, {platform.system()}",
        f"error: {type(error).__qualname__}",
        *(f"  {_module_path(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames),
    ]
    path = user_state_path("readiness") / f"crash-{os.getpid()}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(visible("\n".join(lines), keep_breaks=True) + "\n", encoding="utf-8")
    except OSError:
        return None
    return path


def _module_path(file_name: str) -> str:
    parts = Path(file_name).parts
    anchors = [place for place, part in enumerate(parts) if part in {"readiness", "site-packages"}]
    return "/".join(parts[anchors[-1] :]) if anchors else Path(file_name).name


EXIT_CODE = 70


def exit_message(error: BaseException) -> str:
    """Write a report without data, and give the lines a user reads: what happened, where, what to do."""
    from readiness import __version__

    return _words(write_report(error, __version__))


def _words(report: Path | None) -> str:
    where = f"A report without any of your data is in {report}" if report else "No report could be written."
    return (
        "The program stopped because of a fault of ours, not of yours.\n"
        f"{where}\n"
        "Every change you saved is kept. Start again; if it happens again, send the report to your support.\n"
    )
