"""The state machine of every store, with the faults of a folder: kills, disk errors, torn ends."""

from __future__ import annotations

from contextlib import ExitStack

from hypothesis import strategies as st
from hypothesis.stateful import rule

from readiness.base.errors import StorageError
from readiness.model.records.changes import Transaction, put, remove
from readiness.store.layout import JOURNAL_NAME
from tests.store.contract.stores import STORES
from tests.store.contract.test_machine import EXAMPLES, TITLES, StoreMachine
from tests.store.disk_tap import FaultAt, Killed, without_waiting
from tests.store.workload import AT, item, view_of


class FolderMachine(StoreMachine):
    """Faults between what the contract's machine does."""

    store = STORES["folder"]

    def __init__(self) -> None:
        self.waiting = ExitStack()
        self.waiting.enter_context(without_waiting())
        super().__init__()

    def teardown(self) -> None:
        """Wait again as before."""
        self.waiting.close()
        super().teardown()

    @rule(side=st.integers(0, 1), number=st.integers(1, 14), title=TITLES)
    def crash(self, side: int, number: int, title: str) -> None:
        """Kill an insert or the snapshot after it at some disk call; open again."""
        coming = {**self.model}
        tap = FaultAt(self.root, number=number, fault="kill")
        record = None
        with tap.installed():
            try:
                record = item(self.sides[side].next_id("evidence"), title)
                coming[record.id] = title
                self.sides[side].commit(Transaction("x", (put(record),)), user="t", at=AT)
                self.model = coming
                self.sides[side].close()
            except Killed:
                pass
        if record is not None:
            self.given.add(record.id)
        self.sides[side] = self.open()
        view = view_of(self.sides[side])
        assert view in (self.model, coming)
        self.model = view

    @rule(side=st.integers(0, 1), number=st.integers(1, 6), fault=st.sampled_from(["ENOSPC", "EIO", "torn"]))
    def fail(self, side: int, number: int, fault: str) -> None:
        """A disk error while deleting everything: done or not done, and the view says which."""
        records, _ = self.sides[side].load()
        tap = FaultAt(self.root, number=number, fault=fault)
        with tap.installed():
            try:
                self._commit(side, [remove(one) for one in records])
            except StorageError:
                assert view_of(self.sides[side]) == self.model
        if self.sides[side].is_read_only:
            self.sides[side] = self.open()

    @rule(side=st.integers(0, 1), tail=st.binary(min_size=1, max_size=30))
    def tear(self, side: int, tail: bytes) -> None:
        """Leave an unfinished line at the end of the journal, as a power cut does."""
        with (self.root / JOURNAL_NAME).open("ab") as file:
            file.write(b"deadbeef {" + tail.replace(b"\n", b"") + b'"')
        self.sides[side] = self.open()


FolderMachine.TestCase.settings = EXAMPLES
TestFolderAgainstDict = FolderMachine.TestCase
