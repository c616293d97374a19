"""Erasure in the folder store: tombstones tell of every altered line, and an interrupted one is finished."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from pathlib import Path

import pytest

from readiness.base.errors import StorageError
from readiness.model.records.changes import put
from readiness.store.tinydb import doctor, history, journal
from readiness.store.tinydb.repository import FolderRepository
from tests.store.contract.stores import STORES, commit, stored
from tests.store.contract.test_erasure import places_of
from tests.store.disk_tap import FaultAt, Killed, without_waiting
from tests.store.workload import AT, item, open_small, view_of

WORDS = "Words that go"


def fill(root: Path) -> None:
    """Some changes in two journals, three of which hold the words."""
    FolderRepository.create(root).close()
    with open_small(root, journal_lines=3) as repository:
        first = stored(repository, item("E0001", WORDS))
        commit(repository, put(first.model_copy(update={"title": "Other"}), first))
        for number in range(2, 6):
            commit(repository, put(item(f"E{number:04d}", "x")), label=WORDS if number == 4 else "add")


def test_a_tombstone_names_every_altered_line_and_no_content(tmp_path: Path) -> None:
    """The digests before are those the chain names; those after are of the lines as they are."""
    root = tmp_path / "area"
    fill(root)
    before = {line.sequence: line.digest for line in history.all_lines(root)}
    with FolderRepository.open(root) as repository:
        repository.erase(words=WORDS, user="dpo", at=AT)
    lines = list(history.all_lines(root))
    altered = [line for line in lines if line.was]
    (tombstone,) = (line for line in lines if line.erased)
    assert [line.sequence for line in altered] == [1, 2, 5]
    assert {line.sequence: line.digest for line in altered} == {
        number: before[number] for number in (1, 2, 5)
    }
    assert [(tomb.sequence, tomb.was, tomb.now) for tomb in tombstone.erased] == [
        (line.sequence, line.was, journal.digest_of(journal.encode(line))) for line in altered
    ]
    assert (tombstone.label, tombstone.user) == ("Erase", "dpo")


def test_a_line_altered_without_a_tombstone_is_found(tmp_path: Path) -> None:
    """Somebody who imitates an erasure to change the past is noticed."""
    root = tmp_path / "area"
    fill(root)
    _, _, path = history.retired_journals(root)[0]
    raw = path.read_bytes().splitlines(keepends=True)
    line = journal.decode(raw[1])
    op = line.ops[0]
    assert op.after is not None
    forged = journal.Line(
        **{
            **{name: getattr(line, name) for name in ("sequence", "previous", "at", "user", "label")},
            "ops": (journal.Op(op.table, op.doc, None, {**op.after, "title": "Forged"}),),
            "was": line.digest,
        }
    )
    path.write_bytes(b"".join([raw[0], journal.encode(forged), *raw[2:]]))
    found = [problem.what for problem in doctor.examine(root).problems]
    assert any("no change tells of it" in what for what in found)


@pytest.mark.parametrize("fault", ["kill", "EIO"])
def test_an_erasure_interrupted_anywhere_loses_nothing_and_can_be_finished(
    tmp_path: Path, fault: str
) -> None:
    """At each disk call in turn: the other records stand, and doing it again completes it."""
    start = tmp_path / "start"
    fill(start)
    with FolderRepository.open(start) as repository:
        repository.back_up(AT)
        ids = set(view_of(repository))
    for number in itertools.count(1):
        root = tmp_path / "area"
        shutil.copytree(start, root)
        tap = FaultAt(root, number=number, fault=fault)
        repository = FolderRepository.open(root)
        with tap.installed(), contextlib.suppress(Killed, StorageError):
            repository.erase(words=WORDS, user="dpo", at=AT)
        if not tap.hit:
            break
        with without_waiting(), FolderRepository.open(root) as again:
            assert not again.is_read_only, f"{again.read_only_reason} after {tap.hit}"
            assert set(view_of(again)) == ids
            again.erase(words=WORDS, user="dpo", at=AT)
        assert places_of(STORES["folder"], root, WORDS) == [], f"{fault} at call {number}, {tap.hit}"
        report = doctor.examine(root)
        assert report.is_sound, report.problems
        assert not any("Something was erased" in problem.what for problem in report.problems)
        shutil.rmtree(root)
    assert number > 20
