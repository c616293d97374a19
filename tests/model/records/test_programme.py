"""What stands above the actions of a plan, and which records name which."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.records.plan import Action
from readiness.model.records.programme import Strategy, Workstream
from readiness.model.records.references import gone_from, references
from tests.making.building import make_records


@pytest.mark.parametrize(
    ("start", "end", "is_broken"),
    [
        (None, None, False),
        (date(2026, 4, 1), None, False),
        (None, date(2026, 4, 1), False),
        (date(2026, 4, 1), date(2026, 4, 1), False),
        (date(2026, 4, 1), date(2026, 3, 31), True),
    ],
)
def test_a_strategy_ends_no_earlier_than_it_begins(
    start: date | None, end: date | None, is_broken: bool
) -> None:
    """Where both days are known."""
    strategy = Strategy(id="ST0001", title="Ours", start=start, end=end)
    assert (strategy.broken_rule is not None) is is_broken


def test_references_are_every_id_in_a_field_of_records() -> None:
    """One or many, with the table it belongs to; those that are not there are told apart."""
    action = Action(id="P0001", title="Recruit", workstream="WS0001", priorities=("PR0001", "PR0002"))
    found = [(one.field, one.table, one.target) for one in references(action)]
    assert found == [
        ("workstream", "workstreams", "WS0001"),
        ("priorities", "priorities", "PR0001"),
        ("priorities", "priorities", "PR0002"),
    ]
    gone = gone_from(action, make_records([Workstream(id="WS0001", title="Waiting")]))
    assert [one.what for one in gone] == ["priority PR0001", "priority PR0002"]
