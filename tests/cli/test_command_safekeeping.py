"""Doctor, backup, restore and repair on the command line; damaged, half-written and read-only workspaces."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.definition_texts import example_text

pytestmark = pytest.mark.usefixtures("area")


@pytest.fixture
def filled(area: Path, run: Run) -> Path:
    """The workspace with a file and two statements."""
    (area.parent / "plan.txt").write_text("The plan for 2026.", encoding="utf-8")
    assert run("evidence", "add", area.parent / "plan.txt").code == 0
    assert run("statement", "add", "A1", "headline", "Needs are met early.").code == 0
    assert run("statement", "add", "A2", "headline", "Voices are heard.").code == 0
    return area


def statements(run: Run, *where: object) -> list[str]:
    """The words of every statement."""
    return [one["text"] for one in run(*where, "statement", "list", "--json").data]


def test_a_backup_brings_everything_back(run: Run, filled: Path) -> None:
    """What was deleted since, records and files, is as it was; undo takes the restore back again."""
    made = run("backup", "--json").data["file"]
    run("statement", "delete", "S0001")
    (filled / "evidence" / "plan.txt").unlink()

    ran = run("restore", made, "--json")
    assert ran.code == 0
    assert ran.data["files"]
    assert statements(run) == ["Needs are met early.", "Voices are heard."]
    assert (filled / "evidence" / "plan.txt").read_text(encoding="utf-8") == "The plan for 2026."

    assert run("undo").code == 0
    assert statements(run) == ["Voices are heard."]


def test_restoring_to_a_numbered_change(run: Run, filled: Path) -> None:  # noqa: ARG001 - filled makes it
    """`restore N` makes everything as it was after change N; a number that never was is refused."""
    number = run("history", "--limit", "1", "--json").data[0]["sequence"]
    run("statement", "edit", "S0001", "--text", "Other words.")
    run("statement", "delete", "S0002")

    assert run("restore", number).code == 0
    assert statements(run) == ["Needs are met early.", "Voices are heard."]
    assert run("restore", "9999").code == 2
    assert run("restore", "no-such.zip").code == 2


def test_what_a_backup_or_a_repair_left_out_is_named(run: Run, filled: Path, tmp_path: Path) -> None:
    """A link in the library is in neither; both say so, and the backup ends with exit code 1."""
    (filled / "evidence" / "elsewhere").symlink_to(tmp_path)
    made = run("backup", "--json")
    assert (made.code, made.data["unread"]) == (1, ["evidence/elsewhere"])
    copied = run("doctor", "--repair-to", tmp_path / "copy", "--json")
    assert copied.code == 0
    assert [one.partition(":")[0] for one in copied.data["problems"]] == ["evidence/elsewhere"]


def test_a_backup_without_evidence_is_smaller(run: Run, filled: Path) -> None:
    """`--no-evidence` leaves the files out and says where the backup is."""
    whole = run("backup", "--json").data["file"]
    bare = run("backup", "--no-evidence", "--json").data["file"]

    assert any("plan.txt" in one for one in zipfile.ZipFile(whole).namelist())
    assert not any("plan.txt" in one for one in zipfile.ZipFile(bare).namelist())
    assert Path(whole).is_relative_to(filled / "backups")


def test_a_tampered_backup_is_refused_and_nothing_changes(run: Run, filled: Path) -> None:
    """A backup whose bytes were altered is refused with exit code 3."""
    made = Path(run("backup", "--json").data["file"])
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 0xFF
    spoilt = filled / "spoilt.zip"
    spoilt.write_bytes(bytes(data))
    before = statements(run)

    ran = run("restore", spoilt)
    assert ran.code == 3
    assert ran.err.startswith("Error: ")
    assert statements(run) == before


def test_the_doctor_is_content_with_a_sound_workspace(run: Run, filled: Path) -> None:
    """No problem, exit code 0; with --read-data a changed file is found, and is a warning, not damage."""
    assert run("doctor", "--read-data").code == 0
    (filled / "evidence" / "plan.txt").write_text("The plan for 2025.", encoding="utf-8")

    assert run("doctor", "--json").data["examined"][-1]["problems"] == []
    found = run("doctor", "--read-data", "--json").data["examined"][-1]["problems"]
    assert [one["severity"] for one in found] == ["warning"]


@pytest.fixture
def damaged(filled: Path) -> Path:
    """The workspace with the second line of its journal spoilt; more lines follow it."""
    journal = filled / "readiness.journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    assert len(lines) > 3
    journal.write_bytes(b"".join([lines[0], lines[1].replace(b'"', b"'", 1), *lines[2:]]))
    return filled


def test_a_damaged_workspace_opens_read_only_and_says_so(run: Run, damaged: Path) -> None:
    """What can be read is shown, the damage is told, and a change is refused with the way out."""
    before = {path: path.read_bytes() for path in damaged.rglob("readiness.*")}
    ran = run("status", "--json")
    assert ran.code == 0
    assert ran.data["problems"]

    refused = run("grade", "A1", "2", "--why", "x")
    assert refused.code == 3
    assert "read-only" in refused.err
    assert "readiness doctor" in refused.err
    assert {path: path.read_bytes() for path in before} == before


def test_the_doctor_finds_the_damage_and_repairs_a_copy(run: Run, damaged: Path, tmp_path: Path) -> None:
    """Exit code 1 with the places; `--repair-to` makes a sound copy elsewhere and alters nothing here."""
    before = {path: path.read_bytes() for path in sorted(damaged.rglob("*")) if path.is_file()}
    ran = run("doctor")
    assert ran.code == 1
    assert "readiness." in ran.out

    target = tmp_path / "sound"
    assert run("doctor", "--repair-to", target).code == 0
    assert run("-w", target, "doctor").code == 0
    run("-w", target, "statement", "add", "A3", "headline", "The copy can be worked on.")
    assert "The copy can be worked on." in statements(run, "-w", target)
    assert {path: path.read_bytes() for path in before} == before
    assert run("doctor", "--repair-to", target).code == 3


@pytest.mark.parametrize("size", [0, 1, 40])
def test_a_main_file_cut_short_loses_nothing_silently(run: Run, filled: Path, size: int) -> None:
    """A half-written main file is told with the way out, by every command, and is left as it is."""
    main = filled / "readiness.json"
    main.write_bytes(main.read_bytes()[:size])
    cut = main.read_bytes()

    ran = run("gaps")
    assert ran.code == (3 if size < 40 else 0)
    assert "doctor" in ran.err
    assert run("statement", "add", "A1", "context", "x").code == 3
    assert run("doctor").code == 1
    assert main.read_bytes() == cut


def test_a_read_only_folder_can_be_read_and_not_changed(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder may not be written, everything shows and a change is refused with exit code 3."""
    monkeypatch.setattr("os.access", lambda *_: False)
    before = {path: path.read_bytes() for path in sorted(filled.rglob("*")) if path.is_file()}

    assert len(statements(run)) == 2
    refused = run("statement", "add", "A1", "context", "x")
    assert refused.code == 3
    assert "read-only" in refused.err
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("command", [("doctor",), ("backup",), ("drill", "start"), ("restore", "1")])
def test_outside_a_workspace_these_say_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Without a workspace the error names the way to give one; nothing is made."""
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())

    ran = run(*command)
    assert ran.code == 2
    assert "no workspace" in ran.err
    assert set(tmp_path.iterdir()) == before


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    """The complete example of the authoring guide, as a file."""
    path = tmp_path / "own.yaml"
    path.write_text(example_text(), encoding="utf-8")
    return path


def test_init_makes_a_workspace_of_a_definition_of_ones_own(
    run: Run, tmp_path: Path, definition: Path
) -> None:
    """A definition given by its path is copied in and drives every reading command of the workspace."""
    made = run("init", tmp_path / "own area", "--area", "Pool", "--framework", definition, "--json")
    assert made.code == 0, made.err
    definition.unlink()

    root = Path(made.data["workspace"])
    assert run("-w", root, "status", "--json").data["criteria"]
    for line in ("gaps", "requests list", "statement list", "evidence list", "history", "doctor"):
        assert run("-w", root, *line.split()).code == 0, line


def test_a_framework_nobody_has_is_refused_and_makes_nothing(
    run: Run, tmp_path: Path, definition: Path
) -> None:
    """At the start and later the error says where its file belongs; faulty definitions make nothing."""
    made = run("init", tmp_path / "own area", "--area", "Pool", "--framework", definition, "--json")
    root, framework = Path(made.data["workspace"]), made.data["framework"]
    (root / "frameworks" / f"{framework}.yaml").unlink()
    assert run("-w", root, "status").code == 0, "the copy it is written under is still there"
    shutil.rmtree(root / "frameworks" / "pinned")

    read = run("-w", root, "status", "--json")
    assert read.code == 0
    assert framework in read.data["problems"][0]
    lost = run("-w", root, "gaps")
    assert lost.code == 3
    assert framework in lost.err
    assert "folder frameworks" in lost.err

    definition.write_text(example_text().replace("groups:", "gruops:"), encoding="utf-8")
    assert run("init", tmp_path / "w", "--area", "W", "--framework", definition).code == 3
    assert run("init", tmp_path / "x", "--area", "X", "--framework", "nonsense").code == 2
    assert run("init", tmp_path / "y", "--area", " ").code == 2
    assert not {"w", "x", "y"} & {one.name for one in tmp_path.iterdir()}


def test_a_second_workspace_in_the_same_folder_is_refused(run: Run, filled: Path) -> None:
    """What is there is never started over."""
    assert run("init", filled, "--area", "Another").code == 2
    assert len(statements(run)) == 2


def test_a_lost_definition_comes_back_by_restoring(run: Run, tmp_path: Path, definition: Path) -> None:
    """A workspace that cannot be opened for want of its definition is restored; a dry run says so first."""
    made = run("init", tmp_path / "own area", "--area", "Pool", "--framework", definition, "--json").data
    root = Path(made["workspace"])
    backup = run("-w", root, "backup", "--json").data["file"]
    name = f"frameworks/{made['framework']}.yaml"
    (root / name).unlink()

    trial = run("-w", root, "restore", backup, "--dry-run", "--json").data
    assert (trial["done"], trial["files"]) == ("", [name])
    assert not (root / name).exists()
    assert run("-w", root, "restore", backup, "--json").data["files"] == [name]
    assert run("-w", root, "status").code == 0


def test_a_lost_workspace_comes_back_in_a_new_folder(run: Run, filled: Path, tmp_path: Path) -> None:
    """`--into` makes a workspace of a backup; a folder that holds something is refused."""
    backup = Path(run("backup", "--json").data["file"]).rename(tmp_path / "kept.zip")
    target = tmp_path / "back"
    assert run("restore", backup, "--into", target, "--dry-run").code == 0
    assert not target.exists()
    assert run("restore", backup, "--into", target).code == 0
    assert statements(run, "-w", target) == ["Needs are met early.", "Voices are heard."]
    assert run("restore", backup, "--into", target).code == 3
    assert run("restore", backup, "--into", filled).code == 3
    assert run("restore", "1", "--into", tmp_path / "x").code == 2
    nowhere = run("-w", tmp_path / "x", "restore", backup)
    assert nowhere.code == 2
    assert "--into" in nowhere.err
