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


def test_the_state_kept_last_before_a_date_is_found_past_a_damaged_one(
    workspace: Workspace,
) -> None:
    """The one taken last of those measured earlier; a file that cannot be read stops nothing."""
    assert snapshots.last_before(workspace, AS_AT) is None
    for name, on in (("spring", date(2026, 3, 1)), ("summer", date(2026, 7, 1)), ("later", AS_AT)):
        snapshots.take(workspace, name, as_at=on)
    kept = snapshots.last_before(workspace, AS_AT)
    assert kept is not None
    assert kept.name in {"spring", "summer"}
    (workspace.root / snapshots.FOLDER / f"{kept.name}.json").write_bytes(b"{")
    other = snapshots.last_before(workspace, AS_AT)
    assert other is not None
    assert other.name != kept.name
