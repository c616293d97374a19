"""The plan as files: what a published programme's plan says inside, and what its public version omits."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from readiness.base.errors import UsageError
from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.package import Package
from readiness.plan.plan_export import export_plan
from readiness.workspace.output import TakenError
from readiness.workspace.workspace import Workspace
from tests.plan.programme import AS_AT, record_programme

INSIDE = ("J. Bloggs", "slow to answer", "P0001", "R0001", "M0001", "22 children", "4 children")
"""What only the internal version says."""


@pytest.fixture
def programme(workspace: Workspace) -> Workspace:
    """A workspace that holds the programme."""
    record_programme(workspace)
    return workspace


def said(data: bytes) -> str:
    """Every word of a document or of a workbook's cells."""
    if b"xl/workbook.xml" in data:
        book = openpyxl.load_workbook(io.BytesIO(data))
        return "\n".join(
            str(one) for sheet in book for row in sheet.iter_rows(values_only=True) for one in row
        )
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    headers = [one.text for section in document.sections for one in section.header.paragraphs]
    return "\n".join([*(one.text for one in document.paragraphs), *cells, *headers])


def exported(ws: Workspace, path: Path, *, is_public: bool = False) -> bytes:
    """The file."""
    export_plan(ws, path, as_at=AS_AT, is_public=is_public, replace=True)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_the_six_recommendations_are_answered_and_measured(
    programme: Workspace, tmp_path: Path, name: str
) -> None:
    """Each with its action; figures from start to end with the size of the change; the late marked."""
    text = said(exported(programme, tmp_path / name))
    records = programme.records
    assert all(one.text in text for one in records.recommendations.values())
    assert all(one.title in text for one in records.actions.values())
    assert "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better; aiming at 85%" in text
    assert "88% fewer, better" in text
    assert "from 22 children (Mar 2022) to 4 children (Sep 2022), 82% fewer, better" in text
    assert "6 recommendations, none without an action; 6 actions, 2 overdue and 3 more with an" in text
    assert "1 Jun 2023" in text or "1 June 2023" in text
    for inside in INSIDE[:4]:
        assert inside in text


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_the_public_version_leaves_working_notes_and_small_numbers_out(
    programme: Workspace, tmp_path: Path, name: str
) -> None:
    """No notes, names, ids or small counts; what was asked and done, and the share, stay."""
    text = said(exported(programme, tmp_path / name, is_public=True))
    assert [one for one in INSIDE if one in text] == []
    assert "82% fewer in Sep 2022 than in Mar 2022, figures too small to print, better" in text
    assert all(one.text in text for one in programme.records.recommendations.values())
    assert "Public version" in text
    assert "OFFICIAL" not in text


def test_the_workbook_has_a_row_for_each_body_and_action_overdue_first(
    programme: Workspace, tmp_path: Path
) -> None:
    """A recommendation to two bodies stands under both; dates are dates."""
    book = openpyxl.load_workbook(io.BytesIO(exported(programme, tmp_path / "plan.xlsx")))
    rows = list(book["Plan"].iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[15], row[10]) for row in rows] == [
        ("Integrated care board", "R0001", 32),
        ("Integrated care board", "R0002", None),
        ("Integrated care board", "R0004", None),
        ("Integrated care board", "R0005", 17),
        ("Local authority", "R0001", 32),
        ("Local authority", "R0006", None),
        ("Public health", "R0003", None),
    ]
    assert str(rows[0][7]) == "2023-04-30 00:00:00"


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_an_empty_plan_and_an_unanswered_recommendation_are_said(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    """Nothing recorded is said; so is what no action answers."""
    from readiness.plan import plan

    assert "No recommendations, none without an action" in said(exported(workspace, tmp_path / name))
    plan.add_recommendation(workspace, "Listen more.", responsible=("LA",))
    plan.add_action(workspace, "Something else", responsible="LA")
    text = said(exported(workspace, tmp_path / name))
    assert "o action answers this yet." in text
    assert "answers no recommendation" in text


def test_documents_are_valid_accessible_and_the_same_every_time(programme: Workspace, tmp_path: Path) -> None:
    """Word opens both versions without repair; equal records give equal bytes."""
    from openxml_audit import OpenXmlValidator

    for is_public in (False, True):
        path = tmp_path / "plan.docx"
        content = exported(programme, path, is_public=is_public)
        assert OpenXmlValidator().validate(str(path)).errors == []
        assert accessibility_findings(Package.of(content)) == []
        assert exported(programme, tmp_path / "again.docx", is_public=is_public) == content


def test_another_ending_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    """With the endings there are; nothing is written."""
    with pytest.raises(UsageError, match=r"must end in \.docx or \.xlsx"):
        export_plan(workspace, tmp_path / "plan.pdf", as_at=AS_AT)
    assert not (tmp_path / "plan.pdf").exists()


def test_a_file_that_stands_there_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    """Until somebody says that it may be replaced."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(TakenError):
        export_plan(workspace, path, as_at=AS_AT)
    assert path.read_bytes() == b"mine"
