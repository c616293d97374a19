"""Command, form, sheet, filter and request list take the same dates and times, and refuse the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from textual.app import App

from readiness.base.dates import DateWordsError
from readiness.base.deadlines import read_due
from readiness.base.errors import ReadinessError, UsageError
from readiness.base.zone import local_zone
from readiness.cli.commands.notice import parse_moment
from readiness.cli.shell.session import Session, parse_date
from readiness.formats.sheets.register import RegisterColumn, RegisterRow, read_register
from readiness.library.guess_period import read_date as read_date_in_document
from readiness.model.records.evidence import FileStates
from readiness.rules.filters.grammar import parse_filter
from readiness.rules.filters.lists import EVIDENCE_FILTERS, EvidenceAtDate
from readiness.rules.index import Index
from readiness.tui.forms.fields import Field, FieldRow
from readiness.tui.forms.form import Answers
from readiness.tui.screens.notice.moments import read_moment
from readiness.workspace.workspace import Workspace
from tests.making.building import AS_AT, make_evidence, make_framework, make_records

if TYPE_CHECKING:
    from readiness.tui.shell.workspace_app import WorkspaceApp

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
TODAY = NOW.date()
DAY = date(2026, 3, 31)
SESSION = Session(clock=lambda: NOW)
WHOLE = (
    "31/3/26", "31/03/2026", "31.3.2026", "31-03-2026", "2026-03-31", "31 March 2026", "31st Mar 2026",
    "Tue 31 March 2026", "31-Mar-2026", "31 of March, 2026",
)  # fmt: skip
NONE = (
    "1 Marxx 2026", "31/2/2026", "3/14/2026", "31/3/2206", "Mon 31 March 2026", "March 2026", "soon", "31",
)  # fmt: skip
TOLD = (
    "today", "tomorrow", "yesterday", "14 dec", "14/12", "fri", "next monday", "+3 weeks", "in 2 weeks",
    "end of month",
)  # fmt: skip


@dataclass
class DeskDouble:
    """Hears what the form tells the user."""

    told: list[ReadinessError] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    async def tell(self, error: ReadinessError) -> None:
        """Keep an error."""
        self.told.append(error)

    def say(self, words: str, *, severity: str) -> None:
        """Keep a note."""
        self.said.append(f"{severity}: {words}")


class FormDouble(App[None]):
    """A date field for each of some words, and the workspace that is open, if any."""

    def __init__(self, words: Sequence[str], workspace: Workspace | None) -> None:
        super().__init__()
        self.words = words
        self.session = SimpleNamespace(workspace=workspace) if workspace else None

    def compose(self) -> Iterator[FieldRow]:
        """The fields, one below the other."""
        for each in self.words:
            yield Field("due", "Due", "date", each, today=TODAY).row()


async def in_form(words: Sequence[str], workspace: Workspace | None = None) -> dict[str, object]:
    """The answer of a date field in which each was typed, or the error."""
    app = FormDouble(words, workspace)
    async with app.run_test():
        answers: dict[str, object] = {}
        for each, row in zip(words, app.query(FieldRow), strict=True):
            try:
                answers[each] = row.value
            except DateWordsError as error:
                answers[each] = error
            assert row.check() is not isinstance(answers[each], DateWordsError)
    return answers


def in_sheet(folder: Path, words: str) -> tuple[RegisterRow, int]:
    """The row of a register in which the words stand, and how many faults were found."""
    path = folder / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Item", "Due"], ["one", words]])
    columns = (RegisterColumn("item", "Item"), RegisterColumn("due", "Due", (), "date"))
    register = read_register(path, columns, key="item")
    return register.rows[0], len(register.problems)


def in_filter(words: str, day: date) -> bool:
    """Whether the filter finds evidence whose period ends on the day."""
    evidence = make_evidence(1, period_from=None, period_to=day)
    seen = EvidenceAtDate(evidence, Index(make_framework(), make_records([evidence])), AS_AT, FileStates())
    chosen = parse_filter(f'period:"{words}"', EVIDENCE_FILTERS.vocabulary)
    return EVIDENCE_FILTERS.passes(chosen, seen)


@pytest.mark.parametrize("words", WHOLE)
def test_a_whole_date_is_the_same_day_everywhere(words: str, tmp_path: Path) -> None:
    """However it is written, and wherever."""
    due = read_due(words, near=TODAY)
    assert parse_date(words, SESSION) == DAY
    assert in_sheet(tmp_path, words) == (RegisterRow(2, {"item": "one", "due": DAY}), 0)
    assert in_filter(words, DAY)
    assert not in_filter(words, date(2026, 3, 30))
    assert read_date_in_document(words) == DAY
    assert due is not None
    assert due.astimezone(local_zone()).date() == DAY


async def test_a_whole_date_is_the_same_day_in_a_form() -> None:
    """All of the table."""
    assert await in_form(WHOLE) == dict.fromkeys(WHOLE, DAY)


async def test_what_is_no_date_is_one_nowhere(tmp_path: Path) -> None:
    """The command and the form say the same; the sheet lists the cell and keeps nothing."""
    for words, error in (await in_form(NONE)).items():
        with pytest.raises(UsageError) as at_command:
            parse_date(words, SESSION)
        row, faults = in_sheet(tmp_path, words)
        assert isinstance(error, DateWordsError)
        assert (at_command.value.title, at_command.value.hint) == (f"{error.what}.", error.remedy)
        assert (dict(row.values), faults) == ({"item": "one"}, 1)


async def test_words_told_from_today_are_for_those_who_type_today(tmp_path: Path) -> None:
    """Command and form agree; a file was written some other day, so there it is a fault."""
    assert await in_form(TOLD) == {words: parse_date(words, SESSION) for words in TOLD}
    assert [words for words in TOLD if in_sheet(tmp_path, words)[1] != 1] == []


async def test_working_days_are_counted_by_the_workspace_on_both(workspace: Workspace) -> None:
    """Christmas and the day given for Boxing Day are passed over; without a workspace that is said."""
    workspace.clock = lambda: NOW
    session = Session(clock=workspace.clock, _opened=workspace)
    assert await in_form(["+20 wd"], workspace) == {"+20 wd": date(2026, 12, 29)}
    assert parse_date("+20 wd", session) == date(2026, 12, 29)
    assert "No workspace is open" in str((await in_form(["+20 wd"]))["+20 wd"])


@pytest.mark.parametrize("clock", ["9:15", "09:15", "9.15", "9.15am", "0915", "9h15", "9:15 AM"])
async def test_a_time_is_the_same_in_command_and_form(clock: str) -> None:
    """The moment of the call, typed as one or as two fields."""
    moment = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
    desk = cast("WorkspaceApp", DeskDouble())
    answers = Answers({"on": date(2026, 11, 23), "at": clock})
    assert parse_moment(f"23/11/2026 {clock}", SESSION) == moment
    assert parse_moment(f"mon 23 nov at {clock}", SESSION) == moment
    assert await read_moment(desk, answers) == moment


@pytest.mark.parametrize("clock", ["25:00", "9", "soon", "midnight"])
async def test_what_is_no_time_is_one_nowhere(clock: str) -> None:
    """The command and the form refuse it in the same words where it is the time that is wrong."""
    desk = DeskDouble()
    with pytest.raises(UsageError):
        parse_moment(f"23/11/2026 {clock}", SESSION)
    assert await read_moment(cast("WorkspaceApp", desk), Answers({"on": TODAY, "at": clock})) is None
    assert len(desk.told) == 1
    assert desk.told[0].hint.startswith("Write ")


async def test_the_night_the_clocks_change_is_the_same_in_both(capsys: pytest.CaptureFixture[str]) -> None:
    """An hour that was not is refused by both, one that came twice is noted by both."""
    spring, autumn = DeskDouble(), DeskDouble()
    with pytest.raises(UsageError) as refused:
        parse_moment("29/3/2026 1:30", SESSION)
    assert (
        await read_moment(cast("WorkspaceApp", spring), Answers({"on": date(2026, 3, 29), "at": "1.30"}))
        is None
    )
    assert [one.title for one in spring.told] == [refused.value.title]

    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert parse_moment("25/10/2026 1:30", SESSION) == first
    received = await read_moment(
        cast("WorkspaceApp", autumn), Answers({"on": date(2026, 10, 25), "at": "1.30"})
    )
    assert received is not None
    assert received.astimezone(UTC) == first
    note = "01:30 comes twice on Sun 25 Oct 2026, when the clocks go back; the first is taken."
    assert autumn.said == [f"warning: {note}"]
    assert note in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-03", date(2026, 3, 1), DAY),
        ("March 2026", date(2026, 3, 1), DAY),
        ("2025/26", date(2025, 4, 1), DAY),
        ("q4 2025/26", date(2026, 1, 1), DAY),
        ("Jan-Mar 2026", date(2026, 1, 1), DAY),
    ],
)
def test_a_filter_takes_periods_as_people_write_them(words: str, first: date, last: date) -> None:
    """From its first day to its last and no further."""
    assert in_filter(words, first)
    assert in_filter(words, last)
    assert not in_filter(words, date.fromordinal(first.toordinal() - 1))
    assert not in_filter(words, date.fromordinal(last.toordinal() + 1))


def test_a_filter_takes_open_periods_and_the_beginnings_of_dates() -> None:
    """While it is typed, and `from` and `to`; no date finds no date."""
    assert in_filter("202", DAY)
    assert in_filter("from March 2026", date(2030, 1, 1))
    assert in_filter("to March 2026", date(2020, 1, 1))
    assert not in_filter("to March 2026", date(2026, 4, 1))
    assert not in_filter("no date", DAY)
