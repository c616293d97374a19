"""While a drill runs, a command says which of the two workspaces it changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.conftest import Run

EXAMPLE = Path(__file__).parents[2] / "evidence" / "example"


def test_a_change_says_whether_it_was_true_or_rehearsed(run: Run, tmp_path: Path) -> None:
    """The true workspace and the copy each say which they are; without a drill nothing is said."""
    example = shutil.copytree(EXAMPLE, tmp_path / "area")
    alone = run("-w", example, "requests", "set", "STR01", "--owner", "R. Shah")
    assert "TRUE" not in alone.err
    started = run("-w", example, "drill", "start", "--received", "2026-11-23 09:15", "--json")
    folder = started.data["folder"]
    true = run("-w", example, "requests", "set", "STR01", "--owner", "K. Ali")
    assert "Changed the TRUE records" in true.err
    assert str(folder) in true.err
    rehearsed = run("-w", folder, "requests", "set", "STR01", "--owner", "M. Osei")
    assert "Changed the DRILL's copy" in rehearsed.err
    assert "Changed" not in run("-w", example, "requests", "list").err
    run("-w", example, "drill", "end")
