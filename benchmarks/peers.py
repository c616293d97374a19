"""Well-known Textual applications to compare with, each in an environment of its own outside the project.

Made with pip when first asked for and kept in the user's cache folder; without a way to the package index
the reason is told and the application is left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

PLACE = user_cache_path("area-send-readiness-benchmarks", appauthor=False)
_TIMEOUT = 900
LOG = "entries.log"
_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Peer:
    """One application: what pip installs, how it starts, and what its screen shows first and with data."""

    title: str
    package: str
    version: str
    program: str
    arguments: tuple[str, ...]
    shell: str
    """Words of the first frame."""
    rows: str
    """Words that are there when its data is."""

    @property
    def folder(self) -> Path:
        """The environment it is installed in."""
        version = ".".join(str(one) for one in sys.version_info[:2])
        return PLACE / f"{self.package}-{self.version}-python{version}"

    @property
    def command(self) -> list[str]:
        """What starts it."""
        return [str(self.folder / "bin" / self.program), *self.arguments]


PEERS = (
    # A database client, kept up to date with Textual; it opens an empty database in memory.
    Peer("Harlequin", "harlequin", "2.17.0", "harlequin", ("--locale", "C"), "Data Catalog", "memory"),
    # A viewer of log files by Textual's author, much smaller, on an older Textual; it opens 2,000 lines.
    Peer("Toolong", "toolong", "1.5.0", "tl", (LOG,), "Help", f"entry {_LINES}."),
)


def write_log(folder: Path) -> None:
    """The file that the viewer of logs is given."""
    lines = (f"2026-11-21 10:30:{number % 60:02d} entry {number}.\n" for number in range(1, _LINES + 1))
    (folder / LOG).write_text("".join(lines), encoding="utf-8")


def why_missing(peer: Peer) -> str:
    """Install the application unless it is there; empty, or the reason why it cannot be compared with."""
    done = peer.folder / "complete"
    if done.is_file():
        return ""
    python = peer.folder / "bin" / "python"
    wanted = f"{peer.package}=={peer.version}"
    steps = (
        [sys.executable, "-m", "venv", str(peer.folder)],
        [str(python), "-m", "pip", "install", "-q", "-q", "--disable-pip-version-check", wanted],
    )
    try:
        for step in steps:
            subprocess.run(step, check=True, capture_output=True, text=True, timeout=_TIMEOUT)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(peer.folder, ignore_errors=True)
        said = [line for line in str(error.stderr).splitlines() if line.startswith("ERROR")]
        return f"pip could not install {wanted}: {said[-1] if said else 'no reason given'}"
    except (OSError, subprocess.TimeoutExpired) as error:
        shutil.rmtree(peer.folder, ignore_errors=True)
        return f"pip could not install {wanted}: {type(error).__name__}"
    done.touch()
    return ""
