"""Public holidays of a country as data."""

from __future__ import annotations

from datetime import date

from readiness.definitions.public_holidays import public_holidays


def test_england_has_its_own_days_with_substitutes() -> None:
    """The days gov.uk lists for England in 2026 and 2027; no Scottish or Irish ones."""
    days = public_holidays([2026, 2027])
    assert sorted(days) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
    ]
    assert days[date(2026, 12, 25)] == "Christmas Day"
