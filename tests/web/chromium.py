"""Chromium without a window, driven through its own protocol: pages, keys, mouse, what it asks for."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

_PATIENCE = 60.0
_KEYS = {"F6": 117, "Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "Backspace": 8}
_SCREEN = "document.querySelector('.xterm-rows')?.innerText.replaceAll('\\u00a0', ' ') ?? ''"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Chromium:
    """One browser; each window it opens is a stranger to the others."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._windows: dict[str, Window] = {}
        self._listener = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            waiting = self._waiting.pop(said.get("id", 0), None)
            if waiting is not None and not waiting.done():
                if "error" in said:
                    waiting.set_exception(RuntimeError(said["error"]["message"]))
                else:
                    waiting.set_result(said["result"])
            elif said.get("sessionId") in self._windows:
                self._windows[said["sessionId"]].hear(said["method"], said["params"])

    async def ask(self, method: str, session: str = "", **parameters: object) -> Any:
        """What the browser answers."""
        number = next(self._numbers)
        words: dict[str, object] = {"id": number, "method": method, "params": parameters}
        if session:
            words["sessionId"] = session
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json(words)
        async with asyncio.timeout(_PATIENCE):
            return await answer

    async def open(self, address: str) -> Window:
        """A window of a stranger at an address."""
        context = (await self.ask("Target.createBrowserContext"))["browserContextId"]
        made = await self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        joined = await self.ask("Target.attachToTarget", targetId=made["targetId"], flatten=True)
        window = self._windows[joined["sessionId"]] = Window(self, joined["sessionId"])
        for domain in ("Page", "Network", "Runtime", "Log"):
            await window.ask(f"{domain}.enable")
        await window.resize(1200, 800)
        await window.goto(address)
        return window


class Window:
    """A page in the browser."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser, self._session = browser, session
        self.asked_for: list[str] = []
        """Addresses of everything the page loaded or called."""
        self.complaints: list[str] = []
        """Errors the page made or met, such as what its policy forbids."""

    def hear(self, method: str, said: Mapping[str, Any]) -> None:
        """Keep what the tests ask about."""
        if method == "Network.requestWillBeSent":
            self.asked_for.append(said["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked_for.append(said["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(said["exceptionDetails"]["exception"].get("description", "?"))
        elif method == "Log.entryAdded" and said["entry"]["source"] in {
            "security",
            "javascript",
            "violation",
        }:
            self.complaints.append(said["entry"]["text"])

    async def ask(self, method: str, **parameters: object) -> Any:
        """What the browser answers about this page."""
        return await self._browser.ask(method, self._session, **parameters)

    async def goto(self, address: str) -> None:
        """Load an address."""
        await self.ask("Page.navigate", url=address)

    async def resize(self, width: int, height: int) -> None:
        """Give the page so many points."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def value(self, script: str) -> Any:
        """What a script gives."""
        done = await self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return done["result"].get("value")

    async def shown(self) -> str:
        """The words on the drawn screen."""
        return str(await self.value(_SCREEN) or "")

    async def until(self, words: str, *, script: str = _SCREEN) -> str:
        """What a script gives once these words are in it."""
        end, seen = time.monotonic() + _PATIENCE, ""
        while time.monotonic() < end:
            seen = str(await self.value(script) or "")
            if words in seen:
                return seen
            await asyncio.sleep(0.03)
        raise AssertionError(f"{words!r} did not come; complaints {self.complaints}; shown:\n{seen}")

    async def until_gone(self, words: str) -> None:
        """Wait until these words are on the screen no more."""
        end = time.monotonic() + _PATIENCE
        while words in (seen := await self.shown()):
            assert time.monotonic() < end, f"{words!r} stays; shown:\n{seen}"
            await asyncio.sleep(0.03)

    async def type(self, words: str) -> None:
        """Type words, one key after the other."""
        for sign in words:
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=sign, key=sign)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=sign)

    async def press(self, key: str, *, ctrl: bool = False) -> None:
        """Press a key by its name, or a letter with ctrl."""
        code = _KEYS.get(key, ord(key[0].upper()))
        parts = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 2 if ctrl else 0}
        await self.ask("Input.dispatchKeyEvent", type="rawKeyDown", **parts)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **parts)

    async def click(self, x: float, y: float) -> None:
        """Click at a point."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=1)

    async def click_words(self, words: str) -> None:
        """Click where words stand on the drawn screen."""
        script = f"""(() => {{
            for (const row of document.querySelectorAll('.xterm-rows > div')) {{
                const place = row.textContent.indexOf({json.dumps(words)});
                if (place < 0) continue;
                const box = row.getBoundingClientRect(), screen = document.querySelector('.xterm-screen');
                const columns = +screen.dataset.columns || Math.round(screen.clientWidth / 9);
                const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
                let left = place, node;
                while ((node = walker.nextNode()) && left >= node.data.length) left -= node.data.length;
                const range = document.createRange();
                range.setStart(node, left); range.setEnd(node, left + 1);
                const sign = range.getBoundingClientRect();
                return [sign.x + sign.width * 1.5, box.y + box.height / 2];
            }}
        }})()"""
        found = await self.value(script)
        assert found, f"{words!r} is not on the screen"
        await self.click(*found)

    async def picture(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode((await self.ask("Page.captureScreenshot"))["data"])


def program() -> str:
    """The browser on this computer."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    assert found, "Chromium is not installed: apt-get install -y --no-install-recommends chromium"
    return found


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Chromium]:
    """A browser that keeps its things in a folder."""
    process = await asyncio.create_subprocess_exec(
        program(),
        "--headless=new",
        "--no-sandbox",  # tests run as root in containers
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    told, end = folder / "DevToolsActivePort", time.monotonic() + _PATIENCE
    try:
        while not (told.exists() and len(told.read_text("utf-8").split()) == 2):
            assert time.monotonic() < end, "Chromium did not start"
            await asyncio.sleep(0.05)
        port, path = told.read_text("utf-8").split()
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
        ):
            yield Chromium(socket)
    finally:
        process.kill()
        await process.wait()
