"""The server itself, with stand-ins for the processes: who comes in, what is counted, files in and out."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from readiness.base.errors import ConflictError, RefusedError
from readiness.web import house, serve
from readiness.web.front import Door
from readiness.web.house import House, Serving
from readiness.web.keys import OneTimeToken
from readiness.web.line import ELSEWHERE
from readiness.web.sessions import Bounds
from readiness.web.visits import AloneGate, ProxyGate

BASE = "/secret/"
ADDRESS = "https://readiness.example.gov.uk"
HOME = {"Host": "readiness.example.gov.uk", "Origin": ADDRESS}


class StandIn:
    """Screens that are no process: keep what they are told, and draw when a test says so."""

    started: list[StandIn]
    pid = 1

    def __init__(self, told: Any, home: Path | None) -> None:
        self.told, self.home = told, home
        self.heard: list[object] = []
        self.draw: Callable[[bytes], None]
        self.say: Callable[[Mapping[str, object]], None]
        self.again = asyncio.Event()
        self.code: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @classmethod
    async def start(cls, told: Any, size: tuple[int, int], home: Path | None, _person: str) -> StandIn:
        await asyncio.sleep(0.02)
        one = cls(told, home)
        one.heard.append(size)
        cls.started.append(one)
        return one

    async def listen(
        self, shown: Callable[[bytes], None], told: Callable[[Mapping[str, object]], None]
    ) -> int:
        self.draw, self.say = shown, told
        return await self.code

    def type(self, words: str) -> None:
        self.heard.append(words)

    def resize(self, size: tuple[int, int]) -> None:
        self.heard.append(size)

    def draw_again(self) -> None:
        self.heard.append("again")
        self.again.set()

    def attend(self) -> None:
        self.heard.append("attend")

    async def end(self) -> None:
        if not self.code.done():
            self.code.set_result(0)


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> list[StandIn]:
    """Every stand-in that was started."""
    StandIn.started = []
    monkeypatch.setattr(house, "Screens", StandIn)
    return StandIn.started


def serving(root: Path, *, is_confined: bool = False, places: int = 3) -> Serving:
    """A workspace as far as the server looks at one."""
    (root / "readiness.json").touch()
    return Serving(
        root, Bounds(places, 60, 60), 1000, is_confined, homes=root / "homes" if is_confined else None
    )


class Alone:
    """A server for one person, and a browser as aiohttp plays it."""

    def __init__(self, client: aiohttp.ClientSession, house_: House, door: Door, gate: AloneGate) -> None:
        self.client, self.house, self.door, self.gate = client, house_, door, gate
        self.cookie = {"Cookie": f"{gate.cookie}={gate.secret}"}
        self.ours = {**self.cookie, "Origin": gate.origin}

    def address(self, path: str = "") -> str:
        return f"{self.gate.origin}{BASE}{path}"

    @asynccontextmanager
    async def screens(
        self, place: str = "", **headers: str
    ) -> AsyncIterator[tuple[aiohttp.ClientWebSocketResponse, dict[str, Any]]]:
        async with self.client.ws_connect(
            self.address("screens"), headers={**self.ours, **headers}
        ) as socket:
            await socket.send_json(["hello", place, 100, 30])
            yield socket, await socket.receive_json(timeout=5)


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Alone]:
    """A server for one person on loopback."""
    listener = serve._loopback(0)
    port = listener.getsockname()[1]
    gate = AloneGate("R. Shah", port, f"readiness-{port}", "s3cret")
    door = Door(gate, lambda who: who, BASE, OneTimeToken("token"))
    async with (
        serve.running(serving(tmp_path), door, listener) as held,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client,
    ):
        yield Alone(client, held, door, gate)


async def test_the_printed_address_lets_one_browser_in_once(alone: Alone) -> None:
    """It gives the cookie; the page goes on by itself. A second browser is refused, the same one goes on."""
    enter = f"{alone.gate.origin}/enter/token"
    async with alone.client.get(f"{alone.gate.origin}/enter/guess") as answer:
        assert answer.status == 403
    async with alone.client.get(enter) as answer:
        assert answer.status == 200
        assert "HttpOnly; SameSite=Strict" in answer.headers["Set-Cookie"]
        assert f'content="0;url={BASE}"' in await answer.text()
    async with alone.client.get(enter) as answer:
        assert answer.status == 403
        assert "Set-Cookie" not in answer.headers
    async with alone.client.get(enter, headers=alone.cookie) as answer:
        assert answer.status == 200
    async with alone.client.get(enter, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 421


async def test_pages_are_for_those_let_in_and_say_the_policy(alone: Alone) -> None:
    """Every answer carries it, refusals too; what is not in the list of parts is not there."""
    for path in ("", "part/readiness.js", "files/x", "screens"):
        async with alone.client.get(alone.address(path)) as answer:
            assert answer.status in {401, 403}
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    async with alone.client.get(alone.address(), headers=alone.cookie) as answer:
        assert "part/readiness.js" in await answer.text()
        assert answer.headers["Cache-Control"] == "no-store"
    async with alone.client.get(alone.address("part/xterm/xterm.mjs"), headers=alone.cookie) as answer:
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-cache"
    for path in ("part/../front.py", "part/%2e%2e/front.py", "part/nothing", "else"):
        async with alone.client.get(alone.address(path), headers=alone.cookie) as answer:
            assert answer.status == 404
    async with alone.client.get(f"{alone.gate.origin}/health") as answer:
        assert (answer.status, await answer.text()) == (200, "ok\n")


async def test_screens_are_not_for_pages_from_elsewhere(alone: Alone, stand_ins: list[StandIn]) -> None:
    """Nothing is started for them."""
    for headers in (
        {"Origin": "https://evil.example"},
        {"Host": "evil.example"},
        {"X-Forwarded-For": "10.0.0.1"},
    ):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            async with alone.screens(**headers):
                pass
    assert stand_ins == []
    assert len(alone.house.places) == 0


async def test_what_is_typed_goes_in_and_what_is_drawn_comes_out(
    alone: Alone, stand_ins: list[StandIn]
) -> None:
    """With sizes within reason; what is no message ends the connection, and the screens go on."""
    async with alone.screens() as (socket, told):
        (screens,) = stand_ins
        assert told == {"place": told["place"], "person": "R. Shah"}
        screens.draw(b"\x1b[1mhello")
        assert (await socket.receive(timeout=5)).data == b"\x1b[1mhello"
        screens.say({"type": "open_url", "url": "https://example.org"})
        assert await socket.receive_json(timeout=5) == {"url": "https://example.org"}
        for words in (["in", "ä"], ["size", 10_000, 1], ["size", "a", None]):
            await socket.send_json(words)
        assert (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE
        assert screens.heard == [(100, 30), "attend", "ä", (500, 5)]
    assert len(alone.house.places) == 1


async def test_a_browser_that_comes_back_has_its_screens_again(
    alone: Alone, stand_ins: list[StandIn]
) -> None:
    """Drawn anew in its size; a second window that shows them is preferred, the first is told."""
    async with alone.screens() as (_, told):
        pass
    stand_ins[0].draw(b"nobody looks")
    async with alone.screens(told["place"]) as (first, again):
        assert again["place"] == told["place"]
        assert stand_ins[0].heard[-2:] == [(100, 30), "again"]
        async with alone.screens(told["place"]) as (second, same):
            assert same["place"] == told["place"]
            closed = await first.receive(timeout=5)
            assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, ELSEWHERE)
            stand_ins[0].draw(b"x")
            assert (await second.receive(timeout=5)).data == b"x"
    assert len(stand_ins) == 1


async def test_places_are_counted_when_many_come_at_once(alone: Alone, stand_ins: list[StandIn]) -> None:
    """Eight connections at the same moment, three places: three start, five are told why not."""

    async def come() -> str:
        async with alone.screens() as (_, told):
            await asyncio.sleep(0.3)
            return "in" if "place" in told else str(told["end"])

    came = await asyncio.gather(*(come() for _ in range(8)))
    assert sorted(came) == ["in"] * 3 + ["own"] * 5
    assert len(stand_ins) == 3


async def test_the_end_of_screens_is_told_and_frees_the_place(alone: Alone, stand_ins: list[StandIn]) -> None:
    """Left, or a fault of ours; files go with them."""
    for code, why in ((0, "left"), (70, "fault")):
        async with alone.screens() as (socket, _):
            files = stand_ins[-1].told.files
            assert files.is_dir()
            stand_ins[-1].code.set_result(code)
            assert await socket.receive_json(timeout=5) == {"end": why}
            assert (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE
        await asyncio.gather(*alone.house._tasks)
        assert not files.exists()
        assert len(alone.house.places) == 0


async def test_nobody_comes_in_while_it_stops(alone: Alone, stand_ins: list[StandIn]) -> None:
    """Those inside are told and waited for."""
    async with alone.screens() as (socket, _):
        await alone.house.close()
        assert await socket.receive_json(timeout=5) == {"end": "stopped"}
    async with alone.screens() as (_, told):
        assert told == {"end": "full"}
    assert len(stand_ins) == 1


async def test_files_go_in_and_out_for_their_own_person(alone: Alone) -> None:
    """Same page, same place; a name is cleaned, a large file is refused, a foreign page is."""
    async with alone.screens() as (_, told):
        files = alone.address(f"files/{told['place']}")
        async with alone.client.post(
            f"{files}?name=../a%20b.txt", data=b"content", headers=alone.ours
        ) as answer:
            assert await answer.json() == {"name": "a b.txt"}
        async with alone.client.get(files, headers=alone.cookie) as answer:
            assert await answer.json() == [{"name": "a b.txt", "size": 7}]
        async with alone.client.get(f"{files}/a%20b.txt", headers=alone.cookie) as answer:
            assert await answer.read() == b"content"
            assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%20b.txt"
        async with alone.client.post(f"{files}?name=big", data=b"x" * 1001, headers=alone.ours) as answer:
            assert answer.status == 413
            assert "MB" in (await answer.json())["words"]
        for headers in (alone.cookie, {**alone.cookie, "Origin": "https://evil.example"}):
            async with alone.client.post(f"{files}?name=c", data=b"x", headers=headers) as answer:
                assert answer.status == 403
        for path in ("files/guess", f"files/{told['place']}/..%2f..%2freadiness.json"):
            async with alone.client.get(alone.address(path), headers=alone.cookie) as answer:
                assert answer.status == 404
        async with alone.client.delete(f"{files}/a%20b.txt", headers=alone.ours) as answer:
            assert answer.status == 200
        async with alone.client.get(files, headers=alone.cookie) as answer:
            assert await answer.json() == []


async def test_a_slow_browser_holds_nothing_up(alone: Alone, stand_ins: list[StandIn]) -> None:
    """What it does not take is dropped; when it has caught up everything is drawn anew."""
    async with alone.screens() as (socket, _):
        for _ in range(60):
            stand_ins[0].draw(os.urandom(100_000))
        assert not stand_ins[0].again.is_set()
        await asyncio.wait_for(stand_ins[0].again.wait(), 5)
        stand_ins[0].draw(b"all of it")
        assert (await socket.receive(timeout=5)).data == b"all of it"


@pytest.mark.skipif(sys.platform == "win32", reason="several people are served on Unix sockets alone")
class TestTogether:
    """Behind a proxy, on a Unix socket."""

    @asynccontextmanager
    async def server(
        self, folder: Path, people: str = ""
    ) -> AsyncIterator[tuple[aiohttp.ClientSession, House]]:
        """A server that serves those on a list."""
        path = folder / "people.txt"
        path.write_text(people or "r.shah = R. Shah\nk.ali = K. Ali\n", "utf-8")
        asked = serve.Partnership(folder / "s", ADDRESS, "X-Remote-User", path, "Ask the office.")
        listener = serve._unix(asked.socket)
        door = Door(ProxyGate(ADDRESS), serve.naming(asked))
        async with serve.running(serving(folder, is_confined=True, places=2), door, listener) as held:
            connector = aiohttp.UnixConnector(str(asked.socket))
            async with aiohttp.ClientSession(connector=connector) as client:
                yield client, held

    async def test_each_has_screens_under_their_own_name(
        self, tmp_path: Path, stand_ins: list[StandIn]
    ) -> None:
        """With a home of their own, confined to their own files; nobody has another's place."""
        async with self.server(tmp_path) as (client, held):
            assert (tmp_path / "s").stat().st_mode & 0o777 == 0o660
            for login in ("r.shah", "K.Ali"):
                headers = {**HOME, "X-Remote-User": login}
                async with client.ws_connect("http://x/screens", headers=headers) as socket:
                    await socket.send_json(["hello", next(iter(held._guests), ""), 100, 30])
                    told = await socket.receive_json(timeout=5)
                assert told["person"] == {"r.shah": "R. Shah", "K.Ali": "K. Ali"}[login]
            first, second = stand_ins
            assert (first.told.user, second.told.user) == ("R. Shah", "K. Ali")
            assert first.told.is_confined
            assert first.home != second.home
            assert first.told.files != second.told.files
            place = next(iter(held._guests))
            async with client.get(
                f"http://x/files/{place}", headers={**HOME, "X-Remote-User": "k.ali"}
            ) as answer:
                assert answer.status == 404
            headers = {**HOME, "X-Remote-User": "r.shah"}
            async with client.get(f"http://x/files/{place}", headers=headers) as answer:
                assert answer.status == 200

    async def test_who_is_not_on_the_list_is_told_whom_to_ask(self, tmp_path: Path) -> None:
        """A list that grows is read again; one that is broken lets nobody in."""
        async with self.server(tmp_path) as (client, _):

            async def tried(login: str) -> tuple[int, str]:
                async with client.get("http://x/", headers={**HOME, "X-Remote-User": login}) as answer:
                    return answer.status, await answer.text()

            assert (await tried("r.shah"))[0] == 200
            status, words = await tried("new")
            assert status == 403
            assert "Ask the office." in words
            path = tmp_path / "people.txt"
            path.write_text(path.read_text("utf-8") + "new = N. New\n", "utf-8")
            os.utime(path, ns=(1, 1))
            assert (await tried("new"))[0] == 200
            path.write_text("broken", "utf-8")
            os.utime(path, ns=(2, 2))
            assert (await tried("r.shah"))[0] == 503

    async def test_a_forged_or_missing_name_is_refused(self, tmp_path: Path) -> None:
        """Also a second one beside the proxy's, in any case of letters."""
        async with self.server(tmp_path) as (client, _):
            for names in ([], ["r.shah", "k.ali"], ["r.shah,k.ali"], [""]):
                headers = [*HOME.items(), *(("x-REMOTE-user", name) for name in names)]
                async with client.get("http://x/", headers=headers) as answer:
                    assert answer.status == 401

    async def test_one_socket_has_one_server(self, tmp_path: Path) -> None:
        """A second server is refused; a socket left by one that was killed is taken; a file is not."""
        async with self.server(tmp_path):
            with pytest.raises(ConflictError):
                serve._unix(tmp_path / "s")
        serve._unix(tmp_path / "s").close()
        with pytest.raises(RefusedError):
            serve._unix(tmp_path / "people.txt")


def test_the_log_has_no_word_of_anybody(capsys: pytest.CaptureFixture[str]) -> None:
    """A moment, an event and figures."""
    serve.log("started", places=1, process=7)
    line = capsys.readouterr().err
    assert line.endswith("Z started places=1 process=7\n")
    assert json.dumps(line).count(" ") == 3
