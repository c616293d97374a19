"""A reverse proxy as small as one can be: signs people in by asking who they are, and names them on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

_HOP = {"connection", "upgrade", "transfer-encoding", "keep-alive", "x-remote-user", "content-length"}


class Proxy:
    """Passes requests and connections on to a Unix socket."""

    def __init__(self, socket: Path) -> None:
        self._client = aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(str(socket)),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
        )
        self.address = ""
        self._lines: set[web.WebSocketResponse] = set()

    async def cut(self) -> None:
        """Lose every connection, as a tunnel does."""
        for line in list(self._lines):
            await line.close(code=1012)

    async def close(self) -> None:
        """Stop."""
        await self.cut()
        await self._client.close()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Pass a request on with the name of who signed in, and nothing that claims to be one."""
        if request.path == "/sign-in":
            raise web.HTTPFound("/", headers={"Set-Cookie": f"who={request.query['as']}; Path=/; HttpOnly"})
        headers = [(name, value) for name, value in request.headers.items() if name.lower() not in _HOP]
        if who := request.cookies.get("who"):
            headers.append(("X-Remote-User", who))
        there = f"http://socket{request.path_qs}"
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self._line(request, there, headers)
        async with self._client.request(
            request.method, there, headers=headers, data=await request.read(), allow_redirects=False
        ) as said:
            kept = [(name, value) for name, value in said.headers.items() if name.lower() not in _HOP]
            return web.Response(status=said.status, headers=kept, body=await said.read())

    async def _line(
        self, request: web.Request, there: str, headers: list[tuple[str, str]]
    ) -> web.WebSocketResponse:
        asked = [(name, value) for name, value in headers if not name.lower().startswith("sec-websocket")]
        async with self._client.ws_connect(there, headers=asked, max_msg_size=0) as far:
            near = web.WebSocketResponse(max_msg_size=0)
            await near.prepare(request)
            self._lines.add(near)
            try:
                await asyncio.wait(
                    (asyncio.create_task(_pass(near, far)), asyncio.create_task(_pass(far, near))),
                    return_when=asyncio.FIRST_COMPLETED,
                )
            finally:
                self._lines.discard(near)
                if not near.closed:
                    await near.close(code=far.close_code or 1000)
        return near


async def _pass(
    one: web.WebSocketResponse | aiohttp.ClientWebSocketResponse,
    other: web.WebSocketResponse | aiohttp.ClientWebSocketResponse,
) -> None:
    with contextlib.suppress(ConnectionError):
        async for message in one:
            if message.type is aiohttp.WSMsgType.TEXT:
                await other.send_str(message.data)
            elif message.type is aiohttp.WSMsgType.BINARY:
                await other.send_bytes(message.data)


@asynccontextmanager
async def proxy(socket: Path) -> AsyncIterator[Proxy]:
    """A proxy on a free port of this computer, in front of a socket that need not be there yet."""
    held = Proxy(socket)
    app = web.Application(client_max_size=10_000_000)
    app.router.add_route("*", "/{path:.*}", held.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    held.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield held
    finally:
        await held.close()
        await runner.cleanup()
