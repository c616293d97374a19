"""What the parts of this store need of it, beside what every store offers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from readiness.model.records.changes import Transaction
from readiness.store.postgres.connection import Connection
from readiness.store.postgres.link import Link
from readiness.store.postgres.rights import MemberRights
from readiness.store.repository import Repository
from readiness.store.tinydb.snapshot import State, Tables

if TYPE_CHECKING:
    from readiness.store.postgres.connection import Session

    Wanted = Callable[[Session, State], Tables]


class AreaRepository(Repository):
    """The records of one area of a database."""

    @property
    @abstractmethod
    def connection(self) -> Connection:
        """The way to the database."""

    @property
    @abstractmethod
    def rights(self) -> MemberRights:
        """What this login may do."""

    @property
    def link(self) -> Link:
        """Which area of which database."""
        return self.connection.link

    @abstractmethod
    def put_back(self, wanted: Wanted, *, label: str, user: str, at: datetime) -> Transaction:
        """Make every document be as `wanted` says, as one transaction.

        Raises:
            ConflictError: Others wrote all the time.
            StorageError: It is not an owner who asks, or as `Connection.work`.
        """
