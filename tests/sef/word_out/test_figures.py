"""The figures of a criterion: each where it belongs, with its source, and none that may not be printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.formats.word.model import Paragraph, Table
from readiness.model.definition.framework import Comparator, Source
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.rules.small_numbers import COUNTS_NOTE, SHARES_NOTE
from readiness.sef.round_trip.stamp import Mode
from readiness.sef.word_out.figures import measures_blocks, measures_of, national_figures
from readiness.sef.word_out.notebook import SefWriter
from tests.making.building import make_evidence, make_framework, make_statement
from tests.sef.word_out.writing import lines_of, notes_of

START, END = date(2025, 3, 31), date(2026, 3, 31)


def measure_of(number: int = 1, **changes: Any) -> Measure:
    """A share that rose from 50 to 60 per cent, under A1."""
    values: dict[str, Any] = {
        "id": f"M{number:04d}",
        "title": "Plans in time",
        "unit": "%",
        "criteria": ("A1",),
        "baseline": Observation(period_to=START, value=50),
        "observations": (Observation(period_to=END, value=60),),
    }
    return Measure(**{**values, **changes})


def printed(notes: SefWriter) -> tuple[list[Table], list[str]]:
    """The tables of A1, and the paragraphs around them."""
    blocks = list(measures_blocks(notes, notes.framework.criteria["A1"]))
    return [block for block in blocks if isinstance(block, Table)], lines_of(blocks)


def rows_of(notes: SefWriter) -> list[list[str]]:
    """The cells of the one table."""
    ((table,), _) = printed(notes)
    return [["".join(run.text for run in cell) for cell in row] for row in table.rows]


def test_a_criterion_without_measures_has_no_table() -> None:
    """Nor the sentence that leads to one; a measure of another criterion is not its own."""
    assert printed(notes_of()) == ([], [])
    assert printed(notes_of(measure_of(criteria=("A2",)))) == ([], [])


def test_measures_of_a_criterion_and_of_its_statements_come_once() -> None:
    """A measure of both is one row."""
    both = measure_of(1, statements=("S0001",))
    through = measure_of(2, criteria=(), statements=("S0001",))
    notes = notes_of(both, through, make_statement(1))
    assert [one.id for one in measures_of(notes, notes.framework.criteria["A1"])] == ["M0001", "M0002"]


ROSE = "60% (Mar 2026), better: 10 percentage points higher"
FELL_SHORT = "60% (Mar 2026), worse: 10 percentage points higher"


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({}, ["higher", "50% (Mar 2025)", ROSE, "not set"]),
        ({"good": "lower"}, ["lower", "50% (Mar 2025)", FELL_SHORT, "not set"]),
        ({"baseline": None}, ["higher", "not recorded", "60% (Mar 2026)", "not set"]),
        ({"observations": ()}, ["higher", "50% (Mar 2025)", "not recorded", "not set"]),
        (
            {"baseline": Observation(period_to=START, value=60)},
            ["higher", "60% (Mar 2025)", "60% (Mar 2026), no change", "not set"],
        ),
        ({"target": 0}, ["higher", "50% (Mar 2025)", ROSE, "0%"]),
        (
            {"target": 75, "target_by": date(2028, 3, 31)},
            ["higher", "50% (Mar 2025)", ROSE, "75% by Mar 2028"],
        ),
        ({"target_by": date(2028, 3, 31)}, ["higher", "50% (Mar 2025)", ROSE, "not set"]),
    ],
)
def test_each_row_says_start_latest_and_target(changes: dict[str, Any], cells: list[str]) -> None:
    """With their periods and which way is good; what was not recorded is said in words."""
    better, *figures = cells
    assert rows_of(notes_of(measure_of(**changes))) == [[f"Plans in time ({better} is better)", *figures]]


def test_two_comparators_at_most_stand_beside_our_figures() -> None:
    """The first two by name; a measure without one says so, and a period that is not known is not made up."""
    first = measure_of(
        1,
        benchmarks=(
            Benchmark(name="england", value=48, period="2024"),
            Benchmark(name="neighbours", value=51),
            Benchmark(name="region", value=52),
        ),
    )
    notes = notes_of(first, measure_of(2))
    ((table,), lines) = printed(notes)
    headings = [column.heading for column in table.columns]
    assert headings == ["Measure", "Where we started", "Where we are now", "Target", "England", "Neighbours"]
    assert [row[4:] for row in rows_of(notes_of(first, measure_of(2)))] == [
        ["48% (2024)", "51%"],
        ["not recorded", "not recorded"],
    ]
    assert lines[0] == "Table 1 sets our figures beside those of others."
    assert " beside england and neighbours, with" in table.description


def test_without_comparators_it_does_not_promise_any() -> None:
    """In the sentence before the table and in its description."""
    ((table,), lines) = printed(notes_of(measure_of()))
    assert lines[0] == "Table 1 sets out our figures."
    assert "beside" not in table.description
    assert len(table.columns) == 4


def test_cells_come_back_to_the_measure_they_print() -> None:
    """Title, baseline, latest and target of each row; the heading row is none."""
    notes = notes_of(measure_of(1), measure_of(2))
    ((table,), _) = printed(notes)
    aimed = {(row, column): (target.id, target.field) for (_, row, column), target in notes.cells.items()}
    fields = ("title", "baseline", "latest", "target")
    assert aimed == {
        (row, column): (f"M000{row}", name) for row in (1, 2) for column, name in enumerate(fields)
    }
    assert {name for name, _, _ in notes.cells} == {table.bookmark}


SMALL = Observation(period_to=END, value=3)


@pytest.mark.parametrize(
    ("mode", "cells"),
    [
        ("draft", ["10 children (Mar 2025)", "3 children (Mar 2026), worse: 70% fewer"]),
        ("publication", ["not shown (Mar 2025)", "fewer than 5 children (Mar 2026)"]),
    ],
)
def test_a_small_count_takes_its_neighbour_and_the_change_along_in_public(
    mode: Mode, cells: list[str]
) -> None:
    """The share by which it fell would give the one away by the other."""
    small = measure_of(
        unit="children", baseline=Observation(period_to=START, value=10), observations=(SMALL,)
    )
    assert rows_of(notes_of(small, mode=mode))[0][1:3] == cells


def test_what_is_hidden_is_explained_once_and_in_public_alone() -> None:
    """Below the first table that hides something."""
    small = measure_of(1, unit="children", baseline=None, observations=(SMALL,))
    share = measure_of(2)
    notes = notes_of(small, share, mode="publication")
    assert printed(notes)[1][1] == f"{COUNTS_NOTE} {SHARES_NOTE}"
    assert printed(notes)[1][1] == ""
    assert COUNTS_NOTE not in " ".join(printed(notes_of(small, share))[1])


def test_sources_are_told_ours_first_each_once() -> None:
    """Evidence by its title and number, withdrawn evidence by what was written, others as published."""
    seen = Observation(period_to=END, value=60, source="E0001")
    gone = Observation(period_to=END, value=60, source="E0002")
    words = Observation(period_to=END, value=60, source="school census")
    measures = [
        measure_of(at, observations=(one,), benchmarks=(Benchmark(name="england", value=4, source="SEN2"),))
        for at, one in enumerate((seen, gone, words, words), 1)
    ]
    evidence = (make_evidence(1), make_evidence(2, is_withdrawn=True))
    assert printed(notes_of(*measures, *evidence))[1][1] == (
        "Sources. Ours: Document 1 (evidence 1), E0002, school census. England: SEN2."
    )


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("draft", "Missing: the source of our own figures has not been recorded."),
        ("publication", SHARES_NOTE),
    ],
)
def test_a_source_nobody_recorded_is_missed_inside_alone(mode: Mode, said: str) -> None:
    """What is published has no such note."""
    assert printed(notes_of(measure_of(), mode=mode))[1][1] == said


def comparator(name: str, period: str, value: str, **changes: Any) -> Comparator:
    """A published figure for A1."""
    given = {"status": "seen", "source": "page", "criteria": ("A1",), **changes}
    return Comparator(id=f"{name}-{period}", measure=name, value=value, period=period, **given)


COMPARATORS = (
    comparator("Waits", "2024", "12 weeks"),
    comparator("Waits", "2025", "14 weeks"),
    comparator("Waits", "2023", "11 weeks"),
    comparator("Plans", "2025", "46%"),
    comparator("Absence", "2019", "8%"),
    comparator("Absence", "2025", "9%", status="reported"),
    comparator("Other", "2025", "1%", criteria=("A2",)),
    comparator("Odd", "2025", "2%", source="elsewhere"),
)


def published(mode: Mode) -> list[Paragraph]:
    """What is said of the published figures for A1."""
    framework = make_framework(comparators=COMPARATORS, sources={"page": Source(title="A page")})
    notes = notes_of(mode=mode, framework=framework)
    blocks = national_figures(notes, framework.criteria["A1"])
    return [block for block in blocks if isinstance(block, Paragraph)]


def test_the_newest_published_figure_of_each_kind_is_told_by_source() -> None:
    """What is not confirmed is marked, apart from the rest, and is not published."""
    draft, public = published("draft"), published("publication")
    confirmed = [
        "Published figures to read ours against:",
        "Waits: 14 weeks (2025); Plans: 46% (2025). Source: A page.",
    ]
    odd = "Odd: 2% (2025). Source: elsewhere."
    doubt = "Absence: 9% (2025). Source: A page, not confirmed."
    assert [one.text for one in draft] == [*confirmed, doubt, odd]
    assert [one.text for one in public] == [*confirmed, odd]
    assert [one.keeps_with_next for one in public] == [True, False, False]


def test_a_criterion_nobody_publishes_figures_for_says_nothing() -> None:
    """Not even that there are none."""
    notes = notes_of()
    assert list(national_figures(notes, notes.framework.criteria["A1"])) == []
