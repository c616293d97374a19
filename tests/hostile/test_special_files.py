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
