"""If the call came: ready, in time, late, unknown; by body, agency and owner."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from readiness.base.zone import local
from readiness.inspection.forecast import Forecast, forecast
from readiness.model.definition.framework import RequestItem
from readiness.model.records.requests import RequestState
from readiness.rules.calendar.call import supposed_notice
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar, WorkingDay
from readiness.rules.index import Index
from tests.making.building import SEEN, make_framework, make_records

CALENDAR = WorkingCalendar()
MONDAY = date(2026, 11, 23)


def item(number: int, deadline: str = "A", body: str = "LA") -> RequestItem:
    """An ask."""
    return RequestItem(
        id=f"R{number:02d}", title=f"Ask {number}", section="plans", body=body, deadline=deadline, **SEEN
    )


FRAMEWORK = make_framework(
    requests=(
        item(1),
        item(2),
        item(3),
        item(4, "C"),
        item(5, "B", "ICB"),
        item(6),
        item(7),
        item(8, body="ICB"),
    )
)


def state(number: int, **fields: object) -> RequestState:
    """Where an ask stands."""
    return RequestState.model_validate({"id": f"R{number:02d}", **fields})


STATES = (
    state(1, status="ready", lead_time_hours=40, owner="J. Moss"),
    state(2, lead_time_hours=6, owner="J. Moss"),
    state(3, lead_time_hours=20, owner="J.  Moss"),
    state(4, lead_time_hours=2),
    state(5, lead_time_hours=6, owner="D. Pike", agency="forum"),
    state(6, status="not_applicable", lead_time_hours=99),
    state(7, lead_time_hours=10),
    RequestState(
        id="X1",
        local_title="Extra",
        owner="D. Pike",
        lead_time_hours=1,
        due_override=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
    ),
    RequestState(id="X2", lead_time_hours=1),
)


def made(calendar: WorkingCalendar = CALENDAR, hours: WorkingDay | None = None) -> Forecast:
    """The forecast for a call on Monday 23 November 2026 at 9:15."""
    dates = schedule(supposed_notice(MONDAY, "full", time(9, 15)), FRAMEWORK, calendar)
    index = Index(FRAMEWORK, make_records(STATES))
    return forecast(index, dates, calendar, hours=hours) if hours else forecast(index, dates, calendar)


def test_the_critical_path_comes_first() -> None:
    """Latest by most, then unknown, in time, ready, the longest work first; none that does not apply."""
    found = [(one.ask.id, one.verdict, one.hours_late) for one in made().items]
    assert found == [
        ("R03", "late", 18),
        ("R07", "late", 2),
        ("R04", "unknown", 0),
        ("R08", "unknown", 0),
        ("R02", "in_time", 0),
        ("R05", "in_time", 0),
        ("X1", "in_time", 0),
        ("R01", "ready", 0),
    ]


def test_when_each_would_be_done_and_due() -> None:
    """Work begins at the call; the deadline is the class's, or the inspectorate's own."""
    items = {one.ask.id: one for one in made().items}
    assert items["R03"].done == local(date(2026, 11, 26), time(11, 15))
    assert items["R03"].due == local(date(2026, 11, 24), time(9, 15))
    assert items["R03"].deadline_status == "assumed"
    assert items["X1"].due == local(MONDAY, time(12))
    assert items["X1"].deadline_status == "confirmed"
    assert items["X1"].body == ""
    assert items["R04"].due is None
    assert (items["R01"].done, items["R01"].hours_needed) == (None, 0)


def test_the_counts_and_the_unowned() -> None:
    """Every verdict is counted, and who owns nothing is said."""
    assert made().counts == {"late": 2, "unknown": 2, "in_time": 3, "ready": 1}
    assert [one.ask.id for one in made().without_owner] == ["R07", "R04", "R08"]


def test_what_one_pair_of_hands_cannot_carry() -> None:
    """The verdict counts all its owner has to do, and the owner's load says the same. Spaces make no name."""
    (moss,) = (load for load in made().by_owner() if load.name == "J. Moss")
    assert [one.ask.id for one in moss.items] == ["R03", "R02", "R01"]
    assert moss.hours_needed == 26
    assert [moss.count(one) for one in ("late", "in_time", "ready", "unknown")] == [1, 1, 1, 0]


def test_loads_by_body_and_agency() -> None:
    """Most late first; an ask with an agency of its own counts there, others where their body speaks."""
    assert [(load.name, load.count("late")) for load in made().by_body()] == [("LA", 2), ("ICB", 0), ("", 0)]
    assert [(load.name, len(load.items)) for load in made().by_agency()] == [
        ("council", 5),
        ("forum", 1),
        ("", 1),
        ("nhs", 1),
    ]


def test_local_closure_days_stop_work_but_not_the_deadline() -> None:
    """With the offices closed on Tuesday nothing more is done that day, and it is due all the same."""
    closed = WorkingCalendar([date(2026, 11, 24)])
    items = {one.ask.id: one for one in made(closed).items}
    assert items["R07"].done == local(date(2026, 11, 25), time(11, 15))
    assert items["R07"].due == local(date(2026, 11, 24), time(9, 15))


def test_the_working_day_is_an_assumption_that_can_be_changed_and_is_said() -> None:
    """Longer hours make less late."""
    longer = WorkingDay(time(7), time(21))
    assert made(hours=longer).counts["late"] == 1
    assert made(hours=longer).assumption.startswith("Assumes work from 7:00 to 21:00 on working days")
