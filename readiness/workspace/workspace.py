"""An open workspace: the one object both front ends hold."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, StorageError
from readiness.base.problems import Problem, Where
from readiness.base.zone import use_zone
from readiness.gaps.report import find_gaps
from readiness.model.records.area import AREA_ID, Area
from readiness.model.records.changes import Change, Transaction, apply_changes, put
from readiness.model.records.evidence import FileStates
from readiness.rules.index import Index
from readiness.workspace.flagging import wipe_cached, without_document_titles
from readiness.workspace.in_place import need_kept_files
from readiness.workspace.seen import remember

if TYPE_CHECKING:
    from readiness.definitions.pinned import InForce
    from readiness.gaps.report import GapReport
    from readiness.model.definition.framework import Framework
    from readiness.model.records.tables import Records
    from readiness.store.repository import Repository


@dataclass(frozen=True, slots=True)
class OpenedState:
    """What opening a workspace found: its definition, its records and what is wrong with them."""

    framework: Framework
    records: Records
    problems: tuple[Problem, ...] = ()
    files: FileStates = field(default_factory=FileStates)
    definition: InForce | None = None
    """Where the definition comes from; None when nothing is to be pinned, as in tests of parts."""
    closed_because: str = ""
    """Why nothing may be changed, beside what the store says; empty when it may."""


class Workspace:
    """A workspace in use: frozen values to read, and one way to change them.

    Safe to use from several threads: every change and refresh holds one lock.
    Attributes that change (`records`, `index`, `files`) are replaced whole, never altered.
    """

    def __init__(
        self,
        root: Path,
        repository: Repository,
        opened: OpenedState,
        *,
        user: str,
        clock: Callable[[], datetime],
    ) -> None:
        self.root = root
        self.user = user
        self.clock = clock
        """Gives the moment a change is made (aware, UTC); injected by the front ends."""
        self.repository = repository
        self.plain_framework = opened.framework
        """The definition in force without what was confirmed and corrected in records."""
        self.framework, faults = _settled(opened.framework, opened.records)
        """The definition as the partnership works to it."""
        self.problems = (*opened.problems, *faults)
        self.files = opened.files
        self.index = Index(self.framework, opened.records)
        use_zone(self.framework.calendar.time_zone)
        self.definition = opened.definition
        self._closed_because = opened.closed_because
        self.has_changed = False
        """Whether anything was stored through this opening."""
        self._lock = threading.RLock()
        self._gaps: tuple[date, GapReport] | None = None

    @property
    def records(self) -> Records:
        """Every record, as last read or written here."""
        return self.index.records

    @property
    def area(self) -> Area:
        """The local area; a placeholder when its record cannot be read."""
        return self.records.area.get(AREA_ID) or Area(name="(unnamed area)", framework=self.framework.id)

    @property
    def is_read_only(self) -> bool:
        """Whether changes are refused: the folder cannot be written, or its data is damaged."""
        return bool(self.read_only_reason)

    @property
    def read_only_reason(self) -> str:
        """Why changes are refused; empty when they are not."""
        return self._closed_because or self.repository.read_only_reason

    @property
    def library(self) -> Path:
        """The folder evidence files are kept in."""
        return self.root / "evidence"

    def run(self, transaction: Transaction) -> Transaction:
        """Store a transaction and show it; returns it as committed.

        Raises:
            StaleEditError: A record was changed by somebody else; nothing is stored.
            StorageError: The disk refused; nothing is stored.
            RefusedError: The workspace is open read-only, or a file would be left where it cannot stay.
        """
        if not transaction.changes:
            return transaction
        with self._lock:
            self._need_writable()
            self._need_right(transaction.changes)
            need_kept_files(transaction)
            self.refresh()
            transaction = without_document_titles(self.root, transaction)
            if not any(change.table == Area.table for change in transaction.changes):
                self.pin()
            committed = self.repository.commit(transaction, user=self.user, at=self.clock())
            self.has_changed = True
            self._show(committed.changes)
            return committed

    def pin(self) -> None:
        """Keep a copy of the definition in force, once, so that no update gives records another meaning.

        Raises:
            StorageError: The copy cannot be written.
        """
        from readiness.definitions.pinned import keep_copy

        area = self.records.area.get(AREA_ID)
        if area is None or area.definition or self.definition is None:
            return
        if self.repository.rights.refusal(put(area.model_copy(update={"definition": "kept"}), area)):
            return  # whoever may change the area keeps it with their next change
        base = self.definition.base
        try:
            mark = keep_copy(self.root, base)
        except OSError as error:
            raise StorageError(
                "The framework definition could not be kept with the workspace.",
                f"{self.root}: {error.strerror}",
                "Make room or check who may write there; nothing was changed.",
            ) from error
        change = put(area.model_copy(update={"definition": mark}), area)
        kept = Transaction(f"Keep the definition {base.id} with the workspace", (change,))
        self._show(self.repository.commit(kept, user=self.user, at=self.clock()).changes)

    def new_ids(self, table: str, count: int = 1) -> tuple[str, ...]:
        """Record ids nobody was ever given.

        Raises:
            RefusedError: The workspace is open read-only.
        """
        self._need_writable()
        return tuple(self.repository.next_ids(table, count))

    def new_id(self, table: str) -> str:
        """One record id nobody was ever given; raises as `new_ids` does."""
        return self.new_ids(table)[0]

    def refresh(self) -> tuple[Transaction, ...]:
        """Take in what others have stored since; returns their transactions, oldest first."""
        with self._lock:
            others = tuple(self.repository.refresh())
            for transaction in others:
                self._show(transaction.changes)
            return others

    def reload(self) -> None:
        """Read every record again, as after a restore."""
        with self._lock:
            records, problems = self.repository.load()
            if self.definition is not None and AREA_ID in records.area:
                self._use_definition(records)
            self._use_facts(records)
            self.problems = tuple(problems)
            self._gaps = None

    def gaps(self, as_at: date) -> GapReport:
        """The gaps as at a date; worked out again only where something changed."""
        with self._lock:
            if self._gaps is None or self._gaps[0] != as_at:
                self._gaps = (as_at, find_gaps(self.index, as_at, files=self.files))
            return self._gaps[1]

    def use_files(self, files: FileStates) -> None:
        """Take over a new account of which evidence files are missing or changed."""
        with self._lock:
            self.files = files
            self._gaps = None

    def need_definition(self) -> None:
        """Refuse what would say something of asks and criteria while nobody knows them.

        Raises:
            RefusedError: The definition is missing.
        """
        if self._closed_because:
            raise RefusedError(
                "Nothing can be said of the framework, so this is not done.",
                str(self.root),
                self._closed_because,
            )

    def close(self) -> None:
        """Fold the journal into the snapshot and let go of the files."""
        if self.has_changed:
            remember(self.root, self.repository, self.records)
        self.repository.close()

    def _need_writable(self) -> None:
        if self.is_read_only:
            raise RefusedError(
                "This workspace is open read-only, so nothing can be changed.",
                f"{self.root}: {self.read_only_reason}",
                "Run 'readiness doctor' to see what is wrong with it.",
            )

    def _need_right(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if reason := self.repository.rights.refusal(change):
                raise RefusedError(
                    "You may not do this, so nothing was changed.",
                    f"{change.record_id}: {reason}",
                    "Ask an owner of the area to do it, or for the right to.",
                )

    def _use_definition(self, records: Records) -> None:
        """Take over the definition that the area's record now names."""
        from readiness.definitions.pinned import in_force

        area = records.area[AREA_ID]
        try:
            self.definition = in_force(self.root, area.framework, area.definition)
        except RefusedError as error:
            # The change is stored; what was in use goes on being used, and the next opening says why not.
            problem = Problem("error", Where(file="frameworks"), f"{error.title} {error.detail}", error.hint)
            self.problems = (*self.problems, problem)
        else:
            self.plain_framework = self.definition.framework
        self._use_facts(records)

    def _use_facts(self, records: Records) -> None:
        """Work to what is confirmed of the definition now."""
        self.framework, _ = _settled(self.plain_framework, records)
        use_zone(self.framework.calendar.time_zone)
        self.index = Index(self.framework, records)
        self._gaps = None

    def _show(self, changes: Sequence[Change]) -> None:
        wipe_cached(self.root, changes)
        records = apply_changes(self.records, changes)
        if self.definition is not None and _named(records) != _named(self.records):
            self._use_definition(records)
            return
        if records.facts is not self.records.facts:
            self._use_facts(records)
            return
        self.index = self.index.after(records, changes)
        if self._gaps is not None:
            as_at, report = self._gaps
            self._gaps = (as_at, report.after(self.index, changes))


def _settled(framework: Framework, records: Records) -> tuple[Framework, tuple[Problem, ...]]:
    """The definition with what was confirmed of it in records, and what of that cannot count."""
    if not records.facts:
        return framework, ()
    from readiness.definitions.confirming import with_facts

    return with_facts(framework, records.facts.values())


def _named(records: Records) -> tuple[str, str] | None:
    """Id and fingerprint of the definition the area's record names."""
    area = records.area.get(AREA_ID)
    return (area.framework, area.definition) if area else None
