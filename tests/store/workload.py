"""One deterministic run of a workspace's life: inserts, edits, shrinking deletes, checkpoints, reopenings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from readiness.model.records.changes import Change, Transaction, put, remove
from readiness.model.records.evidence import Evidence, Link
from readiness.store.repository import Repository
from readiness.store.tinydb.repository import FolderRepository
from readiness.store.tinydb.storage import DurableStorage
from readiness.store.tinydb.table import open_database

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
View = dict[str, str]
"""What a person sees: title or note by record id."""


def item(record_id: str, title: str) -> Evidence:
    """An item of evidence that has only what it must have."""
    return Evidence(id=record_id, title=title, location_kind="url", location="https://example.org/")


def open_small(root: Path, journal_lines: int = 4) -> FolderRepository:
    """Open a workspace that retires its journal after a few lines."""
    return FolderRepository(open_database(root, journal_lines=journal_lines))


def view_of(repository: Repository) -> View:
    """The records as a person would see them."""
    records, _ = repository.load()
    return {one.id: getattr(one, "title", "") or getattr(one, "note", "") for one in records}


class Life:
    """Runs the workload step by step and says what each step should leave behind."""

    def __init__(
        self, root: Path, acknowledge: Callable[[View], None] = lambda _view: None, *, rounds: int = 1
    ) -> None:
        self.root = root
        self._rounds = rounds
        self.view: View = {}
        self.coming: View | None = None
        """What the step under way will leave, when it is not yet known to be done."""
        self.was_created = False
        self._acknowledge = acknowledge
        self.repository: FolderRepository | None = None

    def run(self) -> None:
        """The whole life; stops where a fault is not survived."""
        DurableStorage.create(self.root)
        self.was_created = True
        self._acknowledge(self.view)
        for part in (self._grow, *[self._shrink, self._grow] * self._rounds):
            self.repository = open_small(self.root)
            part()
            self.repository.close()

    def _grow(self) -> None:
        assert self.repository
        ids = self.repository.next_ids("evidence", 2)
        records = [item(record_id, f"A policy of some length {record_id}") for record_id in ids]
        self._commit([put(record) for record in records])
        for evidence in ids:
            link = Link(
                id=self.repository.next_id("links"),
                evidence=evidence,
                target_kind="criterion",
                target="A1",
                note=f"See {evidence}",
            )
            self._commit([put(link)])
        self._edit(ids[1], "A longer title, because the first was not clear enough to anybody " * 3)

    def _shrink(self) -> None:
        assert self.repository
        records, _ = self.repository.load()
        oldest, next_oldest, *_ = sorted(records.evidence)
        self._edit(next_oldest, "Short")
        link = next(one for one in records.links.values() if one.evidence == oldest)
        self._commit([remove(records.evidence[oldest]), remove(link)])
        self._edit(next_oldest, "Shorter")
        self.repository.database.storage.close()

    def _edit(self, record_id: str, title: str) -> None:
        assert self.repository
        records, _ = self.repository.load()
        before = records.evidence[record_id]
        self._commit([put(before.model_copy(update={"title": title}), before)])

    def _commit(self, changes: list[Change]) -> None:
        assert self.repository
        coming = dict(self.view)
        for change in changes:
            coming.pop(change.record_id, None)
            if change.after is not None:
                coming[change.record_id] = getattr(change.after, "title", "") or getattr(
                    change.after, "note", ""
                )
        self.coming = coming
        self.repository.commit(Transaction("step", tuple(changes)), user="tester", at=AT)
        self.view, self.coming = coming, None
        self._acknowledge(self.view)
