"""The night of the call: the clock, the board, corrections, real timetables, the drill."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from readiness.base.errors import UsageError
from readiness.base.zone import local_zone
from readiness.inspection import corrections, drill, notice
from readiness.inspection.exports import export_notice
from readiness.model.records.area import Area
from readiness.pack.packing import pack_plan
from readiness.requests import states
from readiness.rules.asks import asks, request_counts
from readiness.rules.calendar import call as calendar_call
from readiness.rules.filters.lists import REQUEST_FILTERS, matching
from readiness.workspace.drills import running_drill
from readiness.workspace.opening import open_workspace
from readiness.workspace.output import DRILL_NOTE, free_name, notices
from readiness.workspace.workspace import Workspace

CALL = datetime(2026, 11, 16, 9, 15, tzinfo=UTC)


def test_the_board_puts_what_is_at_risk_first(workspace: Workspace) -> None:
    """Overdue before late before ready; an item whose work does not fit is LATE before its deadline."""
    running, problems = notice.start(workspace, CALL)
    assert problems == []
    states.set_state(workspace, "HLT04", owner="ICB analyst", lead_time_hours=16, status="gathering")
    states.set_state(workspace, "EHC03", owner="J. Moss", status="ready")
    states.set_state(workspace, "STR02", status="not_applicable", reason="None.")

    board = notice.board_of(workspace, running, CALL + timedelta(hours=1))
    risk = {row.ask.id: row.risk for row in board.rows}
    assert (risk["HLT04"], risk["EHC03"], risk["STR02"], risk["EHC01"]) == (
        "late",
        "ready",
        "left_out",
        "unowned",
    )
    assert board.rows[0].ask.id == "HLT04"
    assert board.rows[-1].ask.id == "STR02"
    first = board.deadlines()[0]
    assert (first.asked, first.ready, first.open) == (83, 1, 82)

    later = notice.board_of(workspace, running, CALL + timedelta(hours=25))
    assert {row.ask.id: row.risk for row in later.rows}["HLT04"] == "overdue"
    mine = board.chosen(owner="analyst")
    assert [row.ask.id for row in mine] == ["HLT04"]
    assert all(row.body == "ICB" for row in board.chosen(agency="ICB"))


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        (datetime(2026, 11, 15, 9, 0, tzinfo=UTC), "weekend"),
        (datetime(2026, 8, 3, 9, 0, tzinfo=UTC), "month when none"),
        (datetime(2026, 8, 31, 9, 0, tzinfo=UTC), "bank holiday|Bank Holiday"),
        (datetime(2026, 11, 18, 9, 0, tzinfo=UTC), "not the usual day"),
    ],
)
def test_an_unlikely_notice_is_started_and_said(workspace: Workspace, moment: datetime, word: str) -> None:
    """A Sunday, August, a bank holiday or a Wednesday: the clock starts and the doubt is told."""
    _, problems = notice.start(workspace, moment)

    assert any(re.search(word, problem.what) for problem in problems)


def test_a_notice_in_the_future_is_refused_and_points_to_the_drill(workspace: Workspace) -> None:
    """A call that has not come cannot start the clock; rehearsing can."""
    with pytest.raises(UsageError, match="future") as caught:
        notice.start(workspace, CALL + timedelta(days=30))
    assert "drill" in caught.value.hint


def test_one_notice_at_a_time_and_an_end(workspace: Workspace) -> None:
    """A second call is refused while one runs; after its end there is none."""
    notice.start(workspace, CALL)
    with pytest.raises(UsageError, match="running already"):
        notice.start(workspace, CALL)

    notice.end(workspace, "done")
    assert calendar_call.current(workspace.records) is None
    with pytest.raises(UsageError, match="No notice"):
        calendar_call.need_current(workspace.records)


def test_a_corrected_date_carries_its_reason_and_moves_what_hangs_on_it(workspace: Workspace) -> None:
    """Correcting the first day on site needs a reason and is confirmed from then on."""
    running, _ = notice.start(workspace, CALL)
    with pytest.raises(UsageError, match="reason"):
        corrections.correct(workspace, "on-site", date(2026, 12, 2), reason=" ")

    corrections.correct(workspace, "on-site", date(2026, 12, 2), reason="E-mail of the lead inspector")

    dates = notice.schedule_of(workspace, calendar_call.need_current(workspace.records))
    event = dates.event("on-site")
    assert event is not None
    assert (event.on, event.status) == (date(2026, 12, 2), "confirmed")
    assert "E-mail of the lead inspector" in event.rule
    assert calendar_call.need_current(workspace.records).id == running.id


def test_the_log_tells_who_did_what_since_the_call(workspace: Workspace) -> None:
    """Only what was done to asks after the call is in the log."""
    states.set_state(workspace, "EHC01", owner="Before")
    running, _ = notice.start(workspace, workspace.clock())
    states.set_state(workspace, "EHC03", owner="J. Moss", status="ready")

    entries = notice.log(workspace, running)
    assert ("R. Shah", "EHC03", "Status: ready") in [(one.user, one.item, one.what) for one in entries]


@pytest.mark.parametrize("name", ["plan.ics", "board.xlsx", "brief.docx"])
def test_the_plan_leaves_as_calendar_workbook_and_brief(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    """Each export opens in its own library and is the same bytes twice."""
    notice.start(workspace, CALL)
    states.set_state(workspace, "HLT04", owner="=cmd|x", lead_time_hours=16)
    first, second = tmp_path / name, tmp_path / f"again-{name}"
    for path in (first, second):
        export_notice(workspace, path, now=CALL + timedelta(hours=2))

    assert first.read_bytes() == second.read_bytes()
    assert "on site" in _words(first) or "HLT04" in _words(first)


def _words(path: Path) -> str:
    if path.suffix == ".ics":
        return " ".join(str(one.get("summary", "")) for one in Calendar.from_ical(path.read_bytes()).walk())
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        return " ".join(str(cell.value) for cell in cells)
    import docx

    document = docx.Document(str(path))
    return " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def fingerprint(root: Path) -> dict[str, str]:
    """Every file below a folder with its digest."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_drill_leaves_no_trace_and_judges_every_ask(
    workspace: Workspace, clock: Callable[[], datetime]
) -> None:
    """At compressed speed: met, late, missed by the drill's clock; the true workspace stays byte for byte."""
    states.set_state(workspace, "EHC03", owner="J. Moss", status="ready")
    workspace.close()
    before = fingerprint(workspace.root)
    real = [clock()]

    def ticking() -> datetime:
        return real[0]

    call = datetime(2026, 11, 23, 9, 15, tzinfo=local_zone())

    rehearsal = drill.start_drill(workspace.root, call, speed=3600, user="R. Shah", clock=ticking)
    assert running_drill(workspace.root) == rehearsal.root
    with pytest.raises(UsageError, match="running already"):
        drill.start_drill(workspace.root, call, user="x", clock=ticking)
    real[0] += timedelta(seconds=2)  # two hours of the drill
    states.set_state(rehearsal, "EHC01", status="ready")
    real[0] += timedelta(seconds=28)  # past the 24 hours
    states.set_state(rehearsal, "EHC02", status="ready")
    report, earlier = drill.end_drill(rehearsal)

    verdict = {one.id: one.verdict for one in report.items}
    assert (verdict["EHC03"], verdict["EHC01"], verdict["EHC02"]) == ("met", "met", "late")
    assert (verdict["HLT04"], verdict["TRK01"]) == ("missed", "not_due")
    assert earlier is None
    assert fingerprint(workspace.root) == before
    assert not rehearsal.root.exists()

    again = drill.start_drill(workspace.root, call, user="R. Shah", clock=ticking)
    _, earlier = drill.end_drill(again)
    assert earlier is not None
    assert earlier.counts == report.counts()
    assert fingerprint(workspace.root) == before


def test_a_drill_reads_the_true_evidence(workspace: Workspace, clock: Callable[[], datetime]) -> None:
    """Evidence in the copy points at the true file, so that packs can be rehearsed."""
    from readiness.evidence import register

    source = workspace.root.parent / "note.txt"
    source.write_text("Minutes.", encoding="utf-8")
    record, _ = register.add_file(workspace, source, as_at=date(2026, 11, 21))
    workspace.close()

    rehearsal = drill.start_drill(workspace.root, CALL, user="x", clock=clock)
    copied = rehearsal.records.evidence[record.id]

    assert notices(rehearsal.area) == (DRILL_NOTE,)
    assert notices(workspace.area) == ()
    assert free_name(rehearsal.root, rehearsal.area, "sef", "2026-11-21", ".docx").name.startswith("DRILL-")
    assert Path(copied.location).read_bytes() == b"Minutes."
    assert rehearsal.files.state_of(record.id) == "present"
    rehearsal.close()


def test_a_framework_without_a_timetable_cannot_start_a_clock(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the framework instead of failing."""
    bare = workspace.framework.model_copy(update={"timetables": ()})
    monkeypatch.setattr(workspace, "framework", bare)

    with pytest.raises(UsageError, match="no timetable"):
        notice.start(workspace, CALL)


def test_the_area_is_the_same_after_reopening(workspace: Workspace, clock: Callable[[], datetime]) -> None:
    """A started notice is there after a restart, still running."""
    notice.start(workspace, CALL)
    workspace.close()

    reopened = open_workspace(workspace.root, user="K. Ali", clock=clock)

    assert isinstance(reopened.area, Area)
    assert calendar_call.need_current(reopened.records).received == CALL
    reopened.close()


def events_of(workspace: Workspace, path: Path) -> dict[str, Any]:
    """The entries of the calendar written now, by the ends of their identifiers."""
    export_notice(workspace, path, now=CALL, replace=True)
    entries = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(one["uid"]).partition("@")[0].split("N0001-")[1]: one for one in entries}


def test_the_calendar_reminds_and_does_not_block_the_day(workspace: Workspace, tmp_path: Path) -> None:
    """Every entry has an alarm, a deadline two; whole days are free."""
    notice.start(workspace, CALL)
    entries = events_of(workspace, tmp_path / "plan.ics")
    for key, one in entries.items():
        alarms = [str(each["trigger"].to_ical().decode()) for each in one.walk("VALARM")]
        is_day = not isinstance(one["dtstart"].dt, datetime)
        assert alarms == (["-P1D", "-PT2H"] if key.startswith("due-") else ["-PT8H"] if is_day else ["-PT1H"])
        assert str(one.get("transp", "")) == ("TRANSPARENT" if is_day else "")


def test_a_correction_makes_a_later_edition_of_every_entry(workspace: Workspace, tmp_path: Path) -> None:
    """The same identifiers, a higher sequence, no earlier stamp: calendars take the new dates."""
    notice.start(workspace, CALL)
    before = events_of(workspace, tmp_path / "plan.ics")
    corrections.correct(workspace, "on-site", date(2026, 12, 8), reason="E-mail")
    after = events_of(workspace, tmp_path / "plan.ics")
    assert set(before) == set(after)
    for key, one in after.items():
        assert one["sequence"] > before[key]["sequence"]
        assert one["dtstamp"].dt >= before[key]["dtstamp"].dt
    assert after["on-site"]["dtstart"].dt == date(2026, 12, 8)


def test_the_boards_workbook_has_real_dates(workspace: Workspace, tmp_path: Path) -> None:
    """A sheet sorts and filters them."""
    notice.start(workspace, CALL)
    export_notice(workspace, tmp_path / "board.xlsx", now=CALL)
    sheet = openpyxl.load_workbook(tmp_path / "board.xlsx").worksheets[0]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Id")
    place = [cell.value for cell in header].index("Due")
    due = [row[place] for row in list(sheet.iter_rows())[list(sheet.iter_rows()).index(header) + 1 :]]
    dated = [cell for cell in due if cell.value]
    assert dated
    assert all(cell.is_date for cell in dated)


def test_monitoring_has_its_own_shorter_list_everywhere(workspace: Workspace) -> None:
    """Board, gaps, counts, filter and pack hold what it asks for alone; their list brings an item back."""
    timetable = workspace.framework.timetable("monitoring")
    assert timetable is not None
    wanted = set(timetable.requests)
    assert 0 < len(wanted) < len(workspace.framework.requests) / 2
    running, _ = notice.start(workspace, CALL, kind="monitoring")
    now = CALL.date()
    surfaces = {
        "board": {row.ask.id for row in notice.board_of(workspace, running, CALL).rows},
        "gaps": {one.subject for one in workspace.gaps(now) if one.check == "request-not-ready"},
        "filter": {ask.id for ask in matching(REQUEST_FILTERS, "open", asks(workspace.index))},
        "pack": {one.id for one in pack_plan(workspace, created=now).missing},
    }
    assert surfaces == dict.fromkeys(surfaces, wanted)
    assert sum(one.asked for one in request_counts(workspace.index)) == len(wanted)
    states.set_state(workspace, "HLT02", is_asked=True)
    assert {one.id for one in pack_plan(workspace, created=now).missing} == {*wanted, "HLT02"}
    notice.end(workspace)
    assert len(list(pack_plan(workspace, created=now).missing)) == len(workspace.framework.requests)
