"""Workspaces of every schema version ever shipped open, migrate and verify."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from readiness.base.errors import StorageError
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.store import documents
from readiness.store.documents import Document
from readiness.store.tinydb import snapshot
from readiness.store.tinydb.files import read_workspace
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, item

GOLDEN = Path(__file__).parent / "golden"
VERSIONS = sorted(GOLDEN.glob("schema_v*"))


@pytest.fixture
def golden(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of a golden workspace."""
    return Path(shutil.copytree(request.param, tmp_path / "area"))


def test_there_is_a_golden_workspace_for_every_version() -> None:
    """Whoever raises the version adds the last version's files and a step."""
    assert [path.name for path in VERSIONS] == [
        f"schema_v{number}" for number in range(1, documents.FORMAT + 1)
    ]
    assert set(documents.STEPS) == set(range(1, documents.FORMAT))


@pytest.mark.parametrize("golden", VERSIONS, indirect=True, ids=lambda path: path.name)
def test_every_version_opens_whole_with_its_history(golden: Path) -> None:
    """Records, history and counters are what the golden file beside it says."""
    expected = json.loads((golden / "expected.json").read_text("utf-8"))
    with FolderRepository.open(golden) as repository:
        records, problems = repository.load()
        assert problems == []
        assert {one.id: one.to_document() for one in records} == expected["records"]
        assert [one.label for one in repository.history()] == expected["history"]
        assert repository.next_id("evidence") == expected["next_evidence"]
        repository.commit(Transaction("go on", (put(item("E0100", "New")),)), user="tester", at=AT)
    assert read_workspace(golden).damage == ""


@pytest.mark.parametrize("golden", VERSIONS[-1:], indirect=True, ids=lambda path: path.name)
def test_a_newer_version_of_the_program_migrates(golden: Path) -> None:
    """With a step to the next version, records and history come out migrated, after a backup."""
    now = documents.FORMAT
    loud = {
        one: title.upper() for one, title in titles(FolderRepository.open(golden, read_only=True)).items()
    }
    steps = {**documents.STEPS, now: shout}
    with patch.multiple(documents, FORMAT=now + 1, STEPS=steps):
        with FolderRepository.open(golden) as repository:
            assert titles(repository) == loud
            repository.commit(Transaction("go on", (put(item("E0100", "New")),)), user="tester", at=AT)
        with FolderRepository.open(golden) as repository:
            assert titles(repository) == {**loud, "E0100": "New"}
            assert all(title.isupper() for title in titles_in(repository.history()[1:]))
    kept = golden / "backups" / f"before-format-{now + 1}" / "readiness.json"
    assert snapshot.decode(kept.read_bytes())[0].format == now
    with pytest.raises(StorageError, match="newer version"):
        FolderRepository.open(golden)


def shout(table: str, document: Document) -> Document:
    """A step to a next version: titles of evidence in capitals."""
    return {**document, "title": document["title"].upper()} if table == "evidence" else document


def titles(repository: FolderRepository) -> dict[str, str]:
    """Titles of evidence by id."""
    return {one.id: one.title for one in repository.load()[0].evidence.values()}


def titles_in(history: Sequence[Transaction]) -> list[str]:
    """Titles of evidence that were stored."""
    changes = [change for transaction in history for change in transaction.changes]
    return [change.after.title for change in changes if isinstance(change.after, Evidence)]
