"""A workspace's own changes: each is made with a name and a date, or listed and not made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import check_file, load_framework
from readiness.definitions.overlay import OverlayChange
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import PARTS
from tests.store.definition_texts import built, example_text, line_of, load_text

HEAD = "framework: example-inspection\nchanges:\n"


def change(action: str, part: str, part_id: str, fields: str = "", **more: str) -> str:
    """One change as YAML, made by Jo on 1 September 2026."""
    lines = [
        f"action: {action}",
        f"part: {part}",
        f'id: "{part_id}"',
        *(f'{k}: "{v}"' for k, v in more.items()),
    ]
    lines += [f"set: {{{fields}}}"] if fields else []
    return "  - " + "\n    ".join([*lines, "by: Jo", "on: 2026-09-01"]) + "\n"


def changed(folder: Path, *changes: str) -> Framework:
    """The example with changes that are all in order."""
    return built(folder, example_text(), HEAD + "".join(changes))


def refused(folder: Path, *changes: str) -> tuple[Framework, list[str]]:
    """The example with changes of which some are refused, and what is said of those."""
    framework, problems = load_text(folder, example_text(), HEAD + "".join(changes))
    assert framework is not None
    assert all(one.where.line and one.where.file == "changes.yaml" and one.hint for one in problems)
    return framework, [str(one) for one in problems]


def test_confirm(tmp_path: Path) -> None:
    """A confirmed fact says who, when and why, and is settled."""
    prompt = changed(tmp_path, change("confirm", "prompt", "C1.2", why="Page 12")).prompts["C1.2"]
    assert (prompt.status, prompt.confirmed_by, prompt.confirmed_on) == ("confirmed", "Jo", date(2026, 9, 1))
    assert prompt.basis == "Page 12"
    assert prompt.is_settled
    assert prompt.text == "Villages are reached"


@pytest.mark.parametrize(
    ("part", "part_id", "under", "fields", "name", "value"),
    [
        ("deadline", "soon", "", "amount: 5", "amount", 5),
        ("request", "R1", "", "criteria: [C2]", "criteria", ("C2",)),
        ("event", "feedback", "full", "day: 3", "day", 3),
        ("comparator", "screened", "", 'value: "92%"', "value", "92%"),
        ("criterion", "C1", "", "short: Soon", "short", "Soon"),
        ("outcome", "met", "", "title: Good", "title", "Good"),
        ("column", "help", "children", "allows_other: true", "allows_other", True),
        ("rule", "help-missing", "children", "severity: error", "severity", "error"),
        ("role", "Lead inspector", "", "short: LI", "short", "LI"),
        ("evidence_kind", "figures", "", "stale_after_months: 3", "stale_after_months", 3),
        ("body", "health", "", "title: NHS", "title", "NHS"),
    ],
)
def test_correct(
    tmp_path: Path, part: str, part_id: str, under: str, fields: str, name: str, value: object
) -> None:
    """Every kind of part can be corrected, wherever it is nested; nothing else changes."""
    more = {"under": under} if under else {}
    framework = changed(tmp_path, change("correct", part, part_id, fields, **more))
    kind = PARTS[part]
    found = [one for one in _all_parts(framework, part) if getattr(one, kind.key) == part_id]
    assert getattr(found[0], name) == value
    before = built(tmp_path, example_text())
    assert len(_all_parts(framework, part)) == len(_all_parts(before, part))
    assert framework.criteria.keys() == before.criteria.keys()


def _all_parts(framework: Framework, part: str) -> list[object]:
    kind = PARTS[part]
    owners = [one for owner in kind.owners for one in _all_parts(framework, owner)] or [framework]
    return [one for owner in owners for one in getattr(owner, kind.field)]


def test_add(tmp_path: Path) -> None:
    """Prompts, request items, events and deadlines of the area's own are added, confirmed by it."""
    framework = changed(
        tmp_path,
        change("add", "deadline", "later", "title: Later, amount: 9, unit: working_days"),
        change("add", "request", "R9", "title: Ours, section: R, body: council, deadline: later"),
        change("add", "prompt", "C2.9", "text: Ours", under="C2"),
        change("add", "event", "tea", "title: Tea, day: 1, anchor: on-site", under="full"),
    )
    assert framework.requests_by_id["R9"].source == "local"
    assert framework.sources["local"].title
    assert framework.criterion_of_prompt["C2.9"] == "C2"
    timetable = framework.timetable("full")
    assert timetable is not None
    assert timetable.events[-1].status == "confirmed"


def test_retire(tmp_path: Path) -> None:
    """A retired part is gone, and the rest stays in its order."""
    framework = changed(
        tmp_path, change("retire", "request", "R1"), change("retire", "event", "feedback", under="full")
    )
    assert list(framework.requests_by_id) == ["R2"]
    assert [one.id for one in framework.timetables[0].events] == ["call", "on-site"]


def test_changes_are_made_in_order(tmp_path: Path) -> None:
    """A later change sees what earlier ones made."""
    framework = changed(
        tmp_path,
        change("retire", "request", "R1"),
        change("add", "request", "R1", "title: New, section: R, body: council, deadline: soon"),
        change("correct", "request", "R1", "title: Newer"),
    )
    assert framework.requests_by_id["R1"].title == "Newer"


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (
            change("confirm", "request", "R77"),
            "There is no request `R77`. The change was not made. There are: R1, R2.",
        ),
        (change("confirm", "event", "call", under="half"), "no event `call` under `half`"),
        (change("correct", "request", "R1", "titel: X"), "Did you mean `title`?"),
        (change("correct", "request", "R1", "title: 5"), "`title` must be text; the number `5` was found."),
        (change("correct", "request", "R1", "section: Z"), "There is no request section `Z`."),
        (change("correct", "request", "R1", "status: seen"), "`status` cannot be set here."),
        (change("correct", "request", "R1", 'id: "R3"'), "`id` cannot be set here."),
        (change("correct", "request", "R1"), "To correct needs `set`"),
        (change("confirm", "request", "R1", "title: X"), "`set` has no meaning when you confirm."),
        (change("add", "request", "R2", "title: X"), "There is a request `R2` already."),
        (change("add", "request", "R3", "title: X"), "`section` is missing."),
        (change("add", "prompt", "C1.9", "text: X"), "It does not say where it belongs."),
        (change("add", "prompt", "C1.9", "text: X", under="C9"), "There is no criterion `C9`."),
        (change("add", "prompt", "C 9", "text: X", under="C1"), "`C 9` cannot be an id."),
        (
            change("add", "comparator", "x", "measure: M, value: V, period: P, source: rumour"),
            "no source `rumour`",
        ),
        (
            change("retire", "deadline", "soon"),
            "It is still used by R1 and R2.",
        ),
        (change("retire", "outcome", "met") + change("retire", "outcome", "not-met"), "must not be empty"),
        (
            change("correct", "event", "on-site", "day: 9", under="full"),
            "ends on day 7, before it starts on day 9",
        ),
        (change("forget", "request", "R1"), "`action` must be one of confirm, correct, add, retire"),
        (change("confirm", "poem", "R1"), "`part` must be one of agency"),
        (change("confirm", "request", "R1").replace("    by: Jo\n", ""), "`by` is missing"),
        (change("confirm", "request", "R1").replace("by: Jo", 'by: ""'), "`by` must not be empty"),
        (change("confirm", "request", "R1").replace("2026-09-01", "yesterday"), "`on` must be a date"),
    ],
)
def test_refused_and_listed(tmp_path: Path, one: str, what: str) -> None:
    """A change that cannot be made is listed with its line and remedy; the next one is still made."""
    framework, told = refused(tmp_path, one, change("correct", "comparator", "screened", 'value: "1%"'))
    assert any(what in line for line in told), told
    assert framework.comparators[0].value == "1%"
    assert framework.requests_by_id["R1"].title == "The plan"
    assert framework.requests_by_id["R1"].status == "seen"
    assert framework.outcomes


def test_faulty_changes_are_found_among_many(tmp_path: Path) -> None:
    """Two faulty changes among forty are the only ones refused."""
    many = [change("add", "prompt", f"C1.x{n}", f"text: Point {n}", under="C1") for n in range(40)]
    many[7] = change("correct", "request", "R1", "section: Z")
    many[31] = change("retire", "deadline", "soon")
    framework, told = refused(tmp_path, *many)
    assert len(told) == 2
    assert [one.split(":")[1] for one in told] == [" changes.yaml"] * 2
    assert len(framework.criteria["C1"].prompts) == 2 + 38
    assert framework.requests_by_id["R1"].section == "R"
    assert "soon" in framework.deadline_classes_by_id


def test_parts_that_need_each_other_can_go_together(tmp_path: Path) -> None:
    """A section and the items in it can be retired in one file, in any order."""
    framework = changed(
        tmp_path,
        change("retire", "section", "R"),
        change("retire", "request", "R1"),
        change("retire", "request", "R2"),
    )
    assert not framework.requests
    assert not framework.request_sections


def test_line_of_a_refusal(tmp_path: Path) -> None:
    """A refusal points at the field in the overlay that causes it."""
    overlay = HEAD + change("confirm", "request", "R1") + change("correct", "request", "R2", "body: nobody")
    _, problems = load_text(tmp_path, example_text(), overlay)
    assert [one.where.line for one in problems] == [line_of(overlay, "body: nobody")]
    assert problems[0].where.record == "R2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "framework: [",
        "framework: x\nchanges: 5\n",
        "changes: []\n",
        "- a\n",
        "framework: another\nchanges: []\n",
    ],
)
def test_broken_overlay_never_stops_opening(tmp_path: Path, text: str) -> None:
    """Whatever an overlay file holds, the framework loads without it and the fault is listed."""
    framework, problems = load_text(tmp_path, example_text(), text)
    assert framework is not None
    assert framework.id == "example-inspection"
    assert problems


def test_overlay_folder(tmp_path: Path) -> None:
    """Every file of a folder is applied by name; a whole definition and other files in it are passed over."""
    folder = tmp_path / "frameworks"
    folder.mkdir()
    (folder / "b.yaml").write_text(
        HEAD + change("correct", "deadline", "soon", "amount: 8"), encoding="utf-8"
    )
    (folder / "a.yml").write_text(HEAD + change("correct", "deadline", "soon", "amount: 7"), encoding="utf-8")
    (folder / "notes.txt").write_text("nothing", encoding="utf-8")
    definition = folder / "example-inspection.yaml"
    definition.write_text(example_text(), encoding="utf-8")
    framework, problems = load_framework(definition, folder)
    assert not problems
    assert framework is not None
    assert framework.deadline_classes[0].amount == 8


def test_missing_overlay_folder(tmp_path: Path) -> None:
    """A workspace without an overlay folder loads its framework as shipped."""
    framework, problems = load_framework(shipped_frameworks()["local-area-send-2016"], tmp_path / "none")
    assert framework is not None
    assert not problems


def test_check_an_overlay_file(tmp_path: Path) -> None:
    """Checking a file of changes checks it against the shipped framework it names."""
    path = tmp_path / "ours.yaml"
    text = "framework: area-send-2023\nchanges:\n" + change("confirm", "request", "EHC03")
    path.write_text(text, encoding="utf-8")
    assert check_file(path) == []
    path.write_text(text.replace("EHC03", "EHC99"), encoding="utf-8")
    assert [one.where.line for one in check_file(path)] == [5]
    path.write_text(text.replace("area-send-2023", "unknown"), encoding="utf-8")
    assert "no such framework" in check_file(path)[0].what


def test_check_an_overlay_file_beside_its_framework(tmp_path: Path) -> None:
    """A file of changes to a framework of one's own is checked against the definition beside it."""
    (tmp_path / "example-inspection.yaml").write_text(example_text(), encoding="utf-8")
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD + change("confirm", "request", "R7"), encoding="utf-8")
    assert ["There are: R1, R2." in one.hint for one in check_file(path)] == [True]


def test_every_part_has_a_place() -> None:
    """The names an overlay may use are those the program can change, and each list it names exists."""
    annotation = OverlayChange.model_fields["part"].annotation
    assert set(getattr(annotation, "__args__", ())) == set(PARTS)
    for name, part in PARTS.items():
        for owner in [PARTS[one].model for one in part.owners] or [Framework]:
            assert part.field in owner.model_fields, name
        assert part.key in part.model.model_fields, name
