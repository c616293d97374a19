"""A scan tells of files that moved; it adds none of them twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from readiness.evidence.proposals import take
from readiness.evidence.scanning import scan_folder
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 27)


def test_a_file_that_moved_is_offered_to_its_item(workspace: Workspace, tmp_path: Path) -> None:
    """By its content, with the verb that says where it is; nothing is said of one that is where it was."""
    before = tmp_path / "before"
    before.mkdir()
    (before / "audit.txt").write_text("Quality audit of plans", encoding="utf-8")
    added = scan_folder(workspace, before, in_place=True, as_at=DAY).added
    assert [item.id for item in added] == ["E0001"]
    assert scan_folder(workspace, before, in_place=True, as_at=DAY).proposals == []

    after = before.rename(tmp_path / "after")
    again = scan_folder(workspace, after, in_place=True, as_at=DAY)
    assert (again.added, again.known) == ([], 1)
    [proposal] = again.proposals
    assert "the file of E0001" in str(proposal)
    assert proposal.command == f'readiness evidence relocate E0001 "{after / "audit.txt"}"'
    take(workspace, proposal)
    assert scan_folder(workspace, after, in_place=True, as_at=DAY).proposals == []
