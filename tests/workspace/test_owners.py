"""Somebody left: one name is put in the place of another wherever it says who."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.base.errors import UsageError
from readiness.model.records.area import Area
from readiness.rules.public_words import owners_named
from readiness.workspace.editing import set_fields
from readiness.workspace.example import copy_example
from readiness.workspace.history import undo
from readiness.workspace.opening import open_workspace
from readiness.workspace.owners import owned, rename
from readiness.workspace.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A copy of the worked example."""
    area = copy_example(tmp_path / "area")
    return open_workspace(area, user="ali", clock=lambda: datetime(2026, 11, 28, 9, tzinfo=UTC))


def busiest(ws: Workspace) -> str:
    """The name that owns records of most tables."""
    return max(owned(ws).items(), key=lambda one: (len(one[1]), sum(one[1].values())))[0]


def test_a_name_is_replaced_everywhere_in_one_change(ws: Workspace) -> None:
    """In every table that says who; nothing else changes, and undo takes it back."""
    old = busiest(ws)
    counts = owned(ws)[old]
    assert len(counts) > 1
    done = rename(ws, f" {old.upper()} ", "J. Osei")
    assert len(done.changes) == sum(counts.values())
    assert owned(ws)["J. Osei"] == counts
    assert old not in owned(ws)
    undo(ws)
    assert owned(ws)[old] == counts


def test_only_whole_names_are_replaced(ws: Workspace) -> None:
    """A part of a name is another person; the nearest names are told."""
    old = busiest(ws)
    with pytest.raises(UsageError) as refusal:
        rename(ws, old.split()[0], "J. Osei")
    assert old in refusal.value.detail
    assert old in owned(ws)


@pytest.mark.parametrize("new", ["", "  "])
def test_a_name_is_never_replaced_by_nothing(ws: Workspace, new: str) -> None:
    """Nobody would be asked any more."""
    with pytest.raises(UsageError):
        rename(ws, busiest(ws), new)


def test_who_keeps_a_promise_goes_along(ws: Workspace) -> None:
    """It is counted, renamed and kept from what is published, as what records themselves say."""
    old = busiest(ws)
    before = owned(ws)[old]
    promised = [{"what": "Call back", "by": old}, {"what": "Write", "by": "Board; Ann Ode"}]
    set_fields(ws, Area, "area", {"promises": promised})
    assert owned(ws)[old] == before + Counter(promises=1)
    assert "Ann Ode" in owners_named(ws.records)
    rename(ws, old, "J. Osei")
    rename(ws, "ann ode", "B. Bello")
    assert [one.by for one in ws.area.promises] == ["J. Osei", "Board; B. Bello"]


def test_one_of_several_names_is_replaced_in_its_place(ws: Workspace) -> None:
    """A list of names apart by semicolons keeps the others."""
    old = busiest(ws)
    rename(ws, old, "A. Adeyemi; B. Bello")
    rename(ws, "b. bello", "C. Chu")
    assert "A. Adeyemi; C. Chu" in owned(ws)
