"""Board papers through the command line: the plan in both forms, measures with the size of their change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def programme(area: Path, run: Run) -> Path:
    """An area with a recommendation, an action that is late at the end of 2026, and a measure."""
    assert run("plan", "recommend", "Shorten waits.", "--who", "ICB").code == 0
    added = ("plan", "add", "Recruit", "--answers", "R0001", "--who", "ICB", "--due", "2026-11-30")
    assert run(*added).code == 0
    assert run("measures", "add", "In 20 weeks", "--unit", "%", "--target", "85").code == 0
    for value, day in ((20, "2021-12-31"), (56, "2022-07-31")):
        assert run("measures", "record", "M0001", value, "--to", day).code == 0
    return area


@pytest.mark.usefixtures("programme")
def test_measures_say_how_far_they_have_come(run: Run) -> None:
    """In the list and in full."""
    words = "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better; aiming at 85%"
    assert words in run("measures", "list", "--plain").out
    assert f"How far it has come: {words}" in run("measures", "show", "M0001").out
    assert run("measures", "show", "M0001", "--json").data["id"] == "M0001"


def test_the_plan_is_written_as_at_a_date(run: Run, programme: Path) -> None:
    """The date given is the one it is measured at, and it is told."""
    ran = run("plan", "export", "-o", "plan.docx", "--as-at", "2026-12-07")
    assert (ran.code, ran.out) == (0, "Wrote plan.docx, as at 7 Dec 2026\n")
    assert (programme / "plan.docx").read_bytes().startswith(b"PK")
    ran = run("plan", "export", "-o", "plan.xlsx", "--public", "--as-at", "2026-12-07", "--json")
    assert ran.data == {
        "file": "plan.xlsx",
        "as_at": "2026-12-07",
        "public": True,
        "problems": [],
    }
    assert run("plan", "export", "-o", "plan.txt").code == 2


def test_the_brief_and_the_internal_page_are_written(run: Run, programme: Path) -> None:
    """Two files when two are asked for, as at the date that is told."""
    ran = run("engagement", "export", "-o", "brief.docx", "--as-at", "2026-12-07")
    assert (ran.code, ran.out) == (0, "Wrote brief.docx, as at 7 Dec 2026\n")
    assert not (programme / "questions.docx").exists()
    ran = run("engagement", "export", "-o", "brief.docx", "--internal", "questions.docx", "--json", "--force")
    assert (ran.data["file"], ran.data["internal"]) == ("brief.docx", "questions.docx")
    assert (programme / "questions.docx").read_bytes().startswith(b"PK")
    assert run("engagement", "export", "-o", "brief.docx", "--internal", "brief.docx", "--force").code == 2
