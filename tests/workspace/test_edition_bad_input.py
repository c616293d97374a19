"""Definitions and maps that are too large, torn, changed meanwhile or circular: nothing is half moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.definitions.editions import chosen_step, parts_of
from readiness.definitions.files import shipped_frameworks
from readiness.sef import statements
from readiness.workspace.edition_move import apply_move, offered, proposed_move, with_steps
from readiness.workspace.history import history, undo
from readiness.workspace.opening import create_workspace
from readiness.workspace.workspace import Workspace

OLD = "local-area-send-2016"
TODAY = date(2026, 11, 21)


@pytest.fixture
def old(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Workspace]:
    """A workspace of one short definition with a statement and a view under each question."""
    ws = create_workspace(tmp_path / "old", "Oldshire", framework_id=OLD, user="R", clock=clock)
    for criterion in ws.framework.criteria:
        statements.add(ws, criterion, "strength", f"Written under {criterion}.", as_at=TODAY)
        statements.grade(ws, criterion, "no-statement", why=criterion, as_at=TODAY)
    yield ws
    ws.close()


def text_of(words: str = "identifies") -> str:
    """The definition under another version, one of its words replaced."""
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8")
    return text.replace('version: "2016-04"', 'version: "2017-01"').replace("identifies", words)


def beside(ws: Workspace, text: str) -> Path:
    """Put a definition of the same id into the workspace's own folder."""
    path = ws.root / "frameworks" / f"{OLD}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(("# " + "x" * 98 + "\n").encode() * 53_000, id="5 MB"),
        pytest.param(text_of().encode("utf-16"), id="UTF-16"),
        pytest.param(text_of("fünf").encode("latin-1"), id="Latin-1"),
        pytest.param(text_of().encode()[:4000], id="torn"),
        pytest.param(b"id: &a [*a]\n", id="refers to itself"),
        pytest.param(text_of().replace("rank: 1", "rank: 0").encode(), id="with faults"),
    ],
)
def test_a_definition_that_cannot_be_read_is_refused_and_nothing_is_stored(
    old: Workspace, tmp_path: Path, data: bytes
) -> None:
    """With the way to see every fault; the history and the definition in force are as before."""
    path = tmp_path / "target.yaml"
    path.write_bytes(data)
    before = len(history(old))
    with pytest.raises(RefusedError, match="errors") as refused:
        proposed_move(old, str(path))
    assert "frameworks check" in refused.value.hint
    assert (len(history(old)), old.framework.version) == (before, "2016-04")


def test_a_map_in_circles_exchanges_places_and_loses_nothing(old: Workspace) -> None:
    """A to B, B to C, C to A: every statement and view goes one on; undo brings each back."""
    beside(old, text_of())
    move = proposed_move(old)
    known = parts_of(move.new)["criterion"]
    circle = dict(zip(known, [*list(known)[1:], *list(known)[:1]], strict=True))
    steps = tuple(
        chosen_step(one, (circle[one.old],), known) if one.kind == "criterion" else one for one in move.steps
    )
    move = with_steps(old, move, steps)
    assert not move.moved.archived
    apply_move(old, move)
    for one in old.records.statements.values():
        assert one.criterion == circle[one.text.removeprefix("Written under ").rstrip(".")]
    assert {key: view.why for key, view in old.records.grades.items()} == {
        new: was for was, new in circle.items()
    }
    undo(old)
    assert all(one.text == f"Written under {one.criterion}." for one in old.records.statements.values())
    assert all(view.why == key for key, view in old.records.grades.items())


def test_what_was_shown_is_taken_over_although_the_file_changed_meanwhile(old: Workspace) -> None:
    """The file is not read again between the look and the move; that it differs is said afterwards."""
    beside(old, text_of())
    move = proposed_move(old)
    beside(old, text_of("guesses"))
    apply_move(old, move)
    assert all("guesses" not in one.title for one in old.framework.criteria.values())
    assert old.definition is not None
    assert old.definition.waiting is not None


def test_a_definition_that_changes_while_the_program_runs_changes_nothing_by_itself(old: Workspace) -> None:
    """It is offered, and in force only once somebody moves."""
    before = old.framework
    beside(old, text_of("guesses"))
    old.refresh()
    old.reload()
    assert old.framework == before
    assert old.definition is not None
    assert OLD in old.definition.notice or old.definition.waiting is not None
    names = [one for one, _, _ in offered(old)]
    assert {"local", "area-send-2023"} <= set(names)


def test_only_definitions_that_can_be_read_are_offered(old: Workspace) -> None:
    """A file of changes and a broken one are not; one named after another id is not either."""
    folder = old.root / "frameworks"
    (folder / "changes.yaml").write_text(f"framework: {OLD}\nchanges: []\n", encoding="utf-8")
    (folder / "broken.yaml").write_text("]", encoding="utf-8")
    (folder / "misnamed.yaml").write_text(text_of(), encoding="utf-8")
    (folder / "mine.yaml").write_text(text_of().replace(f"id: {OLD}", "id: mine"), encoding="utf-8")
    names = {one for one, _, _ in offered(old)}
    assert names == shipped_frameworks().keys() - {OLD} | {"mine"}
