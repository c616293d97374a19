"""Statements, plan, measures, requests, evidence, snapshots and undo on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("area")
ROOT = Path(__file__).parents[2]


def test_a_recommendation_leads_to_an_action_with_a_measure(run: Run) -> None:
    """The plan holds what was asked, what is done about it and how success is seen."""
    recommended = run(
        "plan", "recommend", "Leaders should improve EHC plans.", "--kind", "area-for-improvement",
        "--source", "Inspection", "--made-on", "12/12/2023", "--criteria", "a3", "--who", "LA, ICB", "--json",
    ).data  # fmt: skip
    measure = run(
        "measures", "add", "Plans in 20 weeks", "--unit", "%", "--target", "80", "--target-by", "2027-03-31",
        "--criteria", "A1", "--json",
    ).data  # fmt: skip
    action = run(
        "plan", "add", "Clear the backlog", "--criteria", "A3", "--measures", measure["id"], "--json"
    ).data
    assert run("plan", "set", action["id"], "--status", "in progress", "--percent", "40").code == 0

    listed = run("plan", "list", "--json").data
    assert [one["responsible"] for one in listed["recommendations"]] == [["LA", "ICB"]]
    assert recommended["made_on"] == "2023-12-12"
    assert (listed["actions"][0]["status"], listed["actions"][0]["percent_done"]) == ("in_progress", 40)

    run("measures", "record", measure["id"], "58.2", "--to", "2026-09-30")
    run("measures", "record", measure["id"], "61", "--to", "2026-09-30", "--source", "Return")
    series = run("measures", "list", "--json").data[0]["observations"]
    assert [one["value"] for one in series] == [61.0]


@pytest.mark.parametrize(
    "line",
    [
        "plan add X --for S0099",
        "plan add X --criteria Z9",
        "plan add X --due someday",
        "plan set P0099 --status done",
        "plan recommend X --kind praise",
        "measures add X --good sideways",
        "measures add X --target many",
        "measures record M0099 1 --to 2026-01-01",
        "requests set EHC01 --status finished",
        "requests set EHC01 --status not-applicable",
        "requests set XYZ01 --owner me",
        "requests show XYZ01",
        "statement edit S0001",
        "statement show S0001",
        "statement agree S0001 health",
        "evidence link E0001 A3",
        "evidence unlink E0001 A3",
        "evidence suggest E0001",
        "snapshot compare nothing",
        "frameworks show nothing",
        "gaps --criterion Z1",
        "gaps --check nothing",
        "gaps --fail-on never",
        "redo",
        "--as-at 2026-13-01 status",
    ],
)
def test_what_is_not_there_is_wrong_usage(run: Run, line: str) -> None:
    """Unknown ids, kinds and dates end with 2, name what was wrong, and store nothing."""
    before = run("history", "--json").out
    ran = run(*line.split())

    assert ran.code == 2
    assert ran.err.startswith("Error: ")
    assert run("history", "--json").out == before


def test_redo_does_again_what_undo_took_back(run: Run) -> None:
    """Undo and redo are each other's opposite, and both are in the history."""
    run("grade", "A1", "2", "--why", "Early help is thin.")
    assert run("undo").code == 0
    assert run("redo").code == 0

    assert run("redo").code == 2
    assert len(run("history", "--json").data) == 4
    details = run("history", "--details", "--plain").out
    assert "Early help is thin." in details


def test_evidence_is_described_linked_reviewed_and_unlinked(run: Run, area: Path) -> None:
    """From a file to a reviewed link; a changed file is found by `check`, and review settles the doubt."""
    source = area.parent / "annual review audit.txt"
    source.write_text(
        "Annual reviews: waiting times for therapy and quality of EHC plans.\n" * 5, encoding="utf-8"
    )
    run("evidence", "add", source, "--kind", "audit", "--agency", "education", "--to", "2026-09-30")
    described = ("--owner", "K. Ali", "--no-personal-data", "--marking", "OFFICIAL")
    assert run("evidence", "set", "E0001", *described).code == 0
    assert run("evidence", "set", "E0001", "--kind", "gossip").code == 2
    assert run("evidence", "link", "E0001", "A1", "A3", "--page", "1").code == 0
    assert run("evidence", "link", "E0001", "A1", "Z9").code == 2
    assert run("evidence", "find", "therapy", "--json").data[0]["id"] == "E0001"
    assert run("evidence", "suggest", "E0001").code == 0
    assert run("evidence", "check").code == 0

    kept = area / "evidence" / "annual review audit.txt"
    kept.write_text("Something else.", encoding="utf-8")
    checked = run("evidence", "check", "--read-data", "--json")
    assert checked.code == 1
    assert [one["state"] for one in checked.data] == ["changed"]
    assert run("evidence", "review", "E0001", "A1").code == 0
    assert run("evidence", "review", "E0001").code == 0
    assert run("evidence", "unlink", "E0001", "A1").code == 0
    targets = [one["target"] for one in run("evidence", "show", "E0001", "--json").data["links"]]
    assert targets == ["A3"]


def test_a_scan_can_be_tried_first(run: Run, tmp_path: Path) -> None:
    """--dry-run says what would be added and adds nothing; --in-place leaves the files where they are."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "policy.txt").write_text("Policy on transport.", encoding="utf-8")

    assert len(run("evidence", "scan", shared, "--dry-run", "--json").data["added"]) == 1
    assert run("evidence", "list", "--json").data == []
    run("evidence", "scan", shared, "--in-place")
    record = run("evidence", "list", "--json").data[0]
    assert record["location_kind"] == "path"
    assert Path(record["location"]).is_file()


def test_a_comparison_is_written_as_a_document(run: Run, tmp_path: Path) -> None:
    """`snapshot compare -o` writes Word with the words that changed; both moments can be named."""
    run("snapshot", "take", "before")
    run("statement", "add", "A1", "headline", "Needs are met early.")
    run("snapshot", "take", "after")
    target = tmp_path / "changes.docx"

    ran = run("snapshot", "compare", "before", "after", "-o", target)
    assert ran.code == 0
    assert "Needs are met early." in zipfile.ZipFile(target).read("word/document.xml").decode("utf-8")
    assert run("snapshot", "compare", "before", "before", "--json").data["differences"] == []
    assert run("snapshot", "compare", "before", "-o", tmp_path / "changes.txt").code == 2


def test_a_document_is_never_half_written(run: Run, tmp_path: Path) -> None:
    """An export over an existing file replaces it whole; one that fails leaves the old one as it was."""
    target = tmp_path / "sef.docx"
    assert run("sef", "export", "-o", target).code == 0
    first = target.read_bytes()
    assert run("sef", "export", "-o", target, "--force", "--mode", "poetry").code == 2
    assert target.read_bytes() == first
    again = ("sef", "export", "-o", target, "--mode", "agreed", "--version", "2")
    assert run(*again).code == 3
    assert target.read_bytes() == first
    assert run(*again, "--force").code == 0
    assert zipfile.is_zipfile(target)
    assert [one.name for one in tmp_path.iterdir() if one.suffix not in {".docx", ""}] == []


def test_a_reader_who_has_enough_is_no_error(area: Path) -> None:
    """Output into a pipe that closes early, such as `head`, ends quietly."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "readiness",
            "-w",
            str(area),
            "frameworks",
            "show",
            "area-send-2023",
            "--json",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        told = process.stderr.read()
        process.wait(timeout=60)

    assert process.returncode == 0
    assert told == b""


@pytest.mark.parametrize("arguments", [("status",), ("--json", "gaps"), ("--version",), ("--help",)])
def test_the_program_as_a_process(area: Path, arguments: tuple[str, ...]) -> None:
    """Started as users start it: UTF-8 whatever the locale says, results on standard output only."""
    done = subprocess.run(
        [sys.executable, "-m", "readiness", *arguments],
        check=True,
        capture_output=True,
        cwd=area,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )

    assert done.stdout.decode("utf-8").strip()
    assert done.stderr == b""


def test_a_fault_of_ours_is_told_without_a_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, private_home: Path
) -> None:
    """Exit code 70, three lines, and a report that names the place and holds no value."""

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("Alex Smith, born 3 May 2014")

    monkeypatch.setattr("readiness.progress.overview.overview", fails)
    ran = run("status")

    assert ran.code == 70
    assert "Traceback" not in ran.err
    assert "Alex" not in ran.err
    (report,) = private_home.rglob("crash-*.txt")
    assert str(report) in ran.err
    words = report.read_text(encoding="utf-8")
    assert "RuntimeError" in words
    assert "Alex" not in words
    assert "readiness/cli/commands/workspace.py" in words

    monkeypatch.setenv("READINESS_DEBUG", "1")
    assert "Traceback" in run("status").err


def test_stopping_with_control_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt ends with 130 and one plain line."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("readiness.progress.overview.overview", stopped)
    ran = run("status")

    assert ran.code == 130
    assert "Traceback" not in ran.err
