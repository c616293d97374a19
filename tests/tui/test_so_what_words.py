"""What a strength leaves unsaid is asked while it is written, and said on its criterion's page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from readiness.rules.so_what import in_short, questions, read_words
from readiness.tui.screens.criteria.page import gather_page
from readiness.workspace.example import copy_example
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace

ACTIVITY = "We launched a network."
WHOLE = (
    "Waits of 412 children fell from 31 to 19 weeks because of extra clinics, the provider's survey shows."
)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A copy of the worked example, whose framework has rules for reading strengths."""
    area = copy_example(tmp_path / "area")
    return open_workspace(area, user="ali", clock=lambda: datetime(2026, 11, 28, 9, tzinfo=UTC))


@pytest.mark.whole
async def test_missing_parts_are_asked_while_writing(play: Any, ws: Workspace) -> None:
    """Each missing part as a question, gone once the words say it; nothing else judges the words."""
    rules = ws.framework.so_what
    assert rules is not None
    found = read_words(ACTIVITY, "", rules)
    assert found is not None
    asked = questions(found, rules)
    async with play(ws, (120, 40)) as stage:
        await stage.press("2", "enter", "a")
        assert "Not said yet" not in stage.words
        await stage.type(ACTIVITY)
        words = " ".join(stage.words.split())
        assert "Not said yet" in words
        assert asked[0].split("?")[0][:20] in words
        await stage.type(f" {WHOLE}")
        assert "Not said yet" not in stage.words


async def test_the_page_says_what_each_strength_leaves_unsaid(play: Any, ws: Workspace) -> None:
    """In a line under its words."""
    rules = ws.framework.so_what
    assert rules is not None
    strength = next(one for one in ws.records.statements.values() if one.kind == "strength" and one.impact)
    found = read_words(strength.text, strength.impact, rules)
    assert found is not None
    async with play(ws, (120, 40)) as stage:
        await stage.settle()
        picture = gather_page(stage.app.session, strength.criterion)
        said = "\n".join(entry.content.plain for tab in picture.tabs for entry in tab.entries)
        assert in_short(found, rules) in said
