"""Two made-up lists with their rules, and rows and files of them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from readiness.model.definition.person_list import ListCode, ListColumn, ListRule, PersonList, When
from readiness.people_lists.report import ListReport

AS_AT = date(2025, 3, 3)
FACT: dict[str, Any] = {"status": "assumed", "source": "made-up"}


def column(name: str, title: str, kind: Any = "text", **more: Any) -> ListColumn:
    """A column definition."""
    return ListColumn(id=name, title=title, type=kind, **FACT, **more)


def rule(name: str, kind: Any, *columns: str, severity: Any = "error", **more: Any) -> ListRule:
    """A rule definition."""
    return ListRule(
        id=name, kind=kind, columns=columns, severity=severity, message=f"{name} broken.", **FACT, **more
    )


SEX = (
    ListCode(code="a", title="Male"),
    ListCode(code="b", title="Female"),
    ListCode(code="c", title="Not known"),
)
SHARED = (
    column("uid", "Unique ID"),
    column("upn", "UPN", aliases=("Unique pupil number",)),
    column("dob", "Date of birth", "date"),
    column("sex", "Gender", "code", codes=SEX),
)
LATER = (
    column("urn", "Main education establishment - URN"),
    column("away", "Suspensions", "count"),
    column("absence", "Absence", "percent"),
    column("known", "Known to children's social care?", "yes_no"),
    column("team", "Which children's social care team?"),
)
RULES = (
    rule("uid-required", "required", "uid"),
    rule("dob-required", "required", "dob"),
    rule("dob-future", "not_future", "dob"),
    rule("dob-too-old", "age_at_most", "dob", limit=25),
    rule("dob-25", "age_at_most", "dob", limit=24, severity="query"),
    rule("upn-unique", "unique", "upn", accepts=("unknown",)),
    rule("upn-check", "identifier", "upn", pattern="upn", accepts=("unknown",)),
    rule("upn-needed", "any_of_when", "upn", when=When(min_age=6)),
    rule("urn-form", "pattern", "urn", pattern=r"\d{6}"),
    rule("team-needed", "required_when", "team", when=When(column="known", equals=("Yes",))),
    rule(
        "team-not-needed", "blank_when", "team", when=When(column="known", equals=("No",)), severity="query"
    ),
)
PLAN_DATES = (
    column("issued", "Date initial EHC plan issued", "date"),
    column("updated", "Date updated EHC plan issued", "date"),
)
LIST_1 = PersonList(
    id="one",
    title="List one",
    columns=(*SHARED, *PLAN_DATES, *LATER),
    rules=(*RULES, rule("issued-first", "not_before", "updated", "issued")),
    unique_across=("upn",),
    **FACT,
)
LIST_2 = PersonList(
    id="two", title="List two", columns=(*SHARED, *LATER), rules=RULES, unique_across=("upn",), **FACT
)
LISTS = (LIST_1, LIST_2)

GOOD_UPN = "H801200001001"
OTHER_UPN = "X801200001002"
HEADINGS_1 = [one.title for one in LIST_1.columns]
HEADINGS_2 = [one.title for one in LIST_2.columns]


def good_row(**changes: Any) -> list[Any]:
    """A row of list one that is in order."""
    row: dict[str, Any] = {
        "uid": "1", "upn": GOOD_UPN, "dob": date(2014, 5, 3), "sex": "a) Male",
        "issued": date(2020, 1, 2), "updated": date(2021, 1, 2),
        "urn": 123456, "away": 0, "absence": 4.5, "known": "No", "team": None,
    }  # fmt: skip
    row.update(changes)
    return list(row.values())


def good_row_2(**changes: Any) -> list[Any]:
    """The same for list two."""
    row = good_row(**changes)
    return row[:4] + row[6:]


def write(path: Path, *rows: list[Any]) -> Path:
    """Write rows to an xlsx or csv file."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(
                [f"{one:%d/%m/%Y}" if isinstance(one, date) else one for one in row] for row in rows
            )
        return path
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def rules_found(report: ListReport) -> set[tuple[str, int, str]]:
    """Rule, row and column of each place shown."""
    return {(one.rule, one.row, one.column) for one in report.findings}
