"""A pipe in the place of a file is refused at every door at once: nothing waits for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run

__all__ = ["run"]

DOORS = (
    ("evidence", "add", "{docx}"),
    ("evidence", "import", "{xlsx}"),
    ("sef", "import", "{docx}"),
    ("sef", "export", "-o", "{out}", "--template", "{docx}"),
    ("requests", "import", "{xlsx}"),
    ("requests", "reconcile", "{docx}"),
    ("lists", "check", "{xlsx}"),
    ("frameworks", "settle", "{xlsx}"),
    ("pack", "verify", "{xlsx}"),
    ("measures", "import", "{xlsx}"),
    ("frameworks", "place", "--map", "{xlsx}"),
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_a_pipe_is_refused(door: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """It says what it is; opening it would wait for somebody to write."""
    names = {"docx": tmp_path / "a.docx", "xlsx": tmp_path / "a.xlsx", "out": tmp_path / "out.docx"}
    os.mkfifo(names["docx"])
    os.mkfifo(names["xlsx"])
    assert run("init", tmp_path / "w", "--area", "Testshire").code == 0
    ran = run("-w", tmp_path / "w", *(part.format(**names) for part in door))
    assert ran.code == 3
    assert "Error:" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
@pytest.mark.parametrize("name", ["readiness.json", "readiness.journal"])
def test_a_workspace_whose_own_file_is_a_pipe_is_not_waited_for(name: str, run: Run, tmp_path: Path) -> None:
    """Opening and examining it end in words."""
    area = tmp_path / "w"
    assert run("init", area, "--area", "Testshire").code == 0
    (area / name).unlink()
    os.mkfifo(area / name)
    assert run("-w", area, "area", "show").code in {0, 2, 3}
    assert run("-w", area, "doctor").code in {1, 2, 3}


@pytest.mark.skipif(sys.platform == "win32", reason="making links wants a right there")
def test_a_link_to_itself_is_told(run: Run, tmp_path: Path) -> None:
    """As a place for a workspace, and as a folder of the library in which a file should lie."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    ran = run("init", loop, "--area", "Testshire")
    assert (ran.code, "Error:" in ran.err) == (3, True)
    assert run("init", tmp_path / "w", "--area", "Testshire").code == 0
    (tmp_path / "w" / "evidence" / "in").mkdir()
    (tmp_path / "w" / "evidence" / "in" / "a.txt").write_text("Words of a plan", encoding="utf-8")
    assert (
        run("-w", tmp_path / "w", "evidence", "add", tmp_path / "w" / "evidence" / "in" / "a.txt").code == 0
    )
    (tmp_path / "w" / "evidence" / "in" / "a.txt").unlink()
    (tmp_path / "w" / "evidence" / "in").rmdir()
    (tmp_path / "w" / "evidence" / "in").symlink_to(tmp_path / "w" / "evidence" / "in")
    assert run("-w", tmp_path / "w", "evidence", "check").code == 1


@pytest.mark.parametrize("command", [("backup",), ("take-over",), ("doctor",)], ids=" ".join)
def test_what_is_no_workspace_is_left_alone(command: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """A folder given by mistake gets no files of ours, a file none either."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert run("-w", tmp_path / "folder", *command).code in {1, 2}
    assert run("-w", tmp_path / "file", *command).code == 2
    assert list((tmp_path / "folder").iterdir()) == []
