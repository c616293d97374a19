"""Whatever leaves a definition: on every list, export and screen, records shown + records named = stored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.exchange.evidence_register import export_register
from readiness.exchange.exchange import export_map
from readiness.gaps.export import to_markdown
from readiness.inspection import notice
from readiness.inspection.exports import export_notice
from readiness.model.definition.parts import places
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import Statement
from readiness.model.records.notice import Notice
from readiness.model.records.requests import RequestState
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
from readiness.workspace.gone import gone_records, gone_workbook
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
    """Items, map, pack, register, the criteria's last page, the overview, the facts, the gaps."""
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

    register = tmp_path / "register.xlsx"
    export_register(ws, register, dated=NOW.date(), as_at=NOW.date(), replace=True)
    assert set(records.evidence) <= _cells_of(register)

    session = Session(ws, given=date(2026, 12, 7))
    page = " ".join(one.content.plain for one in gone_entries(session)) + gone_head(session).plain
    named = {one.record.id for one in orphans(after, records)}
    assert all(one in page for one in named)
    assert bool(named) == bool(overview(ws, measured(ws)).not_in_force)

    known = places(ws.framework)
    assert {one for one in records.facts if one not in known} == without("facts")

    text = to_markdown(session.gaps().gaps, "Testshire")
    assert all(one in text for one in named)

    if after.main_timetable is not None:
        state = OpenedState(after, _with_call(records, after.main_timetable.id))
        called = Workspace(tmp_path, repository, state, user="R", clock=lambda: NOW)
        board, brief = tmp_path / "board.xlsx", tmp_path / "brief.docx"
        for path in (board, brief):
            export_notice(called, path, now=NOW, replace=True)
        on_board, in_brief = " ".join(_cells_of(board)), _words_of(brief)
        assert all(one in on_board and one in in_brief for one in without("requests"))


def _with_call(records: Records, kind: str) -> Records:
    """The records with a call that runs, and no other."""
    received = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    return replace(records, notices={"N0001": Notice(id="N0001", received=received, kind=kind)})


def _words_of(path: Path) -> str:
    return " ".join(one.text for one in docx.Document(str(path)).paragraphs)


def _map_of(ws: Workspace, path: Path) -> tuple[str, set[str]]:
    """What stands in the notes of the request map, and the ids of its rows."""
    export_map(ws, path, dated=date(2026, 11, 21), replace=True)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    cells = [str(row[0]) for sheet in book for row in sheet.iter_rows(values_only=True) if row and row[0]]
    return " ".join(one for one in cells if " " in one), set(cells)


def _cells_of(path: Path) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}


def test_boards_and_briefs_say_which_asks_they_leave_out(workspace: Workspace, tmp_path: Path) -> None:
    """An item nobody's list has any more: counted and named in the workbook and in the brief."""
    notice.start(workspace, datetime(2026, 11, 20, 9, 15, tzinfo=UTC))
    lost = RequestState(id="MED01", owner="R. Shah")
    workspace.run(Transaction("Assign", (put(lost),)))
    sentence = "1 request state is not in this file because request item MED01 is no longer in the framework."
    board, brief = tmp_path / "board.xlsx", tmp_path / "brief.docx"
    for path in (board, brief):
        export_notice(workspace, path, now=NOW)
    cells = [str(row[0]) for row in openpyxl.load_workbook(board).worksheets[0].iter_rows(values_only=True)]
    assert sentence in cells
    assert sentence in [one.text for one in docx.Document(str(brief)).paragraphs]


def test_what_has_no_place_is_read_and_handed_on_whole(workspace: Workspace) -> None:
    """Every field of it, in words, on a list and in a workbook."""
    lost = Statement(id="S0901", criterion="Z9", kind="strength", text="We listen.", impact="Waits fell.")
    workspace.run(Transaction("Lose", (put(lost),)))
    [found] = gone_records(workspace)
    assert (found.names, found.says) == ("criterion Z9", "We listen.")
    assert ("Impact", "Waits fell.") in found.fields
    data = gone_workbook(workspace, [found], dated=date(2026, 11, 21))
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
    assert "1 statement names what is no longer in the framework." in [row[0] for row in rows]
    assert "Impact: Waits fell." in str(rows[-1][4])
