"""Changes that are read when somebody looks: a sequence like any other."""

from __future__ import annotations

from readiness.model.records.changes import Change, StoredChanges, put
from readiness.model.records.measures import Measure

CHANGES = (put(Measure(id="M0001", title="Waits")), put(Measure(id="M0002", title="Staff")))


def test_they_are_counted_without_being_read() -> None:
    """Their number is known before; what was written is told by its number."""

    def never() -> tuple[Change, ...]:
        raise AssertionError("they were read")

    unread = StoredChanges(7, never)
    assert len(unread) == 7
    assert repr(unread) == "StoredChanges(7)"


def test_once_read_they_are_as_a_tuple_is() -> None:
    """Equal, hashed, cut and walked alike; read once."""
    times: list[int] = []

    def read() -> tuple[Change, ...]:
        times.append(1)
        return CHANGES

    changes = StoredChanges(2, read)
    assert changes == CHANGES
    assert changes == StoredChanges(2, lambda: CHANGES)
    assert changes != list(CHANGES)
    assert hash(changes) == hash(CHANGES)
    assert list(changes) == list(CHANGES)
    assert changes[0] == CHANGES[0]
    assert changes[1:] == CHANGES[1:]
    assert (len(changes), times) == (2, [1])
