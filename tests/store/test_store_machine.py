"""A state machine against a plain dict: edits, undo, crashes, two openings, retired journals, reopenings."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from readiness.base.errors import StaleEditError, StorageError
from readiness.model.records.changes import Change, Transaction, put, remove, take_back
from readiness.model.records.evidence import Evidence
from readiness.store.layout import JOURNAL_NAME
from readiness.store.tinydb.history import newest_first
from readiness.store.tinydb.repository import FolderRepository
from tests.store.disk_tap import FaultAt, Killed, without_waiting
from tests.store.workload import AT, View, item, open_small, view_of

TITLES = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40
)  # the store takes any text; only the empty title would look like none here


class StoreMachine(RuleBasedStateMachine):
    """Two openings of one workspace, and what they should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = ExitStack()
        self.waiting.enter_context(without_waiting())
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "area"
        FolderRepository.create(self.root).close()
        self.model: View = {}
        self.given: set[str] = set()
        self.sides = [open_small(self.root, 5), open_small(self.root, 5)]

    def teardown(self) -> None:
        """Remove the workspace."""
        self.waiting.close()
        shutil.rmtree(self.folder)

    @rule(side=st.integers(0, 1), titles=st.lists(TITLES, min_size=1, max_size=3))
    def insert(self, side: int, titles: list[str]) -> None:
        """Insert some records under fresh ids."""
        ids = self.sides[side].next_ids("evidence", len(titles))
        assert not self.given.intersection(ids), "an id was given twice"
        self.given.update(ids)
        self._commit(side, [put(item(one, title)) for one, title in zip(ids, titles, strict=True)])

    @precondition(lambda self: self.model)
    @rule(side=st.integers(0, 1), data=st.data(), title=TITLES)
    def edit(self, side: int, data: st.DataObject, title: str) -> None:
        """Change a title."""
        before = self._pick(side, data)
        self._commit(side, [put(before.model_copy(update={"title": title}), before)])

    @precondition(lambda self: self.model)
    @rule(side=st.integers(0, 1), data=st.data())
    def delete(self, side: int, data: st.DataObject) -> None:
        """Delete a record."""
        self._commit(side, [remove(self._pick(side, data))])

    @precondition(lambda self: self.model)
    @rule(data=st.data(), title=TITLES)
    def edit_what_is_old(self, data: st.DataObject, title: str) -> None:
        """One side changes a record, the other edits what it saw before: refused, and nothing changes."""
        old = self._pick(0, data)
        self._commit(1, [put(old.model_copy(update={"note": "seen"}), old)], view=dict(self.model))
        with pytest.raises(StaleEditError) as caught:
            self._commit(0, [put(old.model_copy(update={"title": title}), old)])
        assert caught.value.theirs is not None
        assert caught.value.theirs["note"] == "seen"

    @rule(side=st.integers(0, 1))
    def undo(self, side: int) -> None:
        """Take back the newest transaction when nothing stands in its way."""
        newest = next(iter(self.sides[side].history(limit=1)), None)
        if newest is None:
            return
        changes, _ = take_back(newest, self.sides[side].load()[0])
        self._commit(side, changes)

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
        self.sides[side] = open_small(self.root, 5)
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
            self.sides[side] = open_small(self.root, 5)

    @rule(side=st.integers(0, 1), tail=st.binary(min_size=1, max_size=30))
    def tear(self, side: int, tail: bytes) -> None:
        """Leave an unfinished line at the end of the journal, as a power cut does."""
        with (self.root / JOURNAL_NAME).open("ab") as file:
            file.write(b"deadbeef {" + tail.replace(b"\n", b"") + b'"')
        self.sides[side] = open_small(self.root, 5)

    @rule(side=st.integers(0, 1), is_closed=st.booleans())
    def reopen(self, side: int, is_closed: bool) -> None:
        """Open again, with or without having closed."""
        if is_closed:
            self.sides[side].close()
        self.sides[side] = open_small(self.root, 5)

    @invariant()
    def everybody_sees_the_model(self) -> None:
        """Both sides, and the history, agree with the model."""
        for side in self.sides:
            assert view_of(side) == self.model
        sequence = max(side.sequence for side in self.sides)
        assert [line.sequence for line, _ in newest_first(self.root)] == list(range(sequence, 0, -1))

    def _pick(self, side: int, data: st.DataObject) -> Evidence:
        record_id = data.draw(st.sampled_from(sorted(self.model)))
        return self.sides[side].load()[0].evidence[record_id]

    def _commit(self, side: int, changes: list[Change], view: View | None = None) -> None:
        coming = dict(self.model)
        for change in changes:
            coming.pop(change.record_id, None)
            if change.after is not None:
                coming[change.record_id] = getattr(change.after, "title", "")
        self.sides[side].commit(Transaction("x", tuple(changes)), user="t", at=AT)
        self.model = coming if view is None else view


StoreMachine.TestCase.settings = settings(
    max_examples=int(os.environ.get("READINESS_PROOF_EXAMPLES", "25")), stateful_step_count=25, deadline=None
)
TestStoreAgainstDict = StoreMachine.TestCase
