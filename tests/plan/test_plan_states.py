"""Six recommendations with actions and progress, said truly by plan, gaps, self-evaluation and brief."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from readiness.base.errors import UsageError
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Workstream
from readiness.plan import plan
from readiness.plan.plan_export import export_plan
from readiness.plan.plan_sections import NO_WORKSTREAM, plan_sections
from readiness.plan.programme import add_note, add_part
from readiness.progress.meeting import meeting
from readiness.progress.meeting_document import export_meeting
from readiness.sef.export import export_sef
from readiness.workspace.editing import set_fields
from readiness.workspace.workspace import Workspace
from tests.plan.programme import AS_AT, record_programme

WORDS = "Everyone now waits in one list."
DID = "No child is lost between services."
QUIET = "The provider may leave."


@pytest.fixture
def programme(workspace: Workspace) -> Workspace:
    """The programme with a workstream, notes, a judgement, an effect and a closed recommendation."""
    record_programme(workspace)
    add_part(
        workspace,
        Workstream,
        "Waiting well",
        chair="Clinical director",
        co_chair="Forum chair",
        board="Partnership board",
        recommendations="R0004",
    )
    set_fields(workspace, Action, "P0002", {"workstream": "WS0001", "owner": "Service manager"})
    add_note(workspace, "P0004", WORDS, on="2023-05-20", by="Service manager", did=DID, is_public=True)
    add_note(workspace, "P0004", QUIET, on="2023-05-28", by="Service manager")
    judged = {"confidence": "at_risk", "reason": "The list is not safe yet."}
    set_fields(workspace, Action, "P0004", {"confidence": judged})
    set_fields(workspace, Action, "P0002", {"effect": "early", "difference": "Plans come sooner."})
    closing = {"on": "2023-05-31", "words": "Every plan now starts from hopes."}
    set_fields(workspace, Recommendation, "R0006", {"closing": closing})
    return workspace


def words_of(path: Path) -> str:
    """Every word of a document or of a workbook's cells."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(
            str(one) for sheet in book for row in sheet.iter_rows(values_only=True) for one in row
        )
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_the_board_reads_all_three_states_and_the_newest_note(
    programme: Workspace, tmp_path: Path, name: str
) -> None:
    """Delivery, confidence with its reason and what the dates say, effect; the public no judgement."""
    path = tmp_path / name
    export_plan(programme, path, as_at=AS_AT)
    inside = words_of(path)
    assert "at risk (amber): The list is not safe yet (its dates say off track (red))" in inside
    assert QUIET.rstrip(".") in inside
    assert "Service manager" in inside
    assert "early signs" in inside
    assert "Plans come sooner" in inside
    assert "Every plan now starts from hopes." in inside or name == "plan.xlsx"

    export_plan(programme, path, as_at=AS_AT, is_public=True, replace=True)
    outside = words_of(path)
    assert f"20 May 2023: {WORDS.rstrip('.')}; what it did: {DID.rstrip('.')}" in outside
    assert "early signs" in outside
    for hidden in (QUIET.rstrip("."), "not safe", "at risk", "Service manager", "Clinical director"):
        assert hidden not in outside


def test_a_plan_is_set_out_by_workstream_and_one_alone(programme: Workspace, tmp_path: Path) -> None:
    """What it carries by name and what its actions answer; the rest in none; chairs above."""
    sections = plan_sections(programme.index, AS_AT, by="workstream")
    carried, rest = sections
    assert {one.recommendation.id for one in carried.items if one.recommendation} == {"R0002", "R0004"}
    assert (carried.body, rest.body, len(rest.items)) == ("Waiting well", NO_WORKSTREAM, 4)

    path = tmp_path / "waiting.docx"
    for only in ("ws0001", "waiting well"):
        export_plan(programme, path, as_at=AS_AT, by="workstream", only=only, replace=True)
        said = words_of(path)
        assert "Chair: Clinical director; co-chair: Forum chair; reports to: Partnership board." in said
        assert "R0002" in said
        assert "R0001" not in said
    with pytest.raises(UsageError, match="no part called"):
        export_plan(programme, path, as_at=AS_AT, only="Nobody's", replace=True)


def test_a_closed_recommendation_without_action_is_closed_not_unanswered(
    workspace: Workspace, tmp_path: Path
) -> None:
    """In the workbook and in the gaps; one that is open says that nothing answers it."""
    for text in ("Met.", "Not met."):
        plan.add_recommendation(workspace, text)
    closing = {"on": "2023-05-31", "words": "All was done."}
    set_fields(workspace, Recommendation, "R0001", {"closing": closing})
    path = tmp_path / "plan.xlsx"
    export_plan(workspace, path, as_at=AS_AT)
    said = words_of(path)
    assert "Closed on 31 May 2023: All was done." in said
    assert said.count("No action answers this yet.") == 1
    found = {(gap.check, gap.subject) for gap in workspace.gaps(AS_AT)}
    assert ("recommendation-no-action", "R0001") not in found
    assert ("recommendation-no-action", "R0002") in found
    assert ("recommendation-closed-no-evidence", "R0001") in found


def test_gaps_say_what_of_the_programme_is_late_unproven_or_not_reported(programme: Workspace) -> None:
    """P0001 and P0005 are overdue; P0006 is done without proof; P0002's early signs rest on its measures."""
    found = programme.gaps(AS_AT)
    by_check = {
        check: {gap.subject for gap in found if gap.check == check}
        for check in (
            "action-overdue",
            "action-done-no-evidence",
            "action-done-no-difference",
            "action-effect-not-shown",
            "recommendation-no-action",
            "recommendation-closed-no-evidence",
        )
    }
    assert by_check == {
        "action-overdue": {"P0001", "P0005"},
        "action-done-no-evidence": {"P0006"},
        "action-done-no-difference": {"P0006"},
        "action-effect-not-shown": set(),
        "recommendation-no-action": set(),
        "recommendation-closed-no-evidence": {"R0006"},
    }


def test_self_evaluation_and_brief_say_the_programme_and_its_figures(
    programme: Workspace, tmp_path: Path
) -> None:
    """56%, 88% and 82% come out; each recommendation with how its action stands, none as unanswered."""
    sef, brief = tmp_path / "sef.docx", tmp_path / "brief.docx"
    export_sef(programme, sef, as_at=AS_AT)
    export_meeting(programme, brief, as_at=AS_AT)
    for said in (words_of(sef), words_of(brief)):
        for figure in ("56%", "88%", "82%"):
            assert figure in said
        assert "no action answers this yet" not in said
        for one in programme.records.recommendations.values():
            assert one.text in said
    told = {one.recommendation.id: one for one in meeting(programme.index, AS_AT).told}
    assert "1 done" in told["R0006"].progress
    assert "LATE" in told["R0001"].progress


def test_an_action_is_made_from_whatever_has_a_gap(workspace: Workspace) -> None:
    """A recommendation, a criterion, in any case of letters; what is not there is refused."""
    plan.add_recommendation(workspace, "Cut the waits.", criteria="A1")
    assert plan.opened_from(workspace, "r0001", AS_AT) == {"recommendations": ("R0001",), "criteria": ("A1",)}
    assert plan.opened_from(workspace, "A3", AS_AT) == {"criteria": ("A3",)}
    with pytest.raises(UsageError, match="nothing called R0009"):
        plan.opened_from(workspace, "R0009", AS_AT)


def test_the_road_map_stands_in_the_plan_quarter_by_quarter(programme: Workspace, tmp_path: Path) -> None:
    """In public without ids."""
    path = tmp_path / "plan.docx"
    export_plan(programme, path, as_at=AS_AT)
    assert "April 2023 to June 2023" in words_of(path)
    assert "P0005 Agree the equipment pathway in a task group" in words_of(path)
    export_plan(programme, path, as_at=AS_AT, is_public=True, replace=True)
    assert "October 2023 to December 2023" in words_of(path)
    assert "P0005" not in words_of(path)
