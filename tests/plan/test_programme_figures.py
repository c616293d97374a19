"""The figures of a published programme, recorded as printed, are said truly wherever they appear."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from readiness.base.errors import RefusedError
from readiness.plan import plan
from readiness.plan.figures import record_figure
from readiness.plan.figures_import import apply_figures, plan_figures
from readiness.plan.plan_document import plan_document
from readiness.plan.plan_sections import plan_sections
from readiness.progress.meeting import meeting
from readiness.progress.meeting_text import passages
from readiness.rules.measures import change_words, course_words
from readiness.sef import statements
from readiness.sef.export import export_sef
from readiness.workspace.workspace import Workspace
from tests.plan.programme import AS_AT, record_programme

FIGURES = Path(__file__).parent.parent / "data" / "programme" / "distance-travelled.csv"
"""Every figure a published programme printed, with its periods as it printed them."""

DAYS = {
    "before Aug 2022": "31/07/2022",
    "start of Sep 2022": "01/09/2022",
    "second week of Nov 2022": "13/11/2022",
    "early 2023": "31/03/2023",
}

EXPECTED = {
    "assessments issued within 20 weeks": "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points",
    "assessments issued within 20 weeks (due in month)": "85% (Jan 2023)",
    "out-of-time assessments awaiting completion": "over 88% fewer, better",
    "backlog of out-of-time assessments": "from over 140 (Jul 2022) to under 10 (Jan 2023), over 92% fewer",
    "annual reviews not processed": "over 69% fewer, better",
    "children not in school and receiving home tuition": "from 22 (Mar 2022) to 4 (Sep 2022), 82% fewer",
    "annual reviews processed on time by the service": "75% (Mar 2023)",
    "annual reviews held on time by schools": "54% (Mar 2023)",
    "tribunal cases": "37 (Dec 2022)",
    "early years inclusion funding applications accepted": "(Nov 2022) to 36 (Dec 2022) to 5 (Jan 2023) to",
}


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
    assert "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better" in evaluation
    assert "over 88% fewer" in evaluation
    assert "82% fewer" in evaluation


def test_a_statement_that_quotes_another_figure_is_a_gap(workspace: Workspace) -> None:
    """54 % in the words, 56 % in the measure; put right, and the gap is gone."""
    statements.add(workspace, "A1", "strength", "Timeliness rose to 54% in the summer.", as_at=AS_AT)
    measure, _ = plan.add_measure(workspace, "Timeliness", unit="%", statements=("S0001",))
    for day, value in ((date(2021, 12, 31), 20), (date(2022, 7, 31), 56)):
        record_figure(workspace, measure.id, {"value": value, "period_to": day})
    statements.add(workspace, "A1", "strength", "15 assessments wait, 6 children are at home.", as_at=AS_AT)
    for title, unit, first, newest in (
        ("Out of time", "assessments", "over 100", "12"),
        ("At home", "children", "22", "4"),
    ):
        other, _ = plan.add_measure(workspace, title, unit=unit, good="lower", statements=("S0002",))
        for ended, figure in (("31 Mar 2022", first), ("30 Sep 2022", newest)):
            record_figure(workspace, other.id, {"value": figure, "period_to": ended})
    gaps = [one for one in workspace.gaps(AS_AT).gaps if one.check == "measure-misquoted"]
    assert [one.subject for one in gaps] == [measure.id, "M0002", "M0003"]
    said = " ".join(one.reason for one in gaps)
    higher = (
        "is 56% up to 31 Jul 2022 (36 percentage points higher than up to 31 Dec 2021), and S0001 says 54%."
    )
    assert higher in said
    assert "is 12 assessments up to 30 Sep 2022 (over 88% fewer than up to 31 Mar 2022)" in said
    assert "is 4 children up to 30 Sep 2022 (82% fewer than up to 31 Mar 2022)" in said


def test_the_whole_paper_is_taken_in_once_its_vague_days_are_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    """As printed, six rows are named and nothing is stored; with their days, all of it is, and truly said."""
    printed = plan_figures(workspace, FIGURES)
    assert [one.where.line for one in printed.problems] == [5, 9, 10, 13, 14, 16]
    with pytest.raises(RefusedError, match="Nothing was stored"):
        apply_figures(workspace, printed)
    rows = FIGURES.read_text("utf-8").splitlines()
    for words, day in DAYS.items():
        rows = [row.replace(f",{words},", f",{day},") for row in rows]
    months, accepted = ("Oct 2022", "Nov 2022", "Dec 2022", "Jan 2023", "Feb 2023"), rows[-1].split(",")
    figures = zip(months, accepted[-1].split(), strict=True)
    rows[-1:] = [f"{accepted[0]},count,high,{month},{value}" for month, value in figures]
    path = tmp_path / "figures.csv"
    path.write_text("\n".join(rows), "utf-8")
    apply_figures(workspace, plan_figures(workspace, path))
    said = {one.title: change_words(one, AS_AT) for one in workspace.records.measures.values()}
    assert len(said) == len(EXPECTED)
    for title, words in EXPECTED.items():
        assert words in said[title], title
    early = next(one for one in workspace.records.measures.values() if one.title.startswith("early years"))
    assert sum(one.number or 0 for one in early.observations) == 68
