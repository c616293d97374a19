"""A drill is told from the real thing on everything it writes, and judges what was ready before it fairly."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from readiness.base.zone import local_zone
from readiness.inspection import drill, notice
from readiness.inspection.exports import export_notice
from readiness.requests import states
from readiness.workspace.workspace import Workspace

CALL = datetime(2026, 11, 23, 9, 15, tzinfo=local_zone())


def uids(path: Path) -> set[str]:
    """The identifiers of a calendar."""
    return {str(one["uid"]) for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


@pytest.mark.parametrize("days", [-40, 0, 40])
def test_what_was_ready_before_the_copy_is_met(
    workspace: Workspace, clock: Callable[[], datetime], days: int
) -> None:
    """However far the invented call is from the day of the copy, what was ready is not late."""
    states.set_state(workspace, "EHC01", status="ready")
    states.set_state(workspace, "EHC02", status="signed_off")
    workspace.close()
    rehearsal = drill.start_drill(workspace.root, CALL + timedelta(days=days), user="x", clock=clock)
    report, _ = drill.end_drill(rehearsal)
    verdicts = {one.id: one.verdict for one in report.items}
    assert (verdicts["EHC01"], verdicts["EHC02"]) == ("met", "met")
    assert report.counts()["late"] == 0


def test_everything_a_drill_writes_says_so(
    workspace: Workspace, clock: Callable[[], datetime], tmp_path: Path
) -> None:
    """Names, titles and identifiers of the plan, the board and the brief."""
    workspace.close()
    rehearsal = drill.start_drill(workspace.root, CALL, user="x", clock=clock)
    written = {
        suffix: export_notice(rehearsal, tmp_path / f"out{suffix}", now=rehearsal.clock())
        for suffix in (".ics", ".xlsx", ".docx")
    }
    rehearsal.close()
    assert {one.name for one in written.values()} == {"DRILL-out.ics", "DRILL-out.xlsx", "DRILL-out.docx"}
    events = Calendar.from_ical(written[".ics"].read_bytes()).walk("VEVENT")
    assert events
    assert all(str(one["summary"]).startswith("DRILL: ") for one in events)
    for suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(written[suffix]) as archive:
            assert b"DRILL: Testshire" in b"".join(archive.read(name) for name in archive.namelist())


def test_identifiers_name_the_area_and_never_meet_those_of_a_drill(
    workspace: Workspace, clock: Callable[[], datetime], tmp_path: Path
) -> None:
    """A drill's dates cannot replace the real ones in a calendar, nor those of another drill."""
    seen: list[set[str]] = []
    for day in (0, 1):
        rehearsal = drill.start_drill(workspace.root, CALL + timedelta(days=day), user="x", clock=clock)
        seen.append(uids(export_notice(rehearsal, tmp_path / f"{day}.ics", now=rehearsal.clock())))
        drill.end_drill(rehearsal)
    notice.start(workspace, clock() - timedelta(hours=1))
    path = export_notice(workspace, tmp_path / "real.ics", now=workspace.clock())
    assert path.name == "real.ics"
    real = uids(path)
    assert all(one.startswith("testshire-") for one in real)
    assert not seen[0] & seen[1]
    assert not real & (seen[0] | seen[1])
