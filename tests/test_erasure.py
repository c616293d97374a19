"""What is erased is nowhere below the user's home but where the command says that it is."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from readiness.base.own_settings import OwnSettings, own_settings, set_own, settings_file
from readiness.cli.app import main
from readiness.store.opening import examine, verify_backup
from tests.test_privacy import NOW, WorkspaceApp, holders

VALUES = tuple(f"Zorblax{number:02d} Quennell" for number in range(22))
"""Names nobody has, one for each place something can be said in."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> WorkspaceApp:
    """A workspace in a home of its own, with a document of each kind that is read."""
    home = tmp_path / "home"
    home.mkdir()
    for name in (
        "HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "USERPROFILE",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(home))
    at = WorkspaceApp(home / "area", capsys)
    assert main(["init", str(at.root), "--area", "Testshire"], clock=lambda: NOW) == 0
    return at


def write(desk: WorkspaceApp, name: str, words: str) -> Path:
    """A file outside home, as it came by mail."""
    path = desk.root.parents[1] / "inbox" / name
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".docx":
        document = docx.Document()
        document.add_paragraph(words)
        document.save(str(path))
    else:
        path.write_text(words * 3, encoding="utf-8")
    return path


def fill(desk: WorkspaceApp) -> None:
    """Say each value somewhere, with every kind of command that keeps something."""
    v = VALUES
    plain = write(desk, "strategy.txt", "The strategy of the partnership.\n")
    named = write(desk, f"Report by {v[0]}.txt", "Plain words of a report.\n")
    for line in (
        ("evidence", "add", plain, "--title", f"Strategy by {v[1]}", "--note", f"Ask {v[2]}"),
        ("evidence", "add", named, "--owner", v[3], "--no-personal-data"),
        ("evidence", "add", "https://example.org/x", "--title", f"Page of {v[4]}"),
        ("evidence", "link", "E0001", "A1", "EHC01", "--note", f"As {v[5]} says"),
        ("statement", "add", "A1", "strength", f"Waits fell, says {v[6]}.", "--impact", f"{v[7]} waits."),
        ("--user", v[8], "evidence", "set", "E0001", "--to", "2026-09-30"),
        ("requests", "set", "EHC01", "--owner", v[9], "--notes", f"{v[10]} looks"),
        ("grade", "A1", "2", "--why", f"{v[11]} thinks so"),
        ("recommendations", "add", f"Do what {v[12]} wants"),
        ("plan", "add", f"Meet {v[13]}", "--who", v[14]),
        ("measures", "add", f"Waits of {v[15]}"),
        ("snapshot", "take", f"board {v[16]}"),
        ("backup",),
        ("evidence", "set", "E0001", "--title", f"Strategy, no more by {v[17]}"),
        ("statement", "edit", "S0001", "--text", f"Waits fell, as {v[18]} says."),
        ("sef", "export", "-o", desk.root / "exports" / "sef.docx"),
        ("evidence", "find", "strategy"),
        ("evidence", "replace", "E0001", write(desk, f"Strategy of {v[20]}.txt", "The second edition.\n")),
        ("evidence", "replace", "E0001", write(desk, "strategy-2027.txt", "The third edition.\n")),
        ("notice", "start", "--received", "2026-11-20 09:15"),
        ("notice", "status", "--mine", "--i-am", v[21]),
        ("drill", "start"),
        ("history", "--details"), ("status",), ("gaps",), ("doctor",),
        ("evidence", "withdraw", "E0003"), ("evidence", "delete", "E0003"),
    ):  # fmt: skip
        assert desk(*line) in {0, 1}, line
    drafts = desk.root / "drafts"
    drafts.mkdir()
    (drafts / "0123.json").write_text(json.dumps({"format": 1, "note": f"about {v[19]}"}), encoding="utf-8")


def unreached(desk: WorkspaceApp, *words: object) -> set[str]:
    """What a run of the command says that it did not reach."""
    desk.told = ""
    assert desk("erase", *words, "--json", "--yes") in {0, 1}
    said = json.loads(desk.told[desk.told.index("{") : desk.told.rindex("}") + 1])
    assert said["unread"] == []
    return set(said["unreached"])


@pytest.mark.whole
def test_planted_values_are_nowhere_below_home_but_where_it_says(desk: WorkspaceApp) -> None:
    """Register, history, snapshots, backups, drafts, caches, drill and names of files; all stays sound."""
    fill(desk)
    home = desk.root.parent
    planted = {value for value in VALUES if holders(home, {value})}
    assert planted == set(VALUES)

    left: dict[str, set[str]] = {}
    for value in VALUES:
        left[value] = unreached(desk, "--words", value.upper())

    for value in VALUES:
        assert {Path(one).relative_to(desk.root).as_posix() for one in holders(home, {value})} == left[value]
    assert set().union(*left.values()) == {"exports/sef.docx"}
    assert all(problem.severity != "error" for problem in examine(desk.root).problems)
    assert desk("status") == 0
    for backup in (desk.root / "backups").glob("*.zip"):
        assert verify_backup(backup) == []
    (desk.root / "exports" / "sef.docx").unlink()
    assert holders(home, set(VALUES)) == []


def test_a_dry_run_changes_no_byte_and_says_where(desk: WorkspaceApp) -> None:
    """Without --yes nothing is done either."""
    fill(desk)
    before = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    assert desk("erase", "--words", VALUES[1]) == 2
    assert desk("erase", "--words", VALUES[0], "--dry-run") == 0
    assert "Would be removed or renamed: evidence/Report by" in desk.told
    assert {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()} == before


def test_a_record_goes_with_its_links_its_file_and_its_past(desk: WorkspaceApp) -> None:
    """Of an item of evidence the file too, in backups too; an export that quotes it is named."""
    fill(desk)
    desk("backup")
    left = unreached(desk, "E0001")

    assert desk("evidence", "show", "E0001") == 2
    assert not (desk.root / "evidence" / "strategy.txt").exists()
    for value in (VALUES[1], VALUES[2], VALUES[5], VALUES[17]):
        found = {Path(one).relative_to(desk.root).as_posix() for one in holders(desk.root.parent, {value})}
        assert found <= left, value
    assert desk("doctor") in {0, 1}
    desk.told = ""
    desk("evidence", "add", write(desk, "next.txt", "Next.\n"), "--json")
    assert '"id": "E0004"' in desk.told


def test_a_record_deleted_before_is_erased_from_the_history(desk: WorkspaceApp) -> None:
    """It is known by its id; an id that never was is refused."""
    fill(desk)
    assert holders(desk.root, {VALUES[4]})
    assert unreached(desk, "E0003") == set()
    assert holders(desk.root.parent, {VALUES[4]}) == []
    assert desk("erase", "E0099", "--dry-run") == 2
    assert desk("erase", "E0001", "--words", "both", "--dry-run") == 2


def test_evidence_that_holds_the_words_is_named_and_left(desk: WorkspaceApp) -> None:
    """A file of the library is not rewritten; erasing the item takes it away whole."""
    words = "Wibblethorpe Vane"
    desk(
        "evidence", "add", write(desk, "minutes.docx", f"Present: {words}, and others."), "--no-personal-data"
    )
    desk("evidence", "find", "present")
    assert unreached(desk, "--words", words) == {"evidence/minutes.docx"}
    assert unreached(desk, "E0001") == set()
    assert holders(desk.root.parent, {words}) == []


def test_a_drills_copy_is_reached_from_the_true_workspace_alone(desk: WorkspaceApp) -> None:
    """In the copy the command refuses, so that nobody believes the true records are clean."""
    fill(desk)
    (copy,) = (path.parent for path in desk.root.parent.rglob("drill.json"))
    assert WorkspaceApp(copy, desk.capsys)("erase", "--words", VALUES[1], "--yes") == 3


def edition_with(desk: WorkspaceApp, words: str) -> None:
    """An item whose first edition is named with words, in the library, in its record and in a backup."""
    desk("evidence", "add", write(desk, f"Plan of {words}.txt", "First edition.\n"), "--no-personal-data")
    assert desk("evidence", "replace", "E0001", write(desk, "plan.txt", "Second edition.\n")) == 0
    assert desk("evidence", "replace", "E0001", write(desk, "newest.txt", "Third edition.\n")) == 0
    assert desk("snapshot", "take", "now") == 0
    assert desk("backup") == 0
    assert len(holders(desk.root.parent, {words})) > 2


def test_words_go_from_the_places_of_earlier_editions(desk: WorkspaceApp) -> None:
    """Record, file name, history, snapshot and backup; the earlier edition is still known by its new name."""
    words = "Wibblethorpe Vane"
    edition_with(desk, words)
    desk.told = ""
    assert desk("erase", "--words", words, "--dry-run") == 0
    assert f"Would be removed or renamed: evidence/Plan of {words}.txt" in desk.told
    assert unreached(desk, "--words", words) == set()
    assert holders(desk.root.parent, {words}) == []
    assert (desk.root / "evidence" / "Plan of [erased].txt").read_text(encoding="utf-8").startswith("First")
    desk.told = ""
    assert desk("evidence", "show", "E0001", "--json") == 0
    assert "Plan of [erased].txt" in desk.told
    assert desk("doctor") in {0, 1}


def test_a_record_takes_the_files_of_its_earlier_editions_along(desk: WorkspaceApp) -> None:
    """Each of them, from the library and from backups; a file another item rests on stays."""
    words = "Wibblethorpe Vane"
    edition_with(desk, words)
    desk("evidence", "add", desk.root / "evidence" / "plan.txt", "--title", "The plan", "--no-personal-data")
    assert unreached(desk, "E0001") == set()
    assert holders(desk.root.parent, {words}) == []
    assert [path.name for path in (desk.root / "evidence").iterdir()] == ["plan.txt"]


def test_a_file_kept_elsewhere_and_named_with_the_words_is_told_of(desk: WorkspaceApp) -> None:
    """It is not ours to rename; its place goes from the record, so it is said now or never."""
    words = "Wibblethorpe Vane"
    path = write(desk, f"{words}.txt", "Plain words.\n")
    assert desk("evidence", "add", path, "--in-place", "--no-personal-data") == 0
    assert unreached(desk, "--words", words) == {str(path)}
    assert holders(desk.root.parent, {words}) == []


def test_a_name_goes_out_of_the_persons_own_settings(desk: WorkspaceApp) -> None:
    """Who I am, and folders; what else is set stays, and settings that cannot be read are told of."""
    words = "Wibblethorpe Vane"
    folders = {"0": {f"/data/{words}": "/mnt/x", "/b": f"/u/{words}"}}
    set_own(my_name=words, compact=True, base_folders=folders)
    desk.told = ""
    assert desk("erase", "--words", words, "--dry-run") == 0
    assert own_settings().my_name == words
    assert "Your own settings on this computer would lose it too." in desk.told
    assert unreached(desk, "--words", words) == set()
    assert holders(desk.root.parent, {words}) == []
    assert own_settings() == OwnSettings(compact=True, base_folders={"0": {"/data/[erased]": "/mnt/x"}})
    settings_file().write_text(f"my_name: {words}", encoding="utf-8")
    assert unreached(desk, "--words", words) == {str(settings_file())}


def test_flagging_wipes_cached_words_and_a_title_from_the_document_at_once(desk: WorkspaceApp) -> None:
    """No later command is needed; a title somebody typed stays."""
    words = "Wibblethorpe"
    for place, name in enumerate(("one.txt", "two.txt"), start=1):
        path = write(desk, name, f"Title: The {words} case {place}\nplain lines follow\n")
        desk("evidence", "add", path, "--no-personal-data", *(("--title", "Typed") if place == 2 else ()))
    desk("evidence", "find", words)
    cached = [Path(one) for one in holders(desk.root.parent, {words}) if one.endswith(".sqlite")]
    assert len(cached) == 1
    desk.told = ""
    for number in ("E0001", "E0002"):
        assert desk("evidence", "set", number, "--personal-data", "--json") == 0
    assert [Path(one) for one in holders(desk.root.parent, {words}) if one.endswith(".sqlite")] == []
    assert '"title": "One"' in desk.told
    assert "title guessed: the file's name" in desk.told
    assert '"title": "Typed"' in desk.told
