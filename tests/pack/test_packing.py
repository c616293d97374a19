"""What goes into a pack: only what a person releases, and no word written for colleagues."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from readiness.base.errors import UsageError
from readiness.evidence import linking, register
from readiness.pack import packing
from readiness.pack.build import build_pack
from readiness.pack.interruption import stopping_on_request
from readiness.pack.plan import PackBlockedError, PackFaultsError, PackFile, PackItem, PackPlan
from readiness.requests import states
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 27)

INSIDE = "Ask Jan, she is cross"
"""Words written for colleagues."""


def hold(ws: Workspace, item: str, folder: Path, *, status: str = "ready", text: str = "Waits fell.") -> str:
    """Link a file to an item and say how far the item is; gives the evidence id."""
    path = folder / f"{item}.txt"
    path.write_text(f"{text} {item}" if text else "", encoding="utf-8")
    evidence, _ = register.add_file(ws, path, as_at=DAY, owner="Jan Ferns", holds_personal_data=False)
    linking.link(ws, evidence.id, [item], as_at=DAY)
    states.set_state(ws, item, status=status, owner="Jan Ferns", notes=INSIDE)
    return evidence.id


def plan_of(ws: Workspace, *include: str) -> PackPlan:
    """The plan of the day."""
    return packing.pack_plan(ws, created=DAY, include=include)


def standing(plan: PackPlan) -> dict[str, str]:
    """How each item that stays out stands."""
    return {one.id: one.standing for one in (*plan.missing, *plan.no_longer_asked)}


@pytest.fixture
def held(workspace: Workspace, tmp_path: Path) -> Workspace:
    """One item ready, one held and not ready, one no longer asked for, one not applicable."""
    hold(workspace, "STR02", tmp_path)
    hold(workspace, "STR01", tmp_path, status="gathering")
    hold(workspace, "STR03", tmp_path)
    states.set_state(workspace, "STR03", is_asked=False)
    states.set_state(workspace, "STR04", status="not_applicable", reason=INSIDE)
    return workspace


def test_only_what_is_ready_goes(held: Workspace) -> None:
    """The rest is told apart: not ready, not asked, waiting for a child, on its own route, not applicable."""
    plan = plan_of(held)
    assert [one.id for one in plan.items] == ["STR02"]
    out = standing(plan)
    assert (out["STR01"], out["STR03"], out["STR04"]) == ("not_ready", "not_asked", "not_applicable")
    selected = next(one for one in held.framework.requests if one.deadline == "C")
    assert out[selected.id] == "after_selection"
    listed = next(one for one in held.framework.requests if one.person_list)
    assert out[listed.id] == "secure_route"


def test_an_unready_item_goes_when_it_is_chosen(held: Workspace) -> None:
    """By its id or with all; the plan says that it is not ready."""
    for include in ("STR01", packing.ALL):
        plan = plan_of(held, include)
        assert [(one.id, one.is_ready) for one in plan.items] == [("STR01", False), ("STR02", True)]


@pytest.mark.parametrize("item", ["STR03", "STR05", "NONE9"])
def test_what_cannot_be_chosen_is_refused_with_what_can(held: Workspace, item: str) -> None:
    """Not asked for, nothing held, unknown: a usage error, never silence."""
    with pytest.raises(UsageError) as caught:
        plan_of(held, item)
    assert item in caught.value.title
    assert "STR01" in caught.value.detail


def words_in(pack: Path) -> str:
    """Every byte of every file of a pack, those inside Office files unpacked, as one text."""
    told = b""
    for path in sorted(one for one in pack.rglob("*") if one.is_file() and one.parent.name != "data"):
        told += path.name.encode() + path.read_bytes()
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as archive:
                told += b"".join(archive.read(name) for name in archive.namelist())
    return told.decode("utf-8", "replace")


def test_words_for_colleagues_never_leave(held: Workspace, tmp_path: Path) -> None:
    """No note, owner, colleague's reason or evidence id is in a pack; a note to inspectors is."""
    states.set_state(held, "STR02", note_to_inspectors="Adopted by the board in May.")
    states.set_state(held, "STR01", note_to_inspectors="Expected on 2 December.")
    out = tmp_path / "pack"
    packing.build(held, plan_of(held), out, progress=lambda _: None)
    told = words_in(out)
    for inside in (INSIDE, "Jan Ferns", "not looked at", "nobody owns", "E0001", "not recorded"):
        assert inside not in told, inside
    for said in ("Adopted by the board in May.", "In preparation. Expected on 2 December.",
                 "Supplied later: Within 2 days of a child being selected.",
                 "Does not apply to this area."):  # fmt: skip
        assert said in told, said
    assert "STR03" not in told.replace("STR03.txt", "")


def test_every_fault_is_listed_at_once_and_nothing_is_copied(held: Workspace, tmp_path: Path) -> None:
    """Empty, changed, gone, unapproved and a taken name: the check and the build name all five alike."""
    files = {one: hold(held, one, tmp_path) for one in ("STR05", "STR06", "STR07", "STR08")}
    empty = tmp_path / "nothing.docx"
    empty.write_bytes(b"Waits")
    blank, _ = register.add_file(held, empty, as_at=DAY, holds_personal_data=False)
    (held.library / "nothing.docx").write_bytes(b"")
    linking.link(held, blank.id, ["STR05"], as_at=DAY)
    held_at = {key: packing.pack_plan(held, created=DAY) for key in files}["STR05"]
    paths = {file.evidence_id: file.path for _item, file in held_at.files()}
    paths[files["STR06"]].write_text("Something else altogether", encoding="utf-8")
    paths[files["STR07"]].unlink()
    register.edit(held, files["STR08"], holds_personal_data=True)
    out = tmp_path / "pack"
    out.mkdir()
    plan = plan_of(held)

    faults = packing.check(held, plan, out)
    assert {one.kind for one in faults} == {"empty", "changed", "missing", "approval", "place_taken"}
    with pytest.raises(PackFaultsError) as caught:
        packing.build(held, plan, out, progress=lambda _: None)
    assert caught.value.faults == faults
    assert "5 things stop the pack" in caught.value.title
    assert list(out.iterdir()) == []


def test_each_fault_has_a_remedy_by_a_verb(held: Workspace, tmp_path: Path) -> None:
    """A changed file is taken over by a command, named with the item's id."""
    evidence = hold(held, "STR05", tmp_path)
    path = next(file.path for item, file in plan_of(held).files() if file.evidence_id == evidence)
    path.write_text("Something else", encoding="utf-8")
    [fault] = packing.check(held, plan_of(held))
    assert f"readiness evidence accept {evidence}" in fault.remedy


def test_missing_approval_alone_keeps_its_own_error(held: Workspace, tmp_path: Path) -> None:
    """So that a front end can offer the override."""
    register.edit(held, hold(held, "STR05", tmp_path), holds_personal_data=True)
    with pytest.raises(PackBlockedError):
        packing.build(held, plan_of(held), tmp_path / "pack", progress=lambda _: None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_pack_is_private_to_its_user(held: Workspace, tmp_path: Path, name: str) -> None:
    """Files 0600 and folders 0700, whatever the umask."""
    before = os.umask(0)
    try:
        packing.build(held, plan_of(held), tmp_path / "new" / name, progress=lambda _: None)
    finally:
        os.umask(before)
    for path in (tmp_path / "new", *(tmp_path / "new").rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_the_pack_of_a_drill_says_so_everywhere(held: Workspace, tmp_path: Path) -> None:
    """In its name, the names of its files, its indexes, cover note and bag."""
    (held.root / "drill.json").write_text("{}", encoding="utf-8")
    result = packing.build(held, plan_of(held), tmp_path / "pack", progress=lambda _: None)
    assert result.path.name == "DRILL-pack"
    assert all(one.name.startswith("DRILL_") for one in (result.path / "data").iterdir())
    for name in ("cover-note.txt", "index.html", "README.txt", "bag-info.txt"):
        assert "DRILL" in (result.path / name).read_text(encoding="utf-8"), name
    assert "DRILL" in words_in(result.path)


def test_index_links_open_the_files(held: Workspace, tmp_path: Path) -> None:
    """The workbook's links point at files that are there, and its dates are dates."""
    from openpyxl import load_workbook

    register.edit(held, "E0001", period_to=date(2026, 9, 30))
    packing.build(held, plan_of(held), tmp_path / "pack", progress=lambda _: None)
    sheet = load_workbook(tmp_path / "pack" / "index.xlsx")["Handed over"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    targets = [str(cell.hyperlink.target) for cell in cells if cell.hyperlink]
    assert targets
    assert all((tmp_path / "pack" / one).is_file() for one in targets)
    assert any(isinstance(cell.value, datetime) for cell in cells)


_TERMINATED = """
import os, pickle, signal, sys
from pathlib import Path
from readiness.pack.build import build_pack
from readiness.pack.interruption import stopping_on_request
plan = pickle.loads(Path(sys.argv[1]).read_bytes())
with stopping_on_request(lambda: False) as stopped:
    build_pack(plan, Path(sys.argv[2]), as_zip=sys.argv[2].endswith("zip"), cancelled=stopped,
               progress=lambda _: os.kill(os.getpid(), signal.SIGTERM))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_build_told_to_end_leaves_nothing(held: Workspace, tmp_path: Path, name: str) -> None:
    """SIGTERM in the middle: no pack, no unfinished one."""
    import pickle

    (tmp_path / "plan").write_bytes(pickle.dumps(plan_of(held)))
    target = tmp_path / "out" / name
    command = [sys.executable, "-c", _TERMINATED, str(tmp_path / "plan"), str(target)]
    done = subprocess.run(command, check=False, capture_output=True)
    assert b"PackCancelledError" in done.stderr
    assert list(target.parent.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_signals_are_as_before_once_the_build_is_over() -> None:
    """The handler is put back."""
    before = signal.getsignal(signal.SIGTERM)
    with stopping_on_request(lambda: False) as stopped:
        assert not stopped()
        os.kill(os.getpid(), signal.SIGTERM)
        assert stopped()
    assert signal.getsignal(signal.SIGTERM) is before


def test_an_empty_plan_is_still_a_whole_pack(workspace: Workspace, tmp_path: Path) -> None:
    """Nothing is ready: the pack says so, item by item, and verifies."""
    plan = plan_of(workspace)
    assert plan.items == ()
    build_pack(plan, tmp_path / "pack", as_zip=False)
    assert packing.verify_pack(tmp_path / "pack").is_valid


def test_a_file_of_nothing_but_zeros_passes_our_own_check(tmp_path: Path) -> None:
    """It is stored as it is, so that no reader takes it for an attack."""
    path = tmp_path / "export.csv"
    with path.open("wb") as stream:
        stream.truncate(80 * 1024 * 1024)
    item = PackItem("X01", "Item", "X", (PackFile("E0001", "Export", path, holds_personal_data=False),))
    plan = PackPlan("Testshire", "A framework", "OFFICIAL", DAY, (item,))
    build_pack(plan, tmp_path / "pack.zip", as_zip=True)
    assert packing.verify_pack(tmp_path / "pack.zip").is_valid
    (tmp_path / "pack.zip").unlink()


def test_many_files_make_a_short_word_index(tmp_path: Path) -> None:
    """Above a thousand files there is a row for each item, with how many files answer it."""
    from docx import Document

    path = tmp_path / "note.txt"
    path.write_text("a note", encoding="utf-8")
    files = tuple(PackFile(f"E{one}", "Note", path, holds_personal_data=False) for one in range(1_001))
    plan = PackPlan("Testshire", "A framework", "OFFICIAL", DAY, (PackItem("X01", "Item", "X", files),))
    build_pack(plan, tmp_path / "pack", as_zip=False)
    tables = Document(str(tmp_path / "pack" / "index.docx")).tables
    assert [[cell.text for cell in row.cells] for row in tables[0].rows][1:] == [
        ["X01", "Item", "1,001", "1 to 1001"]
    ]
