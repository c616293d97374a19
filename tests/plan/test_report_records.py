"""A report's file is read or refused plainly, and stored as one change that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.model.records.area import Area
from readiness.plan import plan as improvement
from readiness.plan.published_report import PublishedReport
from readiness.plan.report_import import KnownDays
from readiness.plan.report_records import apply_report, is_of_area, plan_import, read_report_file
from readiness.workspace.editing import set_fields
from readiness.workspace.history import undo
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY
from tests.hostile.pdf_making import locked, plain
from tests.plan.report_pdf import IMPROVEMENTS, PRIORITIES, write_pages, write_report

RECEIVED, PUBLISHED = date(2024, 4, 15), date(2024, 4, 22)


@pytest.fixture
def report(tmp_path: Path, workspace: Workspace) -> PublishedReport:
    """A report read from its PDF."""
    path = tmp_path / "report.pdf"
    write_report(path)
    return read_report_file(path, workspace.framework)


def test_a_pdf_set_by_another_program_is_read_whole(report: PublishedReport) -> None:
    """Area, outcome, both boxes with bodies and sub-points, out of a real file."""
    assert report.area == "Testshire"
    assert report.outcome is not None
    assert report.outcome.outcome == "3"
    assert [replace(one, page=0) for one in report.priority_actions] == list(PRIORITIES)
    assert [replace(one, page=0) for one in report.improvements] == list(IMPROVEMENTS)
    assert report.missing == ()
    assert report.doubts == ()


def test_everything_is_stored_as_one_change_and_taken_back_as_one(
    workspace: Workspace, report: PublishedReport
) -> None:
    """Recommendations, the plan's action and the inspection come and go together."""
    done = apply_report(workspace, plan_import(workspace, report, KnownDays(RECEIVED, PUBLISHED)))

    stored = list(workspace.records.recommendations.values())
    assert [one.kind for one in stored] == ["area_for_priority_action"] * 2 + ["area_for_improvement"] * 2
    assert stored[0].responsible == PRIORITIES[0].bodies
    assert {one.made_on for one in stored} == {PUBLISHED}
    assert {one.criteria for one in stored} == {()}
    [action] = workspace.records.actions.values()
    assert action.recommendations == ()  # to hand a plan in answers no finding
    unanswered = [one for one in workspace.gaps(TODAY).gaps if one.check == "recommendation-no-action"]
    assert [one.subject for one in unanswered] == [one.id for one in stored]
    assert action.due == date(2024, 6, 5)
    assert "inferred, not official" in action.progress
    [inspection] = workspace.area.inspections
    assert (inspection.outcome, inspection.received, inspection.monitoring_months) == ("3", RECEIVED, 18)

    undo(workspace)
    assert len(done.changes) == 6
    assert not workspace.records.recommendations
    assert not workspace.records.actions
    assert workspace.area.inspections == ()


def test_what_was_stored_is_there_when_the_workspace_is_opened_again(
    workspace: Workspace, report: PublishedReport, clock: Callable[[], datetime]
) -> None:
    """The inspection is kept on disk with the area."""
    apply_report(workspace, plan_import(workspace, report, KnownDays()))
    workspace.close()
    again = open_workspace(workspace.root, user="K. Ali", clock=clock)

    assert again.problems == ()
    assert again.area.inspections[0].first == date(2024, 3, 4)
    again.close()


def test_reading_a_report_twice_stores_nothing_twice(workspace: Workspace, report: PublishedReport) -> None:
    """The second time there is nothing to do."""
    apply_report(workspace, plan_import(workspace, report, KnownDays()))
    again = apply_report(workspace, plan_import(workspace, report, KnownDays()))

    assert again.changes == ()
    assert len(workspace.records.recommendations) == 4
    assert len(workspace.records.actions) == 1


def test_a_day_learnt_later_dates_the_plan_unless_somebody_has_set_its_day(
    workspace: Workspace, report: PublishedReport
) -> None:
    """No day, then publication, then receipt: each counts anew; a day set by hand is left alone."""
    dues: list[date | None] = []
    kept: list[date | None] = []
    for days in (KnownDays(), KnownDays(published=PUBLISHED), KnownDays(received=RECEIVED)):
        apply_report(workspace, plan_import(workspace, report, days))
        [action] = workspace.records.actions.values()
        dues.append(action.due)
        kept.append(workspace.area.plan_due)
    assert dues == kept == [None, date(2024, 6, 12), date(2024, 6, 5)]
    assert [one.became for one in action.moves] == [date(2024, 6, 5)]
    assert "counted anew" in action.moves[0].reason

    set_fields(workspace, Area, "area", {"plan_due": "2024-05-20"})
    improvement.edit_action(workspace, action.id, due=date(2024, 5, 20), why="The letter says so.")
    apply_report(workspace, plan_import(workspace, report, KnownDays(received=date(2024, 4, 16))))

    assert workspace.records.actions[action.id].due == date(2024, 5, 20)
    assert workspace.area.plan_due == date(2024, 5, 20)
    [inspection] = workspace.area.inspections
    assert inspection.received == date(2024, 4, 16)


def test_a_report_of_another_area_is_not_stored_unless_told_to(
    workspace: Workspace, report: PublishedReport
) -> None:
    """Nobody takes a neighbour's findings for their own by mistake."""
    plan = plan_import(workspace, replace(report, area="Elsewhere"), KnownDays())
    with pytest.raises(RefusedError, match="another area"):
        apply_report(workspace, plan)
    assert not workspace.records.recommendations

    apply_report(workspace, plan, has_other_area=True)
    assert len(workspace.records.recommendations) == 4


def test_a_councils_longer_name_is_the_same_area(workspace: Workspace, report: PublishedReport) -> None:
    """The workspace's name and the report's may differ by the words of a council."""
    assert is_of_area(workspace, replace(report, area="Testshire"))
    assert not is_of_area(workspace, replace(report, area="West Sussex"))
    assert not is_of_area(workspace, replace(report, area=""))


def test_a_doubtful_reading_is_not_stored_unless_told_to(
    workspace: Workspace, report: PublishedReport
) -> None:
    """What was not read for certain is looked at first; nothing is half stored."""
    plan = plan_import(workspace, replace(report, missing=("outcome",)), KnownDays())
    with pytest.raises(RefusedError, match="nothing was stored") as refusal:
        apply_report(workspace, plan)
    assert "outcome" in refusal.value.detail
    assert not workspace.records.recommendations

    assert apply_report(workspace, plan, has_doubts=True).changes


@pytest.mark.parametrize(
    "days",
    [
        KnownDays(received=date(2024, 3, 1)),
        KnownDays(published=date(2024, 3, 1)),
        KnownDays(received=PUBLISHED, published=RECEIVED),
    ],
)
def test_days_that_cannot_be_are_refused(
    workspace: Workspace, report: PublishedReport, days: KnownDays
) -> None:
    """Before the inspection ended, or received after it was published."""
    with pytest.raises(UsageError):
        plan_import(workspace, report, days)


def refusal_of(path: Path, workspace: Workspace) -> RefusedError:
    """The error that reading a file ends in."""
    with pytest.raises(RefusedError) as refusal:
        read_report_file(path, workspace.framework)
    assert path.name in refusal.value.detail
    assert refusal.value.hint
    return refusal.value


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (locked(), "protected by a password"),
        (plain(""), "no words"),
        (plain("Minutes of a meeting"), "It does not have the title"),
        (b"%PDF-1.7\nbroken", ""),
        (b"", "empty"),
    ],
    ids=["locked", "picture", "other", "broken", "empty"],
)
def test_files_that_are_no_readable_report_end_in_a_plain_refusal(
    tmp_path: Path, workspace: Workspace, content: bytes, words: str
) -> None:
    """Encrypted, image-only, of another kind, damaged and empty files say what they are."""
    path = tmp_path / "given.pdf"
    path.write_bytes(content)

    assert words in refusal_of(path, workspace).detail


def test_a_document_of_five_hundred_pages_is_refused_for_its_length(
    tmp_path: Path, workspace: Workspace
) -> None:
    """A bundle is not searched for a report."""
    path = tmp_path / "bundle.pdf"
    write_pages(path, 500)

    assert "500 pages" in refusal_of(path, workspace).detail


def test_a_report_copied_into_another_format_is_not_taken_for_the_pdf(
    tmp_path: Path, workspace: Workspace
) -> None:
    """Text loses the columns of the table, so the PDF is asked for."""
    path = tmp_path / "report.txt"
    path.write_text(
        "Area SEND inspection of Testshire Local Area Partnership\n\n"
        "Inspection outcome\n\nAreas for improvement\n",
        encoding="utf-8",
    )

    assert "columns are lost" in refusal_of(path, workspace).detail


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, workspace: Workspace) -> None:
    """A misspelt name is no damaged report."""
    with pytest.raises(UsageError, match="no such file"):
        read_report_file(tmp_path / "missing.pdf", workspace.framework)


def test_reports_are_read_only_where_the_framework_names_them(tmp_path: Path, workspace: Workspace) -> None:
    """Before the file is looked at; with the way to write down what was asked."""
    other = workspace.framework.model_copy(update={"published_reports": "none"})
    with pytest.raises(UsageError, match="names no published reports") as refusal:
        read_report_file(tmp_path / "missing.pdf", other)
    assert "recommendations add" in refusal.value.hint
