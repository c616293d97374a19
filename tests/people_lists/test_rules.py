"""Each kind of rule over one row: when it runs, what breaks it, which columns it names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.model.definition.person_list import ListCode, ListColumn, ListRule, PersonList, RuleKind, When
from readiness.people_lists.rules import RowValues, accepted_words, row_test
from readiness.people_lists.values import Value
from tests.making.building import SEEN

AS_AT = date(2026, 12, 7)
BORN = date(2014, 5, 3)
NAMES = ("uid", "upn", "school", "previous", "born", "issued", "updated", "absence", "known", "placement")
TYPES: dict[str, Any] = {
    "born": "date", "issued": "date", "updated": "date", "absence": "percent", "known": "yes_no",
    "placement": "code",
}  # fmt: skip
PLACEMENTS = (ListCode(code="a", title="At home"), ListCode(code="b", title="In school"))
COLUMNS = tuple(
    ListColumn(
        id=name,
        title=name,
        type=TYPES.get(name, "text"),
        codes=PLACEMENTS if name == "placement" else (),
        **SEEN,
    )
    for name in NAMES
)


def a_list(*rules: ListRule, columns: tuple[ListColumn, ...] = COLUMNS) -> PersonList:
    """A list with these rules."""
    return PersonList(id="one", title="List one", columns=columns, rules=rules, **SEEN)


def a_rule(kind: RuleKind, *columns: str, **more: Any) -> ListRule:
    """A rule of a kind."""
    return ListRule(id="r", kind=kind, columns=columns, severity="error", message="Broken.", **SEEN, **more)


def broken(rule: ListRule, **cells: Value | None) -> tuple[str, ...]:
    """The columns a row breaks the rule in; cells not given are blank."""
    row: RowValues = {**dict.fromkeys(NAMES), **cells}
    test = row_test(a_list(rule), rule, NAMES, AS_AT)
    assert test is not None
    return test(row)


def test_what_must_be_filled_is_named_when_blank() -> None:
    """Every blank one of the columns is named."""
    assert broken(a_rule("required", "uid", "born"), uid="1") == ("born",)
    assert broken(a_rule("required", "uid", "born")) == ("uid", "born")


def test_one_of_several_is_enough() -> None:
    """Only when all are blank is the rule broken, and the first column stands for them."""
    rule = a_rule("any_of_when", "upn", "uid")
    assert broken(rule, uid="1") == ()
    assert broken(rule) == ("upn",)


def test_what_must_be_blank_is_named_when_filled() -> None:
    """A school of a child who is at home, say; a blank one is in order."""
    rule = a_rule("blank_when", "school", when=When(column="placement", equals=("At home",)))
    assert broken(rule, school="123456", placement="a") == ("school",)
    assert broken(rule, school="123456", placement="b") == ()
    assert broken(rule, placement="a") == ()


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"updated": date(2020, 1, 1), "issued": date(2020, 1, 2)}, ("updated",)),
        ({"updated": date(2020, 1, 2), "issued": date(2020, 1, 2)}, ()),
        ({"updated": date(2013, 1, 1)}, ("updated",)),
        ({"updated": date(2021, 1, 1), "issued": "unknown"}, ()),
        ({"updated": "unknown", "issued": date(2020, 1, 2)}, ()),
        ({"issued": date(2020, 1, 2)}, ()),
    ],
)
def test_no_date_comes_before_those_it_follows(cells: dict[str, Value], found: tuple[str, ...]) -> None:
    """An update before its issue, or before birth, is wrong; the same day is not, nor what is no date."""
    assert broken(a_rule("not_before", "updated", "issued", "born"), **{"born": BORN, **cells}) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("123456", "123456", ("previous",)),
        ("123456", "654321", ()),
        (None, None, ()),
        (None, "123456", ()),
        ("Not known", "Not known", ()),
    ],
)
def test_two_columns_must_differ(one: str | None, other: str | None, found: tuple[str, ...]) -> None:
    """The same school before and now is queried; blanks and accepted words may repeat."""
    rule = a_rule("not_equal", "school", "previous", accepts=("not known",))
    assert broken(rule, school=one, previous=other) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (123456.0, ()),
        ("123456", ()),
        (12345.0, ("school",)),
        (123456.5, ("school",)),
        (date(2020, 1, 2), ("school",)),
        ("UNKNOWN", ()),
        (None, ()),
    ],
)
def test_a_form_is_of_the_whole_value(value: Value | None, found: tuple[str, ...]) -> None:
    """A number is tested as it is written, without a false ``.0``; accepted words and blanks pass."""
    rule = a_rule("pattern", "school", pattern=r"\d{6}", accepts=("unknown",))
    assert broken(rule, school=value) == found


def test_a_date_is_written_as_the_lists_write_it() -> None:
    """A pattern over a column of dates sees day, month and year."""
    assert broken(a_rule("pattern", "issued", pattern=r"\d\d/\d\d/2020"), issued=date(2020, 1, 2)) == ()


def test_an_identifier_has_right_check_digits() -> None:
    """A pupil number with another check letter is wrong."""
    rule = a_rule("identifier", "upn", pattern="upn")
    assert broken(rule, upn="H801200001001") == ()
    assert broken(rule, upn="A801200001001") == ("upn",)


def test_a_date_may_be_today_and_not_later() -> None:
    """Tomorrow is in the future; words are no date and are not judged here."""
    rule = a_rule("not_future", "born")
    assert broken(rule, born=AS_AT) == ()
    assert broken(rule, born=date(2026, 12, 8)) == ("born",)
    assert broken(rule, born="soon") == ()


def test_an_age_counts_whole_years() -> None:
    """On the 25th birthday a limit of 24 is broken, the day before it is not; no limit is nought."""
    rule = a_rule("age_at_most", "born", limit=24)
    assert broken(rule, born=date(2001, 12, 7)) == ("born",)
    assert broken(rule, born=date(2001, 12, 8)) == ()
    assert broken(a_rule("age_at_most", "born"), born=date(2025, 12, 7)) == ("born",)


@pytest.mark.parametrize(
    ("when", "cells", "holds"),
    [
        (When(column="known", equals=("Yes",)), {"known": "Yes"}, True),
        (When(column="known", equals=("Yes",)), {"known": "No"}, False),
        (When(column="known", equals=("Yes",)), {}, False),
        (When(column="placement", equals=("In school", "none")), {"placement": "b"}, True),
        (When(column="absence", equals=("100",)), {"absence": 100.0}, True),
        (When(column="known", is_blank=True), {}, True),
        (When(column="known", is_blank=True), {"known": "No"}, False),
        (When(column="known", is_blank=False), {"known": "No"}, True),
        (When(min_age=12), {"born": BORN}, True),
        (When(min_age=13), {"born": BORN}, False),
        (When(max_age=12), {"born": BORN}, True),
        (When(min_age=5, max_age=11), {"born": BORN}, False),
        (When(min_age=5), {}, False),
        (When(column="issued", min_age=5), {"issued": date(2020, 1, 2)}, True),
        (When(column="issued", min_age=5), {"issued": date(2024, 1, 2), "born": BORN}, False),
        (When(column="known", equals=("Yes",), min_age=5), {"known": "Yes", "born": BORN}, True),
    ],
)
def test_a_condition_needs_all_its_parts(when: When, cells: dict[str, Value], holds: bool) -> None:
    """Words, blanks and ages: where any part fails the rule asks for nothing."""
    rule = a_rule("required_when", "uid", when=when)
    assert broken(rule, **cells) == (("uid",) if holds else ())


def test_ages_are_of_the_birth_the_list_names() -> None:
    """An age rule says which column is the date of birth; without one the first date counts; else none."""
    late_first = (COLUMNS[NAMES.index("issued")], COLUMNS[NAMES.index("born")], COLUMNS[0])
    needed = a_rule("required_when", "uid", when=When(min_age=10))
    row: RowValues = {"uid": None, "issued": date(2025, 1, 2), "born": BORN}

    def run(person_list: PersonList) -> tuple[str, ...]:
        test = row_test(person_list, needed, row, AS_AT)
        assert test is not None
        return test(row)

    assert run(a_list(needed, a_rule("age_at_most", "born", limit=25), columns=late_first)) == ("uid",)
    assert run(a_list(needed, columns=late_first)) == ()
    assert run(a_list(needed, columns=(COLUMNS[0],))) == ()


@pytest.mark.parametrize(
    ("rule", "present", "runs"),
    [
        (a_rule("required", "uid", "upn"), ["upn"], True),
        (a_rule("required", "uid"), ["upn"], False),
        (a_rule("not_equal", "school", "previous"), ["school"], False),
        (a_rule("not_before", "updated", "issued", "born"), ["updated", "born"], True),
        (a_rule("not_before", "updated", "issued"), ["issued", "born"], False),
        (a_rule("not_before", "updated", "issued"), ["updated"], False),
        (a_rule("blank_when", "school", when=When(column="known")), ["school"], False),
        (a_rule("blank_when", "school", when=When(min_age=5)), ["school"], True),
        (a_rule("not_future", "issued", "updated"), ["issued"], False),
    ],
)
def test_a_rule_runs_only_on_columns_that_are_there(rule: ListRule, present: list[str], runs: bool) -> None:
    """A rule that lacks a column it cannot do without is not run; it is not silently passed."""
    assert (row_test(a_list(rule), rule, present, AS_AT) is not None) == runs


def test_accepted_words_are_gathered_over_all_rules() -> None:
    """Any rule of a column may name words that stand in place of its values."""
    rules = (
        a_rule("unique", "upn", "uid", accepts=("unknown",)),
        a_rule("identifier", "upn", pattern="upn", accepts=("applied for",)),
        a_rule("required", "born"),
    )
    assert accepted_words(a_list(*rules)) == {"upn": ("unknown", "applied for"), "uid": ("unknown",)}


@given(st.dates(date(1990, 1, 1), AS_AT), st.integers(0, 40))
def test_age_limits_meet_without_a_gap(born: date, years: int) -> None:
    """Everybody is either at most so old or at least a year older."""
    at_most = broken(a_rule("required_when", "uid", when=When(max_age=years)), born=born)
    older = broken(a_rule("required_when", "uid", when=When(min_age=years + 1)), born=born)
    assert (bool(at_most), bool(older)) in {(True, False), (False, True)}
    assert bool(older) == bool(broken(a_rule("age_at_most", "born", limit=years), born=born))
