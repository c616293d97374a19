"""The main job on the command line, and its contract: output, exit codes, three-line errors."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from readiness.cli.shell.session import hoist_globals
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("area")
REPORT = Path(__file__).parents[1] / "data" / "reports" / "dudley.pdf"


def three_lines(err: str) -> list[str]:
    """The marks at the start of an error's lines."""
    return [line.partition(":")[0] for line in err.splitlines()]


def test_from_an_empty_folder_to_a_word_document(run: Run, tmp_path: Path) -> None:
    """Scan, describe, link, write, grade, look at gaps, export: each command's result feeds the next."""
    shared = tmp_path / "shared drive"
    (shared / "health").mkdir(parents=True)
    (shared / "audit.txt").write_text("EHC plan audit, July to September 2026\n\nBetter.", encoding="utf-8")
    (shared / "health" / "waits.csv").write_text("service,weeks\nOT,22\n", encoding="utf-8")
    (shared / "copy of audit.txt").write_bytes((shared / "audit.txt").read_bytes())

    scanned = run("evidence", "scan", shared, "--json").data
    assert len(scanned["added"]) == 2
    assert len(scanned["duplicates"]) == 1
    assert run("evidence", "scan", shared, "--json").data["known"] == 3

    audit = scanned["added"][0]["id"]
    assert run("evidence", "set", audit, "--kind", "audit", "--agency", "education,health").code == 0
    assert run("evidence", "link", audit, "A3", "A3.1", "--page", "1", "--note", "plan quality").code == 0
    statement = run("statement", "add", "A3", "strength", "Plans are better.", "--json").data["id"]
    assert run("statement", "edit", statement, "--impact", "412 children waited 9 weeks less.").code == 0
    assert run("evidence", "link", audit, statement).code == 0
    assert run("grade", "A3", "2", "--why", "Waits are long.").code == 0
    action = run("plan", "add", "Clear the backlog", "--for", statement, "--due", "31/1/2027", "--json").data
    assert action["due"] == "2027-01-31"
    measure = run("measures", "add", "Plans in 20 weeks", "--unit", "%", "--target", "80", "--json").data[
        "id"
    ]
    assert run("measures", "record", measure, "58.2", "--to", "2026-09-30").code == 0

    gaps = run("gaps", "--criterion", "A3", "--json").data
    assert {"check", "severity", "subject", "reason", "remedy", "records"} <= gaps[0].keys()
    assert not [one for one in gaps if one["check"] == "criterion-no-evidence"]

    target = tmp_path / "sef.docx"
    assert run("sef", "export", "-o", target).code == 0
    assert "Plans are better." in zipfile.ZipFile(target).read("word/document.xml").decode("utf-8")

    assert run("undo").code == 0
    labels = [one["label"] for one in run("history", "--json").data]
    assert labels[0].startswith("Undo: Record M")


def test_a_published_report_is_read_as_what_it_is(run: Run, tmp_path: Path) -> None:
    """It is taken in with its own title and a period; a new scan adds nothing."""
    (tmp_path / "reports").mkdir()
    shutil.copy(REPORT, tmp_path / "reports")
    [added] = run("evidence", "scan", tmp_path / "reports", "--json").data["added"]

    assert added["title"] == "Area SEND inspection of Dudley Local Area Partnership"
    assert (added["kind"], added["period_to"]) == ("external-review", "2025-01-24")
    again = run("evidence", "scan", tmp_path / "reports", "--json").data
    assert (len(again["added"]), again["known"]) == (0, 1)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("evidence", "show", "E9999"), 2),
        (("statement", "add", "Z9", "headline", "x"), 2),
        (("statement", "add", "A1", "poem", "x"), 2),
        (("grade", "A1", "9", "--why", "x"), 2),
        (("gaps", "--severity", "dreadful"), 2),
        (("gaps", "--as-at", "soon"), 2),
        (("nonsense",), 2),
        (("evidence", "add", "/no/such/file.docx"), 3),
        (("evidence", "scan", "/no/such/folder"), 3),
        (("evidence", "add", "https://"), 2),
        (("frameworks", "check", "/no/such/file.yaml"), 2),
        (("sef", "export", "-o", "sef.pdf"), 2),
        (("undo", "--user", "nobody"), 2),
    ],
)
def test_errors_say_what_where_and_what_to_do(run: Run, command: tuple[str, ...], code: int) -> None:
    """An error is at most three marked lines on standard error with the contract's exit code."""
    ran = run(*command)

    assert ran.code == code
    assert ran.out == ""
    assert three_lines(ran.err)[0] == "Error"
    assert set(three_lines(ran.err)) <= {"Error", "Where", "To do"}
    assert "Traceback" not in ran.err


def test_gaps_can_fail_a_script(run: Run) -> None:
    """With --fail-on the exit code says whether gaps that bad were found."""
    assert run("gaps", "--fail-on", "critical").code == 1
    assert run("gaps", "--check", "duplicate-content", "--fail-on", "minor").code in {0, 2}


@pytest.mark.parametrize("form", ["csv", "md", "xlsx", "docx", "json"])
def test_gaps_are_written_in_every_format(run: Run, tmp_path: Path, form: str) -> None:
    """Each format holds the words of a gap."""
    target = tmp_path / f"gaps.{form}"

    assert run("gaps", "--criterion", "A3", "--format", form, "-o", target).code == 0
    if form in {"xlsx", "docx"}:
        parts = zipfile.ZipFile(target)
        text = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    else:
        text = target.read_text(encoding="utf-8-sig")
    assert "Nothing is linked to A3" in text


def test_a_file_that_cannot_be_written_is_said(run: Run) -> None:
    """A missing folder gives exit code 3 and leaves nothing behind."""
    ran = run("sef", "export", "-o", "no/such/folder/sef.docx")

    assert ran.code == 3
    assert "could not be written" in ran.err


def test_no_workspace_is_told_with_the_way_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside any workspace a command says how to make one."""
    monkeypatch.chdir(tmp_path)
    ran = run("status")

    assert ran.code == 2
    assert "readiness init" in ran.err


def test_the_terminal_ui_refuses_a_pipe(run: Run) -> None:
    """Without a terminal the program says which command to use instead of printing escape codes."""
    ran = run()

    assert ran.code == 2
    assert "readiness status" in ran.err
    assert "\x1b" not in ran.out + ran.err


def test_global_options_work_after_the_command() -> None:
    """Options of the whole program may stand anywhere before a double dash."""
    assert hoist_globals(["gaps", "--json", "-w", "x", "--as-at=2026-01-01", "--", "--json"]) == [
        "--json",
        "-w",
        "x",
        "--as-at=2026-01-01",
        "gaps",
        "--",
        "--json",
    ]
    assert hoist_globals(["gaps", "-w"]) == ["-w", "gaps"]


def test_plain_output_is_tab_separated(run: Run) -> None:
    """For screen readers and scripts: no boxes, one record a line."""
    lines = run("requests", "list", "--section", "PLD", "--plain").out.splitlines()

    assert lines[0].split("\t")[:2] == ["Id", "Item"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["PLD01", "PLD02", "PLD03"]


def test_user_text_cannot_drive_the_terminal(run: Run) -> None:
    """Escape sequences and direction marks in titles are shown, not obeyed, on every way out."""
    run("evidence", "add", "https://example.org/a", "--title", "Plan \u202egnp.exe [red]x[/red] [/")

    for flags in ((), ("--plain",)):
        ran = run("evidence", "list", *flags)
        assert ran.code == 0
        assert "\u202e" not in ran.out
        assert "<U+202E>" in ran.out.replace("\n", "")


def test_a_person_outside_the_list_of_users_is_recorded_as_given(run: Run) -> None:
    """Changes are recorded under the name given with --user."""
    run("grade", "A1", "2", "--why", "x", "--user", "D. Pike")

    assert run("history", "--json").data[0]["user"] == "D. Pike"


def test_status_is_dated_at_the_first_day_on_site(run: Run) -> None:
    """If the call came on the next working Monday, inspectors would arrive two weeks later."""
    data = run("status", "--json").data

    assert (data["notice"], data["as_at"]) == ("2026-11-23", "2026-12-07")
    assert len(data["criteria"]) == 11
    assert run("status", "--as-at", "2027-03-03", "--json").data["as_at"] == "2027-03-03"


def test_frameworks_can_be_listed_shown_checked_and_described(run: Run, tmp_path: Path) -> None:
    """Every shipped framework is listed, newest first; a broken file lists its faults and exits with 1."""
    assert [one["id"] for one in run("frameworks", "list", "--json").data] == [
        "childrens-services-2026",
        "local-send-reform-plan",
        "area-send-2023",
        "cqc-adult-social-care",
        "local-area-send-2016",
    ]
    assert run("frameworks", "show", "area-send-2023").code == 0
    assert run("frameworks", "schema").data["type"] == "object"
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x\nid: y\ntitle: [", encoding="utf-8")
    ran = run("frameworks", "check", broken, "--json")
    assert ran.code == 1
    assert json.loads(ran.out)


def test_snapshots_show_what_changed(run: Run) -> None:
    """What was written since a snapshot is told, with the gaps it closed."""
    assert run("snapshot", "take", "board october").code == 0
    run("statement", "add", "A1", "headline", "Needs are met early.")

    found = run("snapshot", "compare", "board october", "--json").data

    assert [one["table"] for one in found["differences"]] == ["statements"]
    assert "criterion-no-headline" in {one["check"] for one in found["gaps_closed"]}
    assert run("snapshot", "take", "board october").code == 2
    assert run("snapshot", "compare", "nothing").code == 2
    assert [one["name"] for one in run("snapshot", "list", "--json").data] == ["board october"]
