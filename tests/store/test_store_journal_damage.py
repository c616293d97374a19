"""A journal cut, zeroed or bit-flipped anywhere gives a committed state or is refused, never a wrong one."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.model.records.changes import Transaction, put
from readiness.store.layout import JOURNAL_NAME
from readiness.store.tinydb.files import read_workspace
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, View, item, open_small

STEP = int(os.environ.get("READINESS_PROOF_STEP", "5"))
"""Every how many bytes; 1 is every byte."""


def view_at(root: Path) -> tuple[View, str, str]:
    """What can be seen, why nothing may be written, and how the journal ends."""
    reading = read_workspace(root)
    view = {str(one["id"]): one["title"] for one in reading.state.tables.get("evidence", {}).values()}
    return view, reading.damage, reading.scan.ending


@pytest.fixture
def area(tmp_path: Path) -> tuple[Path, list[View]]:
    """A workspace whose snapshot is older than its journal, with the views after each commit."""
    root = tmp_path / "area"
    FolderRepository.create(root).close()
    repository = open_small(root, journal_lines=1000)
    views: list[View] = [{}]
    for number in range(1, 5):
        record = item(f"E{number:04d}", f"Title {number}")
        repository.commit(Transaction("add", (put(record),)), user="tester", at=AT)
        views.append({**views[-1], record.id: record.title})
    return root, views


def damage_everywhere(
    root: Path, damage: Callable[[bytes, int], bytes], step: int
) -> list[tuple[View, str, str]]:
    """The view after damage at every `step`th byte."""
    whole = (root / JOURNAL_NAME).read_bytes()
    found = []
    for place in range(0, len(whole), step):
        (root / JOURNAL_NAME).write_bytes(damage(whole, place))
        found.append(view_at(root))
    (root / JOURNAL_NAME).write_bytes(whole)
    return found


@pytest.mark.parametrize("kind", ["cut", "zeros"])
def test_cut_or_zeroed_anywhere_leaves_a_committed_prefix(area: tuple[Path, list[View]], kind: str) -> None:
    """What is left is the state after some commit, and it is writable again unless the head is gone."""
    root, views = area
    head = (root / JOURNAL_NAME).read_bytes().index(b"\n") + 1

    def damage(whole: bytes, place: int) -> bytes:
        return whole[:place] + (b"\0" * (len(whole) - place) if kind == "zeros" else b"")

    for place, (view, reason, _) in enumerate(damage_everywhere(root, damage, 1)):
        assert view in views
        assert bool(reason) == (place < head)


def test_no_flipped_bit_shows_a_wrong_state_or_drops_a_change_silently(area: tuple[Path, list[View]]) -> None:
    """Each flip is refused (read-only, with the reason) or harmless; none passes for a crash."""
    root, views = area
    counts: Counter[str] = Counter()
    for bit in range(8):
        flip = _flipper(bit)
        for view, reason, ending in damage_everywhere(root, flip, STEP):
            assert view in views
            assert reason or view == views[-1], f"bit {bit}: dropped as {ending}"
            counts["refused" if reason else "unchanged"] += 1
    assert counts["refused"] > 0
    print(dict(counts))  # noqa: T201 - the figure


def test_a_torn_tail_is_kept_aside_and_work_goes_on(area: tuple[Path, list[View]]) -> None:
    """An unfinished last line is listed, its bytes kept, and the next commit follows the last whole line."""
    root, views = area
    with (root / JOURNAL_NAME).open("ab") as file:
        file.write(b'1234abcd {"seq":5,"prev')
    with FolderRepository.open(root) as repository:
        _, problems = repository.load()
        assert [problem.severity for problem in problems] == ["warning"]
        repository.commit(Transaction("add", (put(item("E0007", "Seven")),)), user="tester", at=AT)
    assert view_at(root) == ({**views[-1], "E0007": "Seven"}, "", "whole")
    kept = [path.read_bytes() for path in (root / "history").glob("rejected-*")]
    assert kept == [b'1234abcd {"seq":5,"prev']


def test_a_line_taken_from_the_middle_is_noticed(area: tuple[Path, list[View]]) -> None:
    """Lines that are each whole but do not follow one another are refused."""
    root, _ = area
    lines = (root / JOURNAL_NAME).read_bytes().splitlines(keepends=True)
    (root / JOURNAL_NAME).write_bytes(b"".join(lines[:3] + lines[4:]))
    assert "does not follow" in view_at(root)[1]


def test_a_damaged_line_in_the_middle_is_named(area: tuple[Path, list[View]]) -> None:
    """The problem says which line is damaged; everything before it can be read, nothing can be written."""
    root, views = area
    lines = (root / JOURNAL_NAME).read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b"Title", b"Tutle")
    (root / JOURNAL_NAME).write_bytes(b"".join(lines))
    repository = FolderRepository.open(root)
    _, problems = repository.load()
    assert repository.is_read_only
    assert (problems[0].where.file, problems[0].where.line) == (JOURNAL_NAME, 4)
    assert view_at(root)[0] == views[2]


@pytest.mark.parametrize("loss", ["missing", "empty"])
def test_a_lost_journal_is_never_taken_for_an_empty_one(area: tuple[Path, list[View]], loss: str) -> None:
    """Without its journal a workspace opens for reading only."""
    root, _ = area
    (root / JOURNAL_NAME).unlink() if loss == "missing" else (root / JOURNAL_NAME).write_bytes(b"")
    assert FolderRepository.open(root).is_read_only


def test_the_journal_of_another_workspace_is_refused(area: tuple[Path, list[View]], tmp_path: Path) -> None:
    """A snapshot beside a journal it does not belong to opens for reading only."""
    root, views = area
    FolderRepository.open(root).close()
    other = tmp_path / "other"
    FolderRepository.create(other).close()
    shutil.copy(other / JOURNAL_NAME, root / JOURNAL_NAME)
    view, reason, _ = view_at(root)
    assert (view, bool(reason)) == (views[-1], True)


def _flipper(bit: int) -> Callable[[bytes, int], bytes]:
    def flip(whole: bytes, place: int) -> bytes:
        return whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :]

    return flip
