"""The screens served: first screen, echo of a key and memory, with 1, 5 and 20 people at the same time.

    python -m benchmarks.bench_serve [PEOPLE ...]

The server runs as its users run it; each person is a connection that does what the page does, so that the
figures are of the server and the screens, not of a browser. First screen: from asking for it to the first
words of the overview. Echo: from a key in a field to what is drawn for it. Memory: of each person's process
what it has for itself plus its share of what it has with others (Linux tells it; elsewhere all it holds).
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from benchmarks.effort import rounds, sizes
from benchmarks.starts import as_installed

PEOPLE = sizes((1, 5, 20))
KEYS = rounds(15)
PATIENCE = 120.0


class Person:
    """One connection that shows screens."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._drawn = bytearray()
        self._news = asyncio.Event()
        self._listener = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self._drawn += message.data
                self._news.set()

    async def say(self, *words: object) -> None:
        """Send what the page would."""
        await self._socket.send_json(list(words))

    async def until(self, words: bytes) -> None:
        """Wait until words were drawn."""
        async with asyncio.timeout(PATIENCE):
            while words not in self._drawn:
                self._news.clear()
                await self._news.wait()

    async def echo(self, key: str) -> float:
        """Seconds from a key to the next thing drawn."""
        self._drawn.clear()
        self._news.clear()
        begun = time.perf_counter()
        await self.say("in", key)
        async with asyncio.timeout(PATIENCE):
            await self._news.wait()
        return time.perf_counter() - begun


@asynccontextmanager
async def server(folder: Path, people: int) -> AsyncIterator[tuple[Path, int]]:
    """A server for several people: its socket and its process."""
    socket = folder / f"s{people}"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "readiness", "-w", str(folder / "area"), "serve", "--socket", str(socket)),
        *("--address", "https://readiness.example", "--places", str(people)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=as_installed(folder),
    )
    try:
        if process.stdout is not None:
            await process.stdout.readline()
        yield socket, process.pid
    finally:
        process.terminate()
        await process.wait()


async def come(stack: AsyncExitStack, client: aiohttp.ClientSession, number: int) -> tuple[Person, float]:
    """A person connects; seconds to their first screen."""
    begun = time.perf_counter()
    headers = {
        "Host": "readiness.example",
        "Origin": "https://readiness.example",
        "X-Remote-User": f"person {number}",
    }
    asked = client.ws_connect("http://socket/screens", headers=headers, max_msg_size=0)
    person = Person(await stack.enter_async_context(asked))
    await person.say("hello", "", 120, 40)
    await person.until(b"Goes out of date next")
    return person, time.perf_counter() - begun


def share_of_memory(pid: int) -> float:
    """MB a process has for itself, with its share of what it has with others."""
    if sys.platform != "linux":
        asked = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
        )
        return int(asked.stdout) / 1000
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("Pss:")) / 1000


def started_by(pid: int) -> list[int]:
    """The processes a process has started."""
    asked = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(one) for one in asked.stdout.split()]


async def measure(folder: Path, people: int) -> None:
    """Print the figures for so many people, who come one after another and type at the same time."""
    async with server(folder, people) as (socket, pid), AsyncExitStack() as stack:
        connector = aiohttp.UnixConnector(str(socket), limit=0)
        client = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        came = [await come(stack, client, number) for number in range(people)]
        await asyncio.sleep(3)  # what is made ready ahead of need is made by then
        for person, _ in came:
            await person.say("in", "4/")
            await person.until(b"words")
        await asyncio.sleep(2)
        echoes: list[float] = []
        for _ in range(KEYS):
            echoes += await asyncio.gather(*(person.echo("a") for person, _ in came))
            await asyncio.sleep(0.2)
        memory = [share_of_memory(one) for one in started_by(pid)]
        first = [seconds for _, seconds in came]
        echoes.sort()
        print(
            f"{people:>3} people: first screen {statistics.median(first):.2f} s, slowest {max(first):.2f} s; "
            f"key {statistics.median(echoes) * 1000:.0f} ms, 95 of 100 within "
            f"{echoes[int(len(echoes) * 0.95)] * 1000:.0f} ms; "
            f"each {statistics.median(memory):.0f} MB, the server {share_of_memory(pid):.0f} MB",
            flush=True,
        )


def main(counts: tuple[int, ...]) -> None:
    """Measure every number of people."""
    from readiness.workspace.example import copy_example

    print(f"the worked example, {datetime.now(UTC):%d %B %Y}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        copy_example(Path(folder) / "area")
        for people in counts:
            asyncio.run(measure(Path(folder), people))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or PEOPLE)
