"""The laws of record commands: every field set and emptied, every command a message names is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import readiness
from readiness.cli.app import main
from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_words import words
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES
from readiness.workspace.editing import around_of, held_record
from readiness.workspace.opening import open_workspace
from tests.cli.conftest import NOW, Run
from tests.conftest import HOMES
from tests.test_docs import fault

ROOT = Path(__file__).parents[2]
PACKAGE = Path(readiness.__file__).parent

SET = {
    "area": ("area set", "area"),
    "evidence": ("evidence set E0001", "E0001"),
    "links": ("evidence link E0001 A1", "L0001"),
    "statements": ("statement set S0001", "S0001"),
    "requests": ("requests set EHC03", "EHC03"),
    "recommendations": ("recommendations set R0001", "R0001"),
    "actions": ("plan set P0001", "P0001"),
    "measures": ("measures set M0001", "M0001"),
    "notices": ("notice set", "N0001"),
    "handovers": ("handover set H0001", "H0001"),
    "strategies": ("strategy set ST0001", "ST0001"),
    "priorities": ("priority set PR0001", "PR0001"),
    "workstreams": ("workstream set WS0001", "WS0001"),
}
"""The command that sets the fields of a table's records, and the record it sets."""
PARTS = {
    "milestones": "plan milestone P0001",
    "confidence": "plan confidence P0001",
    "closing": "recommendations closing R0001",
    "observations": "measures figure M0001",
    "benchmarks": "measures benchmark M0001",
    "baseline": "measures baseline M0001",
    "notes": "statement notes S0001",
    "pinpoint": "evidence link E0001 A1",
    "contacts": "area contacts",
    "accuracy": "after points",
    "promises": "after promises",
}
"""The command about the parts in a field."""
OPEN = [
    (kind, one) for kind in RECORD_TYPES.values() for one in fields_of(kind).values() if one.is_for_people
]
SINGLE = [(kind, one) for kind, one in OPEN if one.field.kind != "rows"]
MANY = [(kind, one) for kind, one in OPEN if one.field.kind == "rows"]
single = pytest.mark.parametrize(
    ("kind", "field"), SINGLE, ids=[f"{kind.__name__}.{one.name}" for kind, one in SINGLE]
)
TYPED = {
    "text": "K. Ali, lead",
    "long": "One line.",
    "date": "1 Mar 2026",
    "moment": "Thu 19 Nov 2026 09:20",
    "number": "16",
    "figure": "58.25",
    "measured": "under 10",
    "yes_no": "yes",
}


@pytest.fixture(scope="module")
def made(used_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a record of every table, made once."""
    root = tmp_path_factory.mktemp("records") / "area"
    lines = (
        "evidence add https://example.org/1",
        "statement add A1 headline Good.",
        "plan recommend Better.",
        "strategy add Ours",
        "priority add Sooner",
        "workstream add Waiting",
        "measures add Weeks",
        "plan add Recruit",
        "evidence link E0001 A1",
        "measures record M0001 5 --to 2026-01-31",
        "notice start --received 2026-11-20T09:15",
        "requests set STR01 --status handed_over",
    )
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(used_home))
        assert main(["init", str(root), "--area", "Testshire", "--user", "R. Shah"], clock=lambda: NOW) == 0
        for line in lines:
            assert main(["-w", str(root), *line.split()], clock=lambda: NOW) == 0, line
    return root


@pytest.fixture
def filled(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the workspace, with the shell standing in it."""
    root = Path(shutil.copytree(made, tmp_path / "area"))
    monkeypatch.chdir(root)
    return root


def stored(root: Path, kind: type[Record]) -> tuple[Record, Around]:
    """The record of a kind, and what words mean beside it."""
    ws = open_workspace(root, user="R. Shah", clock=lambda: NOW)
    found, around = held_record(ws, kind, SET[kind.table][1]), around_of(ws)
    ws.close()
    return found, around


def typed(field: Bound, around: Around, held: object) -> str:
    """What somebody types for a field that holds something else."""
    if field.field.kind == "records":
        return SET[field.field.records][1]
    if field.field.choices is not None:
        offered = field.field.choices(around.framework)
        return next(one for one in offered if one not in (held, field.default))
    return TYPED[field.field.kind]


def arguments(field: Bound, given: str) -> list[str]:
    """The option for a field; a pair of options says yes and no of personal data."""
    if field.name == "holds_personal_data":
        return ["--clear", field.option] if not given else [f"--{field.option}"]
    return [f"--{field.option}", given]


@single
def test_a_field_is_set_and_emptied_by_its_option(
    run: Run, filled: Path, kind: type[Record], field: Bound
) -> None:
    """Typed words are what it says; "" empties, and says that there is nothing; twice is refused."""
    line = SET[kind.table][0].split()
    before, around = stored(filled, kind)
    given = typed(field, around, getattr(before, field.name))
    beside = ["--reason", "None here."] if given == "not_applicable" else []
    set_now = run(*line, *arguments(field, given), *beside)

    assert set_now.code == 0, set_now.err
    held, around = stored(filled, kind)
    value = getattr(held, field.name)
    assert not field.is_empty(value)
    assert given in {str(value), words(field, value, around), "yes", *(value if field.is_many else ())}

    if field.field.kept_as:  # a day that was set moves with a reason alone
        bare = run(*line, *arguments(field, ""))
        assert (bare.code, "no reason is given" in bare.err) == (2, True)
        beside = ["--why", "The post was not filled."]
    emptied = run(*line, *arguments(field, ""), *beside)
    after, _ = stored(filled, kind)
    assert emptied.code == (0 if field.may_be_emptied else 2), emptied.err
    assert getattr(after, field.name) == (field.default if field.may_be_emptied else value)
    if kind.table != "links":  # linking again is a review, too
        assert run(*line, *arguments(field, ""), *beside).code == 2
        assert stored(filled, kind)[0].revision == after.revision


@pytest.mark.parametrize(
    "name", ["hours", "--hours", "Needs, in working hours", "LEAD_TIME_HOURS", "lead-time-hours"]
)
def test_a_field_is_cleared_by_any_of_its_names(run: Run, filled: Path, name: str) -> None:
    """Its option, its label or its stored name; several at once in one change."""
    assert run("requests", "set", "EHC03", "--hours", "4", "--owner", "K. Ali").code == 0
    assert run("requests", "set", "EHC03", "--clear", name, "--clear", "owner").code == 0
    held, _ = stored(filled, RECORD_TYPES["requests"])
    assert (held.to_document().get("lead_time_hours"), held.to_document().get("owner")) == (None, None)


@pytest.mark.parametrize(
    ("line", "label"),
    [("requests set EHC03 --clear status", "Status"), ("plan set P0001 --clear title", "Action")],
)
def test_what_may_not_be_cleared_says_why(run: Run, filled: Path, line: str, label: str) -> None:
    """By its label, and that it can be changed."""
    refused = run(*line.split())
    assert (refused.code, refused.err.startswith(f"Error: {label}: ")) == (2, True)
    assert "changed, not emptied" in refused.err
    assert filled.is_dir()


def test_every_field_of_parts_has_a_command() -> None:
    """Milestones, figures, comparators, the baseline, notes and where to look."""
    assert {field.name for _, field in MANY} == set(PARTS)
    for line in PARTS.values():
        assert fault(line, is_whole=False) == ""


@pytest.mark.parametrize(
    ("line", "added", "named"),
    [
        ("plan milestone P0001", ["add", "Interviews", "--due", "3 Mar 2027"], "Interviews"),
        ("measures benchmark M0001", ["add", "England", "--value", "50.1", "--period", "2025"], "England"),
        ("measures figure M0001", ["add", "30 Sep 2026", "--value", "58"], "30 Sep 2026"),
        ("statement notes S0001", ["add", "Which year?"], "Which year?"),
    ],
)
def test_parts_are_added_changed_and_removed(
    run: Run, filled: Path, line: str, added: list[str], named: str
) -> None:
    """By their number or by their words; a wrong one is refused; undo brings back."""
    words_of_line = line.split()
    before = run(*words_of_line, "--json").data
    name = next(one for one in before if one not in {"done", "id"})
    assert run(*words_of_line, *added).code == 0
    number = len(before[name]) + 1
    listed = run(*words_of_line, "--json").data[name]
    assert len(listed) == number
    last = {"milestones": "due", "benchmarks": "source", "observations": "source", "notes": "by"}[name]
    change = "4 Mar 2027" if last == "due" else "R. Shah, ICB"
    beside = ["--why", "Nobody applied."] if last == "due" else []
    if beside:  # the day of a step moves with a reason alone, too
        bare = run(*words_of_line, "set", number, "--due", change)
        assert (bare.code, "Interviews\u201d in P0001 would move" in bare.err) == (2, True), bare.err
    assert run(*words_of_line, "set", number, f"--{last}", change, *beside).code == 0
    assert run(*words_of_line, "set", named, f"--{last}", change).code == 2
    assert run(*words_of_line, "set", named).code == 2
    assert run(*words_of_line, "remove", "nowhere").code == 2
    assert run(*words_of_line, "remove", number + 1).code == 2
    assert run(*words_of_line, "burn", named).code == 2
    assert run(*words_of_line, "remove", named.upper()).code == 0
    assert run(*words_of_line, "--json").data == before
    assert run("undo").code == 0
    assert len(run(*words_of_line, "--json").data[name]) == number
    assert filled.is_dir()


def test_a_step_is_done_and_a_remark_answered(run: Run, filled: Path) -> None:
    """The verbs of their own: today unless another day is given; an answer stands behind its question."""
    for step in ("First", "Second"):
        run("plan", "milestone", "P0001", "add", step)
    run("plan", "milestone", "P0001", "done", "1")
    run("plan", "milestone", "P0001", "done", "second", "--done", "1 Nov 2026")
    milestones = run("plan", "milestone", "P0001", "--json").data["milestones"]
    assert [one["done"] for one in milestones] == ["2026-11-21", "2026-11-01"]

    for remark in ("Which year?", "Who says so?"):
        run("statement", "notes", "S0001", "add", remark, "--by", "Chair")
    run("statement", "notes", "S0001", "answer", "1", "--text", "2026.")
    notes = run("statement", "notes", "S0001", "--json").data["notes"]
    assert [(one["by"] == "Chair", one["text"]) for one in notes] == [
        (True, "Which year?"),
        (False, "2026."),
        (True, "Who says so?"),
    ]
    assert run("statement", "notes", "S0001", "close", "Who says so?").code == 0
    assert run("measures", "baseline", "M0001", "remove").code == 0
    assert run("measures", "baseline", "M0001", "--json").data["baseline"] == []
    assert run("measures", "baseline", "M0001", "set", "--value", "4").code == 2
    assert run("measures", "baseline", "M0001", "set", "--value", "4", "--to", "31/12/2025").code == 0
    assert filled.is_dir()


def test_figures_stay_in_the_order_of_their_periods(run: Run, filled: Path) -> None:
    """Whichever came first."""
    run("measures", "figure", "M0001", "add", "1 Jan 2025", "--value", "3")
    figures = run("measures", "figure", "M0001", "--json").data["observations"]
    assert [one["value"] for one in figures] == [3.0, 5.0]
    assert filled.is_dir()


def test_several_ids_or_a_filter_are_one_change(run: Run, filled: Path) -> None:
    """`--where` takes what the list takes; ids and a filter at once, or neither, are wrong usage."""
    before = len(run("history", "--json").data)
    assert run("requests", "set", "EHC03", "ehc04", "--owner", "J. Moss").code == 0
    assert run("requests", "set", "--where", 'owner:"J. Moss"', "--hours", "4").code == 0
    assert run("statement", "set", "--where", "criterion:A1 kind:headline", "--owner", "K. Ali").code == 0
    assert len(run("history", "--json").data) == before + 3
    owners = {one["id"]: one["lead_time_hours"] for one in run("requests", "list", "--json").data}
    assert (owners["EHC03"], owners["EHC04"]) == (4, 4)
    for line in (
        ["requests", "set", "--owner", "x"],
        ["requests", "set", "EHC03", "--where", "unowned", "--owner", "x"],
        ["requests", "set", "--where", "owner:nobody-like-it", "--owner", "x"],
        ["requests", "set", "EHC03", "--owner", "x", "--clear", "owner"],
        ["requests", "set", "EHC03", "--clear", "moon"],
        ["requests", "set", "EHC03"],
    ):
        assert run(*line).code == 2, line
    assert run("evidence", "set", "E0001", "--owner", "x", "--json").data["owner"] == "x"
    assert filled.is_dir()


def test_a_value_that_is_none_of_a_closed_field_is_named_with_those_there_are(run: Run, filled: Path) -> None:
    """In every list that takes a filter or an option, and by what acts on those a filter leaves."""
    for line, said in (
        (["plan", "list", "status:dne"], 'status:"dne" names none there is. There are not_started, '),
        (
            ["plan", "list", "kind:moon"],
            "There are area_for_improvement, area_for_priority_action and other.",
        ),
        (["requests", "list", "--status", "dne"], '--status "dne" names none there is. There are '),
        (["requests", "list", "--section", "x"], '--section "x" names none there is. There are 14: '),
        (["evidence", "link", "A1", "--where", "kind:moon"], 'kind:"moon" names none there is. There are '),
        (["evidence", "reread", "--where", "kind:moon"], 'kind:"moon" names none there is. There are '),
        (["gaps", "--criterion", "Z"], "There are A1, A2, "),
        (["gaps", "--check", "aproved-open"], "Did you mean "),
    ):
        done = run(*line)
        assert said in " ".join(f"{done.out} {done.err}".split()), line
    assert filled.is_dir()


@pytest.mark.parametrize("what", ["statement", "plan", "recommendations", "measures"])
def test_lists_take_a_filter(run: Run, filled: Path, what: str) -> None:
    """By field or by any word; what fits nothing is an empty list, not an error."""
    assert run(what, "list", "id:nothing", "--json").code == 0
    none = run(what, "list", "moonshine", "--json").data
    assert not any(none.values()) if isinstance(none, dict) else none == []
    assert run(what, "list", "--json").data != none
    assert filled.is_dir()


def test_records_are_shown_whole(run: Run, filled: Path) -> None:
    """Every field by its label, what is empty said to be."""
    for line, label in (
        ("area show", "About the area: not said"),
        ("evidence show E0001", "Owner: nobody"),
        ("statement show S0001", "Lenses: none"),
        ("requests show EHC03", "Needs, in working hours: not said"),
        ("plan show P0001", "Milestones: none"),
        ("recommendations show R0001", "Made on: no date"),
        ("measures show M0001", "Comparators: none"),
    ):
        assert label in run(*line.split()).out, line
    assert filled.is_dir()


def test_a_record_goes_with_what_points_at_it(run: Run, filled: Path) -> None:
    """Nothing is left pointing nowhere, and undo brings it all back."""
    run("plan", "set", "P0001", "--answers", "R0001", "--measures", "M0001", "--for", "S0001")
    run("evidence", "link", "E0001", "S0001", "R0001")
    whole = run("plan", "show", "P0001", "--json").data
    for line in ("recommendations delete R0001", "measures delete M0001", "statement delete S0001"):
        assert run(*line.split()).code == 0
    action = run("plan", "show", "P0001", "--json").data
    assert not {"recommendations", "measures", "statements"} & action.keys()
    links = run("evidence", "show", "E0001", "--json").data["links"]
    assert [one["target"] for one in links] == ["A1"]
    for _ in range(3):
        run("undo")
    back = run("plan", "show", "P0001", "--json").data
    assert {**back, "revision": 0, "updated": ""} == {**whole, "revision": 0, "updated": ""}
    assert run("plan", "delete", "P0001").code == 0
    assert run("evidence", "delete", "E0001").code == 0
    assert run("requests", "delete", "EHC03").code == 2
    assert filled.is_dir()


def test_a_statement_is_moved_and_an_agreement_taken_back(run: Run, filled: Path) -> None:
    """Words that only stand as agreed because of it are not the agreed words any more."""
    assert run("statement", "move", "S0001", "A3").code == 0
    assert run("statement", "move", "S0001", "a3").code == 2
    assert run("statement", "move", "S0001", "Z9").code == 2
    for agency in ("education", "health", "social-care"):
        run("statement", "agree", "S0001", agency)
    agreed = run("statement", "show", "S0001", "--json").data
    assert agreed["criterion"] == "A3"
    assert run("statement", "unagree", "S0001", "health").code == 0
    assert run("statement", "unagree", "S0001", "health").code == 2
    left = run("statement", "show", "S0001", "--json").data
    assert len(left["agreements"]) == len(agreed["agreements"]) - 1
    assert "agreed_text" not in left
    assert filled.is_dir()


def test_a_grade_is_shown_and_cleared(run: Run, filled: Path) -> None:
    """Its reason can be corrected alone; cleared it is gone, and the gap of a view is no more."""
    assert run("grade", "A1").code == 2
    run("grade", "A1", "2", "--why", "Waits are long.")
    assert "Waits are long." in run("grade", "a1").out
    assert run("grade", "A1", "--why", "Waits are longer.").code == 0
    assert run("grade", "A1", "--json").data["why"] == "Waits are longer."
    assert run("grade", "A1", "--clear", "--why", "x").code == 2
    assert run("grade", "A1", "--clear").code == 0
    assert run("grade", "A1").code == 2
    assert filled.is_dir()


def test_the_call_is_corrected_and_a_correction_taken_back(run: Run, filled: Path) -> None:
    """A wrong moment moves every date; a date that was put right is worked out again."""

    def on_site() -> str:
        dates = run("notice", "timetable", "--json").data["events"]
        return str(next(one["on"] for one in dates if one["id"] == "on-site"))

    computed = on_site()
    run("notice", "correct", "on-site", "2026-12-09", "--reason", "Lead inspector's e-mail")
    assert on_site() == "2026-12-09"
    assert run("notice", "uncorrect", "on-site").code == 0
    assert on_site() == computed
    assert run("notice", "uncorrect", "on-site").code == 2
    assert run("notice", "set", "--received", "9 Nov 2026 09:15").code == 0
    assert on_site() < computed
    assert run("notice", "set", "--received", "24 Nov 2026 09:15").code == 2
    assert run("notice", "set", "--received", "24 Nov 2024 09:15").code == 2
    assert run("notice", "set").code == 2
    assert filled.is_dir()


def test_a_moved_file_is_relocated_and_an_edited_one_accepted(run: Run, filled: Path) -> None:
    """The content is the same or it is said to be another; what rested on the old is looked at again."""
    audit = filled.parent / "audit.txt"
    audit.write_text("Annual reviews were on time in 58 of 100 plans.\n" * 4, encoding="utf-8")
    run("evidence", "add", audit, "--in-place", "--no-personal-data", "--release", "Head of SEND")
    run("evidence", "link", "E0002", "A3")
    moved = audit.rename(filled.parent / "moved.txt")
    assert [one["state"] for one in run("evidence", "check", "--json").data] == ["missing"]
    assert "1 file missing. Moved or renamed: readiness evidence moved FOLDER" in run("evidence", "check").out
    assert run("evidence", "accept", "E0002").code == 3
    assert run("evidence", "relocate", "E0002", audit).code == 3
    assert run("evidence", "relocate", audit, moved).code == 0
    assert run("evidence", "check", "--json").data == []
    assert run("evidence", "accept", "E0002").code == 2

    moved.write_text("Annual reviews were on time in 61 of 100 plans; more of them each month.\n", "utf-8")
    assert run("evidence", "relocate", "E0002", moved).code == 3
    assert run("evidence", "accept", "E0002").code == 0
    taken = run("evidence", "show", "E0002", "--json").data
    assert "holds_personal_data" not in taken
    assert "release_approved_by" not in taken
    assert run("evidence", "check", "--read-data", "--json").data == []
    assert "link-evidence-changed" in {one["check"] for one in run("gaps", "--json").data}
    assert run("undo").code == 0
    assert [one["state"] for one in run("evidence", "check", "--read-data", "--json").data] == ["changed"]

    edition = filled.parent / "audit 2027.txt"
    edition.write_text("Annual reviews were on time in 70 of 100 plans.\n", encoding="utf-8")
    assert run("evidence", "replace", "E0002", edition).code == 0
    assert run("evidence", "show", "E0002", "--json").data["location"] == str(edition)
    assert run("evidence", "replace", "E0001", edition).code == 2
    assert run("evidence", "withdraw", "E0002").code == 0
    assert run("evidence", "withdraw", "E0002").code == 2
    assert run("evidence", "restore", "E0002").code == 0
    assert run("evidence", "restore", "E0002").code == 2


def test_facts_are_confirmed_with_their_source(run: Run, filled: Path) -> None:
    """By name and day; a section stands for its items; unknown refused; a broken file beside is told."""
    line = ["frameworks", "confirm", "A1", "EHC03", "full.on-site", "--source", "Handbook, page 12"]
    assert run(*line, "--user", "R. Shah").code == 0
    assert run(*line).code == 2
    assert run("frameworks", "confirm", "EHC", "--source", "Letter").code == 0
    assert run("frameworks", "confirm", "Z9", "--source", "x").code == 2
    assert run("frameworks", "confirm", "EHC01", "--source", " ").code == 2
    ws = open_workspace(filled, user="R. Shah", clock=lambda: NOW)
    assert ws.problems == ()
    item = ws.framework.requests_by_id["EHC03"]
    assert (item.status, item.confirmed_by, item.basis) == ("confirmed", "R. Shah", "Handbook, page 12")
    assert {one.status for one in ws.framework.requests if one.section == "EHC"} == {"confirmed"}
    ws.close()
    (filled / "frameworks" / "confirmed.yaml").write_text("]", encoding="utf-8")
    ran = run("frameworks", "confirm", "A3", "--source", "Letter")
    assert (ran.code, "confirmed.yaml" in ran.err) == (0, True)


# Messages ----------------------------------------------------------------------------------------
