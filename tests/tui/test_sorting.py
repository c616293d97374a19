"""A table's rows by a column: numbers and dates by what they are, words as they read, nothing last."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.tui.base.content import plain
from readiness.tui.widgets.records_table import Row
from readiness.tui.widgets.sorting import Order, after, in_order

ROWS = (
    Row("E0010", (" E0010", plain("beta"), "3 Mar 2026"), {2: date(2026, 3, 3)}),
    Row("E0002", (" E0002", plain("Alpha"), ""), {2: None}),
    Row("E0001", (" E0001", plain("-"), "9 Jan 2027"), {2: date(2027, 1, 9)}),
)


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        (None, ["E0010", "E0002", "E0001"]),
        (Order(0), ["E0001", "E0002", "E0010"]),
        (Order(0, is_down=True), ["E0010", "E0002", "E0001"]),
        (Order(1), ["E0002", "E0010", "E0001"]),
        (Order(1, is_down=True), ["E0010", "E0002", "E0001"]),
        (Order(2), ["E0010", "E0001", "E0002"]),
        (Order(2, is_down=True), ["E0001", "E0010", "E0002"]),
    ],
)
def test_rows_stand_by_a_column(order: Order | None, keys: list[str]) -> None:
    """Ids by their numbers, words whatever their case, dates by their days; blanks last either way."""
    assert [row.key for row in in_order(ROWS, order)] == keys


def test_a_column_chosen_again_turns_round_and_then_lets_go() -> None:
    """Up, down, and as the list has it; another column begins anew."""
    up = after(None, 1)
    assert up == Order(1)
    down = after(up, 1)
    assert down == Order(1, is_down=True)
    assert after(down, 1) is None
    assert after(down, 2) == Order(2)
    assert (Order(1).sign, Order(1, is_down=True).sign) == ("↑", "↓")
