"""What is no longer in the framework has one place on the screen, and its gaps open there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import LocalGrade, Statement
from readiness.tui.shell.navigation import place_of_gap
from readiness.tui.shell.session import Session
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import TODAY
from tests.tui.test_drafting import until

LOST = Statement(id="S0901", criterion="Z9", kind="strength", text="Harbour lessons begin on time.")
VIEW = LocalGrade(id="Z9", outcome="lost", why="We said so.")


async def test_a_statement_without_a_criterion_is_shown_and_edited_at_the_end_of_the_tree(
    play: Callable[..., Any], area_workspace: Workspace
) -> None:
    """Its gap opens the page that shows it; the editor opens on it; nothing ends the program."""
    area_workspace.run(Transaction("Write", (put(LOST), put(VIEW))))
    session = Session(area_workspace, given=TODAY)
    gaps = [one for one in session.gaps().gaps if one.check == "not-in-framework"]
    assert {one.subject for one in gaps} >= {"S0901", "Z9"}
    for gap in gaps:
        async with play(area_workspace) as stage:
            stage.app.action_area(*place_of_gap(gap, session))
            await stage.settle()
            assert stage.app.is_running
    statement = next(one for one in gaps if one.subject == "S0901")
    async with play(area_workspace) as stage:
        stage.app.action_area(*place_of_gap(statement, session))
        await until(stage, "No longer in the framework")
        assert "Harbour lessons begin on time." in stage.words
        await stage.press("enter")
        assert "Edit S0901" in stage.words


async def test_the_tree_ends_with_its_criteria_while_every_record_has_a_place(
    play: Callable[..., Any], area_workspace: Workspace
) -> None:
    """The node is there while something is without a place, and goes with the last of it."""
    async with play(area_workspace) as stage:
        await stage.press("2")
        assert "No longer in the framework" not in stage.words
        area_workspace.run(Transaction("Write", (put(LOST),)))
        stage.app.screen.fill()
        await stage.settle()
        assert "No longer in the framework" in stage.words
        stored = area_workspace.records.statements["S0901"]
        area_workspace.run(Transaction("Move", (put(stored.model_copy(update={"criterion": "A1"}), stored),)))
        stage.app.screen.fill()
        await stage.settle()
        assert "No longer in the framework" not in stage.words
