"""Which definition is in force, and that it is always said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.definitions import pinned
from readiness.definitions.catalogue import load_shipped
from readiness.definitions.files import shipped_frameworks
from readiness.workspace.opening import create_workspace, open_workspace

OLD = "local-area-send-2016"


def local_copy(root: Path, name: str, **words: str) -> Path:
    """A copy of the 2016 definition in a workspace's folder, with words replaced."""
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8")
    for before, after in words.items():
        text = text.replace(before.replace("_", " "), after)
    path = root / "frameworks" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_with_nothing_pinned_a_local_definition_comes_before_the_shipped_one(tmp_path: Path) -> None:
    """And it is said which."""
    assert pinned.in_force(tmp_path, OLD).origin == "shipped"
    assert "came with the program" in pinned.in_force(tmp_path, OLD).words
    local_copy(tmp_path, OLD, Identifying_needs="Finding needs")
    found = pinned.in_force(tmp_path, OLD)
    assert found.origin == "local"
    assert found.framework.criteria["QA"].short == "Finding needs"


def test_a_pinned_definition_stays_in_force_when_another_is_at_hand(tmp_path: Path) -> None:
    """The other waits, and a problem says so; the same words again are no difference."""
    shipped, _ = load_shipped(OLD)
    mark = pinned.keep_copy(tmp_path, shipped)
    assert pinned.in_force(tmp_path, OLD, mark).waiting is None
    local_copy(tmp_path, OLD, Identifying_needs="Finding needs")
    found = pinned.in_force(tmp_path, OLD, mark)
    assert (found.origin, found.framework.criteria["QA"].short) == ("pinned", "Identifying needs")
    assert found.waiting is not None
    assert found.waiting.criteria["QA"].short == "Finding needs"
    assert "stays" in found.notice or "still in force" in found.notice
    assert [one.severity for one in found.problems] == ["warning"]


def test_a_file_whose_name_and_id_differ_is_not_used(tmp_path: Path) -> None:
    """It is listed, and the shipped one of that id is in force; with none of that id nothing opens."""
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8").replace(f"id: {OLD}", "id: other")
    folder = tmp_path / "frameworks"
    folder.mkdir()
    (folder / f"{OLD}.yaml").write_text(text, encoding="utf-8")
    found = pinned.in_force(tmp_path, OLD)
    assert found.origin == "shipped"
    assert [one.where.field for one in found.problems] == ["id"]
    (folder / f"{OLD}.yaml").rename(folder / "mine.yaml")
    with pytest.raises(RefusedError, match="mine"):
        pinned.in_force(tmp_path, "mine")


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\xfe", b'{"id": "x"}'])
def test_a_lost_or_altered_copy_is_said(tmp_path: Path, content: bytes | None) -> None:
    """The definition at hand is used, and an error says that it may read otherwise."""
    shipped, _ = load_shipped(OLD)
    mark = pinned.keep_copy(tmp_path, shipped.model_copy(update={"edition": "Ours"}))
    local_copy(tmp_path, OLD, Identifying_needs="Finding needs")
    path = pinned.copy_path(tmp_path, OLD, mark)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    found = pinned.in_force(tmp_path, OLD, mark)
    assert found.origin == "local"
    assert [one.severity for one in found.problems] == ["error", "warning"]


def test_a_copy_under_a_hostile_name_stays_in_its_folder(tmp_path: Path) -> None:
    """No id or mark leads out of the folder of copies."""
    path = pinned.copy_path(tmp_path, "../../x", "../y")
    assert path.parent == tmp_path / pinned.FOLDER


def test_a_new_workspace_is_pinned_and_an_older_one_at_its_first_change(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    """Opening alone alters nothing; the first change keeps the definition; undo of it leaves the pin."""
    from readiness.model.records.changes import Transaction, put
    from readiness.sef import statements
    from readiness.workspace.history import undo

    root = tmp_path / "area"
    with_pin = create_workspace(root, "Testshire", framework_id=OLD, user="R", clock=clock)
    assert pinned.copy_path(root, OLD, with_pin.area.definition).is_file()
    area = with_pin.records.area["area"]
    with_pin.run(Transaction("Unpin", (put(area.model_copy(update={"definition": ""}), area),)))
    with_pin.close()

    ws = open_workspace(root, user="R", clock=clock)
    assert ws.area.definition == ""
    statements.add(ws, "QA", "headline", "Words.", as_at=clock().date())
    assert ws.area.definition
    undo(ws)
    assert ws.area.definition
    assert not ws.records.statements
    ws.close()


FAULT = {"rank: 1": "rank: first"}
"""What makes the 2016 definition faulty: an outcome without its rank."""


def faulty_copy(root: Path) -> Path:
    """A local copy of the 2016 definition with one fault."""
    path = local_copy(root, OLD)
    text = path.read_text(encoding="utf-8")
    for before, after in FAULT.items():
        text = text.replace(before, after, 1)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_faulty_local_copy_does_not_take_effect(tmp_path: Path) -> None:
    """The shipped one stays in force, and it is said which, why, and what is wrong with the other."""
    path = faulty_copy(tmp_path)
    found = pinned.in_force(tmp_path, OLD)
    assert (found.origin, found.waiting, found.beside) == ("shipped", None, ())
    told, *faults = found.problems
    assert told.severity == "error"
    assert told.what.endswith("so it is not used; in force is the definition that came with the program.")
    assert f"frameworks check {path}" in told.hint
    assert any("rank" in one.where.field for one in faults)

    mark = pinned.keep_copy(tmp_path, found.base.model_copy(update={"edition": "Ours"}))
    held = pinned.in_force(tmp_path, OLD, mark)
    assert held.origin == "pinned"
    assert "in force is the copy this workspace is written under" in held.problems[0].what
    assert [one.origin for one in held.beside] == ["shipped"], "what could be taken over is the sound one"


def test_a_faulty_definition_is_in_force_only_where_there_is_no_other(tmp_path: Path) -> None:
    """Without its faulty parts, and it is said that they are left out."""
    path = faulty_copy(tmp_path)
    own = path.with_name("mine.yaml")
    own.write_text(path.read_text(encoding="utf-8").replace(f"id: {OLD}", "id: mine"), encoding="utf-8")
    found = pinned.in_force(tmp_path, "mine")
    assert found.origin == "local"
    assert found.problems[0].what.endswith("what they touch is left out, the rest is in force.")


def test_a_local_copy_in_force_knows_the_shipped_one_beside_it(tmp_path: Path) -> None:
    """It waits to be compared; once the local one is kept, nothing is left to be decided."""
    local_copy(tmp_path, OLD, Identifying_needs="Finding needs")
    found = pinned.in_force(tmp_path, OLD)
    assert found.waiting is not None
    assert found.waiting.criteria["QA"].short == "Identifying needs"
    assert "says something else than the definition in this workspace's frameworks folder" in found.notice
    kept = pinned.in_force(tmp_path, OLD, pinned.keep_copy(tmp_path, found.base))
    assert (kept.origin, kept.waiting, kept.notice) == ("pinned", None, "")
    assert [one.origin for one in kept.beside] == ["shipped"]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("mine.yaml", "id: other\ntitle: x\n", "`other`"),
        ("mine.yml", 'title: x\nid: "other" # ours\n', "`other`"),
        ("mine.yaml", "{id: other, title: x}\n", "`other`"),
        ("mine.yaml", "framework: area-send-2023\nchanges: []\n", ""),
        ("other.yaml", "id: other\ntitle: x\n", ""),
        ("mine.yaml", "- id: other\n", ""),
    ],
)
def test_a_definition_not_called_as_its_id_is_told_whatever_is_in_force(
    tmp_path: Path, name: str, text: str, what: str
) -> None:
    """However its id is written; files of changes have names of their own."""
    folder = tmp_path / "frameworks"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    told = [one for one in pinned.in_force(tmp_path, OLD).problems if one.where.field == "id"]
    assert [what in one.what for one in told] == ([True] if what else [])


def test_of_a_folder_and_a_file_of_one_name_it_is_said_which_counts(tmp_path: Path) -> None:
    """The folder is used."""
    path = local_copy(tmp_path, OLD, Identifying_needs="Finding needs")
    folder = tmp_path / "frameworks" / OLD
    folder.mkdir()
    text = path.read_text(encoding="utf-8").replace("Finding needs", "Seeing needs")
    (folder / "all.yaml").write_text(text, encoding="utf-8")
    found = pinned.in_force(tmp_path, OLD)
    assert found.framework.criteria["QA"].short == "Seeing needs"
    assert [str(one.where) for one in found.problems if "not used" in one.what] == [f"frameworks/{OLD}.yaml"]


def test_a_local_definition_that_cannot_be_read_at_all_is_said_not_to_be_used(tmp_path: Path) -> None:
    """The shipped one is in force, and the first problem says why."""
    path = local_copy(tmp_path, OLD)
    path.write_bytes(b"\xff\xfe\x00id")
    found = pinned.in_force(tmp_path, OLD)
    assert found.origin == "shipped"
    assert "cannot be read, so it is not used" in found.problems[0].what
