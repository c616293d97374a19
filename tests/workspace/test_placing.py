"""Records whose place has gone get one again: proposed from the words that went, by a map, in one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.definitions.edition_account import MARK
from readiness.definitions.edition_map import map_workbook, read_map
from readiness.definitions.editions import chosen_step
from readiness.definitions.files import shipped_frameworks
from readiness.rules.orphans import orphans
from readiness.sef import statements
from readiness.workspace.edition_move import apply_move, proposed_move
from readiness.workspace.history import undo
from readiness.workspace.opening import create_workspace
from readiness.workspace.placing import apply_placing, proposed_placing, with_places
from readiness.workspace.workspace import Workspace

OLD = "local-area-send-2016"
TODAY = date(2026, 11, 21)


@pytest.fixture
def moved(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Workspace]:
    """A workspace whose move left a question, reworded beyond likeness, and all under it without a place."""
    ws = create_workspace(tmp_path / "old", "Oldshire", framework_id=OLD, user="R", clock=clock)
    for criterion in ("QA", "QC"):
        statements.add(ws, criterion, "strength", f"Written under {criterion}.", as_at=TODAY)
        statements.grade(ws, criterion, "no-statement", why=criterion, as_at=TODAY)
    apply_move(ws, proposed_move(ws, "area-send-2023"))
    yield ws
    ws.close()


def test_words_that_went_are_known_and_a_person_says_where_they_belong(moved: Workspace) -> None:
    """Statements and views go together; what nobody gave a place stays; undo brings all back."""
    ws = moved
    before = len(orphans(ws.framework, ws.records))
    move = proposed_placing(ws)
    gone = {one.old: one for one in move.steps if one.kind == "criterion"}
    assert set(gone) == {f"QA{MARK}2016-04", f"QC{MARK}2016-04"}
    assert "improves outcomes" in gone[f"QC{MARK}2016-04"].words
    known = {key: one.title for key, one in ws.framework.criteria.items()}
    steps = tuple(chosen_step(one, ("A4",), known) if one.old.startswith("QC") else one for one in move.steps)
    move = with_places(ws, move, steps)
    assert (len(move.moved.moved), move.moved.archived) == (
        2,
        (("statements", "S0001"), ("grades", f"QA{MARK}2016-04")),
    )
    done = apply_placing(ws, move)
    assert done.label == "Give 2 records a place"
    assert ws.records.statements["S0002"].criterion == "A4"
    assert ws.records.grades["A4"].why == "QC"
    assert ws.records.statements["S0001"].criterion == f"QA{MARK}2016-04"
    undo(ws)
    assert len(orphans(ws.framework, ws.records)) == before


def test_the_map_goes_out_and_comes_back(moved: Workspace, tmp_path: Path) -> None:
    """Only what is without a place stands in it."""
    move = proposed_placing(moved)
    path = tmp_path / "map.xlsx"
    path.write_bytes(map_workbook(move.old, move.new, move.steps, area="Oldshire", dated=TODAY))
    assert read_map(path, move.new, move.steps) == (move.steps, [])


def test_what_has_the_same_words_here_is_proposed(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    """As after a definition came back whose ids are others."""
    ws = create_workspace(tmp_path / "old", "Oldshire", framework_id=OLD, user="R", clock=clock)
    statements.add(ws, "QA", "strength", "Written under QA.", as_at=TODAY)
    apply_move(ws, proposed_move(ws, "area-send-2023"))
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8").replace(f"id: {OLD}", "id: mine")
    (ws.root / "frameworks" / "mine.yaml").write_text(text, encoding="utf-8")
    apply_move(ws, proposed_move(ws, "mine"))
    move = proposed_placing(ws)
    assert [(one.new, one.how) for one in move.steps] == [(("QA",), "moved")]
    apply_placing(ws, move)
    assert ws.records.statements["S0001"].criterion == "QA"
    with pytest.raises(RefusedError, match="Every record has its place"):
        proposed_placing(ws)
    ws.close()


def test_a_map_that_gives_nothing_a_place_or_is_out_of_date_is_refused(moved: Workspace) -> None:
    """Nothing is stored."""
    move = proposed_placing(moved)
    with pytest.raises(RefusedError, match="nothing a place"):
        apply_placing(moved, move)
    statements.add(moved, "A1", "headline", "Written meanwhile.", as_at=TODAY)
    with pytest.raises(RefusedError, match="meanwhile"):
        apply_placing(moved, move)
