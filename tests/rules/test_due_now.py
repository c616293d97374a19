"""The very moment a deadline comes: what is not ready then is late, on the board and in a drill."""

from __future__ import annotations

from datetime import timedelta

import pytest

from readiness.inspection.drill import drill_report
from tests.rules.test_board import SOON, board_at, state

ASK = state("ASK01", local_title="Due soon", due_override=SOON, agency="nhs")
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "is_overdue"), [(SOON - MOMENT, False), (SOON, True), (SOON + MOMENT, True)], ids=str
)
def test_what_is_due_exactly_now_is_late(at: object, is_overdue: bool) -> None:
    """On the board and in a drill, one moment before not yet."""
    board = board_at(at, ASK)  # type: ignore[arg-type]  # a moment, printed as the name of the case
    row = next(one for one in board.rows if one.ask.id == "ASK01")
    verdict = next(one.verdict for one in drill_report(board, {}).items if one.id == "ASK01")
    assert (row.risk == "overdue") == is_overdue
    assert (verdict == "missed") == is_overdue


def test_what_became_ready_at_the_moment_it_was_due_is_met() -> None:
    """One moment later it is late."""
    ready = state("ASK01", local_title="Due soon", due_override=SOON, agency="nhs", status="ready")
    for since, verdict in ((SOON, "met"), (SOON + MOMENT, "late")):
        report = drill_report(board_at(SOON + timedelta(hours=1), ready), {"ASK01": since})
        assert next(one.verdict for one in report.items if one.id == "ASK01") == verdict
