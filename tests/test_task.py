"""The task script: it sets everything up by itself, and says plainly why when it cannot."""

from __future__ import annotations

import ast
import importlib.util
import io
import subprocess
import sys
import tomllib
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from scripts import task
from scripts.task import TASKS, TaskError
from tests.conftest import SLOW
from tests.test_docs import command_lines, fault

PROJECT = tomllib.loads((task.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
Version = namedtuple("Version", "major minor micro releaselevel serial")  # noqa: PYI024 - as sys.version_info is


class Recorder:
    """Takes the place of a function that runs a command: keeps the commands, and says how they ended."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], *_: object) -> int:
        """Keep a command."""
        self.commands.append(command)
        return self.code


def test_an_old_python_can_read_it() -> None:
    """It parses as Python 3.6, so that what is too old says so instead of failing on a sign."""
    tree = ast.parse(Path(task.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))
    futures = [
        one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module == "__future__"
    ]
    assert futures == []
    unquoted = [
        one.lineno
        for one in ast.walk(tree)
        if isinstance(one, ast.arg | ast.FunctionDef)
        for note in [one.annotation if isinstance(one, ast.arg) else one.returns]
        if not (isinstance(note, ast.Constant) and isinstance(note.value, str))
    ]
    assert unquoted == []


def test_the_versions_are_those_of_the_project() -> None:
    """What is called too old, and what the gate looks for, is what pyproject.toml names."""
    named = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if " 3." in line]
    assert [f"{major}.{minor}" for major, minor in task.named_pythons()] == named
    assert PROJECT["requires-python"] == f">={named[0]}"


def test_this_python_is_found() -> None:
    """The interpreter that runs is among them when it is named; each version comes once, oldest first."""
    found = [task.version_of(python) for python in task.found_pythons()]
    assert found == sorted({one for one in found if one is not None})
    assert (sys.version_info[:2] in found) == (sys.version_info[:2] in task.named_pythons())


def test_a_python_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a better one the message names both versions and what to do; with one, it goes on with that."""
    monkeypatch.setattr(sys, "version_info", Version(3, 9, 2, "final", 0))
    monkeypatch.setattr(task, "found_pythons", list)
    with pytest.raises(TaskError, match=r"(?s)3\.9.*3\.11 or later.*python\.org"):
        task.hand_over()

    call = Recorder(7)
    monkeypatch.setattr(task, "found_pythons", lambda: ["/a/python3.11", "/a/python3.13"])
    monkeypatch.setattr(subprocess, "call", call)
    assert task.hand_over() == 7
    assert call.commands == [["/a/python3.13", *sys.argv]]


def test_a_python_without_venv_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian takes ensurepip out of Python; the message names the package that brings it back."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(TaskError, match="apt install python3-venv"):
        task.make_environment(tmp_path / "venv")


def test_what_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    """Only an environment is ever removed and made anew."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TaskError, match="Move it away"):
        task.make_environment(tmp_path)
    assert (tmp_path / "letter.txt").is_file()


def test_an_environment_that_does_not_run_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after Python was taken off the computer; one that runs is kept."""
    venv = tmp_path / "venv"
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text("home = nowhere", encoding="utf-8")
    call = Recorder()
    monkeypatch.setattr(subprocess, "call", call)
    task.make_environment(venv)
    assert call.commands == [[sys.executable, "-m", "venv", str(venv)]]
    assert not venv.exists()

    call.commands.clear()
    monkeypatch.setattr(task, "version_of", lambda _: (3, 12))
    task.make_environment(venv)
    assert call.commands == []


class Pip:
    """What pip was asked for, and what it answers."""

    def __init__(self, code: int = 0, told: str = "") -> None:
        self.asked: list[str] = []
        self.returncode = code
        self.stdout = io.StringIO(told)

    def __call__(self, command: list[str], **_: Any) -> Pip:
        """Take the place of starting a process."""
        self.asked.append(command[-1])
        return self

    def communicate(self) -> tuple[str, None]:
        """All that was printed."""
        return self.stdout.getvalue(), None


def test_libraries_are_installed_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, then again for a further extra, for another pyproject.toml, and for a folder that was moved."""
    pip = Pip()
    monkeypatch.setattr(subprocess, "Popen", pip)
    for extras in ([], [], ["test"], ["test"], [], ["docs"]):
        task.install(tmp_path, extras)
    assert pip.asked == [".", ".[test]", ".[docs,test]"]

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "pyproject.toml").write_text("other", encoding="utf-8")
    monkeypatch.setattr(task, "ROOT", elsewhere)
    task.install(tmp_path, [])
    task.install(tmp_path, [])
    assert pip.asked[3:] == [".[docs,test]"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Failed to establish: NewConnectionError ... Name or service not known", "could not be reached"),
        ("ERROR: No matching distribution found for hatchling>=1.25", "installing.md"),
        ("ERROR: No space left on device", "put right"),
    ],
)
def test_a_failed_installation_says_why_and_is_tried_again(
    told: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pip's own last words are shown with what to do, and the next time it is tried again."""
    pip = Pip(1, told)
    monkeypatch.setattr(subprocess, "Popen", pip)
    for _ in range(2):
        with pytest.raises(TaskError) as caught:
            task.install(tmp_path, ["test"])
        assert told in str(caught.value)
        assert words in str(caught.value)
    assert pip.asked == [".[test]"] * 2


def test_every_task_says_what_it_does_and_needs_extras_that_exist() -> None:
    """The list of tasks is complete, and pyproject.toml has what each installs."""
    for name, (do, extras) in TASKS.items():
        assert (do.__doc__ or "").strip().splitlines()[0] in task.usage()
        assert set(extras) <= set(PROJECT["optional-dependencies"]), name


def test_no_task_or_a_wrong_one_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for nothing, or something else, it lists what there is and makes nothing."""
    assert task.main(["nonsense"]) == 2
    assert "quick" in capsys.readouterr().err
    assert task.main(["--help"]) == 0
    assert "quick" in capsys.readouterr().out


def test_the_demo_goes_through_the_main_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command it runs exists; the first that fails stops it; nothing is opened without a terminal."""
    where = task.Where(tmp_path / "venv", tmp_path / "build")
    ran = Recorder()
    monkeypatch.setattr(task, "run", ran)
    assert task.demo(where, []) == 0
    assert all(one[:3] == ["python", "-m", "readiness"] for one in ran.commands)
    said = [line.partition(": ") for line in capsys.readouterr().out.splitlines()]
    lines = [one for _, _, command in said for one in command_lines(command)]
    assert len(lines) == len(ran.commands) == 7
    assert [fault(line, is_whole=True) for line in lines] == [""] * 7

    ran = Recorder(3)
    monkeypatch.setattr(task, "run", ran)
    assert task.demo(where, []) == 3
    assert len(ran.commands) == 1


def test_both_folders_can_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate leaves the checkout as it was: environment and results go where it says."""
    given: list[task.Where] = []

    def docs(where: task.Where, _: list[str]) -> int:
        given.append(where)
        return 0

    monkeypatch.setattr(task, "make_environment", lambda _: None)
    monkeypatch.setattr(task, "install", lambda *_: None)
    monkeypatch.setitem(TASKS, "docs", (docs, []))
    task.main(["--venv", str(tmp_path / "v"), "--out", str(tmp_path / "o"), "docs"])
    task.main(["docs"])
    assert given == [
        task.Where(tmp_path / "v", tmp_path / "o"),
        task.Where(task.ROOT / ".venv", Path("build")),
    ]


def test_the_modules_left_out_of_the_quick_loop_exist() -> None:
    """A slow module that was renamed would come back into the quick loop unnoticed."""
    assert {one.stem for one in (task.ROOT / "tests").rglob("test_*.py")} >= SLOW
