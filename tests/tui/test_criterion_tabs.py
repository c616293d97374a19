"""The page of a criterion in tabs, the sentences of the overview, and the way back from where they lead."""

from __future__ import annotations

from readiness.tui.screens.criteria.screen import CriteriaScreen
from readiness.tui.widgets.page import Page
from readiness.tui.widgets.tab_line import TabLine
from readiness.workspace.workspace import Workspace
from tests.tui.test_journeys import Play, Stage


def open_tab(stage: Stage) -> str:
    """Id of the tab that is open."""
    return stage.app.screen.query_one(TabLine).open_tab


def row(stage: Stage) -> str:
    """Id of the entry under the cursor."""
    return stage.app.screen.query_one("#page", Page).key


async def test_each_tab_shows_its_own_and_says_how_much(play: Play, area_workspace: Workspace) -> None:
    """] walks them in their order and round the end; each holds as many entries as its title counts."""
    seen = []
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("2")
        screen = stage.app.screen
        assert isinstance(screen, CriteriaScreen)
        for _ in range(5):
            picture = screen._picture
            assert picture is not None
            [tab] = [one for one in picture.tabs if one.title.id == open_tab(stage)]
            assert f"{tab.title.title} {tab.title.count}" in stage.words
            if tab.title.id != "evidence":
                assert sum(bool(entry.id) for entry in tab.entries) == tab.title.count
            seen.append(tab.title.id)
            await stage.press("right_square_bracket")
        assert open_tab(stage) == seen[0]
    assert seen == ["statements", "evidence", "suggested", "gaps", "prompts"]


async def test_the_tab_stays_from_criterion_to_criterion_and_each_keeps_its_row(
    play: Play, area_workspace: Workspace
) -> None:
    """> and < go on in the same tab; the cursor is where it was left."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("2", "left_square_bracket", "left_square_bracket", "down", "down")
        left = row(stage)
        assert open_tab(stage) == "gaps"
        await stage.press("greater_than_sign")
        assert "A2 the service shows" in stage.words
        assert open_tab(stage) == "gaps"
        await stage.press("less_than_sign")
        assert "A1 the service shows" in stage.words
        assert (open_tab(stage), row(stage)) == ("gaps", left)


async def test_a_click_opens_a_tab(play: Play, area_workspace: Workspace) -> None:
    """The mouse reaches each."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("2")
        await stage.click("Prompts")
        assert open_tab(stage) == "prompts"
        assert row(stage) == "A1.1"


async def test_a_prompt_is_opened_from_its_tab(play: Play, area_workspace: Workspace) -> None:
    """It has neither statements nor prompts of its own."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("2", "left_square_bracket", "enter")
        screen = stage.app.screen
        assert isinstance(screen, CriteriaScreen)
        assert screen._picture is not None
        assert screen._picture.node == "A1.1"
        assert [tab.title.id for tab in screen._picture.tabs] == ["evidence", "suggested", "gaps"]


async def test_a_gap_of_the_page_opens_the_tab_where_it_is_put_right(
    play: Play, area_workspace: Workspace
) -> None:
    """Nothing linked leads to the evidence, where l links."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("2", "greater_than_sign", "left_square_bracket", "left_square_bracket", "enter")
        assert open_tab(stage) == "evidence"
        assert "Nothing proves it yet. Press l" in stage.words


async def test_a_sentence_opens_what_is_behind_it_and_backspace_leads_back(
    play: Play, area_workspace: Workspace
) -> None:
    """The same row again, from where one came; where nobody came from anywhere, that is said."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("shift+tab", "down", "enter")
        assert stage.app.current_mode == "requests"
        await stage.press("backspace")
        assert stage.app.current_mode == "overview"
        assert stage.app.screen.query_one("#call", Page).key == "say-1"
        await stage.press("3", "backspace")
        assert stage.app.current_mode == "evidence"
        assert "You did not come here from another place" in stage.words
