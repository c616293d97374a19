"""Facts of the framework are listed, confirmed, corrected and settled from a workbook by commands."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.cli.conftest import Run


def fill(path: Path, title: str = "") -> None:
    """Say yes to every row of a workbook of facts, and put the first title right when one is given."""
    book = openpyxl.load_workbook(path)
    rows = list(book["Facts"].iter_rows())
    start = next(at for at, row in enumerate(rows) if row[0].value == "Fact")
    headings = [cell.value for cell in rows[start]]
    for row in rows[start + 1 :]:
        row[headings.index("Right?")].value = "yes"
    if title:
        rows[start + 1][headings.index("Title")].value = title
    book.save(path)


def test_all_request_items_are_settled_from_one_workbook_in_one_change(
    area: Path, run: Run, tmp_path: Path
) -> None:
    """133 items: tried first, then stored as one change, which one undo takes back."""
    path = tmp_path / "facts.xlsx"
    assert run("frameworks", "facts", "kind:request", "-o", path).code == 0
    fill(path, "Names and telephone numbers of leaders")
    before = len(run("history", "--json").data)

    trial = run("frameworks", "settle", path, "--source", "Annex A", "--json").data
    assert (len(trial["confirmed"]), trial["corrected"], trial["applied"]) == (132, ["request:CON01"], False)
    assert run("frameworks", "facts", "CON02", "--json").data[0]["status"] != "confirmed"

    done = run("frameworks", "settle", path, "--source", "Annex A", "--apply", "--json").data
    assert done["applied"] is True
    items = run("frameworks", "facts", "kind:request", "--json").data
    assert {one["status"] for one in items} == {"confirmed"}
    listed = {one["id"]: one["title"] for one in run("requests", "list", "--json").data}
    assert listed["CON01"] == "Names and telephone numbers of leaders"
    assert len(run("history", "--json").data) == before + 1
    assert area.is_dir()
    assert run("undo").code == 0
    assert run("frameworks", "facts", "kind:request", "--open", "--json").data


def test_a_workbook_with_a_fault_stores_nothing(area: Path, run: Run, tmp_path: Path) -> None:
    """No source anywhere: each row is told, the exit code says so, and every fact is as it was."""
    path = tmp_path / "facts.xlsx"
    assert run("frameworks", "facts", "EHC", "-o", path).code == 0
    fill(path)
    ran = run("frameworks", "settle", path, "--apply")
    assert ran.code == 3
    assert "nothing is stored" in ran.out
    assert ran.err.count("where it was read") >= 12
    assert area.is_dir()
    assert run("frameworks", "facts", "EHC", "--open", "--json").data


def test_one_fact_is_confirmed_corrected_and_doubted_again(area: Path, run: Run) -> None:
    """By its id; all of them with --all; what is typed wrongly is refused with what to do."""
    assert run("frameworks", "confirm", "A3", "--source", "Handbook", "--by", "K. Ali").code == 0
    assert run("frameworks", "confirm", "A3", "--source", "Handbook").code == 2
    assert run("frameworks", "unconfirm", "A3").code == 0
    ran = run("frameworks", "correct", "deadline:A", "--set", "amount=2", "--set", "unit=working_days",
              "--source", "Letter")  # fmt: skip
    assert ran.code == 0
    assert "Within 2 working days of the call" in run("status").out
    assert run("frameworks", "correct", "EHC", "--set", "title=x", "--source", "Letter").code == 2
    assert run("frameworks", "correct", "EHC03", "--set", "title", "--source", "Letter").code == 2
    assert run("frameworks", "confirm", "--all", "--source", "Handbook", "--on", "20 Nov 2026").code == 0
    assert "Nothing is in doubt." in run("frameworks", "facts", "--open").out
    assert area.is_dir()


def test_everything_a_definition_holds_is_printed(area: Path, run: Run) -> None:
    """Prompts, outcomes, events, columns, rules, words: for those who cannot use the screens."""
    assert run("frameworks", "confirm", "A1.1", "--source", "Handbook", "--user", "R. Shah").code == 0
    shown = run("frameworks", "show", "area-send-2023", "--plain").out
    data = run("frameworks", "show", "area-send-2023", "--json").data
    prompts = [
        one for group in data["groups"] for criterion in group["criteria"] for one in criterion["prompts"]
    ]
    texts = [
        *(one["text"] for one in prompts),
        *(one["text"] for outcome in data["outcomes"] for one in outcome["consequences"]),
        *(one["title"] for kind in data["timetables"] for one in kind["events"]),
        *(one["title"] for each in data["person_lists"] for one in each["columns"]),
        *(one["message"] for each in data["person_lists"] for one in each["rules"]),
        *(one["meaning"] for one in data["glossary"]),
        *(one["title"] for one in data["deadline_classes"]),
        *(one["title"] for one in data["sources"].values()),
    ]
    flat = " ".join(shown.split())
    assert [one for one in texts if " ".join(one.split()) not in flat] == []
    assert "confirmed by R. Shah" in flat
    assert "In force: area-send-2023" in shown
    assert area.is_dir()
    assert "As it came with the program." in run("frameworks", "show", "local-area-send-2016").out


def test_doubts_are_listed_by_what_rests_on_them(area: Path, run: Run) -> None:
    """Most first, with the name that settles each; nothing once all is confirmed."""
    found = run("frameworks", "doubts", "--json").data
    assert [one["count"] for one in found] == sorted((one["count"] for one in found), reverse=True)
    assert {"deadline:A", "kind:request"} <= {one["name"] for one in found}
    assert run("frameworks", "confirm", "deadline:A", "--source", "Letter").code == 0
    assert "deadline:A" not in {one["name"] for one in run("frameworks", "doubts", "--json").data}
    assert area.is_dir()
