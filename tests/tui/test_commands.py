"""Keys, footer, palette, help and docs/keys.md come from one list, and it fits."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from readiness.base.own_settings import own_settings
from readiness.tui.app.app import ReadinessApp
from readiness.tui.app.areas import AREA_SCREENS
from readiness.tui.base.actions import COMMANDS, commands_for
from readiness.tui.base.areas import AREAS
from readiness.tui.base.command import EVERYWHERE
from readiness.tui.base.grammar import GRAMMAR, verb_of
from readiness.tui.base.keys_page import keys_page
from readiness.tui.base.pane_help import PANE_HELP
from readiness.tui.shell.workspace_app import WorkspaceApp
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]
ROOT = Path(__file__).parent.parent.parent
NAMES = AREAS
MOST_VERBS = 9
LEAST_VERBS = 3
_LAST = {"app.command_palette", "app.help", "app.quit"}


def test_ids_are_unique_and_titles_short() -> None:
    """A key map can refer to each command, and footers have room for its name."""
    ids = [one.id for one in COMMANDS]

    assert len(ids) == len(set(ids))
    assert all(len(one.title) <= 14 for one in COMMANDS)


@pytest.mark.parametrize("name", NAMES)
def test_no_key_means_two_things_on_a_screen(name: str) -> None:
    """Within a screen, and against what works everywhere, every key has one meaning."""
    keys = [
        key for one in (*commands_for(name), *commands_for(EVERYWHERE)) for key in one.key.split(",") if key
    ]

    assert len(keys) == len(set(keys))


def test_a_verb_has_one_key_and_a_key_one_verb() -> None:
    """Every letter and sign says what the grammar says, in every area and box; no verb stands there twice."""
    assert len({one.key for one in GRAMMAR}) == len(GRAMMAR)
    names = [name for one in GRAMMAR for name in one.names]
    assert len(names) == len(set(names))
    for one in COMMANDS:
        letters = [key for key in one.key.split(",") if is_letter(key)]
        verb = verb_of(one.id)
        assert all(verb is not None and key == verb.key for key in letters), (one.id, letters, verb)


def is_letter(key: str) -> bool:
    """Whether a key is a letter or sign: not a digit, and no key that moves, leaves or controls."""
    steers = {"escape", "backspace", "up", "down", "f1", "f2"}
    return bool(key) and not key.isdigit() and "+" not in key and key not in steers


def test_no_verb_of_the_grammar_is_idle() -> None:
    """What the grammar promises, some command does, by that key."""
    done = {(verb.key, key) for one in COMMANDS if (verb := verb_of(one.id)) for key in one.key.split(",")}

    assert {(one.key, one.key) for one in GRAMMAR} <= done


@pytest.mark.parametrize("place", sorted({place for one in COMMANDS for place in one.screens}))
def test_no_key_means_two_things_in_a_box(place: str) -> None:
    """Within every box and page, as in the areas, a key does one thing."""
    keys = [key for one in commands_for(place) for key in one.key.split(",") if key]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("area", "pane"), PANE_HELP)
def test_the_keys_in_the_help_of_a_pane_do_something_there(area: str, pane: str) -> None:
    """Every key a sentence names is one of the area's, or one that moves about."""
    named = re.findall(r"`([^`]+)`", PANE_HELP[area, pane])
    here = (*commands_for(area), *commands_for(EVERYWHERE))
    known = {word for one in here for word in one.key_words.split(" or ")} | {"enter", "owner:name"}

    assert set(named) <= known


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_its_action(name: str) -> None:
    """What a screen declares, the screen or the application can do."""
    make = AREA_SCREENS[name]
    assert callable(make)
    screen = make()
    for one in commands_for(name):
        place, _, action = one.action.rpartition(".")
        owner = ReadinessApp if place == "app" else type(screen)
        assert hasattr(owner, f"action_{action.partition('(')[0]}"), one.id


def test_what_works_everywhere_has_its_action() -> None:
    """The application can do what is declared for every screen."""
    for one in commands_for(EVERYWHERE):
        place, _, action = one.action.rpartition(".")
        assert place in {"app", "screen"}
        assert (
            place == "screen"
            or hasattr(WorkspaceApp, f"action_{action.partition('(')[0]}")
            or hasattr(ReadinessApp, f"action_{action.partition('(')[0]}")
        )


async def test_footers_fit_eighty_columns(play: Play, area_workspace: Workspace) -> None:
    """At 80 columns no footer has more than seven verbs, and none is cut."""
    async with play(area_workspace, (80, 24)) as stage:
        for number, name in enumerate(NAMES, 1):
            await stage.press(str(number))
            footer = stage.words.splitlines()[-1]
            shown = [one for one in stage.app.screen.active_bindings.values() if one.binding.show]
            assert len({one.binding.action for one in shown}) <= MOST_VERBS, (name, footer)
            assert footer.rstrip().endswith("ctrl+p Commands  ? Help  q Quit"), footer
            verbs = [one.binding.description for one in shown if one.binding.action not in _LAST]
            said = [verb for verb in verbs if verb in footer]
            assert said == verbs[: len(said)], footer
            assert len(said) >= min(len(verbs), LEAST_VERBS), footer


async def test_the_palette_lists_every_command_of_the_screen(play: Play, area_workspace: Workspace) -> None:
    """The palette offers `group: Verb` for all that applies, and nothing that does not."""
    async with play(area_workspace, (120, 90)) as stage:
        await stage.press("3", "ctrl+p")
        await stage.pilot.pause(0.3)
        for one in commands_for("evidence"):
            assert one.palette_title in stage.words, one.id
        assert "notice: Start" not in stage.words


def test_the_page_of_keys_is_true() -> None:
    """docs/keys.md is what the list of commands gives; UPDATE_GOLDEN=1 writes it anew."""
    path = ROOT / "docs" / "keys.md"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(keys_page(), encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8") == keys_page()


async def test_the_theme_changes(play: Play, area_workspace: Workspace) -> None:
    """Dark, light and high contrast are one verb apart, and kept for the next time."""
    async with play(area_workspace) as stage:
        before = stage.app.theme
        stage.app.action_swap_theme()
        assert before != stage.app.theme
        assert own_settings().theme == stage.app.theme
