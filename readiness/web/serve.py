"""Serving: from what was asked for to a server that runs until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from readiness.base.disk import resolved
from readiness.base.errors import ConflictError, RefusedError, StorageError, UsageError
from readiness.base.text import visible
from readiness.store.layout import is_workspace
from readiness.web.front import Door, Front
from readiness.web.house import House, Serving
from readiness.web.keys import OneTimeToken, new_secret
from readiness.web.people import read_people
from readiness.web.visits import AloneGate, ProxyGate, RefusedVisit

_SOCKET_MODE = 0o660
"""The server's account and its group, which the proxy is a member of."""

_MOST_LINES_WAITING = 128

_SHUTDOWN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Partnership:
    """What is needed to serve several people."""

    socket: Path
    """The Unix socket the proxy connects to."""
    address: str
    """Where browsers find the proxy, as their origin."""
    person_header: str
    people: Path | None
    """The list of people who are served; None for everybody whom the proxy names."""
    contact: str
    """Whom to ask, for those who are not on it."""


def log(event: str, **facts: object) -> None:
    """One line on standard error: a moment, an event and figures. No person, name, path or content."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = " ".join(f"{name}={value}" for name, value in facts.items())
    sys.stderr.write(f"{moment} {event} {words}".rstrip() + "\n")
    sys.stderr.flush()


def serve_alone(serving: Serving, person: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve one person at this computer until the process is interrupted; `ready` is given the address.

    Raises:
        UsageError: The port is taken or not to be had.
    """
    listener = _loopback(port)
    port = listener.getsockname()[1]
    base = f"/{new_secret()[:22]}/"
    gate = AloneGate(person, port, f"readiness-{port}", new_secret())
    token = OneTimeToken()
    door = Door(gate, lambda who: who, base, token)
    _run(serving, door, listener, lambda: ready(f"{gate.origin}/enter/{token.value}"))


def serve_partnership(serving: Serving, partnership: Partnership, ready: Callable[[str], None]) -> None:
    """Serve those whom the proxy names until the process is interrupted; `ready` is given their address.

    Raises:
        UsageError: This system has no Unix sockets.
        ConflictError: Another server listens there.
        RefusedError: The list of people is not understood, or the place of the socket is taken.
        StorageError: The socket could not be made.
    """
    if partnership.people is not None:
        read_people(partnership.people)
    listener = _unix(partnership.socket)
    gate = ProxyGate(partnership.address, partnership.person_header)
    try:
        _run(serving, Door(gate, naming(partnership)), listener, lambda: ready(partnership.address))
    finally:
        with contextlib.suppress(OSError):
            partnership.socket.unlink()


def naming(partnership: Partnership) -> Callable[[str], str]:
    """Gives the name a person's changes are recorded under; the list is read anew when it was changed."""
    if partnership.people is None:
        return lambda who: who
    path = partnership.people
    known: list[tuple[int, dict[str, str]]] = []

    def name_of(who: str) -> str:
        try:
            changed = path.stat().st_mtime_ns
            if not known or known[-1][0] != changed:
                known[:] = [(changed, dict(read_people(path)))]
        except (OSError, RefusedError):
            log("people", state="unread")
            raise RefusedVisit(503, "Nobody can be let in just now.", partnership.contact) from None
        name = known[-1][1].get(who.casefold())
        if name is None:
            raise RefusedVisit(
                403, "You are signed in, and not on the list of people here.", partnership.contact
            )
        return name

    return name_of


def homes(root: Path) -> Path:
    """Where the settings and the state of everybody who is served from a workspace lie."""
    from platformdirs import user_state_path

    key = hashlib.sha256(os.fsencode(resolved(root))).hexdigest()[:16]
    return user_state_path("area-send-readiness", appauthor=False) / "served" / key


def _run(serving: Serving, door: Door, listener: socket.socket, ready: Callable[[], None]) -> None:
    _quiet()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(serving, door, listener, ready))


async def _serve(serving: Serving, door: Door, listener: socket.socket, ready: Callable[[], None]) -> None:
    async with running(serving, door, listener):
        ready()
        log("listening", places=serving.bounds.places)
        await _until_stopped()
        log("stopping")


@asynccontextmanager
async def running(serving: Serving, door: Door, listener: socket.socket) -> AsyncIterator[House]:
    """A server that runs as long as the context; all screens are ended with it."""
    house = House(serving, log)
    front = Front(house, door, log, is_well=lambda: is_workspace(serving.root))
    runner = web.AppRunner(front.application(), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
    await runner.setup()
    looking = asyncio.create_task(house.look_after())
    try:
        await web.SockSite(runner, listener, backlog=_MOST_LINES_WAITING).start()
        yield house
    finally:
        looking.cancel()
        await house.close()
        await runner.cleanup()


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    if sys.platform != "win32":
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    while not stopped.is_set():  # on Windows an interruption is noticed only by a loop that turns
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), 1.0)


def _quiet() -> None:
    """The libraries' own logs quote requests, which name people: they are not printed."""
    for name in ("aiohttp", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [logging.NullHandler()], False


def _loopback(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise UsageError(
            "The port cannot be had.", f"{port}: {error.strerror}", "Leave --port out, or give another one."
        ) from None
    return listener


def _unix(path: Path) -> socket.socket:
    if not hasattr(socket, "AF_UNIX"):
        raise UsageError(
            "Several people can be served on Linux and macOS alone.",
            "this system has no Unix sockets",
            "Serve yourself without --socket, or start it on a Linux server.",
        )
    _clear(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o777 & ~_SOCKET_MODE)
    try:
        listener.bind(str(path))
    except OSError as error:
        listener.close()
        raise StorageError(
            "The socket could not be made.",
            f"{visible(path)}: {visible(error.strerror or error)}",
            "Its folder must exist and be writable, and its path be shorter than about 100 signs.",
        ) from None
    finally:
        os.umask(before)
    return listener


def _clear(path: Path) -> None:
    """Take away a socket that nobody listens on any more.

    Raises:
        ConflictError: Somebody listens on it.
        RefusedError: It is something else.
    """
    try:
        mode = path.lstat().st_mode
    except OSError:
        return
    if not stat.S_ISSOCK(mode):
        raise RefusedError("This is not a socket.", visible(path), "Name a path where nothing is yet.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink(missing_ok=True)
            return
        except OSError:
            return
    raise ConflictError(
        "Another server listens there.", visible(path), "Stop it first, or name another path."
    )
