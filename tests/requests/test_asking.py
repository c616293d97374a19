"""What is asked in words: on the board in one step, with who asked, when and by when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from readiness.base.errors import UsageError
from readiness.base.zone import local_zone
from readiness.requests import states
from readiness.requests.asking import add_ask
from readiness.rules.asks import ask_of, asks
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace


def test_an_ask_of_its_own_has_who_when_and_by_when(workspace: Workspace) -> None:
    """It is known, wanted, confirmed by who asked, and its owner has it; undo takes it away."""
    state, _ = add_ask(
        workspace, "Minutes of July", by="lead inspector", due="within 24 hours", owner="R. Shah"
    )
    now = workspace.clock()
    assert (state.id, state.local_title, state.owner, state.is_asked) == (
        "ASK001", "Minutes of July", "R. Shah", True,
    )  # fmt: skip
    [asked] = state.asks
    assert (asked.by, asked.at, asked.due_text) == ("lead inspector", now, "within 24 hours")
    # Asked on a Saturday: hours run from Monday on, as those of the definition do
    assert state.due_override == datetime(2026, 11, 24, tzinfo=UTC)
    ask = ask_of(workspace.index, "ASK001")
    assert ask.is_wanted
    assert ask.proof == "asked for by lead inspector"
    assert add_ask(workspace, "Rota", by="lead inspector")[0].id == "ASK002"
    undo(workspace)
    undo(workspace)
    assert "ASK001" not in {one.id for one in asks(workspace.index)}


def test_a_known_item_gets_a_further_line(workspace: Workspace) -> None:
    """Its title stays; the earliest deadline counts; what had been handed over is gathered again."""
    states.set_state(workspace, "STR01", status="handed_over", owner="Jan Ferns")
    add_ask(workspace, "", by="HMI", item="str01", due="2027-01-08 12:00")
    add_ask(workspace, "The same for health", by="HMI", item="STR01", due="2027-01-07")
    state = workspace.records.requests["STR01"]
    assert [line.title for line in state.asks] == [workspace.framework.requests_by_id["STR01"].title,
                                                    "The same for health"]  # fmt: skip
    assert state.due_override == datetime(2027, 1, 7, 17, tzinfo=UTC)
    assert (state.status, state.owner) == ("gathering", "Jan Ferns")


@pytest.mark.parametrize(
    ("title", "fields", "words"),
    [
        ("", {"by": "HMI"}, "What was asked for"),
        ("Rota", {"by": " "}, "Who asked"),
        ("Rota", {"by": "HMI", "item": "ZZZ99"}, "ZZZ99"),
        ("Rota", {"by": "HMI", "due": "2020-01-01"}, "before it was asked"),
        ("Rota", {"by": "HMI", "due": "when convenient"}, "when convenient"),
    ],
)
def test_what_cannot_be_is_refused(
    workspace: Workspace, title: str, fields: dict[str, Any], words: str
) -> None:
    """Nothing is stored, and the message says what is missing or wrong."""
    with pytest.raises(UsageError) as caught:
        add_ask(workspace, title, **fields)
    assert words in f"{caught.value.title} {caught.value.detail}"
    assert not workspace.records.requests


def test_the_time_asked_may_be_given(workspace: Workspace) -> None:
    """Hours are counted from it."""
    at = datetime(2026, 11, 24, 16, 30, tzinfo=local_zone())
    state, _ = add_ask(workspace, "Rota", by="HMI", at=at, due="within 48 hours")
    assert state.due_override == at + timedelta(hours=48)
