"""The life of a file: moved with its folder, changed, replaced by its next edition, its past known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.evidence import linking, register, relocating
from readiness.evidence.editions import likeness, newer_by_name, plain_name, share, sketch
from readiness.evidence.moving import find_moved, move, move_here
from readiness.evidence.proposals import take
from readiness.evidence.scanning import check_files, scan_folder
from readiness.library.base_folders import BaseFolders, common_bases, pairs_of, set_base_folder
from readiness.library.files import path_of
from readiness.rules.links import is_suspect
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace
from tests.making.building import make_evidence

DAY = date(2026, 11, 27)

TEXT = " ".join(
    f"In locality {number} the wait fell from {number + 9} to {number} weeks." for number in range(20)
)


def folder_of(root: Path, **files: str) -> Path:
    """A folder of text files."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def moved(workspace: Workspace, tmp_path: Path) -> Path:
    """Where a folder of three registered files is now; one of them is nowhere."""
    before = folder_of(tmp_path / "S" / "SEND", audit="Audit of plans", notes="Notes of the board")
    folder_of(before / "2026", survey="Survey of parents")
    scan_folder(workspace, before, in_place=True, as_at=DAY)
    after = before.rename(tmp_path / "T")
    (after / "notes.txt").unlink()
    return after


def lost(ws: Workspace) -> list[str]:
    """Ids of items whose file is missing."""
    return [one.id for one in check_files(ws) if one.state == "missing"]


def test_a_moved_folder_is_one_change_and_one_undo(workspace: Workspace, moved: Path) -> None:
    """Looking changes nothing; then every file found is recorded, and what is nowhere is named."""
    found = find_moved(workspace, moved)
    assert str(found).startswith("2 of 3 lost files are now under ")
    assert len(lost(workspace)) == 3
    assert find_moved(workspace, moved / ".." / moved.name).moves == found.moves
    done = move(workspace, found)
    assert len(done.changes) == 2
    assert lost(workspace) == list(found.lost)
    undo(workspace)
    assert len(lost(workspace)) == 3
    with pytest.raises(UsageError, match=r"0 of 3"):
        move(workspace, find_moved(workspace, moved.parent / "S"))


def test_another_drive_letter_is_a_setting_of_this_computer(workspace: Workspace, moved: Path) -> None:
    """The shared record stays; files are found, and a new one is recorded as the others see it."""
    before = dict(workspace.records.evidence)
    recorded = str(moved.parent / "S" / "SEND")
    bases = move_here(workspace, find_moved(workspace, moved))
    assert bases == {recorded: str(moved)} == pairs_of(workspace.root)
    assert workspace.records.evidence == before
    assert len(lost(workspace)) == 1
    (moved / "new.txt").write_text("A new paper", encoding="utf-8")
    item, _ = register.add_file(workspace, moved / "new.txt", in_place=True, as_at=DAY)
    assert item.location == f"{recorded}/new.txt"
    assert path_of(item, workspace.root) == moved / "new.txt"
    set_base_folder(workspace.root, recorded, None)
    assert pairs_of(workspace.root) == {}


@pytest.mark.parametrize(
    ("recorded", "here"),
    [
        ("S:\\SEND\\2026\\audit.docx", "T:/Shared/SEND/2026/audit.docx"),
        ("s:/send/audit.docx", "T:/Shared/SEND/audit.docx"),
        ("S:/SENDER/audit.docx", "S:/SENDER/audit.docx"),
        ("//server/send/audit.docx", "T:/Shared/server/audit.docx"),
        ("/mnt/send/audit.docx", "/mnt/send/audit.docx"),
    ],
)
def test_a_place_below_a_recorded_folder_is_found_here(recorded: str, here: str) -> None:
    """Windows does not mind case or slash; a folder whose name only begins alike is another."""
    bases = BaseFolders({"S:\\SEND": "T:/Shared/SEND", "//Server/SEND": "T:/Shared/server"})
    assert bases.here(recorded).as_posix() == here


def test_a_place_is_recorded_in_one_kind_of_slash() -> None:
    """That of the folder as it is recorded, a bare drive letter too."""
    bases = BaseFolders({"S:\\SEND": "/mnt/send", "R:\\": "/mnt/r", "T:/Old": "/mnt/old"})
    recorded = [bases.recorded(Path(f"/mnt/{one}/2026/a.docx")) for one in ("send", "r", "old", "other")]
    assert recorded == [
        "S:\\SEND\\2026\\a.docx",
        "R:\\2026\\a.docx",
        "T:/Old/2026/a.docx",
        "/mnt/other/2026/a.docx",
    ]


def test_a_detour_in_a_path_is_not_recorded(workspace: Workspace, tmp_path: Path) -> None:
    """The place is as plain as it can be, and where a link is on the way it is the file that was meant."""
    folder = folder_of(tmp_path / "in", audit=TEXT, survey="Survey of parents")
    first, _ = register.add_file(workspace, folder / "audit.txt", in_place=True, as_at=DAY)
    moved_to = folder_of(tmp_path / "moved") / "audit.txt"
    (folder / "audit.txt").rename(moved_to)
    relocating.relocate(workspace, first.id, folder / ".." / "moved" / "audit.txt")
    assert workspace.records.evidence[first.id].location == str(moved_to)
    beyond = tmp_path / "far" / "deep"
    beyond.mkdir(parents=True)
    (tmp_path / "far" / "survey.txt").write_text("The survey beyond the link", encoding="utf-8")
    (folder / "link").symlink_to(beyond)
    second, _ = register.add_file(workspace, folder / "link" / ".." / "survey.txt", in_place=True, as_at=DAY)
    assert second.location == str(tmp_path / "far" / "survey.txt")


def test_a_folder_is_no_file(workspace: Workspace, tmp_path: Path) -> None:
    """It is said, with the verb that takes folders."""
    with pytest.raises(RefusedError, match="folder") as refused:
        register.add_file(workspace, tmp_path, as_at=DAY)
    assert "evidence scan" in refused.value.hint


def test_what_differs_of_two_places_is_the_folder_above() -> None:
    """Files that kept their names below a folder tell which folder stands for which."""
    moves = [("S:\\SEND\\a\\x.docx", Path("/t/here/a/x.docx")), ("S:\\SEND\\y.docx", Path("/t/here/y.docx"))]
    assert common_bases(moves) == {"S:/SEND": "/t/here"}
    assert common_bases([("S:/a.docx", Path("/t/b.docx"))]) == {}


def test_a_replaced_file_keeps_the_old_version_in_view(workspace: Workspace, tmp_path: Path) -> None:
    """The new edition is copied beside the old; links are to be reviewed; hash and dates stay."""
    source = folder_of(tmp_path / "in", audit=TEXT)
    old, _ = register.add_file(workspace, source / "audit.txt", as_at=DAY, period_to="2026-03-31")
    linking.link(workspace, old.id, ["A1"], as_at=DAY)
    newer = folder_of(tmp_path / "new", audit=TEXT + "And fell again.") / "audit.txt"
    relocating.replace(workspace, old.id, newer)
    item = workspace.records.evidence[old.id]
    [version] = item.earlier
    assert (version.sha256, version.location, version.period_to) == (old.sha256, old.location, old.period_to)
    assert item.location_kind == "library"
    assert (workspace.library / old.location).read_text(encoding="utf-8") == TEXT
    [link] = workspace.index.links_of(old.id)
    assert is_suspect(workspace.index, link)
    assert [one.state for one in check_files(workspace)] == []


def test_a_rescan_proposes_and_does_not_add(workspace: Workspace, tmp_path: Path) -> None:
    """A changed file, a newer version by name and words, a near-duplicate; each is taken by its own verb."""
    folder = folder_of(tmp_path / "in", **{"Waits report v2": TEXT, "other": "Something else entirely"})
    first = scan_folder(workspace, folder, in_place=True, as_at=DAY).added
    ids = {Path(item.location).stem: item.id for item in first}
    folder_of(folder, **{"Waits report v3 final FINAL": TEXT + "It fell.", "other": "Changed words"})
    folder_of(folder, **{"Paper for the board": TEXT + "Seen by the board."})
    result = scan_folder(workspace, folder, in_place=True, as_at=DAY)
    assert result.added == []
    found = {Path(one.file).stem: (one.kind, one.evidence_id) for one in result.proposals}
    assert found == {
        "Waits report v3 final FINAL": ("newer", ids["Waits report v2"]),
        "other": ("changed", ids["other"]),
        "Paper for the board": ("near", ids["Waits report v2"]),
    }
    for proposal in result.proposals:
        if proposal.kind != "near":
            take(workspace, proposal)
    again = scan_folder(workspace, folder, in_place=True, adds_all=True, as_at=DAY)
    assert [Path(item.location).stem for item in again.added] == ["Paper for the board"]
    assert again.known == 3


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("SEND strategy v3 final FINAL.docx", "send strategy"),
        ("SEND_strategy-draft (2).docx", "send strategy"),
        ("SEND strategy 2025.docx", "send strategy 2025"),
        ("in/Copy of finality.docx", "finality"),
    ],
)
def test_marks_of_versions_are_not_part_of_a_name(name: str, plain: str) -> None:
    """A year is: another year's report is another item."""
    assert plain_name(name) == plain


def test_another_text_of_the_same_name_is_no_version() -> None:
    """Two folders may each hold a report.docx; only their words tell whether they are one document."""
    item = make_evidence(1, location="a/report.docx")
    assert likeness("b/report.docx", sketch(TEXT), item, sketch("quite other words " * 40)) is None
    found = likeness("b/report v2.docx", sketch(TEXT), item, sketch(TEXT + "one more line"))
    assert found is not None
    assert found.likeness == "newer"


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("plan v3 final FINAL.docx", "plan v3 final.docx"),
        ("plan v3 draft.docx", "plan v2 final.docx"),
        ("plan v2.10.docx", "plan v2.9.docx"),
        ("plan version 2.docx", "plan.docx"),
        ("plan v1.docx", "plan draft.docx"),
        ("plan.docx", "plan DRAFT.docx"),
        ("plan revised.docx", "plan.docx"),
    ],
)
def test_the_names_of_two_versions_say_which_is_newer(newer: str, older: str) -> None:
    """By number first, then by the words people add."""
    assert (newer_by_name(newer, older), newer_by_name(older, newer)) == (1, -1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("plan.docx", "plan (2).docx"),
        ("plan final.docx", "plan v2.docx"),
        ("plan.docx", "plan v1.docx"),
        ("plan v2.docx", "plan v2.0.pdf"),
        ("copy of plan.docx", "plan.docx"),
    ],
)
def test_some_names_do_not_say_which_is_newer(first: str, second: str) -> None:
    """A copy may be either; a final one may come before or after a second one."""
    assert newer_by_name(first, second) == newer_by_name(second, first) == 0


def test_long_texts_are_compared_by_a_fair_sample() -> None:
    """Thousands of runs of words are judged within a few in a hundred; the same text is wholly the same."""
    words = [f"word{number}" for number in range(12_000)]
    whole, half = sketch(" ".join(words)), sketch(" ".join(words[:6_000]))
    assert share(whole, whole) == 1.0
    assert abs(share(whole, half) - 0.5) < 0.06
    assert share(sketch("too short"), sketch("too short")) == 0.0
