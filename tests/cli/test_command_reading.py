"""Commands that only read, on the worked example: JSON, plain text and tables, and not a byte changed."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]

READING = [
    "status",
    "gaps",
    "gaps --severity critical",
    "gaps --check criterion-one-agency",
    "frameworks list",
    "frameworks show area-send-2023",
    "frameworks show local-area-send-2016",
    "evidence list",
    "evidence list kind:audit",
    "evidence show E0001",
    "evidence suggest E0001",
    "statement list",
    "statement list --criterion A3",
    "statement show S0001",
    "requests list",
    "requests list --status ready",
    "requests show EHC01",
    "notice forecast",
    "notice forecast --on 2027-01-11",
    "plan list",
    "measures list",
    "snapshot list",
    "history",
    "history --details --limit 3",
]
"""Commands that end with 0 on the worked example."""
FINDING = ["evidence check", "doctor", "gaps --fail-on minor"]
"""Commands that end with 1 there, since the example has faults on purpose."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the worked example."""
    return Path(shutil.copytree(ROOT / "evidence" / "example", tmp_path_factory.mktemp("read") / "area"))


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file with a hash of its bytes; the lock and what backups keep apart."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.mark.parametrize("line", READING + FINDING)
def test_json_is_json_and_nothing_else(run: Run, example: Path, line: str) -> None:
    """With --json, standard output is one JSON document, and the exit code is the contract's."""
    ran = run("-w", example, *line.split(), "--json")

    assert ran.code == (1 if line in FINDING else 0), ran.err
    assert ran.data is not None
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("line", READING + FINDING)
def test_people_and_scripts_read_the_same_command(run: Run, example: Path, line: str) -> None:
    """Without --json there are words to read; with --plain no boxes and no colour."""
    words = run("-w", example, *line.split())
    plain = run("-w", example, *line.split(), "--plain")

    assert words.code == plain.code == (1 if line in FINDING else 0)
    assert words.out.strip()
    assert plain.out.strip()
    assert not set(plain.out) & set("─│┌┐└┘├┤╭╮╰╯\x1b")


def test_reading_changes_no_file(run: Run, tmp_path: Path) -> None:
    """None of these commands leaves a byte different in a workspace."""
    area = tmp_path / "area"
    shutil.copytree(ROOT / "evidence" / "example", area)
    before = fingerprint(area)
    for line in ("status", "gaps", "evidence check", "evidence suggest E0001", "doctor", "history"):
        run("-w", area, *line.split())

    assert fingerprint(area) == before
    assert len(before) > 50


def test_the_json_of_a_record_is_the_stored_record(run: Run, example: Path) -> None:
    """What --json shows of an item of evidence has its id, dates as ISO text and its links with targets."""
    data = run("-w", example, "evidence", "show", "e0001", "--json").data

    assert data["id"] == "E0001"
    assert data["period_to"][4] == "-"
    assert {"target_kind", "target", "evidence"} <= data["links"][0].keys()


def test_words_are_found_in_the_documents_with_their_place(run: Run, example: Path) -> None:
    """Search reads the files themselves and says where the words stand."""
    ran = run("-w", example, "evidence", "find", "waiting", "--limit", "3", "--json")

    assert ran.code == 0
    assert 0 < len(ran.data) <= 3
    assert all("waiting" in one["snippet"].casefold() for one in ran.data)
    assert run("-w", example, "evidence", "find", "zyxwvut", "--json").data == []


def test_a_filter_leaves_what_it_says(run: Run, example: Path) -> None:
    """A typed filter leaves only the items it names; where nothing fits, the fields there are are named."""
    found = run("-w", example, "evidence", "list", "kind:audit", "--json").data

    assert found
    assert {one["kind"] for one in found} == {"audit"}
    nothing = run("-w", example, "evidence", "list", "colour:red")
    assert nothing.code == 0
    assert {"kind:,", "agency:,", "stale,"} <= set(nothing.out.split())


def test_gaps_on_standard_output_in_text_formats(run: Run, example: Path) -> None:
    """CSV and Markdown go to standard output; a workbook needs a file; an unknown format is told."""
    assert "severity" in run("-w", example, "gaps", "--format", "csv").out.splitlines()[0].casefold()
    assert "| --- |" in run("-w", example, "gaps", "--format", "md").out.replace("|---|", "| --- |")
    assert run("-w", example, "gaps", "--format", "xlsx").code == 2
    assert run("-w", example, "gaps", "--format", "pdf", "-o", "x.pdf").code == 2


def test_requests_can_be_narrowed(run: Run, example: Path) -> None:
    """By section, by status and by owner; the rows left carry what was asked for."""
    everything = run("-w", example, "requests", "list", "--json").data
    owner = next(one["owner"] for one in everything if one["owner"])

    mine = run("-w", example, "requests", "list", "--owner", owner, "--json").data
    assert mine
    assert {one["owner"] for one in mine} == {owner}
    ready = run("-w", example, "requests", "list", "--status", "ready", "--json").data
    assert {one["status"] for one in ready} == {"ready"}
    section = run("-w", example, "requests", "list", "--section", "EHC", "--json").data
    assert {one["id"][:3] for one in section} == {"EHC"}
    assert len(everything) > len(section)


def test_the_demo_is_copied_and_summed_up(run: Run, tmp_path: Path) -> None:
    """`demo --no-open` copies the example, says where it is and prints where it stands; again, it is kept."""
    target = tmp_path / "try it"
    ran = run("demo", "--no-open", "--dir", target)

    assert ran.code == 0
    assert str(target) in ran.err.replace("\n", "")
    assert "A3" in ran.out
    run("-w", target, "grade", "A3", "3", "--why", "A new reason.")
    run("demo", "--no-open", "--dir", target)
    assert "A3" in run("-w", target, "history", "--json").data[0]["label"]
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("x", encoding="utf-8")
    assert run("demo", "--no-open", "--dir", full).code == 2
    assert [one.name for one in full.iterdir()] == ["letter.txt"]
