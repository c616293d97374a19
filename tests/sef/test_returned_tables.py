"""What is typed into the tables of a self-evaluation comes back to the record it stands for."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from readiness.base.errors import UsageError
from readiness.model.records.measures import Observation
from readiness.sef.round_trip.changes import Choice
from readiness.sef.taking_back import apply_sef, plan_sef
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import (
    TODAY,
    cell,
    cell_of,
    heading,
    holding,
    into_table,
    named,
    only,
    paragraphs,
    plan_after,
    run,
    type_over,
    words_of,
)


def test_a_headline_typed_into_the_summary_is_that_headline(written: Workspace, out: Path) -> None:
    """Its words are shown and wait, for they stand in two places."""
    words = "Needs are found two years earlier"
    plan = plan_after(written, out, lambda document: type_over(cell(document, "(by 2 years)"), words))
    item = only(plan)
    assert (item.kind, item.statement, item.theirs, item.is_safe) == ("edited", "S0001", words, False)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    assert written.records.statements["S0001"].text == words


def test_a_headline_typed_over_missing_is_a_headline(written: Workspace, out: Path) -> None:
    """In the section and in the summary."""

    def edit(document: Any) -> None:
        note = next(
            one
            for one in paragraphs(document)[paragraphs(document).index(heading(document, "A3 ")) :]
            if "a sentence that sums up" in words_of(one)
        )
        type_over(note, "Missing: Help comes sooner.")

    item = only(plan_after(written, out, edit))
    assert (item.kind, item.criterion, item.statement_kind) == ("added", "A3", "headline")
    assert item.theirs == "Help comes sooner."

    row = only(
        plan_after(
            written, out, lambda document: type_over(cell_of(document, "A3 ", 1), "Help comes sooner.")
        )
    )
    assert (row.kind, row.criterion, row.statement_kind) == ("added", "A3", "headline")


def test_statements_put_into_a_table_are_still_statements(written: Workspace, out: Path) -> None:
    """Not deleted, and what was typed into one of them is that edit."""

    def edit(document: Any) -> None:
        moved = named(document, "sef_S0006")
        moved.append(run(" Two at most."))
        into_table(moved)

    item = only(plan_after(written, out, edit))
    assert (item.kind, item.statement, item.theirs) == (
        "edited",
        "S0006",
        "Clubs for over-16s are few. Two at most.",
    )


@pytest.mark.parametrize(
    ("before", "typed", "table", "field", "stored"),
    [
        (
            "Hire two psychologists",
            "Hire three psychologists",
            "actions",
            "title",
            "Hire three psychologists",
        ),
        ("nobody named yet", "SEND manager", "actions", "responsible", "SEND manager"),
        ("no date set", "31 March 2027", "actions", "due", date(2027, 3, 31)),
        ("not started", "in progress, 40%", "actions", "percent_done", 40),
        ("Find needs sooner", "Find needs early", "recommendations", "text", "Find needs early"),
        ("60%", "65% by Jun 2027", "measures", "target", 65),
    ],
)
def test_cells_come_back_to_their_record(
    written: Workspace, out: Path, before: str, typed: str, table: str, field: str, stored: object
) -> None:
    """What is typed into a printed cell is proposed for the field it stands for, and stored when taken."""
    plan = plan_after(written, out, lambda document: type_over(cell(document, before), typed))
    item = only(plan)
    assert (item.kind, item.theirs, item.is_safe) == ("record", typed, False)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    (record,) = written.records.table(table).values()
    assert getattr(record, field) == stored


def test_a_figure_typed_into_a_cell_joins_its_series(written: Workspace, out: Path) -> None:
    """With the end of its period; a word that is no figure waits for somebody to write one."""
    plan = plan_after(
        written, out, lambda document: type_over(cell(document, "52.4% (Dec 2025)"), "55% (Dec 2026)")
    )
    item = only(plan)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    (measure,) = written.records.measures.values()
    assert measure.latest == Observation(period_to=date(2026, 12, 31), value=55)

    plan = plan_after(
        written, out, lambda document: type_over(cell(document, "52.4% (Dec 2025)"), "about half")
    )
    item = only(plan)
    assert (item.merged, item.theirs) == (None, "about half")
    with pytest.raises(UsageError):
        apply_sef(
            written, plan, {item.key: Choice(is_accepted=True, text="half")}, name="back.docx", as_at=TODAY
        )


def test_an_answer_to_a_recommendation_becomes_an_action(written: Workspace, out: Path) -> None:
    """Typed over "missing": a new action that answers it."""
    words = "We opened a second clinic"
    plan = plan_after(
        written, out, lambda document: type_over(cell(document, "no action answers this"), words)
    )
    item = only(plan)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    (action,) = written.index.actions_for("recommendation", "R0001")
    assert action.title == words


def test_rows_typed_into_the_tables_become_records(written: Workspace, out: Path) -> None:
    """An action, a measure and a recommendation with its answer; what lacks something says what."""
    rows = {
        "Hire two psychologists": ("Open a clinic", "NHS", "31 March 2027", "not started", "Waits fall"),
        "Plans in 20 weeks": (
            "Waits (lower is better)",
            "50 weeks (Dec 2024)",
            "45 weeks (Dec 2025)",
            "20 weeks",
        ),
        "Find needs sooner": ("Hear families", "Our review", "The council", "We meet each month"),
    }

    def add(document: Any) -> None:
        for beside, cells in rows.items():
            row = cell(document, beside)
            while row.tag != qn("w:tr"):
                row = row.getparent()
            fresh = copy.deepcopy(row)
            for each, words in zip(fresh.iter(qn("w:tc")), cells, strict=True):
                type_over(next(each.iter(qn("w:p"))), words)
            row.addnext(fresh)

    plan = plan_after(written, out, add)
    assert plan.remarks == ()
    assert [(one.kind, one.is_safe, one.merged == one.theirs) for one in plan.items] == [
        ("record", False, True)
    ] * 3
    choices = {one.key: Choice(is_accepted=True) for one in plan.items}
    apply_sef(written, plan, choices, name="back.docx", as_at=TODAY)
    action, answer = list(written.records.actions.values())[1:]
    assert (action.title, action.responsible, action.due) == ("Open a clinic", "NHS", date(2027, 3, 31))
    assert action.criteria == ("A1",)
    measure = max(written.records.measures.values(), key=lambda one: one.id)
    assert (measure.title, measure.good, measure.unit, measure.criteria) == (
        "Waits",
        "lower",
        "weeks",
        ("A1",),
    )
    assert [one.value for one in measure.figures] == [50, 45]
    told = max(written.records.recommendations.values(), key=lambda one: one.id)
    assert (told.text, told.source, told.responsible) == ("Hear families", "Our review", ("The council",))
    assert (answer.title, answer.recommendations) == ("We meet each month", (told.id,))
    assert plan_sef(written, out.with_name("back.docx")).items == ()

    rows["Hire two psychologists"] = ("Plan a campaign", "", "soon", "", "")
    plan = plan_after(written, out, add)
    (item,) = plan.items
    assert item.merged is None
    assert "Write the day such as 31 March 2027." in item.reason


def test_the_areas_own_words_and_the_reason_of_a_view_come_back(written: Workspace, out: Path) -> None:
    """Each to its record."""
    plan = plan_after(
        written, out, lambda document: type_over(holding(document, "With two towns."), "With three towns.")
    )
    item = only(plan)
    assert (item.kind, item.theirs) == ("record", "A rural area.\n\nWith three towns.")
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    assert written.area.context == "A rural area.\n\nWith three towns."

    def edit(document: Any) -> None:
        for text in holding(document, "Our local view: ").iter(qn("w:t")):
            text.text = (text.text or "").replace("Waits are long", "Waits are too long")

    item = only(plan_after(written, out, edit))
    assert (item.base, item.theirs) == ("Waits are long", "Waits are too long")
    apply_sef(
        written,
        plan_sef(written, out.with_name("back.docx")),
        {item.key: Choice(is_accepted=True)},
        name="back.docx",
        as_at=TODAY,
    )
    assert written.records.grades["A1"].why == "Waits are too long"


def test_cells_that_stand_for_nothing_are_told_with_their_words(written: Workspace, out: Path) -> None:
    """What was printed and what stands there now; a new row too; a table that is gone."""
    plan = plan_after(written, out, lambda document: type_over(cell_of(document, "A2 ", 3), "plenty"))
    (told,) = plan.remarks
    assert "plenty" in told
    assert "none" in told

    def row(document: Any) -> None:
        last = document.tables[0].rows[-1]._tr
        fresh = copy.deepcopy(last)
        for one in fresh.iter(qn("w:p")):
            type_over(one, "Another row")
        last.addnext(fresh)

    (told,) = plan_after(written, out, row).remarks
    assert "Another row" in told

    def drop(document: Any) -> None:
        table = document.tables[0]._tbl
        table.getparent().remove(table)

    assert any("is not in the document any more" in one for one in plan_after(written, out, drop).remarks)
