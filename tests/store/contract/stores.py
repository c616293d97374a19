"""The stores the contract tests run on; a new one is one more entry in `STORES`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest

from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.store.layout import LINK_NAME, SNAPSHOT_NAME
from readiness.store.opening import create_repository, open_repository
from readiness.store.postgres.link import read_link
from readiness.store.repository import Repository
from readiness.store.tinydb.repository import FolderRepository
from tests.store import workload
from tests.store.postgres_server import server
from tests.store.workload import AT


class Store(Protocol):
    """How the tests make and open workspaces of one store."""

    def create(self, root: Path) -> Repository:
        """A new workspace in a folder."""

    def open(self, root: Path, *, read_only: bool = False) -> Repository:
        """Another opening of it."""

    def open_small(self, root: Path) -> Repository:
        """One whose internal limits are so low that a few changes pass them."""

    def plant(self, repository: Repository, table: str, document: Mapping[str, Any]) -> bool:
        """Store a document past all checks, as another program could; False when the store cannot hold it."""

    def kept(self, root: Path) -> dict[str, bytes]:
        """What the store keeps outside the folder, by name."""

    main_file: str
    """The file a problem of a record is told of."""


class FolderStore:
    """The folder with TinyDB's format."""

    main_file = SNAPSHOT_NAME

    def create(self, root: Path) -> Repository:
        """A new workspace in a folder."""
        return create_repository(root)

    def open(self, root: Path, *, read_only: bool = False) -> Repository:
        """Another opening of it."""
        return open_repository(root, read_only=read_only)

    def open_small(self, root: Path) -> Repository:
        """One that retires its journal every three lines."""
        return workload.open_small(root, journal_lines=3)

    def plant(self, repository: Repository, table: str, document: Mapping[str, Any]) -> bool:
        """Insert it by TinyDB."""
        assert isinstance(repository, FolderRepository)
        repository.database.table(table).insert(document)
        return True

    def kept(self, root: Path) -> dict[str, bytes]:  # noqa: ARG002 - all is in the folder
        """Nothing."""
        return {}


class PostgresStore:
    """An area of a database on a server of our own."""

    main_file = LINK_NAME

    def create(self, root: Path) -> Repository:
        """A new area, and a folder that leads to it."""
        code = f"area-{uuid.uuid4().hex[:12]}"
        server().area(code)
        server().folder_of(root, code)
        return create_repository(root)

    def open(self, root: Path, *, read_only: bool = False) -> Repository:
        """Another opening of it."""
        return open_repository(root, read_only=read_only)

    def open_small(self, root: Path) -> Repository:
        """It has no such limits."""
        return open_repository(root)

    def plant(self, repository: Repository, table: str, document: Mapping[str, Any]) -> bool:
        """Write it as the database's administrator, who may do all."""
        import psycopg

        code = read_link(repository.root).area
        try:
            server().sql(
                "INSERT INTO readiness.record SELECT area, %s, 900 + count(r), %s, %s FROM readiness.area"
                " LEFT JOIN readiness.record r USING (area) WHERE code = %s GROUP BY area",
                values=(table, document.get("id"), json.dumps(document), code),
            )
        except psycopg.errors.UniqueViolation:
            return False
        return True

    def kept(self, root: Path) -> dict[str, bytes]:
        """Every row of the area."""
        code = read_link(root).area
        kept = {}
        for name in ("area", "record", "change", "op", "counter"):
            query = f"SELECT t FROM readiness.{name} t JOIN readiness.area a USING (area) WHERE a.code = %s"  # noqa: S608 - names of ours
            kept[f"table {name}"] = str(server().sql(query, values=(code,))).encode()
        return kept


STORES: dict[str, Store] = {"folder": FolderStore(), "postgres": PostgresStore()}

NAMES = ["folder", pytest.param("postgres", marks=pytest.mark.programs)]
"""Parameters of the contract tests: what needs a server is asked for by its mark."""


def commit(repository: Repository, *changes: Change, label: str = "change") -> Transaction:
    """Commit changes as the tester."""
    return repository.commit(Transaction(label, changes), user="tester", at=AT)


def stored(repository: Repository, record: Evidence) -> Evidence:
    """Insert a record and return it as stored."""
    after = commit(repository, put(record)).changes[0].after
    assert isinstance(after, Evidence)
    return after
