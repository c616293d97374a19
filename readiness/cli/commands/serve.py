"""The command that shows the screens in a browser."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.disk import resolved
from readiness.base.errors import UsageError
from readiness.cli.shell.output import json_text, note, write
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.web.house import Serving

_MINUTE, _MEGABYTE = 60.0, 1_000_000

_ALONE, _TOGETHER = 3, 20
"""Places when none are said: for one person, and for several."""

_ASK = "Ask whoever runs this for you to add you."


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("serve")(serve)


Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Any free port when left out.")]

Socket = Annotated[
    Path | None, typer.Option("--socket", metavar="FILE", help="For several: where the proxy connects.")
]

Address = Annotated[
    str, typer.Option("--address", metavar="URL", help="With --socket: where browsers find the proxy.")
]

PersonHeader = Annotated[
    str, typer.Option("--person-header", metavar="NAME", help="With --socket: X-Remote-User if left out.")
]

People = Annotated[
    Path | None,
    typer.Option("--people", metavar="FILE", help="With --socket: who is served, 'sign-in = name'."),
]

Contact = Annotated[str, typer.Option("--contact", help="With --people: whom to ask, for those not on it.")]

Count = Annotated[
    int, typer.Option("--places", min=0, max=500, help="Screens at the same time; 3, with --socket 20.")
]

Idle = Annotated[int, typer.Option("--idle", min=1, help="Minutes unused before screens are ended.")]

Away = Annotated[
    int, typer.Option("--away", min=1, help="Minutes without a browser before screens are ended.")
]

Largest = Annotated[int, typer.Option("--largest", min=1, help="MB of the largest file handed in.")]


def serve(
    context: typer.Context,
    port: Port = 0,
    socket: Socket = None,
    address: Address = "",
    person_header: PersonHeader = "",
    people: People = None,
    contact: Contact = "",
    places: Count = 0,
    idle: Idle = 60,
    away: Away = 15,
    largest: Largest = 100,
) -> None:
    """Show the screens in a browser: yours on this computer, or several people's behind a proxy.

    Alone it listens on this computer only and prints an address that is good for one browser, once. With
    --socket it listens on a Unix socket only, for a proxy that signs people in and names each by a header.
    Runs until it is stopped (ctrl+c); every change that was saved is kept.

    Examples: readiness serve    readiness serve --port 8765
    readiness serve --socket /run/readiness/web.sock --address https://readiness.example.gov.uk
    """
    session: Session = context.obj
    root = _workspace(session)
    asked = {"--address": address, "--person-header": person_header, "--people": people, "--contact": contact}
    _need_sense(socket, port, [name for name, value in asked.items() if value])
    from readiness.web.house import Serving
    from readiness.web.serve import Partnership, homes, serve_partnership
    from readiness.web.sessions import Bounds
    from readiness.web.visits import PERSON_HEADER, public_address

    bounds = Bounds(places or (_TOGETHER if socket else _ALONE), idle * _MINUTE, away * _MINUTE)
    serving = Serving(root, bounds, largest * _MEGABYTE, is_confined=socket is not None, as_at=session.given)
    if socket is None:
        _alone(session, serving, port)
        return
    header = person_header or PERSON_HEADER
    partnership = Partnership(socket.absolute(), public_address(address), header, people, contact or _ASK)
    serving = replace(serving, homes=homes(root))
    serve_partnership(serving, partnership, lambda told: _tell(session, told))


def _workspace(session: Session) -> Path:
    from readiness.store.layout import is_workspace

    root = resolved(session.need())
    if not is_workspace(root):
        raise UsageError("There is no workspace here.", str(root), "Name it with -w DIR.")
    return root


def _need_sense(socket: Path | None, port: int, given: Sequence[str]) -> None:
    """Refuse options that do not go together, and a start without the library that serves."""
    if socket is None and given:
        raise UsageError(f"{given[0]} goes with --socket.", "", "Add --socket FILE, or leave it out.")
    if socket is not None and (port or "--address" not in given):
        what = "--port does not go with --socket." if port else "With --socket the address is needed."
        raise UsageError(what, "", "Such as --address https://readiness.example.gov.uk")
    if find_spec("aiohttp") is None:
        raise UsageError(
            "Serving needs a library that is not installed.",
            "aiohttp",
            "Install the program with its extra: pip install 'area-send-readiness[serve]'",
        )


def _alone(session: Session, serving: Serving, port: int) -> None:
    from readiness.web.serve import serve_alone

    def ready(address: str) -> None:
        _tell(session, address)
        if not session.is_json:
            note("It is good for one browser, once. Stop with ctrl+c; what was saved is kept.")

    serve_alone(serving, session.user, port, ready)


def _tell(session: Session, address: str) -> None:
    """Print the address at once: whoever waits for it reads a line."""
    write(json_text({"address": address}).replace("\n", "") if session.is_json else address)
    sys.stdout.flush()
