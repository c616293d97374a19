"""What one pair of hands can carry: in turn, the soonest due first; nobody's asks wait for nobody."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from readiness.base.zone import local
from readiness.rules.calendar.working_time import WorkingCalendar, add_working_hours
from readiness.rules.load import Work, finishes, owner_key

CALENDAR = WorkingCalendar()
START = local(date(2026, 11, 23), time(9))
TUESDAY = local(date(2026, 11, 24), time(9))
FRIDAY = local(date(2026, 11, 27), time(17))


def test_one_after_another_the_soonest_first() -> None:
    """Whatever the order they are given in; capitals and spaces make no other owner."""
    work = [
        Work("R03", "K.  Ali", None, 1),
        Work("R02", "k. ali", FRIDAY, 2),
        Work("R01", "K. Ali", TUESDAY, 4),
        Work("R04", "R. Shah", FRIDAY, 3),
    ]
    assert finishes(work, START, CALENDAR) == {
        "R01": local(date(2026, 11, 23), time(13)),
        "R02": local(date(2026, 11, 23), time(15)),
        "R03": local(date(2026, 11, 23), time(16)),
        "R04": local(date(2026, 11, 23), time(12)),
    }
    assert owner_key(" K.  ALI ") == "k. ali"


def test_what_nobody_owns_waits_for_nobody() -> None:
    """Each as if somebody began it at once."""
    work = [Work(f"R{number:02d}", " ", FRIDAY, 2) for number in range(3)]
    assert set(finishes(work, START, CALENDAR).values()) == {local(date(2026, 11, 23), time(11))}


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "K. Ali", "R. Shah"]), st.sampled_from([None, TUESDAY, FRIDAY]),
                  st.integers(0, 30)), max_size=12,
    )
)  # fmt: skip
def test_nobody_is_done_before_their_work_is(drawn: list[tuple[str, datetime | None, int]]) -> None:
    """An owner's last ask is done when all their hours are worked; none is done sooner than by itself."""
    work = [Work(f"R{number:02d}", owner, due, hours) for number, (owner, due, hours) in enumerate(drawn)]
    done = finishes(work, START, CALENDAR)
    assert set(done) == {one.id for one in work}
    for one in work:
        assert done[one.id] >= add_working_hours(START, one.hours, CALENDAR)
    for owner in {one.owner for one in work if one.owner}:
        mine = [one for one in work if one.owner == owner]
        last = max(done[one.id] for one in mine)
        assert last == add_working_hours(START, sum(one.hours for one in mine), CALENDAR)
