"""Titles marked with their periods are guessed as marked or not at all, but for one in twenty."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from readiness.library.guess_period import guess_period

MARKED = Path(__file__).parents[1] / "data" / "periods"


@pytest.mark.parametrize("half", ["tune", "held"])
def test_at_most_one_guess_in_twenty_is_wrong(half: str) -> None:
    """And nine in ten are right: a guess that is never made would not be wrong either."""
    with (MARKED / f"titles-{half}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = wrong = 0
    for row in rows:
        found = guess_period(row["title"], row["opening"], Path(row["name"]).stem.replace("_", " "))
        start, end = (
            (one.isoformat() if one else "" for one in (found.start, found.end)) if found else ("", "")
        )
        marked = "" if row["to"] == "unsure" else row["to"]
        is_right = end == marked and start in {"", row["from"]}
        right += is_right
        wrong += bool(end) and not is_right
    assert len(rows) == 55
    assert wrong <= len(rows) / 20
    assert right >= len(rows) * 0.9


def test_a_strategys_life_is_never_its_period() -> None:
    """Whatever is called a plan, strategy, policy or forecast gives no end years ahead."""
    for kind in ("strategy", "plan", "workplan", "policy", "forecast", "statement", "protocol"):
        for years in ("2024-2029", "2024 to 2029", "2024-25", "2024/25"):
            assert guess_period(f"SEND {kind} {years}", "Our vision", f"SEND {kind} {years}") is None
