"""The brief and the comparison are valid and accessible, like the self-evaluation."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.package import Package
from readiness.inspection import notice
from readiness.inspection.exports import export_notice
from readiness.progress import snapshots
from readiness.progress.comparison_document import export_comparison
from readiness.sef import statements
from readiness.workspace.workspace import Workspace

CALL = datetime(2026, 11, 16, 9, 15, tzinfo=UTC)
AS_AT = date(2026, 12, 7)


def brief(ws: Workspace, path: Path) -> None:
    """The one-page brief of a running notice."""
    notice.start(ws, CALL)
    export_notice(ws, path, now=CALL + timedelta(hours=2))


def comparison(ws: Workspace, path: Path) -> None:
    """What changed since a snapshot."""
    snapshots.take(ws, "before", as_at=AS_AT)
    statements.add(ws, "A1", "headline", "Needs & <aims> are met \u202e early.", as_at=AS_AT)
    found = snapshots.compared(ws, "before", as_at=AS_AT)
    export_comparison(ws, found, "before", "now", path, as_at=AS_AT)


@pytest.mark.parametrize("make", [brief, comparison])
def test_small_documents_are_valid_and_accessible(workspace: Workspace, tmp_path: Path, make: object) -> None:
    """Neither the Open XML checks nor the accessibility rules find anything."""
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "document.docx"
    assert callable(make)
    make(workspace, path)

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert accessibility_findings(Package(parts)) == []
    assert list(OpenXmlValidator().validate(str(path)).errors) == []
