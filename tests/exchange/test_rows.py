"""The request map set beside what is stored: three ways, field by field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.text import visible
from readiness.exchange.exchange import MAP
from readiness.exchange.rows import ChangePlan, Conflict, SheetRow, plan_changes, sheet_values
from readiness.model.records.requests import RequestState

STATE = RequestState(id="PLN01", owner="Data team", lead_time_hours=8, notes="two\nlines", revision=3)
KNOWN = ("PLN01", "PLN02")
LEFT = sheet_values(STATE, MAP.written)


def row(base: dict[str, object] | None = LEFT, item: str = "PLN01", **values: object) -> SheetRow:
    """A row as it comes back, edited in these fields."""
    return SheetRow(item, {**LEFT, **values}, base, row=7)


def plan(*rows: SheetRow, **changes: Any) -> ChangePlan[RequestState]:
    """What taking rows in would change, with the stored state as it left but for these changes."""
    states = {"PLN01": STATE.model_copy(update=changes)}
    return plan_changes(RequestState, rows, states, KNOWN, file="map.xlsx")


def test_an_untouched_row_changes_nothing_whatever_is_stored_now() -> None:
    """Also when what is stored has moved on since the file was made."""
    assert plan(row()) == ChangePlan((), (), (), RequestState)
    assert plan(row(), owner="New team") == ChangePlan((), (), (), RequestState)


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("owner", "New owner", "New owner"),
        ("owner", None, ""),
        ("lead_time_hours", 16, 16),
        ("lead_time_hours", None, None),
        ("last_produced", date(2026, 8, 30), date(2026, 8, 30)),
        ("status", "ready", "ready"),
    ],
)
def test_an_edited_field_is_that_change_alone(field: str, value: object, stored: object) -> None:
    """Before and after are shown; an emptied cell empties the field."""
    edited = SheetRow("PLN01", {**LEFT, field: value}, LEFT)
    assert plan(edited).updates == ((STATE, STATE.model_copy(update={field: stored})),)


def test_an_item_without_a_state_gets_one() -> None:
    """Its first owner makes the record."""
    blank = SheetRow("PLN02", {"owner": "J. Moss"}, {}, row=8)
    assert plan(blank).updates == ((None, RequestState(id="PLN02", owner="J. Moss")),)


def test_what_was_changed_on_both_sides_is_a_conflict() -> None:
    """What is stored stays, all three values are shown, and other edits of the row still count."""
    found = plan(row(owner="From the file", reason="Because"), owner="Stored since")
    assert found.conflicts == (Conflict("PLN01", "owner", "Data team", "From the file", "Stored since"),)
    ((_before, after),) = found.updates
    assert (after.owner, after.reason) == ("Stored since", "Because")


def test_the_same_change_on_both_sides_is_done() -> None:
    """Nothing is left to do."""
    assert plan(row(owner="Same"), owner="Same") == ChangePlan((), (), (), RequestState)


def test_a_journey_through_a_cell_is_no_edit() -> None:
    """Outer spaces and control characters that a cell cannot hold are not taken for a change."""
    assert plan(row(notes="two\nlines<U+0007>"), notes=" two\r\nlines\x07 ") == ChangePlan(
        (), (), (), RequestState
    )


def test_text_no_cell_can_hold_is_left_alone() -> None:
    """What came back of it says nothing, so that it can neither be cut short nor conflict."""
    assert plan(row(notes="cut short"), notes="x" * 15_001) == ChangePlan((), (), (), RequestState)


def test_without_a_base_only_filled_cells_count() -> None:
    """A file of one's own does not say what it left as: blanks clear nothing, words are set."""
    own = SheetRow("PLN01", {"owner": "New owner", "notes": None, "lead_time_hours": None})
    ((_before, after),) = plan(own).updates
    assert after == STATE.model_copy(update={"owner": "New owner"})


@pytest.mark.parametrize(
    ("edited", "words"),
    [
        (row(item="PLN99"), "no such item"),
        (row(status="not_applicable"), "without a reason"),
        (row(status="not_applicable", reason="  "), "without a reason"),
        (row(lead_time_hours=-1), "cannot be taken as it is: Needs, in working hours."),
        (row(lead_time_hours="soon", status="perhaps"), "Needs, in working hours, Status."),
    ],
)
def test_a_row_that_cannot_be_taken_is_said_with_its_place(edited: SheetRow, words: str) -> None:
    """File, row, item and what is wrong; nothing of the row is stored."""
    found = plan(edited)
    (problem,) = found.problems
    assert words in problem.what
    assert (problem.where.file, problem.where.line, problem.where.record) == ("map.xlsx", 7, edited.record_id)
    assert problem.hint
    assert found.updates == ()


def test_not_applicable_with_a_reason_is_taken() -> None:
    """The reason may come in the same row."""
    ((_before, after),) = plan(row(status="not_applicable", reason="No such service here.")).updates
    assert (after.status, after.reason) == ("not_applicable", "No such service here.")


def test_of_two_rows_for_one_item_the_first_counts() -> None:
    """The second is a problem, whatever it says."""
    found = plan(row(owner="First"), row(owner="Second"))
    assert [after.owner for _before, after in found.updates] == ["First"]
    assert ["second time" in one.what for one in found.problems] == [True]


WORDS = st.text(max_size=20) | st.sampled_from(["J. Moss", " J. Moss", "J. Moss\r\n", "K. Ali"])


@given(WORDS, WORDS, WORDS)
def test_no_edit_is_lost_and_none_invented(base: str, mine: str, theirs: str) -> None:
    """Whatever a field left as, came back as and is now: it stays, becomes mine, or is a conflict."""
    found = plan(row({**LEFT, "owner": base}, owner=mine), owner=theirs)
    owners = [after.owner for _before, after in found.updates]
    clashes = [(one.base, one.mine, one.theirs) for one in found.conflicts]
    left, came, now = (visible(one, keep_breaks=True).strip() for one in (base, mine, theirs))
    if came in {left, now}:
        assert (owners, clashes) == ([], [])
    elif left == now:
        assert (owners, clashes) == ([mine], [])
    else:
        assert (owners, clashes) == ([], [(base, mine, theirs)])
