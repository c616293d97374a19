"""Whatever somebody wrote is shown as written: never markup, never a terminal command, never a crash."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Button

from readiness.base.errors import RefusedError, StaleEditError
from readiness.base.problems import Problem, Where
from readiness.tui.base import content as text
from readiness.tui.forms.conflict import ConflictDialog
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.forms.questions import ErrorDialog, QuestionDialog
from readiness.tui.forms.reading import ProblemsDialog
from readiness.workspace.workspace import Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]
TUI = Path(text.__file__).parent


def raw_controls(stage: Any) -> set[str]:
    """Control characters other than line breaks that would reach the terminal."""
    return {one for one in stage.words if (ord(one) < 32 and one != "\n") or 127 <= ord(one) < 160}


async def test_every_area_shows_every_probe(play: Play, hostile_workspace: Workspace) -> None:
    """All areas draw with probes in every field, and no control character gets through."""
    async with play(hostile_workspace, (80, 24)) as stage:
        for key in "1234567":
            await stage.press(key)
            assert raw_controls(stage) == set()
            if key in "3456":
                await stage.press("enter", "down", "down", "escape")
                assert raw_controls(stage) == set()


async def test_the_list_shows_probes_letter_for_letter(play: Play, hostile_workspace: Workspace) -> None:
    """The table shows brackets, braces and backslashes as they are, and marks for what is not visible."""
    async with play(hostile_workspace, (120, 40)) as stage:
        await stage.press("3")
        for shown in (
            "a [/ b",
            "[type=x, v={'a[0]'}]",
            "[b]x[/b]",
            "[TODO] Q3 plan",
            "\\[escaped]",
            "<U+001B>",
        ):
            assert shown in stage.words


ROUTES = (
    "2 enter down c",
    "2 enter e",
    "3 e",
    "3 l",
    "3 l enter",
    "3 f",
    "5 o",
    "5 f",
    "6 a",
    "2 v",
    "2 slash",
    "2 l",
)
"""Keys that lead to each form, picker and the editor."""


@pytest.mark.whole
async def test_forms_pickers_and_the_editor_open_on_probes(play: Play, hostile_workspace: Workspace) -> None:
    """Every box opens over hostile records, and closes again."""
    async with play(hostile_workspace, (80, 24)) as stage:
        for keys in ROUTES:
            await stage.press(*keys.split())
            assert raw_controls(stage) == set(), keys
            await stage.press("escape")


async def test_the_palette_finds_probes(play: Play, hostile_workspace: Workspace) -> None:
    """Searching the palette for pieces of markup lists the records that hold them."""
    async with play(hostile_workspace, (120, 40)) as stage:
        for query in ("[/", "[type=x", "[b]x", "escaped"):
            await stage.press("ctrl+p")
            await stage.type(query)
            await stage.pilot.pause(0.3)
            assert raw_controls(stage) == set()
            await stage.press("escape", "escape")


async def test_toasts_and_boxes_show_probes(
    play: Play, area_workspace: Workspace, probes: tuple[str, ...]
) -> None:
    """Toasts, errors, questions, problems, conflicts and pickers take any text."""
    async with play(area_workspace, (120, 40)) as stage:
        many = "\n".join(probes)
        record: dict[str, object] = {"id": "E0001", "updated_by": probes[0]}
        mine = {**record, **{f"field {number}": probe for number, probe in enumerate(probes)}}
        boxes = (
            *(ErrorDialog(RefusedError(one, many, many)) for one in probes[:4]),
            QuestionDialog(many, safe=probes[0], other=probes[1]),
            ProblemsDialog([Problem("error", Where(one, 1, one, one), one, one) for one in probes]),
            ConflictDialog(StaleEditError(probes[0], mine=mine, theirs=record, base=None), may_repeat=True),
            Picker(many, [Choice(one, one, one) for one in probes]),
        )
        for box in boxes:
            stage.app.push_screen(box)
            await stage.settle()
            assert raw_controls(stage) == set()
            stage.app.pop_screen()
        for probe in probes:
            stage.app.say(probe)
        await stage.settle()
        assert raw_controls(stage) == set()


@given(st.text())
def test_the_door_lets_no_control_through(words: str) -> None:
    """Whatever goes in, the content that comes out is plain: no spans, no control characters."""
    content = text.plain(words, keep_breaks=True)

    assert not content.spans
    assert not [one for one in content.plain if ord(one) < 32 and one not in "\n\t"]


@given(st.text(min_size=1), st.integers(min_value=1, max_value=40))
def test_a_cell_is_one_line_of_its_width(words: str, width: int) -> None:
    """A table cell never breaks the line and never exceeds its column."""
    shown = text.cell(words, width=width)

    assert "\n" not in shown.plain
    assert shown.cell_len <= width


WIDGETS = {"Static", "Label", "Option", "Entry", "notify", "Selection", "Collapsible", "update"}
"""What reads a `str` as markup unless it is told otherwise."""


def markup_risks(tree: ast.AST) -> Iterator[int]:
    """Lines on which a widget is given text that is not a constant and did not come through the door."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        is_text = isinstance(node.args[0], ast.JoinedStr | ast.BinOp) or (
            isinstance(node.args[0], ast.Call) and getattr(node.args[0].func, "id", "") in {"str", "visible"}
        )
        is_plain = any(
            one.arg == "markup" and isinstance(one.value, ast.Constant) and one.value.value is False
            for one in node.keywords
        )
        if name in WIDGETS and is_text and not is_plain:
            yield node.lineno


@pytest.mark.parametrize("path", sorted(TUI.rglob("*.py")), ids=lambda one: one.stem)
def test_no_widget_is_given_text_it_would_parse(path: Path) -> None:
    """Made-up text reaches widgets through `tui/text.py` only."""
    assert list(markup_risks(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_search_for_risks_is_not_blind() -> None:
    """The check above finds what it is for."""
    assert list(markup_risks(ast.parse('Static(f"{title}")')))
    assert list(markup_risks(ast.parse("notify(str(error))")))


async def test_a_button_takes_a_probe(play: Play, area_workspace: Workspace, probes: tuple[str, ...]) -> None:
    """Buttons named after records show the name as it is."""
    async with play(area_workspace, (80, 24)) as stage:
        stage.app.push_screen(QuestionDialog("Which?", safe=probes[0], other=probes[1]))
        await stage.settle()
        assert {probes[0], probes[1]} == {str(one.label) for one in stage.app.screen.query(Button)}
