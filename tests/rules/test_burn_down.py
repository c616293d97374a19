"""The burn-down counts what was open at each step, plans evenly, and says the difference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readiness.rules.burn_down import BurnDown, Turn, burn_down, burn_lines
from readiness.rules.calendar.working_time import WorkingCalendar

CALL = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday; eight working hours later is the end of the day."""
DUE = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
NOON = CALL + timedelta(hours=4)


def course(open_now: int, turns: tuple[Turn, ...], now: datetime = NOON, due: datetime = DUE) -> BurnDown:
    """Asks due at the end of the day of the call, in four steps."""
    return burn_down(
        "Day 1", open_now, turns, start=CALL, due=due, now=now, calendar=WorkingCalendar(), steps=4
    )


def turn(hours: float, *, is_done: bool = True) -> Turn:
    """An ask done, or open again, so many hours after the call."""
    return Turn(CALL + timedelta(hours=hours), is_done)


def test_each_step_says_what_was_open_then() -> None:
    """Two done in the second hour, one of them open again in the third."""
    burn = course(7, (turn(1.5), turn(1.6), turn(2.5, is_done=False)))

    assert burn.open == (8, 6, 7)
    assert burn.planned == (8, 6, 4, 2, 0)
    assert burn.words == "7 open, 4 on an even course: 3 behind"


def test_ahead_even_and_past_the_deadline() -> None:
    """Fewer open than planned is ahead; after the deadline nothing is planned."""
    assert course(2, tuple(turn(1) for _ in range(6))).words.endswith("2 ahead")
    assert course(4, tuple(turn(1) for _ in range(4))).words == "4 open, 4 on an even course"
    assert course(3, (), now=DUE + timedelta(days=1)).words == "3 open, 0 on an even course: 3 behind"


def test_at_the_moment_of_the_call_and_without_working_time() -> None:
    """One column at the call; a deadline with no working hours before it plans nothing."""
    assert course(5, (), now=CALL).open == (5,)
    assert course(5, (), due=CALL).planned_now == 0


def test_it_is_drawn_as_columns_over_two_moments() -> None:
    """Full and part columns, dots where the even course runs, the axis, and the sentence last."""
    drawn = burn_lines(course(6, (turn(1), turn(1.5))), width=26, height=4)

    assert drawn == (
        "  8 │█",
        "    │█   █   █",
        "  4 │█   █   █",
        "    │█   █   █   ·",
        "  0 └────────────────────",
        "     Mon 23 Nov 09:00  Mon 23 Nov 17:00",
        "6 open, 4 on an even course: 2 behind",
    )


@given(st.lists(st.tuples(st.floats(0, 7), st.booleans()), max_size=12), st.integers(12, 40))
def test_the_last_count_is_now_and_the_first_undoes_all_turns(
    found: list[tuple[float, bool]], now: int
) -> None:
    """Whatever was done and undone in the first hours, the ends of the course are what they must be."""
    turns = tuple(turn(hours, is_done=is_done) for hours, is_done in found)
    burn = course(now, turns, now=DUE)

    assert burn.open[-1] == now
    assert burn.planned[0] == now + sum(1 if one.is_done else -1 for one in turns)
