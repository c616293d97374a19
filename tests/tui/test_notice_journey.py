"""The night of the call on the screens alone: from the start of the clock to a pack that is verified."""

from __future__ import annotations

import csv
import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import bagit
import pytest
from textual.widgets import Input

from readiness.base.errors import ReadinessError
from readiness.base.own_settings import own_settings
from readiness.evidence.register import edit as edit_evidence
from readiness.inspection import notice
from readiness.pack import packing
from readiness.rules.calendar import call
from readiness.tui.screens.pack.screen import PackOptions, PackScreen
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]
EXAMPLE = Path(__file__).parents[2] / "evidence" / "example"
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
CALL = datetime(2026, 11, 16, 9, 15, tzinfo=UTC)


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the worked example."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "area"))
    ws = open_workspace(root, user="R. Shah", clock=lambda: NOW)
    yield ws
    ws.close()


async def answer(stage: Any, words: str) -> None:
    """Replace what the field under the cursor says."""
    field = stage.app.focused
    assert isinstance(field, Input)
    field.value = words
    await stage.settle()


async def start(stage: Any, day: str, at: str = "09:15") -> None:
    """Start the clock as a user does."""
    await stage.press("7")
    await stage.click("The call has come")
    await answer(stage, day)
    await stage.press("tab")
    await answer(stage, at)
    await stage.press("ctrl+s")


def fingerprints(root: Path) -> dict[str, str]:
    """Hash of every file below a folder."""
    return {
        str(one.relative_to(root)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(root.rglob("*"))
        if one.is_file()
    }


async def without_toasts(stage: Any) -> str:
    """What the screen says once no note lies over it."""
    stage.app.clear_notifications()
    await stage.settle()
    return str(stage.words)


async def test_from_the_call_to_a_verified_pack(play: Play, example: Workspace, tmp_path: Path) -> None:
    """Start, ready, sign off, hand over, correct a date, build: the standard tool accepts the pack."""
    async with play(example, (80, 24)) as stage:
        await start(stage, "16/11/2026")
        running = call.current(example.records)
        assert running is not None
        assert (running.received, running.kind) == (CALL, "full")
        assert "NOTICE  Full inspection, received Mon 16 Nov 09:15" in stage.words

        item = stage.app.screen.table.key
        await stage.press("r")
        assert example.records.requests[item].status == "ready"
        stage.app.screen.table.point_at(item)
        await stage.press("S", "y")
        assert example.records.requests[item].status == "signed_off"
        stage.app.screen.table.point_at(item)
        await stage.press("H", "y")
        assert example.records.requests[item].status == "handed_over"
        await stage.press("L")
        assert item in stage.words
        assert "Status: handed" in stage.words
        await stage.press("escape", "P")
        target = tmp_path / "pack.zip"
        await answer(stage, str(target))
        await stage.press("ctrl+s")
        assert "w builds it" in stage.words
        assert "Not supplied:" in stage.words
        await stage.press("w")
        assert "Built and verified" in stage.words
        report = packing.verify_pack(target)
        assert report.is_valid
        assert report.pack_hash[:60] in await without_toasts(stage)
        supplied = {one.id for one in packing.pack_plan(example, created=NOW.date()).items}
        await stage.press("H")
        assert "It has been handed over" in stage.words
        await stage.type("lead inspector")
        await stage.press("ctrl+s")
        handed = {one.id for one in example.records.requests.values() if one.status == "handed_over"}
        assert supplied <= handed
        [receipt] = [one for one in example.records.handovers.values() if one.pack]
        assert (receipt.to, receipt.handed is None) == ("lead inspector", False)
        assert set(receipt.items) == supplied
        await stage.press("escape", "P")
        await answer(stage, str(tmp_path / "second.zip"))
        await stage.press("ctrl+s")
        assert "f: only what is new or changed" in stage.words
        await stage.press("f")
        assert "Supplementary pack:" in stage.words
        assert "f: the whole pack" in stage.words
    shutil.unpack_archive(target, tmp_path / "unpacked")
    [inner] = [one.parent for one in (tmp_path / "unpacked").rglob("bagit.txt")]
    bagit.Bag(str(inner)).validate()


async def test_a_date_is_corrected_with_its_reason(play: Play, example: Workspace) -> None:
    """The timetable shows every date; e asks for the right one and why; the reason stays beside it."""
    async with play(example, (120, 40)) as stage:
        await start(stage, "16/11/2026")
        await stage.press("t")
        assert "rule" in stage.words
        screen = stage.app.screen
        screen.query_one("#dates").point_at("on-site")
        await stage.press("d")
        await answer(stage, "1/12/2026")
        await stage.press("ctrl+s")
        assert "This is needed." in stage.words
        await stage.type("E-mail of 17 Nov")
        await stage.press("ctrl+s")

        running = call.need_current(example.records)
        [correction] = running.corrections
        assert (correction.event, correction.on, correction.reason) == (
            "on-site",
            date(2026, 12, 1),
            "E-mail of 17 Nov",
        )
        screen.query_one("#dates").point_at("on-site")
        await stage.settle()
        assert "corrected" in stage.words
        assert "corrected by R. Shah: E-mail of 17 Nov" in stage.words


async def test_a_call_in_the_future_is_refused(play: Play, area_workspace: Workspace) -> None:
    """The clock does not start, and the way to a rehearsal is named."""
    async with play(area_workspace, (80, 24)) as stage:
        await start(stage, "23/11/2026")
        assert "cannot come in the future" in stage.words
        assert "Start a drill" in stage.words
        assert call.current(area_workspace.records) is None


async def test_an_unlikely_day_is_said_and_can_be_taken_back(play: Play, area_workspace: Workspace) -> None:
    """A Saturday starts the clock with a warning that stays until it is closed; u takes it back."""
    async with play(area_workspace, (80, 24)) as stage:
        await start(stage, "21/11/2026")
        assert "not a working day" in stage.words
        await stage.press("escape")
        assert call.current(area_workspace.records) is not None
        await stage.press("u")
        assert call.current(area_workspace.records) is None


async def test_the_board_is_narrowed(play: Play, example: Workspace) -> None:
    """M asks once who I am and shows only my asks, then all; agency: follows the body."""
    running, _ = notice.start(example, CALL)
    rows = notice.board_of(example, running, NOW).rows
    async with play(example, (80, 24)) as stage:
        await stage.press("7", "m")
        assert "Who are you?" in stage.words
        await stage.type("Vane")
        await stage.press("enter")
        me = own_settings().my_name
        assert me.startswith("A. Vane")
        mine = sum(me in one.ask.state.owner for one in rows)
        assert 0 < mine < len(rows)
        assert f"{mine} of {len(rows)}" in stage.words
        await stage.press("m")
        assert f"{len(rows)} of {len(rows)}" in stage.words
        await stage.press("m")
        assert f"{mine} of {len(rows)}" in stage.words
        await stage.press("m")
        assert f"{len(rows)} of {len(rows)}" in stage.words
        stage.app.screen.bar.add("agency:health")
        await stage.settle()
        of_health = sum("health" in one.agencies for one in rows)
        assert of_health > sum(one.ask.state.agency == "health" for one in rows)
        assert f"{of_health} of {len(rows)}" in stage.words


async def test_the_cursor_stays_where_the_work_is(play: Play, example: Workspace) -> None:
    """What is made ready goes down the list, the cursor does not; what was done is said by name."""
    notice.start(example, CALL)
    async with play(example, (80, 24)) as stage:
        await stage.press("7", "down", "down")
        table = stage.app.screen.table
        item, place = table.key, table.cursor_row
        await stage.press("r")
        assert example.records.requests[item].status == "ready"
        assert (table.cursor_row, table.key != item) == (place, True)
        assert example.repository.history(limit=1)[0].label.startswith(f"{item} ")


async def test_an_item_is_left_out_only_with_a_reason(play: Play, area_workspace: Workspace) -> None:
    """D asks why; the same key takes it back."""
    async with play(area_workspace, (80, 24)) as stage:
        await stage.press("7")
        item = stage.app.screen.table.key
        await stage.press("W", "ctrl+s")
        assert "This is needed." in stage.words
        await stage.type("We have no such school")
        await stage.press("ctrl+s")
        state = area_workspace.records.requests[item]
        assert (state.status, state.reason) == ("not_applicable", "We have no such school")
        stage.app.screen.table.point_at(item)
        await stage.press("W")
        assert area_workspace.records.requests[item].status == "gathering"


async def test_the_forecast_names_what_would_be_late(play: Play, example: Workspace) -> None:
    """V counts verdicts, then the critical path, then whose it is."""
    async with play(example, (120, 40)) as stage:
        await stage.press("7", "V")
        for words in ("WILL BE LATE", "Critical path"):
            assert words in stage.words
        found = notice.forecast_for(example, date(2026, 11, 23))
        assert f"{found.counts['late']} WILL BE LATE" in stage.words
        assert found.items[0].ask.id in stage.words
        await stage.press("end")
        assert "By owner" in stage.words


@pytest.mark.parametrize(("place", "suffix"), [(0, ".ics"), (1, ".xlsx"), (2, ".docx")])
async def test_the_plan_the_board_and_the_brief_are_written(
    play: Play, area_workspace: Workspace, tmp_path: Path, place: int, suffix: str
) -> None:
    """W asks which and where, and writes it; nothing is replaced unasked."""
    notice.start(area_workspace, CALL)
    target = tmp_path / f"out{suffix}"
    async with play(area_workspace, (80, 24)) as stage:
        await stage.press("7", "w", *["down"] * place, "enter")
        await answer(stage, str(target))
        await stage.press("ctrl+s")
        assert target.stat().st_size > 100
        before = target.read_bytes()
        await stage.press("w", *["down"] * place, "enter")
        await answer(stage, str(target))
        await stage.press("ctrl+s")
        assert "already. Replace it?" in stage.words
        assert target.read_bytes() == before


async def test_each_owners_list_is_written_in_one_act(play: Play, example: Workspace, tmp_path: Path) -> None:
    """The last of what w offers: three files for each owner, in a new folder."""
    notice.start(example, CALL)
    folder = tmp_path / "lists"
    async with play(example, (80, 24)) as stage:
        await stage.press("7", "w", "down", "down", "down", "enter")
        await answer(stage, str(folder))
        await stage.press("ctrl+s")
        drafts = [one for one in folder.iterdir() if one.suffix == ".eml"]
        assert f"Wrote {len(drafts)} lists to" in stage.words
        assert len(list(folder.iterdir())) == 3 * len(drafts)


async def test_a_spoken_ask_and_its_receipt(play: Play, area_workspace: Workspace) -> None:
    """N writes it down and goes to it; h hands it over; r shows the receipt."""
    notice.start(area_workspace, CALL)
    async with play(area_workspace, (80, 24)) as stage:
        await stage.press("7", "a")
        await answer(stage, "Minutes of July")
        await stage.press("tab")
        await answer(stage, "lead inspector")
        await stage.press("ctrl+s")
        assert stage.app.screen.table.key == "ASK001"
        await stage.press("H", "y", "h")
        assert "H0001" in stage.words
        assert "1 item: ASK001" in stage.words


def with_personal_data(ws: Workspace) -> str:
    """Mark one file that would be handed over as holding personal data; gives its id."""
    _, file = next(packing.pack_plan(ws, created=NOW.date()).files())
    edit_evidence(ws, file.evidence_id, holds_personal_data=True)
    return file.evidence_id


async def test_personal_data_stops_the_pack_by_name(play: Play, example: Workspace, tmp_path: Path) -> None:
    """B refuses and names the file; a reason lets it out, and the history keeps the reason."""
    blocked = with_personal_data(example)
    target = tmp_path / "pack"
    async with play(example, (80, 24)) as stage:
        await stage.press("7", "P")
        await answer(stage, str(target))
        await stage.press("ctrl+s")
        assert "BLOCKED" in stage.words
        assert blocked in stage.words
        await stage.press("w")
        assert "nobody has approved" in stage.words
        assert not target.exists()
        await stage.press("O")
        await stage.type("Asked for by the lead inspector")
        await stage.press("ctrl+s")
        await stage.press("w")
        assert "Built and verified" in stage.words
    assert packing.verify_pack(target).is_valid
    assert "Asked for by the lead inspector" in example.repository.history(limit=1)[0].label


async def test_a_build_stops_cleanly(
    play: Play, example: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc stops the build; nothing that looks like a pack is left, and the screen says so."""
    began = threading.Event()
    true_build = packing.build

    def slow_build(*args: Any, progress: Any, cancelled: Callable[[], bool], **named: Any) -> Any:
        def told(step: Any) -> None:
            progress(step)
            began.set()
            while not cancelled():
                threading.Event().wait(0.005)

        return true_build(*args, progress=told, cancelled=cancelled, **named)

    monkeypatch.setattr(packing, "build", slow_build)
    target = tmp_path / "packs" / "pack.zip"
    target.parent.mkdir()
    async with play(example, (80, 24)) as stage:
        stage.app.push_screen(PackScreen(PackOptions(target)))
        await stage.settle()
        await stage.pilot.press("w")
        while not began.is_set():
            await stage.pilot.pause(0.01)
        await stage.press("escape")
        assert "cancelled" in stage.words
        assert "Nothing was left behind" in stage.words
        assert list(target.parent.iterdir()) == []
        await stage.press("escape")
        assert not stage.app.screen.is_modal


async def test_leaks_are_counted_never_quoted(play: Play, example: Workspace, tmp_path: Path) -> None:
    """L looks every file over and says kinds and places."""
    async with play(example, (120, 40)) as stage:
        stage.app.push_screen(PackScreen(PackOptions(tmp_path / "pack.zip")))
        await stage.settle()
        await stage.press("F")
        assert "Counts and places only" in stage.words


async def test_a_changed_pack_is_named(play: Play, example: Workspace, tmp_path: Path) -> None:
    """Verify from the palette says which file is not as it was built."""
    target = tmp_path / "pack"
    plan = packing.pack_plan(example, created=NOW.date())
    packing.build(example, plan, target, progress=lambda _: None)
    changed = next(one for one in (target / "data").rglob("*") if one.is_file())
    changed.write_bytes(b"x" + changed.read_bytes()[1:])
    async with play(example, (120, 40)) as stage:
        stage.app.action_verify_pack()
        await stage.settle()
        await answer(stage, str(target))
        await stage.press("ctrl+s")
        assert "NOT AS IT WAS BUILT" in stage.words
        assert changed.name[:40] in stage.words


@pytest.mark.whole
async def test_a_drill_leaves_no_trace(play: Play, example: Workspace) -> None:
    """The drill works on a copy, says so on every screen, ends with a report; the true files are the same."""
    before = fingerprints(example.root)
    async with play(example, (80, 24)) as stage:
        stage.app.action_start_drill()
        await stage.settle()
        await stage.press("ctrl+s")
        assert "DRILL  Full inspection" in stage.words
        copy = stage.app.session.workspace
        assert copy.root != example.root
        item = stage.app.screen.table.key
        await stage.press("r")
        assert copy.records.requests[item].status == "ready"
        await stage.press("3")
        assert "DRILL, a copy" in stage.words
        stage.app.action_end_drill()
        await stage.settle()
        await stage.press("tab", "enter")
        assert "What came of the drill" in stage.words
        assert "first drill" in stage.words
        await stage.press("escape")
        assert "DRILL" not in stage.words
        assert stage.app.session.workspace is example
    assert fingerprints(example.root) == before
    assert not copy.root.exists()


async def test_lists_are_checked_without_a_value(play: Play, example: Workspace) -> None:
    """Counts and places are shown; no cell of the list is."""
    path = example.root / "evidence" / "person-level" / "List 2 SEN support 2026-11.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    values = {cell for row in rows[-20:] for cell in row if len(cell) > 5 and cell.isalnum()}
    assert values
    before = fingerprints(example.root)
    async with play(example, (120, 40)) as stage:
        stage.app.action_check_lists()
        await stage.settle()
        await answer(stage, str(path))
        await stage.press("ctrl+s")
        assert "Person-level lists" in stage.words
        assert "as at 21/11/2026" in stage.words
        told = "\n".join(part.plain for part in stage.app.screen._parts)
        assert not [one for one in values if one in told and one.isdigit()]
    assert fingerprints(example.root) == before


async def test_their_list_is_reconciled_line_by_line(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """What is not the same waits for a person; ctrl+s stores all as one change that u takes back."""
    path = tmp_path / "request.csv"
    path.write_text(
        "Ref,Document requested,Deadline\n1,Your strategy,24/11/2026 10:00\n2,Menu,\n3,A note,\n",
        encoding="utf-8",
    )
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("7", "i")
        await answer(stage, str(path))
        await stage.press("ctrl+s")
        assert "3 wait for you (2 undecided)" in stage.words
        await stage.press("ctrl+s", "escape")
        assert "ASK001" not in area_workspace.records.requests
        await stage.press("y", "y", "a", "n", "ctrl+s")
        states = area_workspace.records.requests
        assert states["GEN03"].due_override == datetime(2026, 11, 24, 10, tzinfo=UTC)
        assert states["ASK001"].local_title == "Menu"
        assert states["GEN01"].is_asked is None
        await stage.press("u")
        assert "ASK001" not in area_workspace.records.requests


async def test_their_whole_list_is_taken_on_the_screen(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """All proposals, the rest as new items, and the list as the whole of what is asked."""
    path = tmp_path / "request.csv"
    path.write_text("Ref,Document requested\n1,Your strategy\n2,Menu\n", encoding="utf-8")
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("7", "i")
        await answer(stage, str(path))
        await stage.press("ctrl+s", "W", "ctrl+s")
        assert not area_workspace.records.requests.get("GEN03")
        await stage.press("A", "y", "asterisk", "W")
        assert "0 wait" in stage.words
        assert "not in it: 2, unchanged" in stage.words
        await stage.press("W")
        assert "not in it: 2, not asked" in stage.words
        await stage.press("ctrl+s")
        states = area_workspace.records.requests
        assert (states["GEN03"].is_asked, states["ASK001"].is_asked) == (True, True)
        assert states["GEN01"].is_asked is False


async def test_a_line_is_given_to_several_items_on_the_screen(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """One key chooses an item, another a further one; lines that wait may be left for another time."""
    path = tmp_path / "request.csv"
    path.write_text("Ref,Document requested\n1,Menu\n2,Horses\n", encoding="utf-8")
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("7", "i")
        await answer(stage, str(path))
        await stage.press("ctrl+s", "plus", "l", "G", "E", "N", "0", "1", "enter")
        await stage.press("up", "plus", "G", "E", "N", "0", "3", "enter", "ctrl+s")
        assert "Still to decide: 1 line" in stage.words
        await stage.press("tab", "enter")
        states = area_workspace.records.requests
        assert {one.id for one in states.values() if one.is_asked} == {"GEN01", "GEN03"}


async def test_the_map_goes_out_and_comes_back(play: Play, area_workspace: Workspace, tmp_path: Path) -> None:
    """An unchanged map changes nothing, and says so."""
    target = tmp_path / "map.xlsx"
    async with play(area_workspace, (80, 24)) as stage:
        stage.app.action_write_map()
        await stage.settle()
        await answer(stage, str(target))
        await stage.press("ctrl+s")
        assert target.is_file()
        stage.app.action_take_map()
        await stage.settle()
        await answer(stage, str(target))
        await stage.press("ctrl+s")
        assert "no changes, no conflicts." in stage.words


async def test_hostile_words_stand_as_written_on_the_night(
    play: Play, hostile_workspace: Workspace, tmp_path: Path
) -> None:
    """Timetable, pack, forecast, log and their list show what people wrote, never read it as markup."""
    notice.start(hostile_workspace, CALL)
    listing = tmp_path / "[b]x[.csv"
    listing.write_text("Ref,Document,Deadline\n1,a [/ bold \x1b[31m list,[type=x]\n", encoding="utf-8")
    async with play(hostile_workspace, (80, 24)) as stage:
        await stage.press("7", "t", "escape", "V", "escape", "L", "escape", "P")
        await stage.press("ctrl+s", "escape", "i")
        await answer(stage, str(listing))
        await stage.press("ctrl+s")
        assert "a [/ bold <U+001B>[31m" in stage.words
        assert "\x1b" not in stage.words


async def test_an_error_of_the_disk_is_told(play: Play, example: Workspace, tmp_path: Path) -> None:
    """A place that is taken is said in the box; the plan stays and can be built elsewhere."""
    target = tmp_path / "pack.zip"
    target.write_bytes(b"mine")
    async with play(example, (80, 24)) as stage:
        stage.app.push_screen(PackScreen(PackOptions(target)))
        await stage.settle()
        await stage.press("w")
        with pytest.raises(ReadinessError) as told:
            packing.build(
                example,
                packing.pack_plan(example, created=NOW.date()),
                target,
                progress=lambda _: None,
            )
        assert told.value.title[:60] in stage.words
    assert target.read_bytes() == b"mine"
