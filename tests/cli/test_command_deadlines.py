"""A deadline in the inspectors' words is read alike on the command, in a form and in a sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from readiness.model.field import fields_of
from readiness.model.field_reading import read
from readiness.model.records.requests import RequestState
from readiness.workspace.editing import around_of
from readiness.workspace.opening import open_workspace
from tests.cli.conftest import NOW, Run

CALL = "2026-11-20 10:00"
"""A Friday: a day later is a Saturday, when the definition's clock stands still."""


def due_of(root: Path) -> str:
    """The deadline stored for STR01, day and hour in UTC."""
    stored = open_workspace(root, user="R. Shah", clock=lambda: NOW).records.requests["STR01"].due_override
    assert stored is not None
    return f"{stored.astimezone(UTC):%d %H:%M}"


@pytest.fixture
def called(run: Run, area: Path) -> Path:
    """A workspace in which a call came."""
    assert run("notice", "start", "--received", CALL).code == 0
    return area


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("within 24 hours", "23 10:00"),
        ("by close on Friday", "27 17:00"),
        ("12 noon", "21 12:00"),
        ("Tuesday noon", "24 12:00"),
        ("2026-12-02 12:00", "02 12:00"),
    ],
)
def test_a_deadline_in_words_is_one_moment_on_every_surface(
    run: Run, called: Path, words: str, due: str
) -> None:
    """Hours from the call by the definition's clock; the command says which moment it took."""
    ran = run("requests", "set", "STR01", "--due", words)
    assert ran.code == 0
    assert due_of(called) == due
    assert f"{int(due[:2])} " in ran.out
    ws = open_workspace(called, user="R. Shah", clock=lambda: NOW)
    typed = read(fields_of(RequestState)["due_override"], words, around_of(ws))
    assert isinstance(typed, datetime)
    assert f"{typed:%d %H:%M}" == due


def test_hours_in_a_sheet_count_from_the_call(run: Run, called: Path) -> None:
    """The same words under its heading in the map are taken in; a time that is none is not."""
    assert run("requests", "export", "-o", "map.xlsx").code == 0
    book = load_workbook(called / "map.xlsx")
    sheet = book.worksheets[0]
    rows = {str(row[0]): number for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)}
    column = sheet.max_column + 1
    sheet.cell(rows["Item"], column).value = "Official deadline"
    sheet.cell(rows["STR01"], column).value = "within 24 hours"
    sheet.cell(rows["STR02"], column).value = "27/11/2026 25:00"
    book.save(called / "map.xlsx")
    ran = run("requests", "import", "map.xlsx", "--apply")
    assert due_of(called) == "23 10:00"
    assert "25:00" in ran.out + ran.err


def test_hours_without_a_call_count_from_now(run: Run, area: Path) -> None:
    """Nothing runs: what is asked for now is due from now."""
    assert run("requests", "set", "STR01", "--due", "within 72 hours").code == 0
    assert due_of(area) == "26 00:00"


@pytest.mark.parametrize("words", ["Friday 25:00", "9am", "sooner or later"])
def test_what_is_no_deadline_is_refused(run: Run, called: Path, words: str) -> None:
    """A slip, a time that is over and other words store nothing."""
    assert called.exists()
    assert run("requests", "set", "STR01", "--due", words).code == 2
