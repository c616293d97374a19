"""One date everything is measured at, on every surface."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.cli.app import main
from readiness.definitions.public_holidays import public_holidays
from readiness.inspection import corrections, notice
from readiness.inspection.drill import start_drill
from readiness.model.records.tables import Records
from readiness.progress.overview import overview
from readiness.rules.calendar.call import as_at, call_for, current, supposed_day
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from readiness.tui.screens.notice.timetable import dates_of
from readiness.tui.screens.overview import said_entries
from readiness.tui.shell.session import Session, Start, session_for
from readiness.workspace.clock import measured, supposed_call, today
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.making.building import make_framework
from tests.making.workspaces import workspaces

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
CALL = datetime(2026, 11, 16, 9, 15, tzinfo=UTC)
ENGLAND = WorkingCalendar((), public_holidays(range(2022, 2031)))
FRAMEWORK = make_framework()

Printed = Callable[..., str]


@pytest.fixture
def printed(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Printed:
    """What a command prints on the workspace."""

    def command(*arguments: str) -> str:
        code = main(["-w", str(workspace.root), *arguments], clock=lambda: NOW)
        captured = capsys.readouterr()
        assert code == 0, captured.err
        return captured.out

    return command


def _same(moment: datetime) -> datetime:
    return moment


def document_words(content: bytes) -> str:
    """The text of a Word document's body, loosely."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def agreed_everywhere(workspace: Workspace, printed: Printed, given: str = "") -> tuple[date, str]:
    """The date and the words that command, screens and documents give; they must be the same."""
    option = ("--as-at", given) if given else ()
    status = json.loads(printed("status", "--json", *option))
    session = Session(workspace, given=date.fromisoformat(given) if given else None)
    seen = overview(workspace, session.measured)
    target = workspace.root / "exports" / "sef.docx"
    exported = json.loads(printed("sef", "export", "-o", str(target), "--force", "--json", *option))
    dates = {
        date.fromisoformat(status["as_at"]),
        date.fromisoformat(exported["as_at"]),
        session.as_at,
        session.gaps().as_at,
        seen.as_at,
    }
    assert len(dates) == 1
    assert {status["as_at_words"], seen.measured.words} == {session.measured.words}
    assert session.measured.why.partition(", ")[2] in document_words(target.read_bytes())
    return dates.pop(), session.measured.words


def test_while_no_call_has_come_it_is_a_supposed_one(workspace: Workspace, printed: Printed) -> None:
    """The first day on site if the call came on the next Monday."""
    on, words = agreed_everywhere(workspace, printed)
    assert (on, words) == (date(2026, 12, 7), "On site Mon 7 Dec 2026, if the call came Mon 23 Nov 2026")


def test_a_running_notice_gives_its_own_day_and_says_so(workspace: Workspace, printed: Printed) -> None:
    """Not the supposed call's; a corrected day wins, with who gave it."""
    notice.start(workspace, CALL)
    on, words = agreed_everywhere(workspace, printed)
    assert (on, words) == (date(2026, 11, 30), "On site Mon 30 Nov 2026, counted from the call (inferred)")
    corrections.correct(workspace, "on-site", date(2026, 12, 1), reason="told", by="the lead inspector")
    on, words = agreed_everywhere(workspace, printed)
    assert (on, words) == (date(2026, 12, 1), "On site Tue 1 Dec 2026, confirmed by the lead inspector")
    notice.end(workspace)
    assert agreed_everywhere(workspace, printed)[0] == date(2026, 12, 7)


def test_a_date_asked_for_wins_over_all(workspace: Workspace, printed: Printed) -> None:
    """Also while a notice runs."""
    notice.start(workspace, CALL)
    assert agreed_everywhere(workspace, printed, "2027-02-01")[0] == date(2027, 2, 1)


def test_the_running_clock_stands_first(workspace: Workspace, printed: Printed) -> None:
    """The first words of status and of the overview are the notice, its day and its next deadline."""
    notice.start(workspace, CALL)
    first, second = printed("status").splitlines()[:2]
    assert first.startswith("NOTICE: Full inspection, received Mon 16 Nov 09:15; next deadline ")
    assert second == (
        "On site Mon 30 Nov 2026, counted from the call (inferred): everything is measured at that day"
    )


def test_in_a_drill_it_is_the_drills(workspace: Workspace) -> None:
    """On the copy: measured at the drill's own day, which says DRILL; the true workspace stays as it was."""
    workspace.close()
    invented = datetime(2027, 1, 11, 9, tzinfo=UTC)
    copy = start_drill(workspace.root, invented, user="R. Shah", clock=lambda: NOW)
    session = session_for(copy, Start(copy.root, "R. Shah"))
    assert (session.as_at, session.measured.basis) == (date(2027, 1, 25), "drill")
    assert session.measured.words.startswith("DRILL: On site Mon 25 Jan 2027")
    assert session.today == date(2027, 1, 11)
    copy.close()
    true = open_workspace(workspace.root, user="R. Shah", clock=lambda: NOW)
    assert measured(true).on == date(2026, 12, 7)
    true.close()


def test_a_meeting_is_measured_at_until_it_is_over(workspace: Workspace) -> None:
    """A call that comes meanwhile wins; a meeting that has been is no longer measured at."""
    notice.start(workspace, CALL, kind="engagement", on=date(2027, 1, 14))
    assert measured(workspace).words == "Engagement meeting Thu 14 Jan 2027, confirmed"
    workspace.clock = lambda: datetime(2027, 1, 15, 9, tzinfo=UTC)
    assert measured(workspace).basis == "supposed"


def test_today_moves_on_while_the_program_is_open(workspace: Workspace) -> None:
    """A screen left open overnight is on the new day, and is told once."""
    session = Session(workspace)
    assert (session.today, session.as_at, session.has_turned()) == (
        date(2026, 11, 21),
        date(2026, 12, 7),
        False,
    )
    workspace.clock = lambda: datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert (session.today, session.as_at) == (date(2026, 11, 24), date(2026, 12, 14))
    assert (session.has_turned(), session.has_turned()) == (True, False)
    assert session.gaps().as_at == date(2026, 12, 14)


def test_today_is_englands() -> None:
    """Half past midnight in summer time is the next day, though not yet so in Greenwich."""
    assert today(lambda: datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert today(lambda: datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == date(2026, 11, 30)


def test_board_timetable_forecast_and_overview_suppose_one_call(
    workspace: Workspace, printed: Printed
) -> None:
    """In November as on New Year's Day, with and without a date asked for."""
    for day in (NOW, datetime(2027, 1, 1, 9, tzinfo=UTC)):
        workspace.clock = partial(_same, day)
        for asked in (None, date(2027, 2, 1)):
            session = Session(workspace, given=asked)
            call = supposed_call(workspace, asked)
            assert overview(workspace, session.measured).notice == call
            dates, is_supposed = dates_of(session)
            assert (dates.received.date(), dates.on_site, is_supposed) == (call, session.as_at, True)
    assert json.loads(printed("notice", "forecast", "--json"))["call"] == "2026-11-23"
    forecast = json.loads(printed("notice", "forecast", "--json", "--as-at", "2027-02-01"))
    assert forecast["call"] == "2027-01-18"


def test_the_overview_screen_puts_the_clock_first(workspace: Workspace, tmp_path: Path) -> None:
    """Where something has been put in, the line over the table is the notice's."""
    from readiness.evidence.register import add_file

    path = tmp_path / "audit.txt"
    path.write_text("An audit.", encoding="utf-8")
    record, _ = add_file(workspace, path, as_at=date(2026, 11, 1))
    from readiness.evidence.linking import link

    link(workspace, record.id, ["A1"], as_at=date(2026, 11, 1))
    notice.start(workspace, CALL)
    said = said_entries(overview(workspace, measured(workspace)))
    assert said[0].content.plain.startswith("NOTICE: Full inspection")


@given(
    records=workspaces(FRAMEWORK),
    day=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    asked=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    setting=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)
def test_the_order_in_which_a_date_is_looked_for(
    records: Records, day: date, asked: date | None, setting: date | None
) -> None:
    """Given before the notice's before the setting's before the supposed call's, on any workspace."""
    found = as_at(records, FRAMEWORK, ENGLAND, day, asked, setting)
    running = current(records)
    timetable = FRAMEWORK.timetable(running.kind) if running else None
    if asked is not None:
        expected, basis = asked, "given"
    elif running is not None and timetable is not None:
        expected, basis = schedule(running, FRAMEWORK, ENGLAND).on_site or day, "notice"
    elif setting is not None:
        expected, basis = setting, "setting"
    else:
        call = supposed_day(FRAMEWORK, ENGLAND, day)
        assert found.call == call
        assert call_for(FRAMEWORK, ENGLAND, found.on) is not None
        assert timedelta() < found.on - call <= timedelta(days=25)
        expected, basis = found.on, "supposed"
    assert (found.on, found.basis) == (expected, basis)
    assert bool(found.why) == (basis == "notice")
