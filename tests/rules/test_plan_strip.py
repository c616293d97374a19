"""Actions drawn on months: every day where it belongs, and each step told by its mark."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from readiness.model.records.plan import Action, Milestone
from readiness.rules.plan_strip import MonthScale, scale_around, strip_of

AS_AT = date(2026, 12, 7)


def action(**fields: Any) -> Action:
    """An action with these days."""
    return Action.model_validate({"id": "P0001", "title": "Do it", **fields})


def test_the_scale_begins_a_third_before_today() -> None:
    """Across the turn of the year as well."""
    scale = scale_around(AS_AT)
    assert scale.first == date(2026, 9, 1)
    assert scale.heads == "Sep Oct Nov Dec Jan Feb Mar Apr May"
    assert scale_around(date(2027, 2, 1)).first == date(2026, 11, 1)


def test_steps_done_missed_and_to_do_stand_on_their_days() -> None:
    """Behind today a full line, ahead a thin one; today's mark gives way to a step."""
    steps = (
        Milestone(title="a", due=date(2026, 10, 1), done=date(2026, 10, 10)),
        Milestone(title="b", due=date(2026, 11, 20)),
        Milestone(title="c", due=date(2027, 1, 31)),
        Milestone(title="d"),
        Milestone(title="e", due=date(2030, 1, 1)),
    )
    scale = MonthScale(date(2026, 9, 1), 6)
    drawn = strip_of(action(start=date(2026, 9, 16), due=date(2027, 2, 10), milestones=steps), scale, AS_AT)
    assert drawn == " ━━━━◆━━━━!━┃──────◇────"


def test_what_is_closed_lies_behind_and_what_has_no_day_is_blank() -> None:
    """Today is drawn all the same; outside the scale nothing is."""
    scale = MonthScale(date(2026, 11, 1), 3)
    days = {"start": date(2026, 11, 1), "due": date(2027, 1, 31)}
    assert strip_of(action(status="done", **days), scale, AS_AT) == "━━━━┃━━━━━━━"
    assert strip_of(action(), scale, AS_AT) == "    ┃       "
    assert strip_of(action(due=date(2028, 1, 1)), scale, AS_AT) == "    ┃       "
    assert strip_of(action(), scale, date(2025, 1, 1)) == " " * 12


def test_a_day_outside_the_months_is_said_at_that_end() -> None:
    """The day it is due, or without one its nearest step; where a bar reaches the months nothing more is."""
    scale = scale_around(AS_AT)
    late = strip_of(action(start=date(2025, 11, 1), due=date(2026, 3, 12)), scale, AS_AT)
    assert (late.rstrip(), len(late)) == ("<12 Mar 2026┃", scale.width)
    steps = (Milestone(title="a", due=date(2026, 4, 30)), Milestone(title="b", due=date(2026, 5, 1)))
    assert strip_of(action(milestones=steps), scale, AS_AT).startswith("<1 May 2026 ┃")
    ahead = strip_of(action(start=date(2028, 2, 1), due=date(2028, 3, 12)), scale, AS_AT)
    assert (ahead.split(), ahead[-1]) == (["┃", "12", "Mar", "2028>"], ">")
    assert "2028" not in strip_of(action(start=AS_AT, due=date(2028, 3, 12)), scale, AS_AT)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_later_day_never_stands_before_an_earlier_one(first: date, second: date) -> None:
    """Whatever the months between."""
    scale = scale_around(AS_AT)
    earlier, later = sorted((first, second))
    assert scale.place_of(earlier) <= scale.place_of(later)
