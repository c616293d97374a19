"""A scan tells of files that moved; it adds none of them twice."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.evidence.proposals import take
from readiness.evidence.register import add_file
from readiness.evidence.relocating import replace
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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("in_place", [True, False])
def test_a_file_that_could_not_be_found_again_stops_no_other(
    workspace: Workspace, tmp_path: Path, in_place: bool
) -> None:
    """A name that is no characters: passed over with what to do, in a dry run too; the rest is added."""
    folder = tmp_path / "others" if in_place else workspace.root / "evidence"
    folder.mkdir(exist_ok=True)
    (folder / os.fsdecode(b"bad\xff.txt")).write_text("Words of a plan", encoding="utf-8")
    (folder / "good.txt").write_text("Words of another plan", encoding="utf-8")
    for dry_run, title in ((True, "good"), (False, "Words of another plan")):
        found = scan_folder(workspace, folder, in_place=in_place, as_at=DAY, dry_run=dry_run)
        assert [item.title for item in found.added] == [title]
        assert ["Rename" in str(problem) for problem in found.problems] == [True]


def test_what_a_workspace_consists_of_is_no_evidence(workspace: Workspace) -> None:
    """Its main file, journal and definitions: passed over in a scan of its folder, and refused one by one."""
    (workspace.root / "evidence").mkdir(exist_ok=True)
    (workspace.root / "evidence" / "good.txt").write_text("Words of a plan", encoding="utf-8")
    (workspace.root / "notes.txt").write_text("Words beside the library", encoding="utf-8")
    found = scan_folder(workspace, workspace.root, in_place=True, as_at=DAY)
    assert len(found.added) == 2
    assert "of a workspace itself" in str(found.problems[0])
    for name in ("readiness.json", "readiness.journal"):
        with pytest.raises(RefusedError, match="workspace itself"):
            add_file(workspace, workspace.root / name, as_at=DAY)
        with pytest.raises(RefusedError, match="workspace itself"):
            replace(workspace, "E0001", workspace.root / name)
