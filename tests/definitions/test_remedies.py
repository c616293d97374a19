"""What authors are told: the right remedy for what they wrote, and faults of a kind together."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.base.problems import Problem, Where
from readiness.definitions.catalogue import check_definition
from readiness.definitions.fault_groups import grouped
from tests.making.foreign import DEFINITION


def faults(tmp_path: Path, *changes: tuple[str, str]) -> list[Problem]:
    """The faults of the made-up definition, changed."""
    text = DEFINITION.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / DEFINITION.name
    path.write_text(text, encoding="utf-8")
    return check_definition(path)


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("valid_from: 2026-01-01", 'valid_from: "2026-01-01"', "Write 2026-01-01, without quotation marks."),
        ("valid_from: 2026-01-01", "valid_from: 6 June 2026", "Write 2026-06-06, without quotation marks."),
        ("valid_from: 2026-01-01", "valid_from: next year", "Write year, month and day as 2025-06-06"),
        ("is_data: true", 'is_data: "yes"', "Write true, without quotation marks."),
        ("is_data: true", "is_data: falsch", "Write false, without quotation marks."),
        ("is_data: true", "is_data: perhaps", "Write true or false"),
        ("status: seen\n    source: vorgabe\n    events", "status: sen\n    source: vorgabe\n    events",
         "Did you mean `seen`? `seen`: read in the official source."),
        ("status: seen\n    source: vorgabe\n    events", "status: verified\n    source: vorgabe\n    events",
         "`assumed`: remembered, or a choice of yours."),
        ('id: "K1"', "id: \u201cK1\u201d", 'write "K1", with straight ones'),
        ("body: BZ", "body: \u201eBZ\u201c", 'write "BZ", with straight ones'),
        ("status: seen\n    source: vorgabe\n    events",
         "status: \u201cseen\u201d\n    source: vorgabe\n    events", 'write "seen", with straight ones'),
        ("stale_after_months: 24", "stale: 24", "Did you mean `stale_after_months`?"),
        ("deadline: woche", "deadline: wochen", "Did you mean `woche`?"),
        ("working_days_after: 5", "working_days_after: \u201c5\u201d", 'write "5"'),
    ],
)  # fmt: skip
def test_the_remedy_fits_what_was_written(tmp_path: Path, old: str, new: str, remedy: str) -> None:
    """A date, a status, a yes or no, typographic quotation marks, a reference with a slip."""
    assert any(remedy in one.hint for one in faults(tmp_path, (old, new)))


def test_nobody_is_told_to_write_what_is_refused(tmp_path: Path) -> None:
    """A definition cannot call its own facts confirmed, nor say by whom: neither is offered."""
    seen = "status: seen\n    source: vorgabe\n    events"
    group = "source: vorgabe\n    criteria"
    changes = ((seen, seen.replace("seen", "sure")), (group, group.replace("source", "zzz")))
    for one in faults(tmp_path, *changes):
        assert "confirmed" not in f"{one.what} {one.hint}"


def test_faults_of_a_kind_are_one_row_on_one_screen(tmp_path: Path) -> None:
    """Fifty facts with a source that is not there are one fault in fifty places, some of them written out."""
    text = DEFINITION.read_text(encoding="utf-8").replace("source: vorgabe", "source: vorgab")
    path = tmp_path / DEFINITION.name
    path.write_text(text, encoding="utf-8")
    problems = check_definition(path)

    (group,) = [one for one in grouped(problems) if "source `vorgab`" in one.what]

    assert group.count == sum("source `vorgab`" in one.what for one in problems) > 20
    assert f"The same {group.count} times." in group.what
    assert group.where.endswith(f"and {group.count - 12} more")
    assert sum(one.count for one in grouped(problems)) == len(problems)
    assert len(group.where) < 400


def test_faults_that_name_other_things_are_one_kind_with_their_names() -> None:
    """The first in full, the others by name; what has another remedy says so."""
    alike = [
        Problem("error", Where("a.yaml", line, f"R{line}", "body"), f"There is no body `{name}`.", "Add it.")
        for line, name in ((3, "x"), (5, "y"), (9, "z"))
    ]
    (group,) = grouped(alike)
    assert group.what == "There is no body `x`. The same 3 times, with `y`, `z`."
    assert (group.where, group.hint) == ("a.yaml:3, R3, body; 5 (R5); 9 (R9)", "Add it.")

    assert str(group).startswith("error: a.yaml:3, R3, body; 5 (R5); 9 (R9): There is no body `x`. The same")
    near = [*alike[:1], Problem("error", Where(), "There is no body `q`.", "Did you mean `b`?")]
    assert [one.count for one in grouped(near)] == [1, 1]
    assert grouped([]) == ()


CHANGE = """framework: seeland-2027
changes:
  - {{action: {action}, part: {part}, id: {id}, by: Jo, on: 2026-09-01{more}}}
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"action": "retire", "part": "body", "id": "BZ"}, "It is still used by U01 and L01."),
        ({"action": "confirm", "part": "event", "id": "haus"}, "under each of kurz and voll"),
    ],
)
def test_a_change_says_who_is_in_its_way(tmp_path: Path, change: dict[str, str], said: str) -> None:
    """Who still uses what is retired, all of them at once; which of two timetables is meant."""
    second = "  - id: kurz\n    title: Kurz\n    status: seen\n    source: vorgabe\n    events:\n"
    second += "      - {id: haus, title: Haus, day: 1, status: seen, source: vorgabe}\n"
    text = DEFINITION.read_text(encoding="utf-8").replace("timetables:\n", f"timetables:\n{second}", 1)
    (tmp_path / DEFINITION.name).write_text(text, encoding="utf-8")
    overlay = tmp_path / "aenderung.yaml"
    overlay.write_text(CHANGE.format(**change, more=""), encoding="utf-8")

    (problem,) = check_definition(overlay)

    assert said in problem.what
    assert problem.hint
