"""What happened in the plan between two days: notes, changes and who made them, what is public."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from readiness.base.errors import UsageError
from readiness.plan import plan
from readiness.plan.programme import add_note
from readiness.plan.progress_document import export_progress
from readiness.plan.progress_report import happened_between, span_of
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY


@pytest.fixture
def worked(workspace: Workspace) -> Workspace:
    """An action whose date moved today, with a note for the public and one from before."""
    plan.add_action(workspace, "Recruit", due="2027-03-31")
    plan.edit_action(workspace, "P0001", due="2027-06-30", why="The board agreed.")
    plan.edit_action(workspace, "P0001", title="Taken back")
    undo(workspace)
    add_note(workspace, "P0001", "Two filled.", did="Waits fell.", by="Head of service", is_public=True)
    add_note(workspace, "P0001", "Nobody applied.", on=(TODAY - timedelta(days=40)).isoformat())
    return workspace


def test_changes_and_notes_of_the_days_are_told_with_who_and_what_it_did(worked: Workspace) -> None:
    """A moved date with both dates; nothing that was taken back; a note counts for its own day."""
    span = span_of(worked, TODAY.isoformat(), "", today=TODAY)
    found = happened_between(worked, span)
    moved = "from 31 Mar 2027 to 30 Jun 2027 on 21 Nov 2026: The board agreed."
    assert {(one.what, one.did, one.by) for one in found} == {
        ("added", "", worked.user),
        (
            f"Due: 31 Mar 2027 \u2192 30 Jun 2027; Days moved: never \u2192 {moved}",
            "",
            worked.user,
        ),
        ("Two filled.", "Waits fell.", "Head of service"),
    }
    assert {(one.on, one.about, one.title) for one in found} == {(TODAY, "P0001", "Recruit")}
    longer = span_of(worked, (TODAY - timedelta(days=40)).isoformat(), TODAY.isoformat(), today=TODAY)
    assert happened_between(worked, longer)[0].what == "Nobody applied."


def test_the_public_reads_only_what_was_written_for_it(worked: Workspace, tmp_path: Path) -> None:
    """No change, no name, no id; inside all of them."""
    span = span_of(worked, "2026-01-01", "", today=TODAY)
    path = tmp_path / "progress.docx"
    said: dict[bool, str] = {}
    for is_public in (True, False):
        found = happened_between(worked, span, is_public=is_public)
        export_progress(worked, path, span, found, is_public=is_public, replace=True)
        document = docx.Document(io.BytesIO(path.read_bytes()))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        said[is_public] = "\n".join([*(one.text for one in document.paragraphs), *cells])
    for words in ("Two filled.", "Waits fell.", "Recruit"):
        assert words in said[True]
    for words in ("Nobody applied.", "Head of service", "P0001", "30 Jun 2027"):
        assert words not in said[True]
        assert words in said[False]


def test_days_the_wrong_way_round_are_refused_empty_ones_said(workspace: Workspace, tmp_path: Path) -> None:
    """Nothing is invented."""
    with pytest.raises(UsageError, match="end before it begins"):
        span_of(workspace, "2026-11-02", "2026-11-01", today=TODAY)
    span = span_of(workspace, "2020-01-01", "2020-02-01", today=TODAY)
    path = tmp_path / "progress.docx"
    export_progress(workspace, path, span, happened_between(workspace, span))
    document = docx.Document(io.BytesIO(path.read_bytes()))
    assert "Nothing was written down in these days." in [one.text for one in document.paragraphs]
