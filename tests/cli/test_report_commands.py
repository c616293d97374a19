"""A published report through the command line: shown first, stored on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.hostile.pdf_making import plain
from tests.plan.report_pdf import write_report


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """The PDF of a report of Testshire."""
    path = tmp_path / "report.pdf"
    write_report(path)
    return path


@pytest.mark.usefixtures("area")
def test_a_report_is_shown_whole_and_nothing_is_stored(run: Run, pdf: Path) -> None:
    """Every line of every finding is printed; the workspace stays as it was."""
    ran = run("report", "import", pdf)

    assert ran.code == 0
    assert "Outcome: 3 Widespread or systemic failings" in ran.out
    assert "- families hear how long they will wait." in ran.out
    assert "Published: the report does not say" in ran.out
    assert "2 areas for priority action and 2 areas for improvement would be stored by --apply." in ran.out
    assert run("plan", "list", "--json").data == {"actions": [], "recommendations": []}
    run("area", "set", "--name", "Elsewhere")
    ran = run("report", "import", pdf)
    assert "The report is about Testshire, this workspace about Elsewhere." in ran.out
    assert "would be stored by --apply --other-area." in ran.out


@pytest.mark.usefixtures("area")
def test_apply_stores_it_and_undo_takes_it_back(run: Run, pdf: Path) -> None:
    """One change there, one change back."""
    ran = run("report", "import", pdf, "--received", "15/4/2024", "--apply", "--json")

    assert ran.code == 0
    assert ran.data["applied"] == ["R0001", "R0002", "R0003", "R0004", "P0001", "area"]
    assert ran.data["deadline"]["due"] == "2024-06-05"
    assert len(run("plan", "list", "--json").data["recommendations"]) == 4
    assert run("undo").code == 0
    assert run("plan", "list", "--json").data["recommendations"] == []


@pytest.mark.usefixtures("area")
def test_another_document_ends_in_a_plain_refusal(run: Run, tmp_path: Path) -> None:
    """Three lines: what, where, what to do; and the exit code of a refusal."""
    path = tmp_path / "minutes.pdf"
    path.write_bytes(plain("Minutes of a meeting"))
    ran = run("report", "import", path, "--apply")

    assert ran.code == 3
    assert "not a published inspection report" in ran.err
    assert "minutes.pdf" in ran.err


@pytest.mark.usefixtures("area")
def test_a_library_takes_what_is_a_report_and_says_what_is_not(run: Run, pdf: Path, tmp_path: Path) -> None:
    """One refused file does not stop the others, and the exit code says that there was one."""
    other = tmp_path / "minutes.pdf"
    other.write_bytes(plain("Minutes of a meeting"))
    ran = run("report", "library", "add", other, pdf)

    assert ran.code == 1
    assert "Kept Testshire, 4 findings." in ran.out
    assert "minutes.pdf" in ran.err

    found = run("report", "library", "find", "listen", "--json").data
    assert [(one["area"], one["outcome"], one["page"]) for one in found] == [("Testshire", "3", 3)]


@pytest.mark.usefixtures("area")
def test_an_empty_library_says_how_to_fill_it_and_asking_for_nothing_is_wrong(run: Run) -> None:
    """No reports, no pretence of an answer."""
    assert "No reports are kept yet" in run("report", "library", "find", "waits").out
    assert run("report", "library", "find").code == 2
    assert run("report", "library", "find", "waits", "--criterion", "A3").code == 2
