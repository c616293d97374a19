"""The parts the screens are made of, without a terminal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.errors import RefusedError
from readiness.library import launch
from readiness.model.records.evidence import Evidence
from readiness.progress.overview import Heading
from readiness.rules.measure_pace import sparkline
from readiness.sef import statements
from readiness.store.tinydb.repository import FolderRepository
from readiness.tui.base.areas import AREAS, area_titles
from readiness.tui.screens.base.filter_choices import example_of
from readiness.tui.screens.base.heading import area_at
from readiness.tui.screens.evidence.screen import EvidenceScreen
from readiness.tui.screens.gaps import GapsScreen
from readiness.tui.screens.notice.screen import NoticeScreen
from readiness.tui.screens.overview_grid import grid_columns
from readiness.tui.screens.plan.screen import PlanScreen
from readiness.tui.screens.requests.screen import RequestsScreen
from readiness.tui.shell.session import Session
from readiness.tui.widgets.filter_bar import tokens
from readiness.tui.widgets.paths import completed
from readiness.tui.widgets.records_table import ROW_LIMIT, Column, RecordsTable, Row
from readiness.workspace.workspace import OpenedState, Workspace

Play = Callable[..., AbstractAsyncContextManager[Any]]
_HEADING = Heading("health", "Health and care", "He")
TABLES = {
    "overview": tuple(grid_columns([_HEADING] * 7, [_HEADING] * 3, "Criterion")),
    "evidence": EvidenceScreen.COLUMNS,
    "gaps": GapsScreen.COLUMNS,
    "requests": RequestsScreen.COLUMNS,
    "plan": PlanScreen.COLUMNS,
    "notice": NoticeScreen.COLUMNS,
}


@pytest.mark.parametrize("columns", TABLES.values(), ids=TABLES)
def test_columns_fit_every_width(columns: tuple[Column, ...]) -> None:
    """At every width of window that is allowed, the columns that are shown fit into their table."""
    assert sum(one.is_stretching for one in columns) == 1
    for width in range(58, 241):
        shown = [one.width_in(width) for one in columns if one.is_shown_in(width)]
        assert sum(shown) <= max(width, 66), width


@given(st.lists(st.floats(min_value=-1e6, max_value=1e6), max_size=20))
def test_a_sparkline_has_a_bar_for_each_of_the_last_figures(values: list[float]) -> None:
    """At most eight bars, none for a single figure, lowest and highest at the ends of the scale."""
    bars = sparkline(values)

    assert len(bars) == (min(len(values), 8) if len(values) > 1 else 0)
    if len(set(values[-8:])) > 1:
        assert "▁" in bars
        assert "█" in bars


def test_filters_part_at_spaces_outside_quotes() -> None:
    """A quoted value stays in one chip."""
    assert tokens('kind:audit owner:"K. Ali" -stale "two words"') == [
        "kind:audit",
        'owner:"K. Ali"',
        "-stale",
        '"two words"',
    ]


def test_every_area_can_be_hit_on_the_bar() -> None:
    """The columns of the bar belong to the areas in their order, and nothing beyond."""
    found = [area_at(column, area_titles()) for column in range(100)]

    assert tuple(dict.fromkeys(one for one in found if one)) == AREAS
    assert found[-1] == ""


def test_paths_are_completed(tmp_path: Path) -> None:
    """A started name is completed from its folder, a folder with its slash; nothing else is guessed."""
    (tmp_path / "Board papers").mkdir()
    (tmp_path / "notes.txt").touch()

    assert completed(f"{tmp_path}/Boa") == f"{tmp_path}/Board papers/"
    assert completed(f"{tmp_path}/no") == f"{tmp_path}/notes.txt"
    assert completed(f"{tmp_path}/zz") is None
    assert completed("/nowhere/at/all") is None
    assert completed("") is None


async def test_a_table_is_bounded_and_keeps_its_place(play: Play, empty_workspace: Workspace) -> None:
    """At most 2,000 rows are shown; filled again, the cursor is on the same record."""
    async with play(empty_workspace, (80, 24)) as stage:
        table = stage.app.screen.query_one(RecordsTable)
        cells = tuple("x" for _ in TABLES["overview"])
        rows = [Row(f"K{number}", cells) for number in range(ROW_LIMIT + 500)]
        await table.fill(rows)
        assert table.row_count == ROW_LIMIT
        table.point_at("K7")
        await table.fill(rows[5:])
        assert table.key == "K7"


def test_only_documents_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program registered as evidence is never run: its folder is opened instead."""
    opened: list[Path] = []
    monkeypatch.setattr(launch, "_start", opened.append)
    for name in ("paper.docx", "setup.exe"):
        (tmp_path / name).touch()
        launch.launch(Evidence(id="E1", title="x", location_kind="library", location=name), tmp_path)

    assert opened == [tmp_path / "paper.docx", tmp_path]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """Opening a file that is gone is refused in words."""
    gone = Evidence(id="E1", title="x", location_kind="path", location=str(tmp_path / "gone.docx"))
    with pytest.raises(RefusedError, match="not there"):
        launch.launch(gone, tmp_path)


async def test_another_persons_change_arrives(play: Play, area_workspace: Workspace) -> None:
    """What somebody else stored on the same disk is shown with their name, without a restart."""
    async with play(area_workspace) as stage:
        await stage.press("2")
        repository = FolderRepository.open(area_workspace.root)
        other = Workspace(
            area_workspace.root,
            repository,
            OpenedState(area_workspace.framework, repository.load()[0]),
            user="K. Ali",
            clock=lambda: datetime(2026, 11, 21, 11, tzinfo=UTC),
        )
        statements.add(other, "A1", "next_step", "We will publish waits.", as_at=datetime.now(UTC).date())
        other.close()
        stage.app.look_for_news()
        await stage.settle()
        assert "We will publish waits." in stage.words
        assert "K. Ali: Write S0005 under A1" in stage.words


def test_examples_of_filters_name_what_the_definition_has(workspace: Workspace) -> None:
    """An id it has stays; one it has not gives way to its first."""
    session = Session(workspace)
    first = next(iter(workspace.framework.criteria))
    for typed in (f"criterion:{first}", "criterion:nowhere"):
        assert (
            example_of(session, f"words, or {typed} owner:name") == f"words, or criterion:{first} owner:name"
        )
