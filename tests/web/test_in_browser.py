"""The screens in Chromium: keys, mouse, sizes, lines that are lost, files, and two people on one board."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from readiness.workspace.example import copy_example
from tests.web.chromium import Window, chromium
from tests.web.signing_in import proxy

pytestmark = [
    pytest.mark.programs,
    pytest.mark.skipif(sys.platform != "linux", reason="Chromium is driven on Linux alone"),
]

STATE = "document.getElementById('state').textContent"
LIST = "document.getElementById('list').textContent"
ENDED = "document.getElementById('ended').hidden ? '' : document.getElementById('ended').textContent"


@asynccontextmanager
async def served(
    root: Path, *options: str, user: str = "R. Shah"
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """A server of a workspace: what it prints, and its process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "readiness", "-w", str(root), "--user", user, "--as-at", "2026-11-21", "serve", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip(), process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


def children(pid: int) -> list[int]:
    """Processes a process has started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


async def test_alone_in_a_browser(tmp_path: Path) -> None:
    """Keys, mouse and sizes reach the screens; a page loaded again shows the half-filled form; one leaves."""
    root = copy_example(tmp_path / "area")
    async with served(root) as (address, server), chromium(tmp_path / "browser") as browser:
        window = await browser.open(address)
        await window.until("Goes out of date next")
        await half_a_thought(window)
        await window.goto(await window.value("location.href"))
        await window.until("Half a thought")
        assert len(children(server.pid)) == 1
        await window.resize(760, 500)
        await window.until("Half a thought")
        rows = "document.querySelector('.xterm-rows').children.length"
        await window.until("fewer", script=f"{rows} < 30 ? 'fewer' : ''")
        assert int(await window.value(rows)) < 30
        await window.resize(1200, 800)
        await window.press("Escape")
        await window.until("Leave without saving")
        await window.click_words("Leave without saving")
        await window.until_gone("Half a thought")
        await window.click_words("4 Gaps")
        await window.until("Must fix")
        host = address.partition("/enter/")[0].partition("//")[2]
        assert {one.split("/")[2] for one in window.asked_for} == {host}
        assert window.complaints == []
        stranger = await browser.open(address)
        await stranger.until("used", script="document.body.innerText")
        for focus in ("files-button", ""):  # out of the screens by F6, and back into them
            await window.press("F6")
            assert await window.value("document.activeElement.id") == focus
        await window.type("q")
        await window.until("You have left.", script=ENDED)
        await window.until_gone("Must fix")
        assert children(server.pid) == []


async def test_two_people_on_one_board(tmp_path: Path) -> None:
    """Each sees the other's change; a line that is cut comes back; files go in and out, and no others."""
    root = copy_example(tmp_path / "area")
    people = tmp_path / "people.txt"
    people.write_text("shah = R. Shah\nali = K. Ali\n", "utf-8")
    socket = tmp_path / "s"
    async with (
        proxy(socket) as front,
        served(root, "--socket", str(socket), "--address", front.address, "--people", str(people)) as (
            _,
            server,
        ),
        chromium(tmp_path / "browser") as browser,
    ):
        nobody = await browser.open(front.address)
        await nobody.until("You are not signed in.", script="document.body.innerText")
        shah, ali = [await browser.open(f"{front.address}/sign-in?as={who}") for who in ("shah", "ali")]
        for window, name in ((shah, "R. Shah"), (ali, "K. Ali")):
            await window.until(f"Connected as {name}.", script=STATE)
            await window.until("Goes out of date next")
        assert len(children(server.pid)) == 2
        await a_change_is_seen_by_the_other(shah, ali)
        lines = sum(one.startswith("ws:") for one in ali.asked_for)
        await front.cut()
        await ali.until("Not connected since", script=STATE)
        for window, name in ((shah, "R. Shah"), (ali, "K. Ali")):
            await window.until(f"Connected as {name}.", script=STATE)
        assert sum(one.startswith("ws:") for one in ali.asked_for) == lines + 1
        await ali.until("Half a thought")
        await ali.press("Escape")
        await ali.until("Leave without saving")
        await ali.type("y")
        await ali.until_gone("Half a thought")
        await files_go_in_and_out(shah, root, tmp_path)
        assert shah.complaints == ali.complaints == []
        server.send_signal(signal.SIGTERM)
        await shah.until("The server is being stopped.", script=ENDED)
        await server.wait()
        assert server.stderr is not None
        log = (await server.stderr.read()).decode()
        assert "started places=2" in log
        assert not [word for word in ("Shah", "shah", "ali", "passwd", "audit", str(root)) if word in log]


async def half_a_thought(window: Window) -> None:
    """Begin to write a statement."""
    await window.type("2a")
    await window.until("ctrl+s Save")
    await window.type("Half a thought")
    await window.until("Half a thought")


async def a_change_is_seen_by_the_other(shah: Window, ali: Window) -> None:
    """While the other has a form half filled in, which stays."""
    await half_a_thought(ali)
    await shah.type("2a")
    await shah.until("ctrl+s Save")
    await shah.type("Seen by both of us.")
    await shah.until("Seen by both of us.")
    await shah.press("s", ctrl=True)
    await shah.until("u undo")
    await ali.until("R. Shah:")


async def files_go_in_and_out(window: Window, root: Path, folder: Path) -> None:
    """What is handed in becomes evidence; what is written can be taken out; no other file can be named."""
    audit = folder / "autumn audit.txt"
    audit.write_text("Audit of autumn 2026\n", "utf-8")
    document = (await window.ask("DOM.getDocument"))["root"]["nodeId"]
    chosen = await window.ask("DOM.querySelector", nodeId=document, selector="#chosen")
    await window.ask("DOM.setFileInputFiles", nodeId=chosen["nodeId"], files=[str(audit)])
    await window.until("autumn audit.txt is handed in.", script=STATE)
    await window.until("autumn audit.txt", script=LIST)
    await window.click_words("3 Evidence")
    await window.until("a Add")
    await window.type("a")
    await window.until("Add evidence")
    await window.press("Enter")
    await window.until("Add a file")
    await window.type("/etc/passwd")
    await window.press("s", ctrl=True)
    await window.until("Only your own files can be named here.")
    for _ in "/etc/passwd":
        await window.press("Backspace")
    await window.type("autumn audit.txt")  # at once: keys that come together stay in order
    await window.until("autumn audit.txt")
    await window.press("s", ctrl=True)
    await window.until_gone("Add a file")
    assert [one.name for one in (root / "evidence").rglob("autumn audit.txt")] == ["autumn audit.txt"]
    await window.until("Release approved by")
    await window.until("ctrl+s Save")
    await window.press("Escape")
    await window.until("a Add")
    await window.type("4")
    await window.until("w Export")
    await window.type("w")
    await window.until("Export gaps")
    await window.press("Enter")
    await window.until("ctrl+s Save")
    await window.press("s", ctrl=True)
    await window.until("Wrote 2")
    await window.until("-gaps-", script=LIST)
    assert str(folder) not in await window.shown()
    taken = await window.value(
        "fetch([...document.querySelectorAll('#list a')].find((one) => one.href.endsWith('.docx')).href)"
        ".then((answer) => answer.blob()).then((file) => file.size)"
    )
    assert taken > 10_000
