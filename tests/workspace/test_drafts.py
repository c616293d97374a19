"""What is typed and not saved is kept privately, found again whole, and never in the way."""

from __future__ import annotations

import json
import os
import stat
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.workspace.drafts import FOLDER, Draft, Drafts, Typed
from readiness.workspace.safekeeping import back_up
from readiness.workspace.workspace import Workspace

AT = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
DRAFT = Draft(
    AT, {"text": Typed("", "Waiting\ntimes \u202e fell"), "agencies": Typed((), ("council", "icb"))}
)
ENTRIES = st.text() | st.lists(st.text(), max_size=3).map(tuple)


def files(root: Path) -> list[Path]:
    """Everything in the folder of drafts."""
    return sorted((root / FOLDER).iterdir())


def test_a_draft_comes_back_as_it_was_typed(tmp_path: Path) -> None:
    """Words and choices, what was there before, and when; by another look at the folder."""
    Drafts(tmp_path, "R. Shah").keep("Edit S0001", DRAFT)

    assert Drafts(tmp_path, "R. Shah").find("Edit S0001") == DRAFT


@given(st.dictionaries(st.text(), st.builds(Typed, ENTRIES, ENTRIES), max_size=4), st.text(), st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
def test_whatever_is_typed_comes_back(tmp_path: Path, fields: dict[str, Typed], form: str, user: str) -> None:
    """No character, name of a form or of a person is too odd."""
    drafts, draft = Drafts(tmp_path, user), Draft(AT, fields)
    drafts.keep(form, draft)

    assert drafts.find(form) == draft


def test_the_newest_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """One file a form, however long one types, and nothing half beside it."""
    drafts = Drafts(tmp_path, "R. Shah")
    for minute in range(3):
        drafts.keep("Edit S0001", Draft(AT + timedelta(minutes=minute), DRAFT.fields))

    assert len(files(tmp_path)) == 1
    found = drafts.find("Edit S0001")
    assert found is not None
    assert found.at == AT + timedelta(minutes=2)


def test_forms_and_people_do_not_see_each_others_drafts(tmp_path: Path) -> None:
    """A shared folder offers nobody the words of somebody else."""
    Drafts(tmp_path, "R. Shah").keep("Edit S0001", DRAFT)

    assert Drafts(tmp_path, "R. Shah").find("Edit S0002") is None
    assert Drafts(tmp_path, "K. Ali").find("Edit S0001") is None


def test_drafts_are_private_and_their_names_say_nothing(tmp_path: Path) -> None:
    """Only the person who types can read them, whatever the umask; no title is seen in a listing."""
    before = os.umask(0)
    try:
        Drafts(tmp_path, "R. Shah").keep("Edit S0001 Shah", DRAFT)
    finally:
        os.umask(before)
    [file] = files(tmp_path)

    if sys.platform != "win32":  # which has no such modes
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "S0001" not in file.name
    assert "Shah" not in file.name


def test_a_discarded_draft_is_gone(tmp_path: Path) -> None:
    """No trace of the words stays in the folder; discarding twice is no error."""
    drafts = Drafts(tmp_path, "R. Shah")
    drafts.keep("Edit S0001", DRAFT)
    drafts.discard("Edit S0001")
    drafts.discard("Edit S0001")

    assert drafts.find("Edit S0001") is None
    assert files(tmp_path) == []


WHOLE = {"format": 1, "form": "A", "at": AT.isoformat(), "fields": {}}
ODD: list[dict[str, object]] = [
    {"format": 2},
    {"form": "B"},
    {"at": 3},
    {"at": "2026-11-21"},
    {"at": "soon"},
    {"fields": []},
    {"fields": {"text": 1}},
    {"fields": {"text": {"now": ""}}},
    {"fields": {"text": {"before": "", "now": 3}}},
    {"fields": {"text": {"before": "", "now": [1]}}},
    {"fields": {"text": {"before": "", "now": {"a": 1}}}},
]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"3", b"\xff", b"[" * 100_000, b"{}"]
    + [json.dumps({**WHOLE, **part}).encode() for part in ODD],
)
def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    """A file damaged or put there by somebody is not offered, and the next draft takes its place."""
    drafts = Drafts(tmp_path, "R. Shah")
    drafts.keep("A", DRAFT)
    files(tmp_path)[0].write_bytes(content)

    assert drafts.find("A") is None
    drafts.keep("A", DRAFT)
    assert drafts.find("A") == DRAFT


def test_drafts_are_in_no_backup(workspace: Workspace) -> None:
    """What was not saved is not handed on."""
    Drafts(workspace.root, "R. Shah").keep("A", DRAFT)
    with zipfile.ZipFile(back_up(workspace.root, workspace.clock).path) as archive:
        assert [name for name in archive.namelist() if name.startswith(FOLDER)] == []
