"""The tour's night of the call, typed as it is printed on a copy of the example, ends with true reports."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from readiness.cli.app import main
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "evidence" / "example"
LISTS = next((ROOT / "evidence").rglob("List 1 EHC plans*.xlsx")).parent
CALLED = datetime(2026, 11, 16, 11, tzinfo=UTC)
REHEARSED = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
THEIRS = (
    ("SEND self-evaluation", "12 noon Tuesday"),
    ("SEND and inclusion strategy", "within 24 hours"),
    ("Minutes of the SEND board, last 12 months", "by close on Friday"),
    ("Tribunal appeals and outcomes", ""),
    ("List 1: children with an EHC plan", ""),
    ("Annual review timeliness", ""),
    ("Therapies", ""),
    ("Parking for two cars", ""),
)
"""A list of the inspectorate's; its seventh line asks for two items."""
FINDINGS = ("readiness lists check", "readiness pack scan")
"""Commands of the tour that find something in the example, as they should."""


def printed(first: str, last: str) -> list[str]:
    """The commands between two phrases of the tour."""
    page = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    part = page[page.index(first) : page.index(last)]
    return [line for block in re.findall(r"```sh\n(.*?)```", part, re.DOTALL) for line in block.splitlines()]


def prepared(folder: Path) -> Path:
    """A copy of the example with the files the tour names beside it."""
    root = Path(shutil.copytree(EXAMPLE, folder / "area"))
    book = Workbook()
    book.worksheets[0].append(["No", "Information requested", "Deadline"])
    for number, line in enumerate(THEIRS, start=1):
        book.worksheets[0].append([number, *line])
    book.save(root / "their request.xlsx")
    shutil.copy(next(LISTS.glob("List 1*.xlsx")), root / "list-1.xlsx")
    second = Workbook()
    with next(LISTS.glob("List 2*.csv")).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            second.worksheets[0].append(row)
    second.save(root / "list-2.xlsx")
    return root


def typed(line: str, capsys: pytest.CaptureFixture[str], now: datetime) -> str:
    """What a command of the tour prints; it ends as the tour says."""
    code = main(shlex.split(line)[1:], clock=lambda: now)
    told = capsys.readouterr()
    assert code == (1 if line.startswith(FINDINGS) else 0), f"{line}\n{told.err}"
    return told.out


def opened(root: Path) -> Workspace:
    """The workspace as it is stored."""
    return open_workspace(root, user="R. Shah", clock=lambda: CALLED)


def test_the_tour_as_printed_ends_with_true_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the map to the drill: their list reconciled, a pack that verifies, a drill with nothing late."""
    root = prepared(tmp_path)
    monkeypatch.chdir(root)
    said: dict[str, str] = {}
    for line in printed("**Map the request**", "**Close the notice**"):
        said[line] = typed(line, capsys, CALLED)
        if line == 'readiness requests reconcile "their request.xlsx"':
            assert not any(state.asked_in for state in opened(root).records.requests.values())

    for title, _due in THEIRS:
        assert title in said['readiness requests reconcile "their request.xlsx"']
    states = opened(root).records.requests.values()
    asked = {
        title: {state.id for state in states if title in {line.title for line in state.asked_in}}
        for title, _due in THEIRS
    }
    assert asked["Therapies"] == {"HLT02", "HLT03"}
    assert asked["Annual review timeliness"] == {"EHC07"}
    assert all(len(items) == 1 for title, items in asked.items() if title != "Therapies")
    assert "Every file is there and unchanged." in said["readiness pack verify pack.zip"]
    receipts = opened(root).records.handovers.values()
    assert [one.pack for one in receipts] == ["pack.zip", "pack-2.zip"]

    for line in printed("**Close the notice**", "**Rehearse**"):
        typed(line, capsys, CALLED)
    ready = sum(one.status in {"ready", "signed_off"} for one in opened(root).records.requests.values())
    for line in printed("**Rehearse**", "In the terminal UI all of this"):
        said[line] = typed(line, capsys, REHEARSED)
    report = dict(re.findall(r"(met|late|missed|not due)\s+(\d+)", said["readiness drill end"]))
    assert (report["late"], report["missed"]) == ("0", "0")
    assert int(report["met"]) == ready
