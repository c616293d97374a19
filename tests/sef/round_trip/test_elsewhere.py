"""Words typed beside the statements: into the summary's cells and over a local view."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from readiness.model.records.record import Record
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.elsewhere import _is_same_view, _statement_cell
from readiness.sef.round_trip.leads import RewordedLead, lead_remarks
from readiness.sef.round_trip.matching import Reading
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.tables import CellChange
from tests.making.building import make_grade, make_statement
from tests.making.sef_making import workspace_of

HEADLINE = make_statement(1, "headline", text="We know our families.")
VIEW = Target(table="grades", id="A1", field="why")


def reading(*records: Record, is_remembered: bool = True) -> Reading:
    """A reading of a document in a workspace with these records."""
    edited = SimpleNamespace(is_remembered=is_remembered)
    return cast("Reading", SimpleNamespace(index=workspace_of(*records), edited=edited))


def typed(after: str, held: Reading, statement_id: str = "S0001") -> list[PlanItem]:
    """What is proposed for words typed into a headline's cell."""
    target = Target(table="statements", id=statement_id, criterion="A1", field="text")
    change = CellChange("Summary", "A1", "Headline", "We knew our families.", after, target)
    return list(_statement_cell(held, change, target, "Typed.", 4))


@pytest.mark.parametrize(("is_remembered", "base"), [(True, "We knew our families."), (False, "")])
def test_a_headline_typed_over_shows_what_was_printed_where_that_is_known(
    is_remembered: bool, base: str
) -> None:
    """Where the export is not remembered, nobody says that something was printed."""
    (item,) = typed("We know every family.", reading(HEADLINE, is_remembered=is_remembered))
    assert (item.kind, item.key, item.base) == ("edited", "S0001.text-in-table", base)
    assert (item.ours, item.theirs, item.merged) == (
        "We know our families.", "We know every family.", "We know every family."
    )  # fmt: skip


def test_a_headline_as_it_is_now_is_no_change() -> None:
    """However its spaces are set."""
    assert typed(" We know  our families. ", reading(HEADLINE)) == []


def test_a_headline_of_a_statement_that_is_gone_is_for_a_person() -> None:
    """So is one that was emptied; one where none was becomes a new statement."""
    (gone,) = typed("We know every family.", reading())
    assert (gone.kind, gone.merged) == ("conflict", None)
    (emptied,) = typed("", reading(HEADLINE))
    assert (emptied.kind, emptied.merged) == ("edited", None)
    (fresh,) = typed("We know every family.", reading(), "")
    assert (fresh.kind, fresh.key, fresh.merged) == ("added", "new-cell-4", "We know every family.")


def test_a_view_where_none_is_held_is_never_the_one_that_is_held() -> None:
    """Words typed by somebody are not passed over because nothing stands against them."""
    levels = workspace_of().framework.levels_of("A1")
    key, level = next(iter(levels.items()))
    words = f"{level.title}. Because we listened."
    assert not _is_same_view(reading(), VIEW, words)
    assert not _is_same_view(reading(), VIEW, "")
    held = reading(make_grade("A1", key, "Because we listened."))
    assert _is_same_view(held, VIEW, words)
    assert not _is_same_view(held, VIEW, f"{level.title}. For another reason.")
    other = next(one for one in levels if one != key)
    assert not _is_same_view(reading(make_grade("A1", other, "Because we listened.")), VIEW, words)


def test_a_lead_in_that_was_taken_out_is_told_and_one_reworded_is_not() -> None:
    """That one is asked about instead."""
    gone = RewordedLead("The difference this makes:", "", ("S0001", "S0002"), ("a", "b"))
    reworded = RewordedLead("The difference this makes:", "So:", ("S0003",), ("c",))
    (words,) = lead_remarks([gone, reworded])
    assert words.endswith("were taken out before the impact of S0001, S0002.")
