"""Settings: what is set is shown, changed and kept; keys are moved by a file of one's own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.own_settings import own_settings
from readiness.tui.base.actions import COMMANDS
from readiness.tui.base.command import EVERYWHERE
from readiness.tui.base.own_keys import keys_file, moved_keys, own_keys, write_keys
from readiness.workspace.workspace import Workspace
from tests.tui.test_journeys import Play


async def test_the_menu_says_what_is_set_and_each_line_changes_it(
    play: Play, area_workspace: Workspace
) -> None:
    """The name is kept on this computer, the theme at once; esc leaves."""
    async with play(area_workspace, (100, 30)) as stage:
        await stage.press("comma")
        assert "Penmarsh" in stage.words
        assert "My name: not said yet" in stage.words
        await stage.press("down", "enter")
        await stage.type("R. Shah")
        await stage.press("ctrl+s")
        assert "My name: R. Shah" in stage.words
        assert own_settings().my_name == "R. Shah"
        await stage.press("down", "down", "enter")
        await stage.type("textual-light")
        await stage.press("enter")
        assert stage.app.theme == own_settings().theme == "textual-light"
        await stage.press("escape")
        assert not stage.app.screen.is_modal


async def test_a_key_of_ones_own_works_and_is_shown(play: Play, area_workspace: Workspace) -> None:
    """The footer names it, and the usual one does nothing any more."""
    path = write_keys()
    wanted = json.loads(path.read_text("utf-8"))
    assert wanted["view.settings"] == ","
    path.write_text(json.dumps(wanted | {"sef.export": "ctrl+w"}), "utf-8")
    async with play(area_workspace, (120, 40)) as stage:
        assert "^w Export to Word" in stage.words
        await stage.press("w")
        assert not stage.app.screen.is_modal
        await stage.press("ctrl+w")
        assert stage.app.screen.is_modal


def test_the_file_holds_every_verb_that_has_a_key_and_is_never_replaced() -> None:
    """As it is written nothing is changed; what somebody wrote in it stays."""
    path = write_keys()
    assert set(json.loads(path.read_text("utf-8"))) == {one.id for one in COMMANDS if one.key}
    assert own_keys().moved == {}
    assert own_keys().problems == ()
    path.write_text("mine", "utf-8")
    assert write_keys().read_text("utf-8") == "mine"
    assert own_keys().problems


@pytest.mark.parametrize("content", ["[]", "{", '"a"', '{"no.such": "x"}', '{"sef.export": 3}'])
def test_an_odd_file_changes_nothing_and_is_told_of(content: str) -> None:
    """The usual keys hold."""
    keys_file().parent.mkdir(parents=True, exist_ok=True)
    keys_file().write_text(content, "utf-8")
    assert own_keys().moved == {}
    assert own_keys().problems


@given(
    wanted=st.dictionaries(
        st.sampled_from([one.id for one in COMMANDS if one.key]),
        st.sampled_from("abcdefwxyz,/123"),
        max_size=9,
    )
)
def test_no_two_verbs_of_a_place_share_a_key_for_what_was_moved(wanted: dict[str, str]) -> None:
    """Whatever is asked for: what would clash is passed over and named."""
    found = moved_keys(wanted)
    keys = {one.id: set(found.moved.get(one.id, one.key).split(",")) for one in COMMANDS if one.key}
    places = {one.id: set(one.screens) for one in COMMANDS}
    for verb in found.moved:
        for other in keys.keys() - {verb}:
            if places[verb] & places[other] or EVERYWHERE in places[verb] | places[other]:
                assert not keys[verb] & keys[other]
    assert len(found.problems) + len(found.moved) <= len(wanted)
