"""The rules of a person-level list, made ready to run over rows. Values are tested, never kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from readiness.base.personal_data import IDENTIFIER_CHECKS
from readiness.base.text import fold
from readiness.model.definition.person_list import ListColumn, ListRule, PersonList, When
from readiness.people_lists.values import Value, code_table, whole_years

RowValues = Mapping[str, Value | None]
"""Values of one row by column id; None where the cell is blank or unreadable."""

RowTest = Callable[[RowValues], tuple[str, ...]]
"""Gives the ids of the columns that break the rule; empty when the row is in order."""

Condition = Callable[[RowValues], bool]


def accepted_words(person_list: PersonList) -> dict[str, tuple[str, ...]]:
    """Words that may stand in place of a value, by column id."""
    words: dict[str, tuple[str, ...]] = {}
    for rule in person_list.rules:
        for column in rule.columns if rule.accepts else ():
            words[column] = (*words.get(column, ()), *rule.accepts)
    return words


def row_test(
    person_list: PersonList, rule: ListRule, present: Collection[str], as_at: date
) -> RowTest | None:
    """The rule as a test of one row; None when a column it needs is not in the file.

    Args:
        person_list: The list the rule belongs to.
        rule: Any rule but `unique`, which needs more than one row.
        present: Ids of the columns the file has.
        as_at: The date ages and futures are measured from.
    """
    needed = {rule.when.column} if rule.when and rule.when.column and not rule.when.unless else set()
    one_is_enough = rule.kind in {"any_of_when", "required", "required_when", "pattern", "blank_when"}
    if rule.kind == "not_before":
        one_is_enough = rule.columns[0] in present and len(set(rule.columns) & set(present)) > 1
    columns = tuple(column for column in rule.columns if column in present)
    if not columns or needed - set(present) or (not one_is_enough and len(columns) < len(rule.columns)):
        return None
    test = _test(rule, columns, as_at)
    if rule.when is None:
        return test
    holds = _condition(person_list, rule.when, as_at)
    return lambda row: test(row) if holds(row) else ()


def _test(rule: ListRule, columns: tuple[str, ...], as_at: date) -> RowTest:
    accepted = {fold(word) for word in rule.accepts}
    if rule.kind in {"required", "required_when"}:
        return lambda row: tuple(column for column in columns if row[column] is None)
    if rule.kind == "any_of_when":
        return lambda row: columns[:1] if all(row[column] is None for column in columns) else ()
    if rule.kind == "blank_when":
        return lambda row: tuple(column for column in columns if row[column] is not None)
    if rule.kind == "not_before":
        return _not_before(columns)
    if rule.kind == "not_equal":
        return _not_equal(columns, accepted)
    is_wrong = _value_test(rule, as_at)
    return lambda row: tuple(
        column
        for column in columns
        if (value := row[column]) is not None
        and is_wrong(value)
        and not (accepted and isinstance(value, str) and fold(value) in accepted)
    )


def _value_test(rule: ListRule, as_at: date) -> Callable[[Value], bool]:
    if rule.kind == "pattern":
        pattern = re.compile(rule.pattern)
        return lambda value: pattern.fullmatch(_written(value)) is None
    if rule.kind == "identifier":
        check = IDENTIFIER_CHECKS[rule.pattern]
        return lambda value: not check(_written(value))
    if rule.kind == "not_future":
        return lambda value: isinstance(value, date) and value > as_at
    limit = rule.limit if rule.limit is not None else 0
    return lambda value: isinstance(value, date) and whole_years(value, as_at) > limit


def _not_before(columns: tuple[str, ...]) -> RowTest:
    first, others = columns[0], columns[1:]

    def test(row: RowValues) -> tuple[str, ...]:
        value = row[first]
        if not isinstance(value, date):
            return ()
        is_early = any(isinstance(other := row[name], date) and value < other for name in others)
        return (first,) if is_early else ()

    return test


def _not_equal(columns: tuple[str, ...], accepted: Collection[str]) -> RowTest:
    first, second = columns[0], columns[1]

    def test(row: RowValues) -> tuple[str, ...]:
        one, other = row[first], row[second]
        if one is None or one != other or (isinstance(one, str) and fold(one) in accepted):
            return ()
        return (second,)

    return test


def _condition(person_list: PersonList, when: When, as_at: date) -> Condition:
    """Every part given must hold; ages are of the condition's date column, else of the date of birth."""
    column = next((one for one in person_list.columns if one.id == when.column), None)
    wanted, lifting = _wanted(column, when.equals), _wanted(column, when.unless)
    is_dated = column is not None and column.type == "date"
    born = when.column if is_dated else _birth_column(person_list)

    def holds(row: RowValues) -> bool:
        value = row.get(when.column) if when.column else None
        if wanted and (value is None or fold(_written(value)) not in wanted):
            return False
        if lifting and value is not None and fold(_written(value)) in lifting:
            return False
        if when.is_blank is not None and (value is None) is not when.is_blank:
            return False
        if when.min_age is None and when.max_age is None:
            return True
        birth = row.get(born)
        if not isinstance(birth, date):
            return False
        age = whole_years(birth, as_at)
        return (when.min_age is None or age >= when.min_age) and (when.max_age is None or age <= when.max_age)

    return holds


def _wanted(column: ListColumn | None, equals: tuple[str, ...]) -> set[str]:
    codes = code_table(column) if column is not None else {}
    return {fold(codes.get(fold(one), one)) for one in equals}


def _birth_column(person_list: PersonList) -> str:
    """The column an age rule names; else the first date column."""
    named = (rule.columns[0] for rule in person_list.rules if rule.kind == "age_at_most")
    dated = (column.id for column in person_list.columns if column.type == "date")
    return next(named, next(dated, ""))


def _written(value: Value) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value if isinstance(value, str) else f"{value:%d/%m/%Y}"
