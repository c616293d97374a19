"""One process of screens: started without a shell and with a clean environment, fed, heard and ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from readiness.base.database_login import VARIABLE
from readiness.web.entry import TOLD, Told
from readiness.web.packets import PacketError, Packets, meaning, said, typed

_KEPT = frozenset(
    {"PATH", "LANG", "LANGUAGE", "TZ", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "TMPDIR", "TEMP", "TMP"}
    | {"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATHEXT", "COMSPEC", "NUMBER_OF_PROCESSORS", "NO_COLOR"}
    | {"PGSERVICEFILE", "PGPASSFILE", "PGSYSCONFDIR"}
)
"""Variables of the server that screens are given; those of the locale beside. PG...: where the files are that
say which database servers there are."""

_OF_THE_USER = frozenset(
    {"HOME", "USER", "LOGNAME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "HOMEDRIVE", "HOMEPATH"}
    | {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "DISPLAY", "WAYLAND_DISPLAY"}
    | {"XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"}
)
"""Variables of the person who started the server; given where the screens are that person's, too."""

_CHUNK = 65536

_MOST_WAITING = 4 * 1024 * 1024
"""Bytes that wait for screens which take nothing; what comes beyond is lost."""

GRACE = 5.0
"""Seconds that screens which were asked to end are given before they are ended."""


def environment(ours: Mapping[str, str], told: Told, home: Path | None, person: str = "") -> dict[str, str]:
    """What a process of screens is given of the server's environment.

    Args:
        ours: The server's own.
        told: What the process is to show.
        home: Where this person's settings and state lie; None when they are the server's own person.
        person: As whom they signed in; where the records are in a database, their login there.
    """
    kept = {
        name: value
        for name, value in ours.items()
        if name.upper() in _KEPT or name.startswith("LC_") or (home is None and name in _OF_THE_USER)
    }
    if home is not None:
        kept |= {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home.parent / "cache"),
            VARIABLE: person,
        }
    return kept | {
        TOLD: told.variable(),
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYDANTIC_DISABLE_PLUGINS": "true",
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }


class Screens:
    """A running process of screens."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, told: Told, size: tuple[int, int], home: Path | None, person: str = "") -> Screens:
        """Start the process.

        Raises:
            OSError: The system starts no more processes.
        """
        columns, lines = size
        given = environment(os.environ, told, home, person) | {"COLUMNS": str(columns), "ROWS": str(lines)}
        # -P: the folder of handed-in files is never looked into for modules.
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "readiness.web.entry",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=told.files.parent,
            env=given,
            start_new_session=sys.platform != "win32",
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def listen(
        self, shown: Callable[[bytes], None], told: Callable[[Mapping[str, object]], None]
    ) -> int:
        """Hand on what is drawn and what is said until the process ends; gives its exit code."""
        packets = Packets()
        stream = self._process.stdout
        while stream is not None and (data := await stream.read(_CHUNK)):
            try:
                for kind, content in packets.feed(data):
                    if kind == "D":
                        shown(content)
                    elif kind == "M":
                        told(meaning(content))
            except PacketError:
                self._kill()
                break
        return await self._process.wait()

    def type(self, words: str) -> None:
        """What the person typed or clicked."""
        self._send(typed(words))

    def resize(self, size: tuple[int, int]) -> None:
        """The browser shows so many columns and lines."""
        self._send(said(type="resize", width=size[0], height=size[1]))

    def draw_again(self) -> None:
        """Draw everything: a browser that shows nothing yet looks on."""
        self._send(said(type="redraw"))

    def attend(self) -> None:
        """A person looks on. That they look elsewhere is never said: what has the focus would lose it."""
        self._send(said(type="focus"))

    async def end(self) -> None:
        """Ask the screens to leave, and end them when they do not."""
        self._send(said(type="quit"))
        try:
            await asyncio.wait_for(self._process.wait(), GRACE)
        except TimeoutError:
            self._kill()
            await self._process.wait()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def _send(self, packet: bytes) -> None:
        stream = self._process.stdin
        if stream is None or stream.is_closing() or stream.transport.get_write_buffer_size() > _MOST_WAITING:
            return
        with contextlib.suppress(OSError, RuntimeError):
            stream.write(packet)
