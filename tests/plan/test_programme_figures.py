"""The figures of a published programme, recorded as printed, are said truly wherever they appear."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx

from readiness.plan import plan
from readiness.plan.figures import record_figure
from readiness.plan.plan_document import plan_document
from readiness.plan.plan_sections import plan_sections
from readiness.progress.meeting import meeting
from readiness.progress.meeting_text import passages
from readiness.rules.measures import change_words, course_words
from readiness.sef import statements
from readiness.sef.export import export_sef
from readiness.workspace.workspace import Workspace
from tests.plan.programme import AS_AT, record_programme


def words_of(content: bytes) -> str:
    """Every word of a document, cells parted by bars."""
    document = docx.Document(io.BytesIO(content))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(one.text for one in document.paragraphs), *rows])


def recorded(ws: Workspace, title: str, unit: str, good: str, *figures: tuple[str, str]) -> str:
    """A measure with these figures as printed; its id."""
    measure, _ = plan.add_measure(ws, title, unit=unit, good=good, criteria=("A1",))
    for day, value in figures:
        record_figure(ws, measure.id, {"value": value, "period_to": day})
    return measure.id


def test_what_the_programme_printed_comes_out(workspace: Workspace, tmp_path: Path) -> None:
    """56 %, over 88 %, 82 %; a backlog of over 140 to under 10; 900 to 276 is 69 %, whatever was claimed."""
    record_programme(workspace)
    backlog = recorded(
        workspace, "Backlog", "", "lower", ("31 Jul 2022", "over 140"), ("31 Jan 2023", "under 10")
    )
    reviews = recorded(workspace, "Reviews", "", "lower", ("1 Sep 2022", "over 900"), ("14 Nov 2022", "276"))
    record_figure(
        workspace,
        "M0001",
        {"value": "85%", "period_to": "31 Jan 2023", "counted_anew": "of those due in the month"},
    )
    measures = workspace.records.measures
    assert "from over 140 (Jul 2022) to under 10 (Jan 2023), over 92% fewer" in change_words(
        measures[backlog], AS_AT
    )
    assert "over 69% fewer" in change_words(measures[reviews], AS_AT)
    assert course_words(measures["M0001"], AS_AT) == "from 20% to 56% to 85% (counted differently)"

    statements.add(workspace, "A1", "strength", "Timeliness rose to 54% in the summer.", as_at=AS_AT)
    plan.edit_action(workspace, "P0001", status="in_progress", percent_done=50)
    brief = "\n".join(line for one in passages(meeting(workspace.index, AS_AT)) for line in one.lines)
    sections = plan_sections(workspace.index, AS_AT)
    inside = words_of(plan_document(workspace.index, workspace.area, sections, as_at=AS_AT))
    export_sef(workspace, tmp_path / "sef.docx", as_at=AS_AT, mode="draft")
    evaluation = words_of((tmp_path / "sef.docx").read_bytes())
    for text in (brief, inside):
        assert "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better" in text
        assert "counted differently from Jan 2023 (of those due in the month)" in text
        assert "over 88% fewer" in text
        assert "82% fewer" in text
    assert "85% (Jan 2023)" in evaluation
    assert "over 88% fewer" in evaluation
    assert "82% fewer" in evaluation


def test_a_statement_that_quotes_another_figure_is_a_gap(workspace: Workspace) -> None:
    """54 % in the words, 56 % in the measure; put right, and the gap is gone."""
    statements.add(workspace, "A1", "strength", "Timeliness rose to 54% in the summer.", as_at=AS_AT)
    measure, _ = plan.add_measure(workspace, "Timeliness", unit="%", statements=("S0001",))
    for day, value in ((date(2021, 12, 31), 20), (date(2022, 7, 31), 56)):
        record_figure(workspace, measure.id, {"value": value, "period_to": day})
    gaps = [one for one in workspace.gaps(AS_AT).gaps if one.check == "measure-misquoted"]
    assert [one.subject for one in gaps] == [measure.id]
    assert "is 56% up to 31 Jul 2022, and S0001 says 54%." in gaps[0].reason
