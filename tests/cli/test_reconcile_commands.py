"""The inspectorate's list and the request map on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run

LINES = "Ref,Document requested,Deadline\n1,Self-evaluation,24/11/2026 10:00\n2,Menu of the canteen,\n"


@pytest.mark.usefixtures("area")
def test_a_list_is_looked_at_then_applied(run: Run, tmp_path: Path) -> None:
    """Without --apply nothing changes; each line needs a decision; then the list is on the board."""
    path = tmp_path / "request.csv"
    path.write_text(LINES, encoding="utf-8")

    looked = run("requests", "reconcile", path, "--json").data
    assert [(one["how"], one["items"]) for one in looked["lines"]] == [
        ("proposed", ["STR01"]),
        ("undecided", []),
    ]
    assert (looked["waiting"], looked["undecided"], looked["not_asked"]) == (2, 1, [])
    assert looked["lines"][0]["candidates"][0]["shared"] == ["Self-evaluation"]
    shown = run("requests", "reconcile", path).out
    assert "--rest-new" in shown
    assert "Self-evaluation" in shown
    refused = run("requests", "reconcile", path, "--apply")
    assert (refused.code, "STR01?" in refused.err) == (2, True)
    assert run("requests", "reconcile", path, "--accept", "all", "--apply").code == 2
    assert run("requests", "show", "STR01", "--json").data["state"].get("is_asked") is None

    done = run("requests", "reconcile", path, "--accept", "1", "--rest-new", "--apply", "--json").data
    assert done["applied"]
    assert done["waiting"] == 0
    state = run("requests", "show", "STR01", "--json").data["state"]
    assert (state["is_asked"], state["due_override"][:16]) == (True, "2026-11-24T10:00")
    assert "asked for in request.csv" in run("requests", "show", "STR01").out
    assert run("requests", "show", "ASK001", "--json").data["state"]["local_title"] == "Menu of the canteen"
    assert run("requests", "show", "STR02", "--json").data["state"].get("is_asked") is None
    assert "there is nothing to store" in run("requests", "reconcile", path).out


@pytest.mark.usefixtures("area")
def test_what_is_not_asked_follows_only_from_a_complete_list(run: Run, tmp_path: Path) -> None:
    """Declared so, and only when no line waits; lines can be left for another time otherwise."""
    path = tmp_path / "request.csv"
    path.write_text(LINES, encoding="utf-8")
    left = run("requests", "reconcile", path, "--accept", "1", "--leave-waiting", "--apply")
    assert (left.code, "1 line left for another time" in left.out) == (0, True)
    waits = run("requests", "reconcile", path, "--complete", "--leave-waiting", "--apply")
    assert (waits.code, "A list is complete only when each line is decided" in waits.err) == (2, True)
    done = run("requests", "reconcile", path, "--accept", "2=nothing", "--complete", "--apply", "--json").data
    assert "STR02" in done["not_asked"]
    assert run("requests", "show", "STR02", "--json").data["state"]["is_asked"] is False
    assert run("requests", "show", "STR01", "--json").data["state"]["is_asked"] is True


@pytest.mark.usefixtures("area")
def test_the_map_goes_out_and_comes_back(run: Run, tmp_path: Path) -> None:
    """Exported, filled in, looked at, applied; what changed here meanwhile is shown and kept."""
    path = tmp_path / "map.xlsx"
    assert run("requests", "export", "-o", path, "--json").data["items"] > 100
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        if row[0].value in {"STR01", "STR02"}:
            row[4].value = "K. Ali"
    book.save(path)
    assert run("requests", "set", "STR02", "--owner", "D. Pike").code == 0

    looked = run("requests", "import", path, "--json").data
    assert looked["changes"] == [{"item": "STR01", "field": "owner", "before": "", "after": "K. Ali"}]
    assert looked["conflicts"] == [{"item": "STR02", "field": "owner", "file": "K. Ali", "here": "D. Pike"}]
    assert "--apply" in run("requests", "import", path).out

    assert "1 item changed" in run("requests", "import", path, "--apply").out
    left = run("requests", "import", path).out
    assert ("run it again" in left, "--take-file" in left) == (False, True)
    owners = {
        one: run("requests", "show", one, "--json").data["state"]["owner"] for one in ("STR01", "STR02")
    }
    assert owners == {"STR01": "K. Ali", "STR02": "D. Pike"}
    assert run("requests", "import", path, "--apply", "--take-file").code == 0
    assert run("requests", "show", "STR02", "--json").data["state"]["owner"] == "K. Ali"
    done = run("requests", "import", path).out
    assert ("--apply" in done, "there is nothing to store" in done) == (False, True)
