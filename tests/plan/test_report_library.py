"""Other areas' reports rest in a folder of their own, and damage to one is listed, not fatal."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.plan.report_library import FOLDER, add_report, kept_reports
from readiness.store.opening import back_up, unpack_backup, verify_backup
from readiness.workspace.workspace import Workspace
from tests.hostile.pdf_making import plain
from tests.plan.report_pdf import write_report


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """The PDF of a report."""
    path = tmp_path / "report.pdf"
    write_report(path)
    return path


def test_a_report_is_kept_apart_from_evidence_and_records(workspace: Workspace, pdf: Path) -> None:
    """Nothing of it becomes a recommendation or evidence of one's own area."""
    added = add_report(workspace, pdf)

    assert kept_reports(workspace) == ([added], [])
    assert len(added.findings) == 4
    assert not workspace.records.recommendations
    assert not workspace.records.evidence


def test_adding_a_report_again_replaces_it(workspace: Workspace, pdf: Path) -> None:
    """One inspection is kept once."""
    add_report(workspace, pdf)
    add_report(workspace, pdf)

    assert len(kept_reports(workspace)[0]) == 1


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b"{" * 2_000_000], ids=["empty", "bare", "bytes", "huge"]
)
def test_a_damaged_file_is_listed_and_the_others_are_read(
    workspace: Workspace, pdf: Path, content: bytes
) -> None:
    """The problem names the file and what to do."""
    add_report(workspace, pdf)
    (workspace.root / FOLDER / "broken.json").write_bytes(content)
    reports, problems = kept_reports(workspace)

    assert len(reports) == 1
    [problem] = problems
    assert problem.where.file == "reports/broken.json"
    assert "report library add" in problem.hint


def test_a_document_of_another_kind_is_not_kept(workspace: Workspace, tmp_path: Path) -> None:
    """The library holds published reports only."""
    path = tmp_path / "minutes.pdf"
    path.write_bytes(plain("Minutes of a meeting"))
    with pytest.raises(RefusedError):
        add_report(workspace, path)

    assert kept_reports(workspace) == ([], [])


def test_a_backup_holds_the_library_and_restores_it(workspace: Workspace, pdf: Path, tmp_path: Path) -> None:
    """What was gathered is not lost with the disk."""
    add_report(workspace, pdf)
    made = back_up(workspace.root, workspace.clock()).path
    unpack_backup(made, tmp_path / "again")

    assert verify_backup(made) == []
    assert [path.name for path in (tmp_path / "again" / FOLDER).iterdir()] == ["Testshire 2024-03-04.json"]
