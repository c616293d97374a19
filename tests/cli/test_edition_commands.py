"""What left the framework is named by every command, and an edition is moved and taken back."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from readiness.definitions.files import shipped_frameworks
from readiness.definitions.stand_in import REASON
from tests.cli.conftest import Run

OLD = "local-area-send-2016"
HELD_BY_A5 = {
    "STR15": "A3", "STR18": "A4", "STR19": "A4", "QA04": "A2", "PLA03": "A3", "SOC03": "A3", "PFA04": "A4",
    "VOI01": "A2", "VOI04": "B2",
}  # fmt: skip
"""Request items of the shipped definition that rest on A5, each with another criterion."""


@pytest.fixture
def without_a5(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The worked example after its own overlay retired a criterion that eight statements are under."""
    root = tmp_path / "demo"
    assert run("demo", "--dir", root, "--no-open").code == 0
    who = "by: Jo, on: 2026-11-27"
    lines = ["framework: area-send-2023", "changes:"]
    lines += [
        f'  - {{action: correct, part: request, id: "{item}", set: {{criteria: ["{other}"]}}, {who}}}'
        for item, other in HELD_BY_A5.items()
    ]
    lines.append(
        "  - {action: correct, part: theme, id: social-care-short-breaks, "
        f'set: {{criteria: ["A3"]}}, {who}}}'
    )
    lines.append(f'  - {{action: retire, part: criterion, under: set-a, id: "A5", {who}}}')
    (root / "frameworks" / "retire.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def test_eight_statements_of_a_retired_criterion_are_named_everywhere(
    without_a5: Path, run: Run, tmp_path: Path
) -> None:
    """Status, gaps, the doctor, the list and the document say which they are and why they are left out."""
    ids = {f"S00{number}" for number in range(30, 38)}
    listed = {one["id"] for one in run("statement", "list", "--json").data}
    assert ids <= listed
    assert "9 statements" in run("status", "--json").data["not_in_force"]
    named = {one["subject"] for one in run("gaps", "--check", "not-in-framework", "--json").data}
    assert ids <= named
    parts = {one["name"]: one for one in run("doctor", "--json").data["examined"]}
    assert ids <= {one["record"] for one in parts["records beside the framework"]["problems"]}

    output = tmp_path / "sef.docx"
    assert run("sef", "export", "-o", output).code == 0
    text = [one.text for one in docx.Document(io.BytesIO(output.read_bytes())).paragraphs]
    [sentence] = [one for one in text if one.startswith("8 statements are not in this document because")]
    assert "criterion A5 is no longer in the framework" in sentence
    assert all(one in sentence for one in ids)
    assert without_a5.is_dir()


def test_packs_and_maps_say_what_they_leave_out(without_a5: Path, run: Run, tmp_path: Path) -> None:
    """The example holds the state of an item that no list has: the pack and the request map count it."""
    assert without_a5.is_dir()
    packed = run("pack", "build", "-o", tmp_path / "pack.zip", "--dry-run", "--json").data
    assert packed["not_in_force"].startswith("1 request state is not in this pack because")
    output = tmp_path / "map.xlsx"
    assert run("requests", "export", "-o", output).code == 0
    rows = openpyxl.load_workbook(output)["Request map"].iter_rows(values_only=True)
    notes = [str(row[0]) for row in rows if row and row[0]]
    assert any("MED01" in one and "no longer in the framework" in one for one in notes)


def altered(root: Path) -> None:
    """A local copy of the 2016 definition under the same id, with one question in other words."""
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8")
    text = text.replace("improves outcomes for children", "has ramps in every building used by children")
    (root / "frameworks" / f"{OLD}.yaml").write_text(text, encoding="utf-8")


def test_an_altered_definition_waits_is_shown_and_is_taken_over(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said on opening; shown id by id; moved only on request; one undo brings everything back."""
    root = tmp_path / "old"
    assert run("init", root, "--area", "Oldshire", "--framework", OLD).code == 0
    monkeypatch.chdir(root)
    assert run("statement", "add", "QA", "headline", "We find needs early.").code == 0
    assert "nothing to compare" in run("frameworks", "differences").out
    altered(root)

    assert "still in force" in run("statement", "list").err
    shown = run("frameworks", "differences", "--json").data
    assert "written under" in shown["in_force"]
    assert {one["old"] for one in shown["differences"] if one["kind"] == "criterion"} == {"QC"}

    trial = run("frameworks", "move", "--json").data
    assert (trial["kept"], trial["moved"], trial["archived"], trial["applied"]) == (2, [], [], False)
    assert "still in force" in run("statement", "list").err
    book = tmp_path / "map.xlsx"
    assert run("frameworks", "move", "--write-map", book).code == 0
    done = run("frameworks", "move", "--map", book, "--apply", "--json")
    assert done.data["applied"] is True
    assert "still in force" not in run("statement", "list").err
    assert run("undo").code == 0
    assert "still in force" in run("statement", "list").err


def test_a_faulty_map_moves_nothing(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fault is told, the command is refused, and the history is as it was."""
    root = tmp_path / "old"
    assert run("init", root, "--area", "Oldshire", "--framework", OLD).code == 0
    monkeypatch.chdir(root)
    path = tmp_path / "map.csv"
    path.write_text("Kind,Old id,New id\ncriterion,QA,Z9\ncriterion,QZ,A1\n", encoding="utf-8")
    ran = run("frameworks", "move", "area-send-2023", "--map", path, "--apply")
    assert ran.code == 3
    assert "Z9" in ran.err
    assert "QZ" in ran.err
    assert len(run("history", "--json").data) == 1


def test_a_backup_holds_the_definition_it_was_written_under(area: Path, run: Run) -> None:
    """The copy goes into every backup, so that a restored workspace means what it meant."""
    assert run("backup").code == 0
    [path] = (area / "backups").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        assert any(one.startswith("frameworks/pinned/area-send-2023-") for one in archive.namelist())


def test_eight_statements_get_a_place_again_by_a_map(without_a5: Path, run: Run, tmp_path: Path) -> None:
    """Tried first, then stored: all that names the retired criterion goes where the map says."""
    kept = {one["id"] for one in run("frameworks", "gone", "-o", tmp_path / "gone.xlsx", "--json").data}
    assert {f"S00{number}" for number in range(30, 38)} <= kept
    path = tmp_path / "map.xlsx"
    assert run("frameworks", "place", "--write-map", path).code == 0
    book = openpyxl.load_workbook(path)
    for row in book["Map"].iter_rows():
        if [one.value for one in row[:2]] == ["criterion", "A5"]:
            row[3].value = "A4"
    book.save(path)
    trial = run("frameworks", "place", "--map", path, "--json").data
    assert len(trial["moved"]) >= 8
    assert trial["applied"] is False
    assert {"Q3", "MED01"} <= set(trial["archived"]), "nothing has taken their place"
    done = run("frameworks", "place", "--map", path, "--apply")
    assert done.code == 0
    assert f"{len(trial['archived'])} still without a place" in done.out
    left = {one["id"] for one in run("frameworks", "gone", "--json").data}
    assert left == {*trial["archived"], *trial["partly_gone"]}
    listed = {one["id"]: one["criterion"] for one in run("statement", "list", "--json").data}
    assert {listed[f"S00{number}"] for number in range(30, 38)} == {"A4"}
    assert without_a5.is_dir()
    assert run("undo").code == 0
    assert "9 statements" in run("status", "--json").data["not_in_force"]


def test_which_definition_is_in_force_is_said_and_both_others_are_compared(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pinned, local and shipped all differ: the local one first, the shipped one by name."""
    root = tmp_path / "old"
    assert run("init", root, "--area", "Oldshire", "--framework", OLD).code == 0
    monkeypatch.chdir(root)
    altered(root)
    assert run("frameworks", "move", "--apply").code == 0
    text = (root / "frameworks" / f"{OLD}.yaml").read_text(encoding="utf-8")
    (root / "frameworks" / f"{OLD}.yaml").write_text(text.replace("ramps", "lifts"), encoding="utf-8")

    local = run("frameworks", "differences")
    assert "the definition in this workspace's frameworks folder" in local.out
    assert "give shipped to compare that" in local.out
    shipped = run("frameworks", "differences", "shipped", "--json").data
    assert shipped["compared_with"] == "the definition that came with the program"
    [changed] = [one for one in shipped["differences"] if one["old"] == "QC"]
    assert "ramps" in changed["old_words"]
    assert "ramps" not in changed["new_words"]
    (root / "frameworks" / f"{OLD}.yaml").unlink()
    assert "came with the program" in run("frameworks", "differences").out


def test_faults_of_definitions_are_listed_by_the_doctor_the_list_and_the_status(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy with a fault and one under another name: told on opening, and where the opening sends people."""
    root = tmp_path / "old"
    assert run("init", root, "--area", "Oldshire", "--framework", OLD).code == 0
    monkeypatch.chdir(root)
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8")
    folder = root / "frameworks"
    (folder / f"{OLD}.yaml").write_text(text.replace("rank: 1", "rank: first", 1), encoding="utf-8")
    (folder / "misnamed.yaml").write_text(text.replace(f"id: {OLD}", "id: own"), encoding="utf-8")

    assert "faults found on opening" in run("statement", "list").err
    examined = run("doctor", "--json").data["examined"]
    [found] = [one["problems"] for one in examined if one["name"] == "facts of the definition"]
    words = " ".join(one["what"] for one in found)
    for told in ("`own`", "so it is not used", "rank"):
        assert told in words, told
    listed = run("frameworks", "list")
    assert "misnamed.yaml" in listed.err
    assert {one["where"] for one in run("frameworks", "list", "--json").data} == {"shipped", "this workspace"}
    assert "so it is not used" in run("status").err
    refused = run("frameworks", "move", "local")
    assert refused.code == 3


@pytest.mark.parametrize(
    "command",
    ["differences", "differences area-send-2023", "move area-send-2023", "place"],
)
def test_a_lost_definition_is_said_in_one_way(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """As by whatever else needs it: that it is missing, and how to get it back."""
    own = tmp_path / "own.yaml"
    text = shipped_frameworks()[OLD].read_text(encoding="utf-8")
    own.write_text(text.replace(f"id: {OLD}", "id: own"), encoding="utf-8")
    root = tmp_path / "area"
    assert run("init", root, "--area", "Oldshire", "--framework", own).code == 0
    shutil.rmtree(root / "frameworks")
    monkeypatch.chdir(root)
    done = run("frameworks", *command.split())
    assert done.code == 3
    assert REASON in done.err
    assert REASON in run("doctor").out
