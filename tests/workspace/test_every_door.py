"""Every command that writes a file or a folder, against every place where nothing may be written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from readiness.cli.app import app, main
from readiness.workspace.example import copy_example

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)

FOLDERS = {"demo", "doctor", "restore", "notice lists"}
"""Commands that make a folder, or files in one."""

WORDS = {"pack build": "--override rehearsal", "lists check": "LIST", "snapshot compare": "before"}
"""What a command needs beside the place."""

SUFFIXES = {
    "pack build": ".zip", "notice export": ".ics", "requests export": ".xlsx", "frameworks facts": ".xlsx",
    "evidence export": ".xlsx",
}  # fmt: skip
"""Endings of what is written; the others write Word."""


def run(*words: object) -> int:
    """One command line; the clock stands still."""
    return main([str(word) for word in words], clock=lambda: NOW)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with a notice and a snapshot."""
    root = copy_example(tmp_path_factory.mktemp("doors") / "area")
    assert run("-w", root, "snapshot", "take", "before") == 0
    assert run("-w", root, "notice", "start", "--received", "2026-11-20 09:15") == 0
    return root


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Somebody else's workspace."""
    assert run("init", tmp_path / "other", "--area", "Other") == 0
    return tmp_path / "other"


def every_file(*roots: Path) -> dict[str, bytes]:
    """Every regular file below folders but locks and what was read on the way."""
    paths = [path for root in roots for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {str(path): path.read_bytes() for path in paths}


def options_of(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Every command by its words, with its options."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield " ".join(path), {name for one in getattr(command, "params", ()) for name in one.opts}
        return
    for name, one in inner.items():
        yield from options_of(one, (*path, name))


OPTIONS = dict(options_of(typer.main.get_command(app)))

DOORS = sorted(words for words, options in OPTIONS.items() if "-o" in options and words not in FOLDERS)
"""Every command that takes a file to write to, whoever adds it."""


@pytest.mark.parametrize("door", DOORS)
def test_a_door_refuses_what_is_not_a_free_place(door: str, area: Path, other: Path, tmp_path: Path) -> None:
    """A workspace's files, a folder, a pipe, a device and a taken name; --force opens none but the last."""
    suffix = SUFFIXES.get(door, ".docx")
    listed = tmp_path / "list.csv"
    listed.write_text("UPN,Date\n,\n", encoding="utf-8")
    words = [*door.split(), *WORDS.get(door, "").split()]
    command = ["-w", area, *(listed if word == "LIST" else word for word in words)]
    force = ["--force"] if "--force" in OPTIONS[door] else []
    (tmp_path / f"folder{suffix}").mkdir()
    places = [
        other / "evidence" / f"a{suffix}",
        other / "history" / f"a{suffix}",
        area / "backups" / f"a{suffix}",
    ]
    places += [tmp_path / f"folder{suffix}"]
    if os.name != "nt":
        os.mkfifo(tmp_path / f"pipe{suffix}")
        (tmp_path / f"main{suffix}").symlink_to(other / "readiness.json")
        (tmp_path / f"device{suffix}").symlink_to("/dev/null")
        places += [tmp_path / f"{name}{suffix}" for name in ("pipe", "main", "device")]
    before = every_file(area, other)
    for place in places:
        assert run(*command, "-o", place, *force) in {2, 3}, place
    assert every_file(area, other) == before
    taken = tmp_path / f"taken{suffix}"
    taken.write_bytes(b"held")
    assert run(*command, "-o", taken) in {2, 3}
    assert taken.read_bytes() == b"held"
    left = {path.name.partition(".")[0] for path in tmp_path.iterdir()}
    assert left <= {"list", "folder", "pipe", "main", "device", "taken", "other", "home"}


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"pack build"}))
def test_a_place_is_refused_before_the_work(
    door: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody waits for a document that cannot be put there; a pack lists the place among all its faults."""
    words = [*door.split(), *WORDS.get(door, "").split()]
    assert run("-w", tmp_path / "none", *words, "-o", tmp_path) == 3
    assert "A folder of this name exists." in capsys.readouterr().err


def test_folders_are_made_in_no_workspace_and_over_nothing(area: Path, other: Path, tmp_path: Path) -> None:
    """A repair, a workspace made of a backup and the example want a new or empty folder."""
    assert run("-w", area, "backup", "--no-evidence") == 0
    (backup,) = (area / "backups").glob("*-manual.zip")
    held = tmp_path / "held"
    held.mkdir()
    (held / "a.txt").write_text("words", encoding="utf-8")
    shutil.rmtree(tmp_path / "gone", ignore_errors=True)
    before = every_file(area, other, held)
    for place in (other, held, held / "a.txt", area / "evidence"):
        for command in (
            ("-w", area, "doctor", "--repair-to", place),
            ("restore", backup, "--into", place),
            ("-w", area, "notice", "lists", "-o", place),
        ):
            if place != held or "lists" not in command:
                assert run(*command) in {2, 3}, (command, place)
    assert run("demo", "--no-open", "--dir", other) == 0, "what is there is shown as it is"
    assert run("demo", "--no-open", "--dir", held) == 2
    assert every_file(area, other, held) == before


def test_backups_and_snapshots_stay_in_their_folders(area: Path) -> None:
    """A name that leads elsewhere is refused; files are private."""
    for name in ("../out", "a/b", "..", "/x", "con:"):
        assert run("-w", area, "snapshot", "take", name) == 2
    assert run("-w", area, "backup", "--no-evidence") == 0
    if os.name != "nt":
        for folder in ("backups", "snapshots"):
            assert all(path.stat().st_mode & 0o077 == 0 for path in (area / folder).iterdir())
