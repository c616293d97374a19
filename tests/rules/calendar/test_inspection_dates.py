"""From a notice to dated events and deadlines."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.zone import local
from readiness.definitions.public_holidays import public_holidays
from readiness.model.definition.timetable import DeadlineClass, TimetableEvent
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.records.requests import RequestState
from readiness.rules.calendar.call import supposed_notice
from readiness.rules.calendar.inspection_dates import DatedDeadline, DatedEvent, Schedule, weakest
from readiness.rules.calendar.schedule import allowed_hours, due_at, notice_problems, schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.making.building import (
    DEADLINES,
    SEEN,
    fact,
    make_framework,
    make_other_framework,
    make_timetable,
)

ENGLAND = WorkingCalendar((), public_holidays(range(2022, 2030)))
MONDAY = date(2026, 11, 23)
PUBLISHED_WEEKS = (
    date(2024, 3, 11),
    date(2024, 5, 20),
    date(2024, 3, 18),
    date(2025, 1, 20),
    date(2023, 12, 11),
    date(2023, 7, 10),
    date(2023, 12, 4),
    date(2024, 4, 29),
    date(2023, 6, 26),
    date(2024, 5, 13),
    date(2023, 9, 25),
    date(2023, 11, 27),
)
"""First on-site day as printed in published reports of full inspections under the 2023 framework."""


def dates_of(
    day: date, clock: str = "09:15", calendar: WorkingCalendar = ENGLAND, **changes: object
) -> Schedule:
    """The schedule of a full inspection called on a day."""
    notice = supposed_notice(day, "full", time.fromisoformat(clock)).model_copy(update=changes)
    return schedule(notice, make_framework(), calendar)


def event(dates: Schedule, event_id: str) -> DatedEvent:
    """One event, which must be there."""
    found = dates.event(event_id)
    assert found is not None
    return found


def deadline(dates: Schedule, class_id: str) -> DatedDeadline:
    """One deadline, which must be there."""
    found = dates.deadline(class_id)
    assert found is not None
    return found


def test_a_plain_three_weeks() -> None:
    """Called on Monday 23 November 2026: fieldwork day 8, on site day 10, feedback four days on."""
    dates = dates_of(MONDAY)
    assert [(one.event.id, one.on) for one in dates.events] == [
        ("call", MONDAY),
        ("fieldwork", date(2026, 12, 3)),
        ("on-site", date(2026, 12, 7)),
        ("feedback", date(2026, 12, 11)),
    ]
    assert dates.on_site == date(2026, 12, 7)
    assert event(dates, "fieldwork").until == date(2026, 12, 4)
    assert event(dates, "feedback").at == local(date(2026, 12, 11), time(14))
    assert event(dates, "on-site").at is None
    assert event(dates, "on-site").rule == "10 working days after the call (Mon 23 Nov 2026)"
    assert event(dates, "call").rule == "the day of the call (Mon 23 Nov 2026)"
    assert (
        event(dates, "feedback").rule == "4 working days after \u201cFirst day on site\u201d (Mon 7 Dec 2026)"
    )
    assert not any(one.others for one in dates.events)


def test_a_date_is_as_sure_as_the_weakest_fact_under_it() -> None:
    """Feedback is seen, but it counts from an on-site day that is only reported."""
    dates = dates_of(MONDAY)
    assert event(dates, "feedback").status == "reported"
    assert event(dates, "call").is_settled
    assert not deadline(dates, "A").is_settled
    assert weakest(()) == "confirmed"


@pytest.mark.parametrize("first_day", PUBLISHED_WEEKS)
def test_real_inspections_are_met_going_forward(first_day: date) -> None:
    """Worked back two weeks from a published on-site Monday, the notice gives that same week again.

    Where a bank holiday lies on the way, the published Monday is one of the dates shown, with the reason.
    """
    found = event(dates_of(first_day - timedelta(days=14)), "on-site")
    assert found.on.isocalendar()[:2] == first_day.isocalendar()[:2]
    shown = {found.on, *(one.on for one in found.others)}
    assert first_day in shown
    assert all("is not worked" in one.reason for one in found.others)


def test_both_dates_are_shown_where_a_bank_holiday_parts_them() -> None:
    """Early May 2026: ten working days end on a Tuesday; inspectors come on the Monday of that week."""
    found = event(dates_of(date(2026, 4, 27)), "on-site")
    (other,) = found.others
    assert (found.on, other.on) == (date(2026, 5, 11), date(2026, 5, 12))
    assert found.rule == (
        "the first working day, on which published inspections begin, of the week that is "
        "10 working days after the call (Mon 27 Apr 2026)"
    )
    assert other.rule == "by counting working days forward alone"
    assert other.reason == (
        "Mon 4 May 2026 is not worked (May Day); reports cannot tell whether the call comes earlier then"
    )


def test_a_call_later_in_the_week_says_so_beside_the_other_date() -> None:
    """Called on a Thursday, both the Monday of the week reached and the Thursday are shown."""
    found = event(dates_of(date(2026, 11, 26)), "on-site")
    (other,) = found.others
    assert (found.on, other.on) == (date(2026, 12, 7), date(2026, 12, 10))
    assert other.reason.startswith("the call came on a Thursday; ")


def test_closure_days_move_nothing_but_are_shown() -> None:
    """Inspectors do not keep a partnership's closure days; what counting them would give stands beside."""
    closed = WorkingCalendar([date(2026, 11, 27)], ENGLAND.public_holidays)
    dates = dates_of(MONDAY, calendar=closed)
    assert (event(dates, "on-site").on, event(dates, "on-site").others) == (date(2026, 12, 7), ())
    found = event(dates, "fieldwork")
    assert found.on == date(2026, 12, 3)
    assert [(one.on, one.reason) for one in found.others] == [
        (date(2026, 12, 4), "Fri 27 Nov 2026 is not worked (local closure day)")
    ]


def test_a_correction_wins_and_carries_what_counts_from_it() -> None:
    """A corrected on-site day is confirmed, says who and why, and moves the feedback that counts from it."""
    correction = DateCorrection(
        event="on-site", on=date(2026, 12, 8), time="10:30", reason="lead is ill", by="R. Shah"
    )
    dates = dates_of(MONDAY, corrections=(correction,))
    found = event(dates, "on-site")
    assert (found.on, found.at) == (date(2026, 12, 8), local(date(2026, 12, 8), time(10, 30)))
    assert (found.status, found.rule) == ("confirmed", "corrected by R. Shah: lead is ill")
    assert (found.correction, found.others) == (correction, ())
    assert event(dates, "feedback").on == date(2026, 12, 14)
    assert event(dates, "feedback").status == "seen"


def test_deadlines_of_every_start() -> None:
    """From the call in hours and in working days, from selection when it has no date, and on site."""
    dates = dates_of(MONDAY)
    assert deadline(dates, "A").due == local(date(2026, 11, 24), time(9, 15))
    assert deadline(dates, "A").rule == "24 hours from the call (09:15 Mon 23 Nov 2026)"
    assert deadline(dates, "B").due == local(date(2026, 11, 27), time(17))
    assert deadline(dates, "C").due is None
    assert deadline(dates, "C").rule == "2 working days from a day not known yet"
    assert deadline(dates, "D").due == local(date(2026, 12, 7), time(9))
    assert deadline(dates, "D").rule == "by \u201cFirst day on site\u201d (Mon 7 Dec 2026)"
    assert deadline(dates, "D").status == "reported"
    assert [one.deadline.id for one in dates.deadlines] == ["A", "B", "D", "C"]


def test_a_selection_event_dates_what_counts_from_it() -> None:
    """Where the timetable says when cases are chosen, its day and its standing are used."""
    chosen = TimetableEvent(id="selection", title="Cases chosen", day=5, time="12:00", **fact("assumed"))
    framework = make_framework(timetables=(make_timetable(events=(chosen,)),))
    dates = schedule(supposed_notice(MONDAY, "full"), framework, ENGLAND)
    assert deadline(dates, "C").due == local(date(2026, 12, 2), time(17))
    assert deadline(dates, "C").status == "assumed"
    assert deadline(dates, "D").due is None
    assert dates.on_site is None


def one_deadline(**values: object) -> DeadlineClass:
    """A deadline class of its own."""
    return DeadlineClass.model_validate({"id": "X", "title": "x", **SEEN, **values})


@pytest.mark.parametrize(
    ("rule", "due", "words"),
    [
        ({"amount": 24, "unit": "hours"}, local(date(2026, 5, 2), time(12)), "24 hours from"),
        (
            {"amount": 24, "unit": "hours", "skips_closed_days": True},
            local(date(2026, 5, 5), time(12)),
            "24 hours, not counting closed days, from",
        ),
        ({"amount": 3, "unit": "calendar_days"}, local(date(2026, 5, 4), time(17)), "3 days from"),
        ({"amount": 1, "unit": "working_days"}, local(date(2026, 5, 5), time(17)), "1 working day from"),
    ],
)
def test_a_deadline_over_a_bank_holiday_weekend(rule: dict[str, object], due: datetime, words: str) -> None:
    """From Friday 1 May 2026 at noon: the clock runs on unless the class says that it stops."""
    framework = make_framework(deadline_classes=(one_deadline(**rule),), requests=())
    dates = schedule(supposed_notice(date(2026, 5, 1), "full", time(12)), framework, ENGLAND)
    found = deadline(dates, "X")
    assert found.due == due
    assert found.rule.startswith(words)
    differs = rule["unit"] == "working_days" or "skips_closed_days" in rule
    assert bool(found.others) == differs
    assert all(one.on == date(2026, 5, 4) and "May Day" in one.reason for one in found.others)


def test_twenty_four_hours_are_true_hours_when_the_clock_changes() -> None:
    """From Saturday noon before summer time begins, 24 hours end at one o'clock on Sunday."""
    dates = dates_of(date(2026, 3, 28), "12:00")
    assert deadline(dates, "A").due == local(date(2026, 3, 29), time(13))


def test_a_corrected_deadline() -> None:
    """A deadline class can be corrected too; without a time it ends with the working day."""
    correction = DateCorrection(event="A", on=date(2026, 11, 25), reason="agreed by telephone")
    found = deadline(dates_of(MONDAY, corrections=(correction,)), "A")
    assert found.due == local(date(2026, 11, 25), time(17))
    assert found.rule == "corrected: agreed by telephone"
    assert found.is_settled


def test_the_inspectorates_own_deadline_wins() -> None:
    """An override beats the class; an item nobody can date is due at no known time."""
    framework = make_framework()
    dates = dates_of(MONDAY)
    item = framework.requests_by_id["PLN01"]
    own = local(date(2026, 11, 26), time(12))
    assert due_at(item, None, dates) == local(date(2026, 11, 24), time(9, 15))
    assert due_at(item, RequestState(id="PLN01", due_override=own), dates) == own
    assert due_at(None, RequestState(id="X1", local_title="Extra"), dates) is None
    assert due_at(item.model_copy(update={"deadline": "Z"}), None, dates) is None


def test_an_unknown_kind_of_inspection_is_refused() -> None:
    """A notice of a kind the framework has no timetable for cannot be dated."""
    with pytest.raises(KeyError):
        schedule(supposed_notice(MONDAY, "visit"), make_framework(), ENGLAND)


def problems(received: datetime, now: datetime, **changes: object) -> list[str]:
    """What is said of a notice."""
    notice = Notice(id="N0001", received=received, kind="full").model_copy(update=changes)
    return [str(one) for one in notice_problems(notice, make_timetable(), ENGLAND, now)]


def test_a_usual_notice_raises_no_eyebrow() -> None:
    """A Monday in term, in the past."""
    assert problems(local(MONDAY, time(9)), local(MONDAY, time(10))) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "Sun 22 Nov 2026 is not a working day (weekend). Days are counted from Mon 23"),
        (date(2026, 5, 4), "Mon 4 May 2026 is not a working day (May Day). Days are counted from Tue 5 May"),
        (date(2026, 11, 24), "Tue 24 Nov 2026 is not the usual day of the week for a notice (Mon)."),
        (date(2026, 7, 27), "The first day on site would be Mon 10 Aug 2026, in a month when none"),
    ],
)
def test_an_unlikely_notice_is_taken_with_a_warning(day: date, said: str) -> None:
    """Sundays, bank holidays, other weekdays and August are warned of and dated all the same."""
    (problem,) = problems(local(day, time(9)), local(day, time(10)))
    assert problem.startswith(f"warning: N0001, received: {said}")
    assert dates_of(day).on_site is not None


def test_a_notice_in_the_future_is_warned_of_unless_it_is_a_drill() -> None:
    """An invented notice may lie ahead."""
    received, now = local(MONDAY, time(9)), local(date(2026, 11, 20), time(9))
    assert "in the future" in problems(received, now)[0]
    assert problems(received, now, is_drill=True) == []


def test_a_timetable_without_an_on_site_event_is_not_warned_of() -> None:
    """An engagement meeting has no on-site day to fall in August."""
    notice = supposed_notice(date(2026, 7, 27), "full")
    timetable = make_timetable(on_site_event="", notice_weekday=None)
    assert notice_problems(notice, timetable, ENGLAND, notice.received) == []


def test_day_0_of_a_sunday_call_is_monday() -> None:
    """Days are counted from the next worked day, hours from the call itself."""
    dates = dates_of(date(2026, 11, 22))
    assert dates.day_0 == MONDAY
    assert dates.on_site == date(2026, 12, 7)
    assert deadline(dates, "A").due == local(MONDAY, time(9, 15))


def test_working_hours_from_the_call_to_each_deadline() -> None:
    """In a plain week: 24 hours hold one working day, the end of week 1 five, the on-site day ten."""
    assert allowed_hours(make_framework()) == {"A": 8, "B": 40, "D": 80}
    assert allowed_hours(make_other_framework()) == {}


def test_events_that_count_from_each_other_are_dated() -> None:
    """A ring of anchors is cut; every event still has a date and a status."""
    ring = (
        TimetableEvent(id="a", title="A", day=1, anchor="b", **SEEN),
        TimetableEvent(id="b", title="B", day=-2, anchor="a", **SEEN),
    )
    framework = make_framework(timetables=(make_timetable(events=ring),))
    dates = schedule(supposed_notice(MONDAY, "full"), framework, ENGLAND)
    assert {one.event.id for one in dates.events} == {"a", "b"}
    assert event(dates, "b").rule.startswith("2 working days before \u201cA\u201d")


@given(st.dates(date(2023, 1, 1), date(2028, 6, 1)), st.times())
def test_every_notice_is_dated(day: date, at: time) -> None:
    """Whatever the moment: days run forwards, on working days, and hours are true hours."""
    dates = schedule(supposed_notice(day, "full", at.replace(fold=0)), make_framework(), ENGLAND)
    assert dates.day_0 >= day
    assert all(ENGLAND.is_working(one.on) for one in dates.events)
    due = deadline(dates, "A").due
    assert due is not None
    assert due.timestamp() - dates.notice.received.timestamp() == 24 * 3600
    assert len(dates.deadlines) == len(DEADLINES)
