"""The whole night, typed and on the screens: the same work leaves the same records and packs."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import bagit
import pytest
from textual.widgets import Input, TextArea

from readiness.cli.app import main
from readiness.evidence import linking, register
from readiness.model.records.record import AUTHORSHIP
from readiness.pack.verify import verify_pack
from readiness.requests import states
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
THEIRS = """Ref,Information requested,Deadline
1,"Self-evaluation (SEF), current and partnership-owned",24 Nov 2026 noon
2,SEND (and AP) strategy,by close on Tuesday
3,The colour of the bicycle shed in winter,
"""


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A workspace with three items held, two of them ready."""
    root = tmp_path / "prepared"
    ws = create_workspace(root, "Testshire", user="R. Shah", clock=lambda: NOW)
    for item in ("STR01", "STR02", "STR03"):
        path = tmp_path / f"{item}.txt"
        path.write_text(f"Waits fell. {item}", encoding="utf-8")
        evidence, _ = register.add_file(ws, path, as_at=DAY, holds_personal_data=False)
        linking.link(ws, evidence.id, [item], as_at=DAY)
        states.set_state(ws, item, owner="Jan Ferns", status="gathering" if item == "STR03" else "ready")
    ws.close()
    return root


def told(ws: Workspace) -> dict[str, dict[str, Any]]:
    """What the night left behind: requests, the notice, hand-overs; whoever stored it and when left out."""
    tables = ("requests", "notices", "handovers")
    return {
        f"{table} {key}": record.model_dump(mode="json", exclude=set(AUTHORSHIP))
        for table in tables
        for key, record in ws.records.table(table).items()
    }


def contents(pack: Path) -> dict[str, str]:
    """Digest of each member of a zip, without the folder that is named after it."""
    with zipfile.ZipFile(pack) as archive:
        names = [one for one in archive.namelist() if not one.endswith("/")]
        return {one.partition("/")[2]: hashlib.sha256(archive.read(one)).hexdigest() for one in sorted(names)}


def by_command(root: Path, theirs: Path, folder: Path) -> None:
    """The night as somebody types it."""
    lines: list[list[object]] = [
        ["notice", "start", "--received", "2026-11-16 09:15"],
        ["requests", "reconcile", theirs, "--accept", "all", "--rest-new", "--apply"],
        ["requests", "add", "Minutes of July", "--by", "lead inspector", "--due", "within 24 hours"],
        ["notice", "correct", "on-site", "2026-12-08", "--reason", "E-mail of 20 Nov"],
        ["pack", "build", "-o", folder / "first.zip", "--contact", "send@testshire.example"],
        ["pack", "hand-over", "--to", "lead inspector"],
        ["requests", "set", "STR03", "--status", "ready"],
        ["pack", "build", "-o", folder / "second.zip", "--supplement"],
        ["pack", "hand-over", "--to", "lead inspector"],
        ["notice", "end"],
    ]
    for line in lines:
        assert main(["-w", str(root), "--user", "R. Shah", *map(str, line)], clock=lambda: NOW) == 0, line


async def fill(stage: Any, *answers: str) -> None:
    """Fill the fields of the form in, in their order; an empty answer leaves one as it is."""
    for number, words in enumerate(answers):
        if number:
            await stage.press("tab")
        field = stage.app.focused
        if words and isinstance(field, Input):
            field.value = words
        elif words and isinstance(field, TextArea):
            field.text = words
        await stage.settle()
    await stage.press("ctrl+s")


async def on_screens(play: Play, ws: Workspace, theirs: Path, folder: Path) -> None:
    """The night as somebody presses keys."""
    async with play(ws, (120, 40)) as stage:
        await stage.press("7")
        await stage.click("The call has come")
        await fill(stage, "16/11/2026", "09:15")
        await stage.press("i")
        await fill(stage, str(theirs))
        await stage.press("A", "y", "asterisk", "ctrl+s")
        await stage.press("a")
        await fill(stage, "Minutes of July", "lead inspector", "within 24 hours")
        await stage.press("t")
        stage.app.screen.query_one("#dates").point_at("on-site")
        await stage.press("d")
        await fill(stage, "8/12/2026", "", "", "E-mail of 20 Nov")
        await stage.press("escape", "P")
        await fill(stage, str(folder / "first.zip"), "send@testshire.example")
        await stage.press("w", "H")
        await fill(stage, "lead inspector")
        await stage.press("escape")
        stage.app.screen.table.point_at("STR03")
        await stage.press("r", "P")
        await fill(stage, str(folder / "second.zip"))
        await stage.press("f", "w", "H")
        await fill(stage, "lead inspector")
        await stage.press("escape")
        await stage.click("End the notice")
        await stage.click("End it")
        await stage.press("L")
        assert "Log of the notice N0001, ended" in stage.words
        assert "STR03" in stage.words


@pytest.mark.whole
async def test_the_night_is_the_same_on_both_front_ends(
    play: Play, prepared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Call, list, spoken ask, correction, pack, hand-over, supplement, end: records and packs agree."""
    theirs = tmp_path / "theirs.csv"
    theirs.write_text(THEIRS, encoding="utf-8")
    left: dict[str, dict[str, dict[str, Any]]] = {}
    for face in ("typed", "pressed"):
        root, folder = Path(shutil.copytree(prepared, tmp_path / face)), tmp_path / f"{face}-out"
        folder.mkdir()
        if face == "typed":
            by_command(root, theirs, folder)
        ws = open_workspace(root, user="R. Shah", clock=lambda: NOW)
        if face == "pressed":
            await on_screens(play, ws, theirs, folder)
        left[face] = told(ws)
        ws.close()
    capsys.readouterr()
    typed, pressed = left["typed"], left["pressed"]
    assert set(typed) == set(pressed)
    for key, record in typed.items():
        assert pressed[key] == record, key

    for name in ("first.zip", "second.zip"):
        packs = [tmp_path / f"{face}-out" / name for face in ("typed", "pressed")]
        assert all(verify_pack(pack).is_valid for pack in packs)
        assert contents(packs[0])["manifest-sha512.txt"] == contents(packs[1])["manifest-sha512.txt"]
        shutil.unpack_archive(packs[0], tmp_path / "unpacked" / name)
        [bag] = [one.parent for one in (tmp_path / "unpacked" / name).rglob("bagit.txt")]
        bagit.Bag(str(bag)).validate()

    assert [typed[f"handovers H000{number}"]["supplements"] for number in (1, 2)] == ["", "H0001"]
    assert {one["item"] for one in typed["handovers H0002"]["files"]} == {"STR03"}
    assert typed["notices N0001"]["ended"] is not None
    assert {typed[f"requests STR0{number}"]["status"] for number in (1, 2, 3)} == {"ready"}
    assert all(typed[f"requests STR0{number}"]["due_override"] is None for number in (1, 2, 3))
