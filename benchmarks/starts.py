"""Starting programs as their users do: an environment of their own, and a terminal that is watched."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 60.0
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9;?<>=$]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[()][A-Z0-9]|[=>78])"
)


def as_installed(scratch: Path) -> dict[str, str]:
    """The environment of an installed program: its byte code lasts, and the user's folders are in `scratch`.

    Without it a checkout whose byte code is not kept would be compiled anew at every start.
    """
    home = scratch / "home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    folders = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    return {
        **kept,
        **dict.fromkeys(folders, str(home)),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(scratch / "bytecode"),
        "READINESS_USER": "bench",
    }


def seconds_to(
    markers: Sequence[str], command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> list[float]:
    """Seconds from exec until each marker is on a screen of 80x24; the program is killed after the last."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - the child
        os.chdir(folder)
        colours = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execve(command[0], [*command], {**environment, **colours})  # noqa: S606 - programs of a benchmark
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    times: list[float] = []
    try:
        while len(times) < len(markers) and time.perf_counter() - started < TIMEOUT:
            if select.select([terminal], [], [], 0.5)[0]:
                seen += os.read(terminal, 65536)
                text = _ESCAPES.sub(b"", seen).decode("utf-8", "replace")
                while len(times) < len(markers) and markers[len(times)] in text:
                    times.append(time.perf_counter() - started)
    except OSError:  # the program ended, and its terminal with it
        pass
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    if len(times) < len(markers):
        raise SystemExit(f"{markers[len(times)]!r} never came: {seen[-400:]!r}")
    return times
