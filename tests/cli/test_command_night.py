"""The call, the drill, the data pack and the person-level lists on the command line."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from readiness.formats.sheets.reading import cell_text, read_sheets
from tests.cli.conftest import Run

EXAMPLE = Path(__file__).parents[2] / "evidence" / "example"
LISTS = EXAMPLE / "evidence" / "person-level"
CALL = "2026-11-16 09:15"


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the worked example, with the shell standing in it."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "area"))
    monkeypatch.chdir(root)
    return root


@pytest.mark.usefixtures("area")
def test_the_night_of_the_call(run: Run, tmp_path: Path) -> None:
    """Start, see the board and the dates, put one right, record progress, read the log, export, end."""
    started = run("notice", "start", "--received", CALL, "--json").data
    assert started["on_site"] == "2026-11-30"
    assert run("notice", "start", "--received", CALL).code == 2

    board = run("notice", "status", "--agency", "health", "--json").data
    assert board["asks"]
    assert len(board["asks"]) < len(run("notice", "status", "--all", "--json").data["asks"])
    classes = {one["id"] for one in board["deadlines"]}
    only = run("notice", "status", "--deadline", "A", "--json").data["asks"]
    assert "A" in classes
    assert only

    corrected = run(
        "notice", "correct", "on-site", "2026-12-01", "--reason", "E-mail of 17 Nov", "--json"
    ).data
    on_site = next(one for one in corrected["events"] if one["id"] == "on-site")
    assert (on_site["on"], on_site["corrected"]) == ("2026-12-01", True)
    assert "E-mail of 17 Nov" in run("notice", "timetable", "--plain").out
    assert run("notice", "correct", "on-site", "2026-12-02").code == 2
    timed = run("notice", "correct", "A", "2026-11-19 12:00", "--reason", "Letter", "--json")
    assert "2026-11-19T12:00" in timed.out
    assert run("notice", "correct", "the-moon", "2026-12-02", "--reason", "x").code == 2

    item = only[0]["id"]
    assert run("requests", "set", item, "--owner", "K. Ali", "--status", "ready", "--hours", "4").code == 0
    log = run("notice", "log", "--json").data
    assert {one["item"] for one in log} == {item}
    assert item not in {
        one["id"] for one in run("notice", "status", "--deadline", "A", "--json").data["asks"]
    }

    plan, book, brief = tmp_path / "plan.ics", tmp_path / "board.xlsx", tmp_path / "brief.docx"
    for file in (plan, book, brief):
        assert run("notice", "export", "-o", file).code == 0
    assert len(Calendar.from_ical(plan.read_bytes()).walk("VEVENT")) >= 5
    assert zipfile.is_zipfile(book)
    assert zipfile.is_zipfile(brief)
    assert run("notice", "export", "-o", tmp_path / "plan.pdf").code == 2

    assert run("notice", "end", "--note", "Letter published").code == 0
    assert run("notice", "status").code == 2
    assert run("undo").code == 0
    assert run("notice", "status").code == 0


@pytest.mark.usefixtures("area")
@pytest.mark.parametrize(
    "moment", ["yesterday", "2026-11-16", "2026-11-16 25:00", "2026-12-24 09:00", "16/11/24 9:15"]
)
def test_a_moment_that_cannot_be_is_refused(run: Run, moment: str) -> None:
    """Not a moment, in the future, or years ago: refused with how to write it; nothing is started."""
    assert run("notice", "start", "--received", moment).code == 2
    assert run("notice", "status").code == 2


@pytest.mark.usefixtures("area")
def test_a_forecast_starts_nothing(run: Run) -> None:
    """`forecast` works without a notice and says on what it rests."""
    found = run("notice", "forecast", "--on", "2027-01-11", "--json").data

    assert found["call"] == "2027-01-11"
    assert sum(found["counts"].values()) == len(found["items"])
    assert found["assumption"]
    assert run("notice", "status").code == 2


def test_a_drill_is_run_beside_the_true_records(run: Run, example: Path) -> None:
    """Start, status, work on the copy, end with the verdicts; a second beside the first; no trace here."""
    before = {path: path.read_bytes() for path in sorted(example.rglob("*")) if path.is_file()}
    assert run("drill", "status").code == 2
    made = run("drill", "start", "--received", "2026-11-20 09:15", "--speed", "60", "--json").data
    assert run("drill", "start").code == 2
    assert run("drill", "status", "--json").data["asks"]
    assert run("-w", made["folder"], "requests", "set", "EHC01", "--status", "gathering").code == 0

    ended = run("drill", "end", "--json").data
    assert ended["asked"] == len(ended["items"])
    assert ended["last_drill"] is None
    assert not Path(made["folder"]).exists()
    assert run("drill", "end").code == 2

    run("drill", "start", "--received", "2026-11-20 09:15")
    assert run("drill", "end", "--json").data["last_drill"] == ended["counts"]
    assert {path: path.read_bytes() for path in before} == before
    assert run("drill", "start", "--speed", "0").code == 2


def test_a_pack_is_built_verified_and_tampering_found(run: Run, example: Path, tmp_path: Path) -> None:
    """The pack of the example verifies; a file altered, removed or added makes `verify` end with 1."""
    pack = tmp_path / "pack"
    planned = run("pack", "build", "-o", pack, "--dry-run", "--json").data
    assert not pack.exists()
    built = run(
        "pack", "build", "-o", pack, "--dated", "2026-11-23", "--contact", "send@example.org", "--json"
    )
    assert built.code == 0, built.err
    assert built.data["items"] == planned["items"]
    assert run("pack", "build", "-o", pack).code == 3

    verified = run("pack", "verify", pack, "--json")
    assert verified.code == 0
    assert verified.data["valid"]
    assert verified.data["pack_hash"] == built.data["pack_hash"]

    files = [one for one in sorted((pack / "data").rglob("*")) if one.is_file()]
    victim = next(one for one in files if one.suffix == ".docx")
    kept = victim.read_bytes()
    for tamper in (lambda: victim.write_bytes(kept + b"x"), victim.unlink):
        tamper()
        found = run("pack", "verify", pack, "--json")
        assert found.code == 1
        assert victim.name in str(found.data["findings"])
        victim.write_bytes(kept)
    (pack / "data" / "extra.txt").write_text("x", encoding="utf-8")
    assert run("pack", "verify", pack).code == 1
    assert run("pack", "verify", example / "readiness.json").code == 3


def test_a_pack_as_one_file(run: Run, example: Path, tmp_path: Path) -> None:
    """A .zip verifies as it is, without a workspace; cut short it is never accepted."""
    pack = tmp_path / "pack.zip"
    assert run("pack", "build", "-o", pack).code == 0
    shutil.rmtree(example / "evidence")

    assert run("-w", tmp_path, "pack", "verify", pack).code == 0
    pack.write_bytes(pack.read_bytes()[:-2000])
    assert run("pack", "verify", pack).code in {1, 3}


@pytest.mark.usefixtures("example")
def test_personal_data_nobody_approved_stops_a_pack(run: Run, tmp_path: Path) -> None:
    """A file that holds personal data stops the pack until somebody says why; that is kept in the history."""
    run("evidence", "set", "E0001", "--personal-data")
    run("evidence", "link", "E0001", "EHC01")
    run("requests", "set", "EHC01", "--status", "ready")

    refused = run("pack", "build", "-o", tmp_path / "pack.zip")
    assert refused.code == 3
    assert "E0001" in refused.out
    assert "approved" in refused.out
    assert not (tmp_path / "pack.zip").exists()
    assert run("pack", "build", "-o", tmp_path / "pack.zip", "--override", "Agreed with the lead").code == 0
    assert "Agreed with the lead" in run("history", "--json").data[0]["label"]


@pytest.mark.parametrize("name", ["List 1 EHC plans 2026-11.xlsx", "List 2 SEN support 2026-11.csv"])
def test_the_examples_lists_have_faults_and_no_value_is_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Exit code 1, places by row and column, and not one cell that could name a child on any way out."""
    monkeypatch.chdir(tmp_path)
    told = ""
    for flags in ((), ("--plain",), ("--json",)):
        ran = run("lists", "check", LISTS / name, *flags)
        assert ran.code == 1
        told += ran.out + ran.err

    data: dict[str, Any] = run("lists", "check", LISTS / name, "--json").data
    assert data["findings"]
    secrets = personal_cells(LISTS / name)
    assert len(secrets) > 20
    assert not [one for one in secrets if one in told]
    assert run("lists", "check", tmp_path / "none.csv").code == 3


def test_the_two_lists_beside_each_other(run: Run) -> None:
    """With --with, children on both lists are counted, and not named."""
    ran = run(
        "lists",
        "check",
        LISTS / "List 1 EHC plans 2026-11.xlsx",
        "--with",
        LISTS / "List 2 SEN support 2026-11.csv",
        "--json",
    )

    assert ran.code == 1
    assert len(ran.data["sheets"]) == 2


def personal_cells(path: Path) -> set[str]:
    """Cells long enough to be told apart from counts: identifiers and dates."""
    cells = [cell for sheet in read_sheets(path) for _, row in sheet.rows() for cell in row]
    texts = {text for cell in cells for text in (cell_text(cell), str(cell))}
    return {one for one in texts if sum(map(str.isdigit, one)) >= 7}


def test_a_list_is_checked_at_a_date_where_there_is_no_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--as-at needs no workspace here, and what the codes rest on is said."""
    monkeypatch.chdir(tmp_path)
    ran = run("--as-at", "2040-01-01", "lists", "check", LISTS / "List 1 EHC plans 2026-11.xlsx", "--plain")
    assert ran.code == 1
    assert "As at 01/01/2040" in ran.out
    assert "Codes of Ethnicity" in ran.out


def test_the_date_of_a_list_check_is_given_and_said(run: Run, area: Path, tmp_path: Path) -> None:
    """--as-at counts, and stands on the screen and in the file of places; the list is not written over."""
    assert area.exists()
    name = LISTS / "List 1 EHC plans 2026-11.xlsx"
    places = tmp_path / "places.csv"
    ran = run("--as-at", "2040-01-01", "lists", "check", name, "--plain", "-o", places)
    assert "As at 01/01/2040" in ran.out
    assert "The young person is 26 or older." in ran.out
    assert "01/01/2040" in places.read_text(encoding="utf-8-sig")
    shutil.copy(name, tmp_path / "list.xlsx")
    before = (tmp_path / "list.xlsx").read_bytes()
    over = ("lists", "check", tmp_path / "list.xlsx", "-o", tmp_path / "list.xlsx")
    assert (run(*over).code, run(*over, "--force").code) == (3, 2)
    assert (tmp_path / "list.xlsx").read_bytes() == before


def test_a_pack_lists_what_stops_it_and_what_may_be_included(run: Run, example: Path, tmp_path: Path) -> None:
    """Trying and building name the same faults with the same code; a held item goes when it is chosen."""
    tried = run("pack", "build", "-o", tmp_path / "a.zip", "--dry-run", "--json").data
    held = [one["id"] for one in tried["not_supplied"] if one["standing"] == "not_ready"]
    chosen = run("pack", "build", "-o", tmp_path / "a.zip", "--dry-run", "--include", held[0], "--json").data
    assert {"id": held[0], "ready": False}.items() <= next(
        one for one in chosen["items"] if one["id"] == held[0]
    ).items()
    for path in (example / "evidence").rglob("*.docx"):
        path.write_bytes(b"")
    for flags in (("--dry-run",), ()):
        ran = run("pack", "build", "-o", tmp_path / "a.zip", "--json", *flags)
        assert ran.code == 3
        assert "empty" in {one["kind"] for one in ran.data["faults"]}
    assert not (tmp_path / "a.zip").exists()
