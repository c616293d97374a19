"""Changes apply, are taken back, and never overwrite what was said since; tables and ids."""

from __future__ import annotations

import operator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.model.records.changes import (
    Change,
    Transaction,
    apply_changes,
    merged,
    put,
    remove,
    same_content,
    take_back,
)
from readiness.model.records.tables import RECORD_TYPES, Records, make_id, number_of
from tests.making.building import (
    make_area,
    make_evidence,
    make_grade,
    make_link,
    make_records,
    make_statement,
)

BEFORE = make_records((make_area(), make_evidence(1), make_evidence(2), make_statement(1)))


def test_the_records_given_stay_as_they_are() -> None:
    """Changes make new records; the old ones cannot be altered through either."""
    reworded = BEFORE.statements["S0001"].model_copy(update={"text": "Other words."})
    after = apply_changes(
        BEFORE, [put(reworded, BEFORE.statements["S0001"]), remove(BEFORE.evidence["E0002"])]
    )

    assert BEFORE.statements["S0001"].text == "Words 1."
    assert list(BEFORE.evidence) == ["E0001", "E0002"]
    assert after.statements["S0001"].text == "Other words."
    assert list(after.evidence) == ["E0001"]
    assert after.area is BEFORE.area
    with pytest.raises(TypeError):
        operator.setitem(cast("Any", after.evidence), "E0003", make_evidence(3))


def test_several_changes_of_one_record_count_as_one() -> None:
    """From the first's before to the last's after; what came and went is nothing; the order stays."""
    old = BEFORE.evidence["E0001"]
    new, newer = (old.model_copy(update={"title": title}) for title in ("New", "Newer"))
    came = make_evidence(9)
    changes = [put(new, old), put(came), put(newer, new), remove(BEFORE.evidence["E0002"]), remove(came)]
    assert merged(changes) == [put(newer, old), remove(BEFORE.evidence["E0002"])]


def test_removing_what_is_gone_does_nothing() -> None:
    """Two people deleting the same record is no error."""
    assert list(apply_changes(BEFORE, [remove(make_evidence(9))]).evidence) == ["E0001", "E0002"]


@given(st.lists(st.tuples(st.sampled_from("prc"), st.integers(1, 4)), max_size=8))
def test_taking_everything_back_gives_the_records_before_it(steps: list[tuple[str, int]]) -> None:
    """Whatever was put, reworded or removed, taken back newest first."""
    now = BEFORE
    changes: list[Change] = []
    for kind, number in steps:
        old = now.evidence.get(f"E{number:04d}")
        new = make_evidence(number, title=f"{kind}{len(changes)}")
        change = remove(old) if kind == "r" and old else put(new, old)
        now = apply_changes(now, [change])
        changes.append(change)
    for change in reversed(changes):
        one, left = take_back(Transaction("one", (change,)), now)
        assert left == []
        now = apply_changes(now, one)

    assert now.evidence == BEFORE.evidence


def test_a_later_edit_is_never_overwritten() -> None:
    """A record somebody changed since is named and left; the others are taken back, newest first."""
    old, other = BEFORE.statements["S0001"], BEFORE.evidence["E0001"]
    mine = old.model_copy(update={"text": "Mine."})
    done = Transaction("both", (put(mine, old), remove(other)))
    theirs = mine.model_copy(update={"text": "Theirs."})
    now = apply_changes(apply_changes(BEFORE, done.changes), [put(theirs, mine)])

    changes, stuck = take_back(done, now)
    assert stuck == ["S0001"]
    assert changes == [Change("evidence", "E0001", None, other)]


def test_who_stored_it_and_when_is_not_what_it_says() -> None:
    """Two versions say the same when only revision, times and user differ."""
    one = make_statement(1)
    stored = one.model_copy(
        update={"revision": 3, "updated": datetime(2026, 1, 1, tzinfo=UTC), "updated_by": "x"}
    )

    assert same_content(one, stored)
    assert not same_content(one, stored.model_copy(update={"text": "Else."}))
    assert same_content(None, None)
    assert not same_content(one, None)
    assert not same_content(None, one)


def test_records_are_found_in_whichever_table() -> None:
    """By id, all of them in turn, and none that is not there."""
    assert BEFORE.get("S0001") is BEFORE.statements["S0001"]
    assert BEFORE.get("X9999") is None
    assert [one.id for one in BEFORE] == ["area", "E0001", "E0002", "S0001"]
    assert list(Records()) == []


def test_every_table_has_its_type() -> None:
    """The tables of the records are exactly the tables of the record types, in one order."""
    assert tuple(RECORD_TYPES) == Records.__slots__
    for record in (make_link(1, 1, "criterion", "A1"), make_grade()):
        assert isinstance(record, RECORD_TYPES[record.table])


def test_ids_have_four_digits_until_they_need_more() -> None:
    """The first and the ten thousandth are written as people read them."""
    assert [make_id("E", number) for number in (1, 9999, 10_000)] == ["E0001", "E9999", "E10000"]


@given(st.integers(1, 10**7))
def test_ids_are_counted(number: int) -> None:
    """The number goes into the id and comes out of it, however long."""
    assert number_of(make_id("E", number), "E") == number


@pytest.mark.parametrize(
    ("record_id", "prefix"), [("S0001", "E"), ("E", "E"), ("E00x1", "E"), ("A1", ""), ("E٣", "E")]
)
def test_other_ids_count_as_nothing(record_id: str, prefix: str) -> None:
    """An id of another kind, without digits, or of a kind that is not counted has no number."""
    assert number_of(record_id, prefix) == 0
