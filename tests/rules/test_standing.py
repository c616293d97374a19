"""Confidence in an action: what its dates say by the board's own limits, and what somebody judged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from readiness.model.definition.board import Board
from readiness.model.records.plan import Action, Judgement, Milestone
from readiness.rules.standing import standing_of
from tests.making.building import AS_AT

BOARD = Board(at_risk_days=7, off_track_days=28)
FAR = AS_AT + timedelta(days=90)


def action(**fields: object) -> Action:
    """An action that is due far ahead, unless said otherwise."""
    return Action.model_validate({"id": "P0001", "title": "Recruit", "due": FAR, **fields})


def late_step(days: int, title: str = "Advertise") -> Milestone:
    """A step that is so many days late."""
    return Milestone(title=title, due=AS_AT - timedelta(days=days))


@pytest.mark.parametrize(
    ("fields", "confidence", "why"),
    [
        ({}, "on_track", "nothing is late"),
        ({"due": AS_AT}, "on_track", "nothing is late"),
        ({"due": AS_AT - timedelta(days=1)}, "off_track", "1 day past its date"),
        ({"due": None}, "at_risk", "it has no date"),
        ({"milestones": (late_step(6),)}, "on_track", "nothing is late"),
        ({"milestones": (late_step(7),)}, "at_risk", "“Advertise” is 7 days late"),
        ({"milestones": (late_step(27),)}, "at_risk", "“Advertise” is 27 days late"),
        ({"milestones": (late_step(28),)}, "off_track", "“Advertise” is 28 days late"),
        ({"start": AS_AT}, "on_track", "nothing is late"),
        ({"start": date(2026, 12, 1)}, "at_risk", "it was to begin on 1 Dec 2026"),
        ({"start": date(2026, 12, 1), "status": "in_progress"}, "on_track", "nothing is late"),
        (
            {"milestones": (late_step(40), late_step(9, "Shortlist")), "due": AS_AT - timedelta(days=2)},
            "off_track",
            "2 days past its date; “Advertise” is 40 days late",
        ),
    ],
)
def test_dates_say_how_confident_to_be(fields: dict[str, object], confidence: str, why: str) -> None:
    """The worst sign stands, with every sign that is as bad."""
    standing = standing_of(action(**fields), BOARD, AS_AT)
    assert standing is not None
    assert (standing.confidence, standing.why, standing.is_judged) == (confidence, why, False)
    assert standing.proposed == standing.confidence


def test_each_board_has_its_own_limits() -> None:
    """The same lateness is nothing to one and the end to another."""
    late = action(milestones=(late_step(10),))
    said = [
        standing_of(late, Board(at_risk_days=least, off_track_days=most), AS_AT)
        for least, most in ((11, 20), (10, 20), (1, 10))
    ]
    assert [one.confidence for one in said if one] == ["on_track", "at_risk", "off_track"]


def test_a_judgement_stands_with_its_reason_beside_what_the_dates_say() -> None:
    """Better or worse than they say."""
    judged = Judgement(confidence="at_risk", reason="The post was frozen.")
    standing = standing_of(action(confidence=judged), BOARD, AS_AT)
    assert standing is not None
    assert (standing.confidence, standing.why) == ("at_risk", "The post was frozen.")
    assert (standing.proposed, standing.is_judged) == ("on_track", True)


@pytest.mark.parametrize("status", ["done", "embedded", "stopped", "carried_forward"])
def test_nothing_is_expected_of_what_is_closed(status: str) -> None:
    """However late it was, and whatever was judged while it ran."""
    judged = Judgement(confidence="off_track", reason="Late.")
    closed = action(status=status, due=date(2026, 1, 1), confidence=judged)
    assert standing_of(closed, BOARD, AS_AT) is None
