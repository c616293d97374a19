"""An older copy in the place of a workspace is noticed, and no id is given twice for it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from readiness.cli.app import main
from readiness.evidence import register
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.seen import mark_file
from readiness.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def opened(root: Path) -> Workspace:
    """The workspace as it opens now."""
    return open_workspace(root, user="jo", clock=lambda: NOW)


def add(root: Path, title: str) -> str:
    """Add an item in an opening of its own; its id."""
    ws = opened(root)
    record, _ = register.add_url(ws, f"https://example.org/{title}", as_at=NOW.date(), title=title)
    ws.close()
    return record.id


def test_an_older_copy_is_told_once_and_its_ids_are_not_given_again(tmp_path: Path) -> None:
    """How many changes it lacks is said; nothing is said of the newer one."""
    root = tmp_path / "area"
    create_workspace(root, "Testshire", user="jo", clock=lambda: NOW).close()
    assert add(root, "first") == "E0001"
    shutil.copytree(root, tmp_path / "older")
    assert [add(root, "second"), add(root, "third")] == ["E0002", "E0003"]
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "older", root)

    ws = opened(root)
    (problem,) = ws.problems
    assert "ends at change 2, and this computer has seen change 4" in problem.what
    assert "in 2 changes" in problem.what
    ws.close()
    again = opened(root)
    assert again.problems == ()
    again.close()
    assert add(root, "fourth") == "E0004"


def test_another_workspace_in_the_same_folder_is_not_taken_for_an_older_copy(tmp_path: Path) -> None:
    """It is told by when it was begun."""
    root = tmp_path / "area"
    create_workspace(root, "Testshire", user="jo", clock=lambda: NOW).close()
    add(root, "first")
    shutil.rmtree(root)
    create_workspace(root, "Testshire", user="jo", clock=lambda: NOW.replace(hour=12)).close()
    ws = opened(root)
    assert ws.problems == ()
    ws.close()
    assert add(root, "first") == "E0001"


def test_a_mark_that_cannot_be_read_or_written_is_no_fault(tmp_path: Path) -> None:
    """Odd content, a folder in its place, and a home that takes nothing."""
    root = tmp_path / "area"
    create_workspace(root, "Testshire", user="jo", clock=lambda: NOW).close()
    add(root, "first")
    for odd in (b"", b"[]", b"{}", b'{"begun": 1, "sequence": "x", "next": []}', b"\xff" * 40):
        mark_file(root).write_bytes(odd)
        ws = opened(root)
        assert ws.problems == ()
        ws.close()
    mark_file(root).unlink()
    mark_file(root).mkdir()
    assert add(root, "second") == "E0002"
    shutil.rmtree(mark_file(root).parent)
    mark_file(root).parent.write_text("in the way", encoding="utf-8")
    assert add(root, "third") == "E0003"


def test_a_workspace_made_of_a_backup_gives_no_id_given_since(tmp_path: Path) -> None:
    """Of no kind, on no computer: a thousand are passed over."""
    root = tmp_path / "area"
    create_workspace(root, "Testshire", user="jo", clock=lambda: NOW).close()
    add(root, "first")
    assert main(["-w", str(root), "backup"], clock=lambda: NOW) == 0
    (backup,) = (root / "backups").glob("*.zip")
    given = {add(root, title) for title in ("second", "third")}
    kept = tmp_path / backup.name
    shutil.move(backup, kept)
    shutil.rmtree(root)
    assert main(["restore", str(kept), "--into", str(tmp_path / "new")], clock=lambda: NOW) == 0
    assert add(tmp_path / "new", "fourth") not in {*given, "E0001"}
    ws = opened(tmp_path / "new")
    assert ws.new_id("statements") == "S1001"
    assert {one.title for one in ws.records.evidence.values()} == {"first", "fourth"}
    ws.close()
