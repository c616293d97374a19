"""The inspectorate's list and the request map on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run

LINES = "Ref,Document requested,Deadline\n1,Self-evaluation,24/11/2026 10:00\n2,Menu of the canteen,\n"


@pytest.mark.usefixtures("area")
def test_a_list_is_looked_at_then_applied(run: Run, tmp_path: Path) -> None:
    """Without --apply nothing changes; a suggestion needs --accept; then the list is the board."""
    path = tmp_path / "request.csv"
    path.write_text(LINES, encoding="utf-8")

    looked = run("requests", "reconcile", path, "--json").data
    assert [(one["how"], one["item"]) for one in looked["lines"]] == [
        ("suggested", "STR01"),
        ("new", "ASK001"),
    ]
    assert looked["undecided"] == 1
    assert "--accept" in run("requests", "reconcile", path).out
    refused = run("requests", "reconcile", path, "--apply")
    assert (refused.code, "STR01?" in refused.err) == (2, True)
    assert run("requests", "show", "STR01", "--json").data["state"].get("is_asked") is None

    done = run("requests", "reconcile", path, "--accept", "1", "--apply", "--json").data
    assert done["applied"]
    assert done["undecided"] == 0
    shown = run("requests", "show", "STR01", "--json").data["state"]
    assert (shown["is_asked"], shown["due_override"][:16]) == (True, "2026-11-24T10:00")
    assert run("requests", "show", "ASK001", "--json").data["state"]["local_title"] == "Menu of the canteen"


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

    assert run("requests", "import", path, "--apply").code == 0
    owners = {
        one: run("requests", "show", one, "--json").data["state"]["owner"] for one in ("STR01", "STR02")
    }
    assert owners == {"STR01": "K. Ali", "STR02": "D. Pike"}
    assert run("requests", "import", path, "--apply", "--take-file").code == 0
    assert run("requests", "show", "STR02", "--json").data["state"]["owner"] == "K. Ali"
