"""The server: who is let in, the pages, the screens over one connection each, and files in and out."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import WSMsgType, web

from readiness.base.errors import RefusedError
from readiness.web import page
from readiness.web.house import Guest, House
from readiness.web.keys import OneTimeToken, cookie_line
from readiness.web.line import Line
from readiness.web.sessions import NoPlaceError
from readiness.web.visits import AloneGate, Gate, RefusedVisit, Visit

_HELLO_SECONDS = 10.0
"""How long a connection may take to say who it is for."""

_HEARTBEAT = 20.0
"""Seconds after which a silent connection is asked whether it is still there."""

_LARGEST_MESSAGE = 256 * 1024
"""Bytes of the largest message of a browser: a long text that is pasted."""

_CHUNK = 256 * 1024

_COLUMNS, _LINES = (20, 500), (5, 250)
"""Sizes of a screen that are believed."""

PERSON = web.RequestKey("person", str)
"""Who asks, as the gate calls them."""

NAME = web.RequestKey("name", str)
"""Under which name they are recorded."""


@dataclass(frozen=True, slots=True)
class Door:
    """How people come in."""

    gate: Gate
    name_of: Callable[[str], str]
    """The name changes are recorded under, by who the gate lets in; raises RefusedVisit."""
    base: str = "/"
    """The path everything is under; ends with a slash."""
    token: OneTimeToken | None = None
    """Where one person alone is served: what their address holds."""


class Front:
    """The pages of a server, over a house of screens."""

    def __init__(
        self, house: House, door: Door, log: Callable[..., None], *, is_well: Callable[[], bool]
    ) -> None:
        self.house, self.door, self._log, self._is_well = house, door, log, is_well

    def application(self) -> web.Application:
        """Everything that is answered."""
        base = self.door.base
        app = web.Application(middlewares=[self._guard], client_max_size=_LARGEST_MESSAGE)
        app.on_response_prepare.append(_say_policy)
        app.router.add_get("/health", self._health)
        if self.door.token is not None:
            app.router.add_get("/enter/{token}", self._enter)
        app.router.add_get(base, self._page)
        app.router.add_get(f"{base}part/{{name:.+}}", self._part)
        app.router.add_get(f"{base}screens", self._screens)
        app.router.add_get(f"{base}files/{{place}}", self._list)
        app.router.add_post(f"{base}files/{{place}}", self._take_in)
        app.router.add_get(f"{base}files/{{place}}/{{name:.+}}", self._hand_out)
        app.router.add_delete(f"{base}files/{{place}}/{{name:.+}}", self._forget)
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            self._admit(request)
            return await handler(request)
        except RefusedVisit as refusal:
            self._log("refused", status=refusal.status)
            return _words(refusal.status, refusal.title, refusal.words)
        except web.HTTPException as error:
            return _words(error.status, "There is nothing here.", "Open the address you were given.")
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as error:  # noqa: BLE001 - nothing of a fault may reach the browser or the log
            self._log("fault", kind=type(error).__name__, place=_place_of(error))
            return _words(500, "This did not work because of a fault of ours.", "Load the page again.")

    def _admit(self, request: web.Request) -> None:
        gate, path = self.door.gate, request.path
        if path == "/health":
            return
        is_screens = path == f"{self.door.base}screens"
        visit = visit_of(request, acts=is_screens or request.method not in {"GET", "HEAD"})
        if isinstance(gate, AloneGate) and path.startswith("/enter/"):
            gate.need_place(visit)
            return
        request[PERSON] = gate.admit(visit)
        request[NAME] = self.door.name_of(request[PERSON])

    async def _health(self, request: web.Request) -> web.Response:
        """Whether the workspace can be reached; for whoever watches the server."""
        del request
        is_well = await asyncio.to_thread(self._is_well)
        return web.Response(status=200 if is_well else 503, text="ok\n" if is_well else "no workspace\n")

    async def _enter(self, request: web.Request) -> web.Response:
        gate, token = self.door.gate, self.door.token
        if not isinstance(gate, AloneGate) or token is None:
            raise web.HTTPNotFound
        if not token.use(request.match_info["token"]):
            with contextlib.suppress(RefusedVisit):
                gate.admit(visit_of(request))
                return _html(page.way_in_page(self.door.base))  # the same browser once more
            raise RefusedVisit(403, "This address was used, or never was one.", _START_ANEW)
        answer = _html(page.way_in_page(self.door.base))
        answer.headers["Set-Cookie"] = cookie_line(gate.cookie, gate.secret, self.door.base)
        return answer

    async def _page(self, request: web.Request) -> web.Response:
        del request
        return _html(page.screens_page(limit=f"{self.house.serving.largest // 1_000_000:,} MB each at most."))

    async def _part(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in page.FILES:
            raise web.HTTPNotFound
        kept = "no-cache"  # by the browser, which asks each time whether it is still the same
        headers = {"Content-Type": f"{page.FILES[name]}; charset=utf-8", "Cache-Control": kept}
        return web.FileResponse(page.PARTS / name, headers=headers)

    # Screens -----------------------------------------------------------------------------------

    async def _screens(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_LARGEST_MESSAGE, compress=True)
        if not socket.can_prepare(request).ok:
            raise web.HTTPBadRequest
        await socket.prepare(request)
        hello = await _hello(socket)
        if hello is None:
            await socket.close()
            return socket
        wanted, size = hello
        try:
            guest, is_new = await self.house.welcome(request[PERSON], request[NAME], wanted, size)
        except NoPlaceError as error:
            return await _turned_away(socket, "own" if error.is_own else "full")
        except OSError:
            self._log("fault", kind="start")
            return await _turned_away(socket, "unstarted")
        line = Line(socket, guest.screens.draw_again)
        line.tell(place=guest.place.id, person=request[NAME])
        await self.house.connect(guest, line)
        guest.screens.attend()
        if not is_new:
            guest.screens.resize(size)
            guest.screens.draw_again()
        try:
            await self._hear(socket, guest)
        finally:
            self.house.disconnect(guest, line)
            await line.close()
        return socket

    async def _hear(self, socket: web.WebSocketResponse, guest: Guest) -> None:
        """Hand on what the person does until the connection ends."""
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                return
            match _parsed(message.data):
                case ["in", str(words)]:
                    self.house.touch(guest)
                    guest.screens.type(words)
                case ["size", columns, lines] if (size := _size(columns, lines)) is not None:
                    guest.screens.resize(size)
                case _:
                    return

    # Files -------------------------------------------------------------------------------------

    def _guest(self, request: web.Request) -> Guest:
        guest = self.house.guest(request[PERSON], request.match_info["place"])
        if guest is None:
            raise web.HTTPNotFound
        return guest

    async def _list(self, request: web.Request) -> web.Response:
        files = self._guest(request).files
        held = await asyncio.to_thread(files.held)
        return web.json_response([{"name": one.name, "size": one.size} for one in held])

    async def _take_in(self, request: web.Request) -> web.Response:
        guest = self._guest(request)
        self.house.touch(guest)
        try:
            name = await guest.files.take_in(
                request.query.get("name", ""), request.content.iter_chunked(_CHUNK)
            )
        except RefusedError as error:
            return web.json_response({"words": f"{error.title} {error.hint}".strip()}, status=413)
        except OSError as error:
            self._log("fault", kind="file", number=error.errno)
            return web.json_response({"words": "The server's disk did not take it."}, status=507)
        self.house.touch(guest)
        return web.json_response({"name": name})

    async def _hand_out(self, request: web.Request) -> web.StreamResponse:
        guest, name = self._guest(request), request.match_info["name"]
        self.house.touch(guest)
        try:
            descriptor, size = await asyncio.to_thread(guest.files.open, name)
        except OSError:
            raise web.HTTPNotFound from None
        answer = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
        shown = quote(name.rpartition("/")[2], safe="")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{shown}"
        answer.content_length = size
        with os.fdopen(descriptor, "rb") as stream:
            await answer.prepare(request)
            left = size
            while left and (chunk := await asyncio.to_thread(stream.read, min(_CHUNK, left))):
                left -= len(chunk)
                await answer.write(chunk)
        return answer

    async def _forget(self, request: web.Request) -> web.Response:
        guest = self._guest(request)
        self.house.touch(guest)
        await asyncio.to_thread(guest.files.forget, request.match_info["name"])
        return web.json_response({})


_START_ANEW = (
    "Each address is good for one browser. Stop the server (ctrl+c) and start it again for a new one."
)


def visit_of(request: web.Request, *, acts: bool = False) -> Visit:
    """A request as the gates see it: every header as often as it came."""
    pairs = ((name.decode("latin-1").lower(), value) for name, value in request.raw_headers)
    return Visit(tuple((name, value.decode("utf-8", "replace")) for name, value in pairs), acts=acts)


async def _hello(socket: web.WebSocketResponse) -> tuple[str, tuple[int, int]] | None:
    """Which place a browser had before, and its size; None when it does not say."""
    with contextlib.suppress(TimeoutError, TypeError):
        words = _parsed(await socket.receive_str(timeout=_HELLO_SECONDS))
        match words:
            case ["hello", str(wanted), columns, lines] if (size := _size(columns, lines)) is not None:
                return wanted, size
    return None


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _size(columns: object, lines: object) -> tuple[int, int] | None:
    """A size as a browser says it, within what is believed; None when it is none."""
    if type(columns) is not int or type(lines) is not int:
        return None
    return min(max(columns, _COLUMNS[0]), _COLUMNS[1]), min(max(lines, _LINES[0]), _LINES[1])


async def _turned_away(socket: web.WebSocketResponse, why: str) -> web.WebSocketResponse:
    await socket.send_json({"end": why})
    await socket.close()
    return socket


async def _say_policy(request: web.Request, response: web.StreamResponse) -> None:
    del request
    for name, value in page.HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "readiness"


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(status=status, text=text, content_type="text/html")


def _words(status: int, title: str, words: str) -> web.Response:
    return _html(page.words_page(title, words), status)


def _place_of(error: BaseException) -> str:
    """Where in the code a fault happened, without a value."""
    places = list(_places(error))
    return places[-1] if places else ""


def _places(error: BaseException) -> Iterator[str]:
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119 - a name alone
        trace = trace.tb_next
