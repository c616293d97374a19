"""The command that checks the file of a return."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.cli.conftest import Run


def test_a_return_is_checked_by_place_and_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    """Exit code 1 for faults; what the rules were read from is said; the framework shows its form."""
    path = tmp_path / "return.xlsx"
    book = Workbook()
    book.create_sheet("Quarterly Return Template")["A3"] = "Somebody"
    book.save(path)

    done = run("lists", "return", path, "--framework", "local-send-reform-plan", "--json")

    assert done.code == 1
    assert done.data["faults"] == len(done.data["findings"]) == 5
    assert "the template itself was not seen" in done.data["known_from"]
    assert "Somebody" not in done.out
    assert sorted(tmp_path.iterdir()) == [path]
    shown = run("frameworks", "show", "local-send-reform-plan", "--plain").out
    assert "until when is to be confirmed" in shown
    assert "lsrp-quarterly-return" in shown
