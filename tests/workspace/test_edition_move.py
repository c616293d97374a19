"""A real workspace moved from one edition to the next, with every record accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.definitions.edition_account import MARK
from readiness.definitions.files import shipped_frameworks
from readiness.rules.orphans import orphans
from readiness.sef import statements
from readiness.sef.export import export_sef
from readiness.workspace.edition_move import apply_move, proposed_move, with_steps
from readiness.workspace.example import copy_example
from readiness.workspace.gone import gone_records
from readiness.workspace.history import undo
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace

TODAY = date(2026, 11, 21)


@pytest.fixture
def example(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Workspace]:
    """The worked example, to be changed."""
    ws = open_workspace(copy_example(tmp_path / "demo"), user="R. Shah", clock=clock)
    yield ws
    ws.close()


def revised(root: Path) -> None:
    """A revised copy of the shipped definition in the workspace: renamed, reworded, and an id used again."""
    folder = root / "frameworks" / "area-send-2023"
    folder.mkdir(parents=True)
    for path in shipped_frameworks()["area-send-2023"].glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.name == "criteria.yaml":
            text = _with_title(text, "A5", "buildings and vehicles can be reached by everybody")
            text = text.replace('id: "A4.', 'id: "A9.').replace('id: "A4"', 'id: "A9"')
        else:
            text = re.sub(r"\bA4\b", "A9", text)
        if path.name == "framework.yaml":
            text = text.replace('version: "2025-07"', 'version: "2027-01"')
        (folder / path.name).write_text(text, encoding="utf-8")


def _with_title(text: str, criterion: str, title: str) -> str:
    head, rest = text.split(f'- id: "{criterion}"\n', 1)
    rest = re.sub(r"title:.*?\n(\s+short:)", f"title: {title}\n\\1", rest, count=1, flags=re.DOTALL)
    return f'{head}- id: "{criterion}"\n{rest}'


def content(ws: Workspace) -> dict[str, dict[str, object]]:
    """What every record says, without who stored it when."""
    skipped = {"revision", "created", "updated", "updated_by"}
    return {f"{one.table}/{one.id}": one.model_dump(exclude=skipped) for one in ws.records}


def test_the_example_moves_to_a_revised_copy_and_back(example: Workspace, tmp_path: Path) -> None:
    """Kept + moved + archived = before; the reused id keeps nothing; undo brings everything back."""
    ws = example
    revised(ws.root)
    ws.pin()
    before, count = content(ws), sum(1 for _ in ws.records)
    under = {one: [s.id for s in ws.index.statements_of(one)] for one in ("A4", "A5")}
    assert all(under.values())

    move = proposed_move(ws)
    moved = move.moved
    assert len(moved.kept) + len(moved.moved) + len(moved.archived) == count
    assert content(ws) == before
    apply_move(ws, move)

    assert (ws.framework.version, len(list(ws.records))) == ("2027-01", count)
    assert len(gone_records(ws)) == moved.gone
    assert [one.id for one in ws.index.statements_of("A9")] == under["A4"]
    assert not ws.index.statements_of("A5")
    archived = {one for one, s in ws.records.statements.items() if s.criterion == f"A5{MARK}2025-07"}
    assert archived == set(under["A5"])
    assert archived <= {one.record.id for one in orphans(ws.framework, ws.records)}
    export_sef(ws, tmp_path / "sef.docx", as_at=TODAY)
    assert list((ws.root / "backups").glob("*.zip"))

    undo(ws)
    assert content(ws) == before
    assert ws.framework.version == "2025-07"
    assert ws.index.statements_of("A5")


def test_another_program_opens_what_was_moved(example: Workspace, clock: Callable[[], datetime]) -> None:
    """The copy taken over is in force from then on, also when the file it came from is gone."""
    import shutil

    revised(example.root)
    apply_move(example, proposed_move(example))
    shutil.rmtree(example.root / "frameworks" / "area-send-2023")
    again = open_workspace(example.root, user="R. Shah", clock=clock)
    assert again.framework.version == "2027-01"
    assert "A9" in again.framework.criteria
    assert again.definition is not None
    assert again.definition.notice
    again.close()


def test_from_2016_to_2023(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    """A workspace of another framework: mapped by a person where words do not help, archived elsewhere."""
    ws = create_workspace(
        tmp_path / "old", "Oldshire", framework_id="local-area-send-2016", user="R", clock=clock
    )
    for number in range(3):
        statements.add(ws, "QA", "strength", f"We find needs early {number}.", as_at=TODAY)
    statements.add(ws, "QC", "headline", "Outcomes improve.", as_at=TODAY)
    statements.grade(ws, "QA", "no-statement", why="We think so.", as_at=TODAY)
    move = proposed_move(ws, "area-send-2023")
    assert (len(move.moved.kept), len(move.moved.moved), len(move.moved.archived)) == (1, 0, 5)
    steps = tuple(
        type(step)(step.kind, step.old, step.words, ("A1",), "chosen")
        if (step.kind, step.old) == ("criterion", "QA")
        else step
        for step in move.steps
    )
    move = with_steps(ws, move, steps)
    assert (len(move.moved.moved), len(move.moved.archived)) == (4, 1)
    apply_move(ws, move)
    assert (ws.area.framework, ws.framework.id) == ("area-send-2023", "area-send-2023")
    assert len(ws.index.statements_of("A1")) == 3
    assert ws.records.statements["S0004"].criterion == f"QC{MARK}2016-04"
    assert ws.records.grades["A1"].outcome == f"no-statement{MARK}2016-04"
    undo(ws)
    assert (ws.framework.id, len(ws.index.statements_of("QA"))) == ("local-area-send-2016", 3)
    ws.close()


def test_the_definition_in_force_is_not_moved_to(example: Workspace) -> None:
    """There is nothing to take over, and nothing is written."""
    with pytest.raises(RefusedError, match="in force already"):
        proposed_move(example)


def test_a_move_worked_out_before_another_change_is_refused(example: Workspace) -> None:
    """What was shown is what is done, or nothing."""
    revised(example.root)
    example.pin()
    move = proposed_move(example)
    statements.add(example, "A4", "headline", "Written meanwhile.", as_at=TODAY)
    with pytest.raises(RefusedError, match="meanwhile"):
        apply_move(example, move)
    assert example.framework.version == "2025-07"
