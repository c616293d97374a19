"""Where people reach their own files alone, no change records a file at a place of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.base.reach import OwnFiles, reach_only
from readiness.evidence import register
from readiness.evidence.tracker import apply_tracker, tracker_plan
from readiness.model.records.changes import Transaction, put
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 21)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A folder of own files; nothing else is reached until the test ends."""
    folder = tmp_path / "files"
    folder.mkdir()
    yield folder
    reach_only(None)


def test_what_is_handed_in_is_copied_and_nothing_else_is_read(workspace: Workspace, own: Path) -> None:
    """Recorded in place, elsewhere by a path, elsewhere by a shortcut: refused, and nothing is stored."""
    (own / "audit.txt").write_text("Audit of autumn 2026", "utf-8")
    secret = own.parent / "secret.txt"
    secret.write_text("somebody else's", "utf-8")
    (own / "way.url").write_text(f"[InternetShortcut]\nURL=file://{secret}\n", "utf-8")
    reach_only(OwnFiles(own, workspace.library))
    for path, in_place in (
        (own / "audit.txt", True),
        (secret, False),
        (secret, True),
        (own / "way.url", False),
    ):
        with pytest.raises(RefusedError):
            register.add_file(workspace, path, in_place=in_place, as_at=DAY)
    assert not workspace.records.evidence
    item, _ = register.add_file(workspace, own / "audit.txt", as_at=DAY)
    assert item.location_kind == "library"
    assert (workspace.library / item.location).is_file()


def test_a_sheet_of_places_reaches_no_further(workspace: Workspace, own: Path) -> None:
    """Each row is a problem: elsewhere is not theirs, and beside the sheet it would not stay."""
    secret = own.parent / "secret.txt"
    secret.write_text("Audit of somebody else's", "utf-8")
    (own / "audit.txt").write_text("Audit of autumn 2026", "utf-8")
    sheet = own / "tracker.csv"
    sheet.write_text(f"Title,Place\nSecret,{secret}\nUp,../secret.txt\nOurs,audit.txt\n", "utf-8")
    reach_only(OwnFiles(own, workspace.library))
    plan = tracker_plan(workspace, sheet, as_at=DAY)
    assert [one.after.title for one in plan.items] == ["Ours"]
    assert sum("Only your own files" in one.what for one in plan.problems) == 2
    with pytest.raises(RefusedError):
        apply_tracker(workspace, plan, name=sheet.name, as_at=DAY)
    assert not workspace.records.evidence


def test_places_recorded_at_the_computer_stay_and_come_back(workspace: Workspace, own: Path) -> None:
    """Saying more about such an item, and taking a change back, is nobody's way to another file."""
    kept = own.parent / "kept.txt"
    kept.write_text("Report of spring 2026", "utf-8")
    item, _ = register.add_file(workspace, kept, in_place=True, as_at=DAY)
    reach_only(OwnFiles(own, workspace.library))
    register.withdraw(workspace, item.id)
    undo(workspace)
    stored = workspace.records.evidence[item.id]
    moved = stored.model_copy(update={"location": "/etc/hosts"})
    with pytest.raises(RefusedError):
        workspace.run(Transaction("Move", (put(moved, stored),)))
    reach_only(None)
    workspace.run(Transaction("Move", (put(stored.model_copy(update={"location": "/x"}), stored),)))
    reach_only(OwnFiles(own, workspace.library))
    undo(workspace)
    assert workspace.records.evidence[item.id].location == stored.location
