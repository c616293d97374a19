"""The stores the contract tests run on; a new one is one more entry in `STORES`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.store.opening import create_repository, open_repository
from readiness.store.repository import Repository
from readiness.store.tinydb.repository import FolderRepository
from tests.store import workload
from tests.store.workload import AT


class Store(Protocol):
    """How the tests make and open workspaces of one store."""

    def create(self, root: Path) -> Repository:
        """A new workspace in a folder."""

    def open(self, root: Path, *, read_only: bool = False) -> Repository:
        """Another opening of it."""

    def open_small(self, root: Path) -> Repository:
        """One whose internal limits are so low that a few changes pass them."""

    def plant(self, repository: Repository, table: str, document: Mapping[str, Any]) -> None:
        """Store a document past all checks, as another program or an older version could."""


class FolderStore:
    """The folder with TinyDB's format."""

    def create(self, root: Path) -> Repository:
        """A new workspace in a folder."""
        return create_repository(root)

    def open(self, root: Path, *, read_only: bool = False) -> Repository:
        """Another opening of it."""
        return open_repository(root, read_only=read_only)

    def open_small(self, root: Path) -> Repository:
        """One that retires its journal every three lines."""
        return workload.open_small(root, journal_lines=3)

    def plant(self, repository: Repository, table: str, document: Mapping[str, Any]) -> None:
        """Insert it by TinyDB."""
        assert isinstance(repository, FolderRepository)
        repository.database.table(table).insert(document)


STORES: dict[str, Store] = {"folder": FolderStore()}


def commit(repository: Repository, *changes: Change, label: str = "change") -> Transaction:
    """Commit changes as the tester."""
    return repository.commit(Transaction(label, changes), user="tester", at=AT)


def stored(repository: Repository, record: Evidence) -> Evidence:
    """Insert a record and return it as stored."""
    after = commit(repository, put(record)).changes[0].after
    assert isinstance(after, Evidence)
    return after
