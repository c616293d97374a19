"""The life of evidence on a line: each day stands in its part, and the date in its place."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readiness.rules.life_line import AT, COVERS, HOLDS, PAST, life_line

JAN, APR = date(2025, 1, 1), date(2025, 3, 31)
STALE = date(2026, 4, 1)


def test_what_holds_and_what_no_longer_does() -> None:
    """Within its life the date stands among the days it holds; after it, beyond a stretch that is past."""
    holds = life_line(JAN, APR, STALE, date(2025, 9, 1), width=30)
    past = life_line(JAN, APR, STALE, date(2026, 11, 1), width=30)

    assert holds[0] == f"{COVERS * 6}{HOLDS * 9}{AT}{HOLDS * 14}"
    assert holds[1:] == (
        f"{COVERS} covers 1 Jan 2025 - 31 Mar 2025",
        f"{HOLDS} holds until 31 Mar 2026   {AT} measured for",
    )
    assert past[0].endswith(AT)
    assert PAST in past[0]
    assert "no longer holds from 1 Apr 2026" in past[2]


def test_without_a_start_and_without_days() -> None:
    """An end of period alone is enough; without it, or without a life, nothing is drawn."""
    assert life_line(None, APR, STALE, JAN, width=20)[1] == f"{COVERS} covers 31 Mar 2025"
    assert AT not in life_line(None, APR, STALE, JAN, width=20)[0]
    assert life_line(JAN, None, STALE, JAN, width=20) == ()
    assert life_line(JAN, APR, None, JAN, width=20) == ()
    assert life_line(JAN, APR, STALE, JAN, width=0) == ()


@given(st.integers(0, 900), st.integers(0, 900), st.integers(-400, 2000), st.integers(1, 80))
def test_the_line_is_as_wide_as_it_may_be_and_in_order(covers: int, life: int, at: int, width: int) -> None:
    """Covers, holds, past: never another order, whatever the days."""
    to = JAN + timedelta(days=covers)
    line = life_line(JAN, to, to + timedelta(days=life), JAN + timedelta(days=at), width=width)[0]

    assert len(line) == width
    parts = line.replace(AT, "")
    assert parts == "".join(sorted(parts, key=f"{COVERS}{HOLDS}{PAST}".index))
