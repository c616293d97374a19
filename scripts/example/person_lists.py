"""Two person-level lists of children who do not exist, with faults for the check to find.

No name is used. A pupil number here has area code 000, which no authority has, with the
right check letter, so that the check finds the faults put in and not the invention. Learner numbers
are left blank and school numbers begin with 9. Nothing is random: every value is worked out from
the row's number.
"""

from __future__ import annotations

from datetime import date, timedelta

from scripts.example.source import Block, Part, Source

ROWS = 60
BY = "Penmarsh Council SEND data team"
MADE = date(2026, 11, 16)
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters a real pupil number may begin with, in the order of the published check sum."""

NEEDS = ("ASD", "SLCN", "SEMH", "ASD", "MLD", "SLCN", "SLD", "ASD", "SEMH", "PD", "SPLD", "HI")
ETHNICITY = ("WBRI", "WBRI", "WOTH", "WBRI", "MWAS", "WBRI", "AIND", "WBRI", "BAFR", "WBRI")
GENDER = ("a) Male", "b) Female", "a) Male", "a) Male", "b) Female")
TEAMS = ("Targeted early help", "CIN", "in care", "CP")
PHASES = ((5, "a) Nursery"), (11, "b) Primary"), (16, "e) Secondary"), (26, "i) FE college"))
LIST_1 = (
    "Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity", "Date initial EHC plan issued",
    "Date updated EHC plan issued", "Date EHC plan last reviewed", "SEN primary need",
    "Main education establishment - URN", "Main education establishment - phase",
    "Subsidiary education establishment - phase (dual registration)", "Elective home education",
    "Suspensions", "Permanent exclusions", "Absence", "Pupil Premium",
    "Known to children's social care?", "Which children's social care team?",
    "Does the child or young person have a disability?",
)  # fmt: skip
ONLY_LIST_1 = frozenset({6, 7, 8, 13})
"""Places of the columns that the SEN support list does not have."""
LIST_2 = tuple(title for place, title in enumerate(LIST_1) if place not in ONLY_LIST_1)
FAULTS_1: dict[tuple[int, str], str] = {
    (4, "Date of birth"): "",
    (9, "SEN primary need"): "AUT",
    (13, "Date EHC plan last reviewed"): "14/09/2027",
    (17, "Date updated EHC plan issued"): "02/02/2014",
    (19, "ULN"): "0000000019",
    (20, "Which children's social care team?"): "Team 7",
    (22, "Main education establishment - URN"): "",
    (26, "Date of birth"): "11/05/1999",
    (31, "Absence"): "140",
    (38, "Which children's social care team?"): "",
    (44, "UPN"): "",
    (47, "UPN"): "X000000000047",
    (51, "Does the child or young person have a disability?"): "maybe",
}
"""Faults by row number (from 1) and heading; row 51 of list 1 also repeats row 50's pupil number."""
FAULTS_2: dict[tuple[int, str], str] = {
    (6, "Ethnicity"): "",
    (15, "Date of birth"): "31/02/2014",
    (27, "Suspensions"): "two",
    (40, "Gender"): "",
}


def person_list_sources() -> tuple[Source, ...]:
    """The two lists as documents: an EHC plan list in a workbook, an SEN support list as CSV."""
    return (
        _source("person-level/List 1 EHC plans 2026-11.xlsx", "List 1: EHC plan", LIST_1, _list_1()),
        _source(
            "person-level/List 2 SEN support 2026-11.csv", "List 2: SEN support", _short(LIST_1), _list_2()
        ),
    )


def _source(path: str, title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Source:
    lines = tuple("|".join(row) for row in (head, *rows))
    return Source(path, title, BY, MADE, (Part(title.replace(":", ""), (Block("table", lines),)),))


def _list_1() -> list[tuple[str, ...]]:
    rows = [_row(number, f"PEN-E-{number:04d}", FAULTS_1) for number in range(1, ROWS + 1)]
    rows[50] = (rows[50][0], rows[49][1], *rows[50][2:])
    return rows


def _list_2() -> list[tuple[str, ...]]:
    rows = [_row(number, f"PEN-S-{number:04d}", {}, offset=500) for number in range(1, ROWS + 1)]
    faulty = [_with_faults(number, row, FAULTS_2) for number, row in enumerate(rows, start=1)]
    return [_short(row) for row in faulty]


def _short(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell for place, cell in enumerate(row) if place not in ONLY_LIST_1)


def _with_faults(number: int, row: tuple[str, ...], faults: dict[tuple[int, str], str]) -> tuple[str, ...]:
    return tuple(faults.get((number, title), cell) for title, cell in zip(LIST_1, row, strict=True))


def _row(
    number: int, identifier: str, faults: dict[tuple[int, str], str], *, offset: int = 0
) -> tuple[str, ...]:
    turn = number + offset
    age = 4 + turn * 7 % 20
    born = date(2026 - age, 1 + turn * 5 % 8, 1 + turn * 11 % 27)
    issued = date(max(2015, 2026 - age % 6 - 1), 1 + turn % 12, 1 + turn * 3 % 27)
    reviewed = date(2026, 1 + turn % 9, 1 + turn * 13 % 27)
    is_known = turn % 4 == 0
    cells = (
        identifier,
        fictional_upn(turn),
        "",
        f"{born:%d/%m/%Y}",
        GENDER[turn % len(GENDER)],
        ETHNICITY[turn % len(ETHNICITY)],
        f"{issued:%d/%m/%Y}",
        f"{reviewed + timedelta(days=40):%d/%m/%Y}" if turn % 3 == 0 else "",
        f"{reviewed:%d/%m/%Y}",
        NEEDS[turn % len(NEEDS)],
        str(900_001 + turn % 37),
        next(phase for limit, phase in PHASES if age < limit),
        "h) Pupil referral unit/Alternative provision" if turn % 19 == 0 else "",
        "No",
        str(turn % 5 // 3),
        "0",
        f"{turn * 17 % 230 / 10:.1f}",
        "Yes" if turn % 3 == 1 else "No",
        "Yes" if is_known else "No",
        TEAMS[turn // 4 % len(TEAMS)] if is_known else "",
        "yes" if turn % 3 else "no",
    )
    return _with_faults(number, cells, faults)


def fictional_upn(number: int) -> str:
    """A value of the shape of a pupil number that can belong to nobody."""
    digits = f"000{number:09d}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)] + digits
