"""Measures, meetings, other areas and what follows an inspection, as commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.plan.report_pdf import write_report

Run = Callable[..., Any]


def test_a_measure_from_definition_to_chart(run: Run, area: Path, tmp_path: Path) -> None:
    """Taken over, recorded from counts, imported, shown with its course and bars."""
    assert run("measures", "ready").code == 0
    assert run("measures", "add", "--ready", "plans-20-weeks", "--target", "85").code == 0
    assert run("measures", "add").code == 2
    told = run("measures", "record", "M0001", "--to", "2021-12-31", "--count", "10", "--out-of", "50")
    assert told.code == 0
    assert run("measures", "record", "M0001", "0.56", "--to", "2022-07-31").code == 2
    assert run("measures", "record", "M0001", "under 60%", "--to", "2022-07-31").code == 0
    path = tmp_path / "figures.csv"
    path.write_text("Measure,Period,Figure\nM0001,Jul 2022,56%\nM0001,2023-01-31,half\n", "utf-8")
    refused = run("measures", "import", str(path), "--apply")
    assert refused.code == 3
    path.write_text("Measure,Period,Figure\nM0001,Jul 2022,56%\nM0001,31/01/2023,85\n", "utf-8")
    shown = run("measures", "import", str(path))
    assert "replaces under 60%" in shown.out
    assert "2 figures would be stored by --apply" in shown.out
    assert run("measures", "import", str(path), "--fractions", "halves").code == 2
    assert run("measures", "import", str(path), "--apply").code == 0
    assert "Nothing new." in run("measures", "import", str(path), "--apply").out
    text = run("measures", "show", "M0001").out
    assert "Its course: from 20% to 56% to 85%" in text
    assert "Target" in text
    assert "\u2588" in text
    held = run("measures", "show", "M0001", "--json").data
    assert held["ready"] == "plans-20-weeks"
    assert [one["value"] for one in held["observations"]] == [20.0, 56.0, 85.0]
    assert area.is_dir()


def test_a_meeting_is_looked_at_and_what_was_asked_is_kept(run: Run, area: Path) -> None:
    """The same records as the brief; a note becomes a recommendation and an action."""
    told = run("engagement", "asked", "Show the waits by ward", "--action", "Add wards", "--who", "Data lead")
    assert told.code == 0
    assert "R0001 added, answered by P0001." in told.out
    assert run("engagement", "asked", "x", "--who", "Data lead").code == 2
    shown = run("engagement", "show")
    assert "R0001 Show the waits by ward" in shown.out
    assert "Likely questions, to stay inside" in shown.out
    assert run("engagement", "show", "--json").data["questions"]
    assert area.is_dir()


def test_findings_elsewhere_by_theme_and_by_our_own_words(run: Run, area: Path, tmp_path: Path) -> None:
    """Never mixed into our own records."""
    assert "No reports are kept yet." in run("report", "library", "themes").out
    path = tmp_path / "report.pdf"
    write_report(path)
    assert run("report", "library", "add", str(path)).code == 0
    themes = run("report", "library", "themes", "--json").data
    assert sum(one["findings"] for one in themes) == 4
    run("statement", "add", "A1", "area_to_develop", "Leaders should improve annual reviews and plans.")
    assert run("report", "library", "find", "--for", "S0001").code == 0
    assert run("report", "library", "find", "--for", "X9").code == 2
    assert run("report", "library", "find", "--for", "S0001", "--criterion", "A1").code == 2
    assert run("measures", "list", "--json").data == []
    assert area.is_dir()


def test_after_an_inspection(run: Run, area: Path) -> None:
    """Points, promises and days, in order."""
    assert run("after", "points", "add", "page 4", "--wrong", "It is 56%").code == 0
    assert (
        run("after", "promises", "add", "Call back", "--whom", "the board", "--due", "2026-12-01").code == 0
    )
    assert run("area", "set", "--draft-received", "2026-11-20", "--comments-due", "2026-12-04").code == 0
    shown = run("after", "show", "--as-at", "2026-12-07").out
    assert "LATE    Comments on its facts, 4 Dec 2026, 3 days ago" in shown
    assert "LATE    Promised: Call back" in shown
    assert run("after", "show", "--json").data["steps"]
    assert area.is_dir()
