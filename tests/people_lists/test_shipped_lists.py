"""The person-level lists of the shipped definitions: every rule runs, and a right row breaks none."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.base.personal_data import IDENTIFIER_CHECKS
from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.model.definition.person_list import PersonList
from readiness.people_lists.check import codes_known_from
from readiness.people_lists.columns import find_headings
from readiness.people_lists.report import FindingLog
from readiness.people_lists.rows import RowChecker, Seen

AS_AT = date(2025, 3, 3)
RIGHT: dict[str, object] = {
    "unique-id": "X1", "upn": "H801200001001", "uln": "1000000000", "date-of-birth": date(2014, 5, 3),
    "gender": "a) Male", "ethnicity": "WBRI", "initial-plan-date": date(2020, 1, 2),
    "updated-plan-date": date(2021, 1, 2), "last-review-date": date(2024, 9, 1), "primary-need": "ASD",
    "main-urn": 123456, "main-phase": "e) Secondary", "subsidiary-phase": None, "home-education": "No",
    "suspensions": 0, "exclusions": 0, "absence": 4.5, "pupil-premium": "No", "social-care": "Yes",
    "social-care-team": "CIN", "disability": "Yes",
}  # fmt: skip


def lists() -> tuple[PersonList, ...]:
    """The lists of the current definition."""
    framework, _problems = load_framework(shipped_frameworks()["area-send-2023"])
    assert framework is not None
    return framework.person_lists


def check(person_list: PersonList, *rows: dict[str, object]) -> tuple[set[str], tuple[str, ...]]:
    """Rules the rows break, and rules that could not run."""
    titles = [column.title for column in person_list.columns]
    headings = find_headings([(1, titles)], lists())
    assert headings is not None
    assert headings.person_list.id == person_list.id
    log = FindingLog()
    checker = RowChecker(headings, "made up", AS_AT, log, Seen())
    for number, row in enumerate(rows, start=2):
        checker.check(
            number, [row[column.id] if row[column.id] is not None else "" for column in person_list.columns]
        )
    return {one.rule for one in log.tallies()}, checker.summary().rules_not_run


@pytest.mark.parametrize("place", [0, 1])
def test_a_right_row_breaks_no_rule_and_every_rule_runs(place: int) -> None:
    """Both official lists are told apart by their headings, and a right row gives no finding."""
    assert check(lists()[place], RIGHT) == (set(), ())


@pytest.mark.parametrize("place", [0, 1])
def test_rules_name_columns_and_checks_that_exist(place: int) -> None:
    """No rule of the definition can be silent for want of a column or a check."""
    person_list = lists()[place]
    known = {column.id for column in person_list.columns}
    for rule in person_list.rules:
        assert set(rule.columns) <= known, rule.id
        assert rule.when is None or rule.when.column in {"", *known}, rule.id
        assert rule.kind != "identifier" or rule.pattern in IDENTIFIER_CHECKS, rule.id


@pytest.mark.parametrize(
    "changes",
    [
        {"date-of-birth": None}, {"gender": None}, {"ethnicity": None}, {"primary-need": None},
        {"date-of-birth": date(2000, 3, 1)}, {"date-of-birth": date(1999, 3, 1)}, {"disability": None},
        {"last-review-date": date(2025, 3, 4)}, {"updated-plan-date": date(2019, 1, 1)},
        {"last-review-date": date(2019, 1, 1)}, {"upn": None, "uln": None},
        {"main-urn": None, "main-phase": None}, {"social-care-team": None}, {"social-care": "No"},
    ],
)  # fmt: skip
def test_each_check_councils_use_is_in_the_definition(changes: dict[str, object]) -> None:
    """Every validation listed by councils finds its fault in list 1."""
    broken, _not_run = check(lists()[0], {**RIGHT, **changes})
    assert broken


def test_a_code_nobody_saw_is_queried_and_says_what_it_rests_on() -> None:
    """A need known only from the press is no error and not passed as official; the reader is told why."""
    for person_list in lists():
        assert check(person_list, {**RIGHT, "primary-need": "DS"})[0] == {"code-assumed"}
        assert check(person_list, {**RIGHT, "primary-need": "BESD"})[0] == {"code-unknown"}


def test_every_coded_column_says_how_far_its_codes_are_known() -> None:
    """Codes of a census name the edition and the source; assumed ones say so."""
    framework, _problems = load_framework(shipped_frameworks()["area-send-2023"])
    assert framework is not None
    said = codes_known_from(framework, {"list-1"})
    assert any("Ethnicity" in one and "assumed" in one for one in said)
    assert any("SEN primary need: SEN2 of January 2022 - reported" in one for one in said)
    assert any("SEN primary need DS" in one and "assumed (Schools Week" in one for one in said)
    assert codes_known_from(framework, set()) == ()


def test_a_repeated_pupil_number_is_found() -> None:
    """The same UPN on two rows is an error of list 1."""
    broken, _not_run = check(lists()[0], RIGHT, {**RIGHT, "unique-id": "X2"})
    assert any("upn" in rule for rule in broken)
