"""Whatever leaves a definition: on every list, export and screen, records shown + records named = stored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.exchange.exchange import export_map
from readiness.gaps.export import to_markdown
from readiness.model.definition.parts import places
from readiness.model.records.tables import Records
from readiness.pack.packing import left_out_of_pack
from readiness.progress.overview import overview
from readiness.requests.states import request_rows
from readiness.rules.orphans import displaced, orphans
from readiness.store.opening import create_repository
from readiness.store.repository import Repository
from readiness.tui.screens.criteria.gone import gone_entries, gone_head
from readiness.tui.shell.session import Session
from readiness.workspace.clock import measured
from readiness.workspace.workspace import OpenedState, Workspace
from tests.making.definitions import changed_definition
from tests.making.workspaces import FRAMEWORKS, workspaces

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """A store nothing is written to."""
    made = create_repository(tmp_path_factory.mktemp("area"))
    yield made
    made.close()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_every_record_is_shown_or_named_on_every_surface(
    repository: Repository, tmp_path: Path, data: st.DataObject
) -> None:
    """The list of items, its map, the pack, the criteria's last page, the overview, the facts, the gaps."""
    before = data.draw(FRAMEWORKS)
    records: Records = data.draw(workspaces(before))
    after = changed_definition(before, data)
    ws = Workspace(tmp_path, repository, OpenedState(after, records), user="R", clock=lambda: NOW)
    homeless = displaced(orphans(after, records))

    def without(table: str) -> set[str]:
        return {record_id for name, record_id in homeless if name == table}

    assert {one.id for one in request_rows(ws)} >= set(records.requests)

    words, ids = _map_of(ws, tmp_path / "map.xlsx")
    assert set(records.requests) <= ids | {one for one in without("requests") if one in words}

    pack = left_out_of_pack(ws)
    assert all(one in pack for one in without("requests"))

    session = Session(ws, given=date(2026, 12, 7))
    page = " ".join(one.content.plain for one in gone_entries(session)) + gone_head(session).plain
    named = {one.record.id for one in orphans(after, records)}
    assert all(one in page for one in named)
    assert bool(named) == bool(overview(ws, measured(ws)).not_in_force)

    known = places(ws.framework)
    assert {one for one in records.facts if one not in known} == without("facts")

    text = to_markdown(session.gaps().gaps, "Testshire")
    assert all(one in text for one in named)


def _map_of(ws: Workspace, path: Path) -> tuple[str, set[str]]:
    """What stands in the notes of the request map, and the ids of its rows."""
    export_map(ws, path, dated=date(2026, 11, 21), replace=True)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    cells = [str(row[0]) for sheet in book for row in sheet.iter_rows(values_only=True) if row and row[0]]
    return " ".join(one for one in cells if " " in one), set(cells)
