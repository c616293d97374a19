"""A state machine against a plain dict: edits, undo, two openings, reopenings; each store adds its faults."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from readiness.base.errors import StaleEditError
from readiness.model.records.changes import Change, Transaction, put, remove, take_back
from readiness.model.records.evidence import Evidence
from readiness.store.repository import Repository
from tests.store.contract.stores import NAMES, STORES, Store
from tests.store.workload import AT, View, item, view_of

TITLES = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40
)  # a store takes any text but NUL; only the empty title would look like none here

EXAMPLES = settings(
    max_examples=int(os.environ.get("READINESS_PROOF_EXAMPLES", "25")), stateful_step_count=25, deadline=None
)


class StoreMachine(RuleBasedStateMachine):
    """Two openings of one workspace, and what they should hold."""

    store: ClassVar[Store]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "area"
        self.store.create(self.root).close()
        self.model: View = {}
        self.given: set[str] = set()
        self.sides = [self.open(), self.open()]

    def open(self) -> Repository:
        """One more opening."""
        return self.store.open_small(self.root)

    def teardown(self) -> None:
        """Remove the workspace."""
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

    @rule(side=st.integers(0, 1), is_closed=st.booleans())
    def reopen(self, side: int, is_closed: bool) -> None:
        """Open again, with or without having closed."""
        if is_closed:
            self.sides[side].close()
        self.sides[side] = self.open()

    @invariant()
    def everybody_sees_the_model(self) -> None:
        """Both sides, and the history, agree with the model."""
        for side in self.sides:
            assert view_of(side) == self.model
        sequence = max(side.sequence for side in self.sides)
        for side in self.sides:
            assert [one.sequence for one in side.history(limit=None)] == list(range(sequence, 0, -1))

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


def machine(name: str) -> type[StoreMachine]:
    """The machine on one store."""
    made = type(f"Machine{name.title()}", (StoreMachine,), {"store": STORES[name]})
    assert issubclass(made, StoreMachine)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_a_store_holds_what_a_dict_would(name: str) -> None:
    """Whatever two openings do in whatever order, both see what a dict holds, and so does history."""
    wanted = (
        EXAMPLES if name == "folder" else settings(EXAMPLES, max_examples=max(EXAMPLES.max_examples // 4, 1))
    )
    run_state_machine_as_test(machine(name), settings=wanted)
