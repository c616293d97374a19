"""The start of one person's screens: a process of its own, told by its environment what to show and to whom.

Started by the front as ``python -P -m readiness.web.entry``. What it is told stands in the environment,
not in its arguments, which every account of a computer may read.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TOLD = "SCREENS_TO_SHOW"
"""The variable that says what to show."""

_NOT_DUMPABLE = 4
"""PR_SET_DUMPABLE of Linux's prctl."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one process of screens is told."""

    root: Path
    """The workspace."""
    user: str
    """Under which name changes are recorded."""
    files: Path
    """The folder of what this person hands in and takes out."""
    is_confined: bool
    """Whether nothing else on this computer may be named."""
    as_at: date | None = None

    def variable(self) -> str:
        """For the environment."""
        return json.dumps(
            {
                "root": str(self.root),
                "user": self.user,
                "files": str(self.files),
                "is_confined": self.is_confined,
                "as_at": self.as_at.isoformat() if self.as_at else None,
            }
        )


def told(environment: MutableMapping[str, str]) -> Told:
    """What the environment says, taken out of it so that no further process reads it.

    Raises:
        KeyError: It says nothing: nobody but the front starts this.
    """
    words: Mapping[str, object] = json.loads(environment.pop(TOLD))
    as_at = words["as_at"]
    return Told(
        Path(str(words["root"])),
        str(words["user"]),
        Path(str(words["files"])),
        bool(words["is_confined"]),
        date.fromisoformat(str(as_at)) if as_at else None,
    )


def keep_to_itself() -> None:
    """On Linux: no other process of the same account may read the memory of this one."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


def main() -> int:
    """Show the screens until they are left; the exit code."""
    from readiness.base.reach import OwnFiles, reach_only
    from readiness.store.layout import LIBRARY_NAME

    what = told(os.environ)
    keep_to_itself()
    reach_only(OwnFiles(what.files, what.root / LIBRARY_NAME, is_all=what.is_confined))
    from readiness.tui.app.served import run_served

    try:
        return run_served(what.root, user=what.user, as_at=what.as_at)
    finally:
        shutil.rmtree(what.files, ignore_errors=True)  # also where the front was killed and cannot


if __name__ == "__main__":
    sys.exit(main())
