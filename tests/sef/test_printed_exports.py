"""The workspace remembers what each export printed: privately, in backups, the same for the same export."""

from __future__ import annotations

import os
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.base.errors import RefusedError
from readiness.base.text import cleaned
from readiness.model.vocabulary import StatementKind
from readiness.sef import statements
from readiness.sef.printed_exports import recalled, remember, remembered
from readiness.sef.round_trip.printed import dump_printed, parse_printed
from readiness.sef.taking_back import plan_sef
from readiness.store.tinydb import backup, backup_reading
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace
from tests.conftest import NOW
from tests.sef.returned_copies import (
    TODAY,
    as_plain_text,
    changed,
    exported,
    without_bookmarks,
    without_stamp,
)


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """One strength."""
    statements.add(workspace, "A1", "strength", "Waits fell to 17.9 weeks in July 2022", as_at=TODAY)
    return workspace


def test_an_export_is_remembered_for_the_user_alone(written: Workspace, tmp_path: Path) -> None:
    """One file with what was printed; nobody else on the computer can read it."""
    exported(written, tmp_path / "sef.docx")
    (printed,) = remembered(written)
    assert recalled(written, printed.stamp.export_id) == printed
    assert printed.stamp.pieces[0].text == "Waits fell to 17.9 weeks in July 2022"
    (path,) = (written.root / "exports" / ".printed").iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_export_is_remembered_once_and_alike(written: Workspace, tmp_path: Path) -> None:
    """Made again it gives the same bytes; another state is another export."""
    exported(written, tmp_path / "a.docx")
    (first,) = remembered(written)
    exported(written, tmp_path / "b.docx")
    (again,) = remembered(written)
    assert dump_printed(again) == dump_printed(first)
    assert parse_printed(dump_printed(first)) == first
    statements.edit(written, "S0001", text="Waits fell again.")
    exported(written, tmp_path / "c.docx")
    assert len(list(remembered(written))) == 2


def test_a_name_that_is_no_export_recalls_nothing(written: Workspace, tmp_path: Path) -> None:
    """Neither a path nor a damaged file is read as one."""
    exported(written, tmp_path / "sef.docx")
    assert recalled(written, "../../readiness") is None
    (path,) = (written.root / "exports" / ".printed").iterdir()
    path.write_text("{")
    assert recalled(written, path.stem) is None
    assert list(remembered(written)) == []


def test_a_disk_that_refuses_is_said_and_the_export_stands(written: Workspace, tmp_path: Path) -> None:
    """The document is written all the same."""
    exported(written, tmp_path / "a.docx")
    (printed,) = remembered(written)
    folder = written.root / "exports" / ".printed"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    (problem,) = remember(written, printed)
    assert "could not be remembered" in problem.what
    assert plan_sef(written, tmp_path / "a.docx").items == ()


def test_backups_hold_what_was_printed(written: Workspace, tmp_path: Path) -> None:
    """A workspace unpacked from a backup still knows its exports."""
    out = without_stamp(exported(written, tmp_path / "a.docx"), tmp_path / "b.docx")
    path = backup.create(written.root, written.clock()).path
    assert backup_reading.verify(path) == []
    with zipfile.ZipFile(path) as archive:
        assert any(name.startswith("exports/.printed/") for name in archive.namelist())
    backup_reading.unpack(path, tmp_path / "again")
    with closing(open_workspace(tmp_path / "again", user="x", clock=written.clock)) as again:
        statements.edit(again, "S0001", text="Changed since.")
        assert plan_sef(again, out).items == ()


ENDINGS = st.sampled_from(
    ["", " 2022", " 17.9", " (3)", " [4]", "1", ", 2", " S0001", " S0002", "\u00b2", ":"]
)
TEXTS = st.builds(lambda text, end: f"{text}{end}", st.text(max_size=40), ENDINGS)
KINDS: tuple[StatementKind, ...] = ("headline", "strength", "area_to_develop", "next_step", "context")


@pytest.mark.whole
@given(st.lists(st.tuples(st.sampled_from(KINDS), TEXTS, TEXTS), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_an_untouched_return_changes_nothing_by_any_route(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[StatementKind, str, str]]
) -> None:
    """Any words, figures and brackets at their end: same file, names lost, stamp lost, plain text."""
    folder = tmp_path_factory.mktemp("any")
    with closing(create_workspace(folder / "area", "Testshire", user="x", clock=lambda: NOW)) as ws:
        for kind, text, impact in entries:
            if cleaned(text).strip():
                statements.add(ws, "A1", kind, text, as_at=TODAY, impact=impact)
        out = exported(ws, folder / "a.docx")
        bare = changed(out, folder / "b.docx", without_bookmarks)
        routes = (out, bare, without_stamp(bare, folder / "c.docx"), as_plain_text(out, folder / "d.docx"))
        for route in routes:
            plan = plan_sef(ws, route)
            assert (plan.items, plan.remarks) == ((), ())


def test_another_workspaces_copy_is_recognised_though_its_stamp_is_lost(
    written: Workspace, tmp_path: Path
) -> None:
    """What is printed around the statements is the same in both: the statements tell."""
    exported(written, tmp_path / "ours.docx")
    with closing(create_workspace(tmp_path / "other", "Testshire", user="x", clock=lambda: NOW)) as other:
        for words in ("Clubs open at weekends", "Transport is late each morning"):
            statements.add(other, "A1", "strength", words, as_at=TODAY)
        theirs = without_stamp(exported(other, tmp_path / "a.docx"), tmp_path / "b.docx")
    with pytest.raises(RefusedError, match="not a self-evaluation exported from here"):
        plan_sef(written, changed(theirs, tmp_path / "c.docx", without_bookmarks))
