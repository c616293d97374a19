"""A self-evaluation written elsewhere becomes statements and notes, piece by piece, with no word lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.sef.round_trip.changes import Choice, PlanItem, SefPlan
from readiness.sef.taking_back import apply_sef, plan_foreign
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import TODAY, exported, paragraphs, words_of

STRENGTH = "Waits for a first appointment fell from 31 weeks to 22 between 2023 and 2025."
WEAKNESS = "Too few plans are updated after annual reviews, and families tell us so."
PLAN = "We will recruit two further educational psychologists by September 2026."
FAMILIES = "Parents and carers design the short breaks offer together with commissioners each spring."
CELL = "Schools share one approach to identifying speech and language needs early."


def written_elsewhere(path: Path) -> Path:
    """A council's own document: headings, paragraphs, a list, a table, a caption, a comment."""
    document = docx.Document()
    document.add_heading("Our local area self-evaluation", 0)
    document.add_paragraph("Version 3, May 2025")
    document.add_heading("A1: Identification and assessment", 1)
    document.add_heading("What is working well", 2)
    commented = document.add_paragraph(STRENGTH)
    document.add_comment(commented.runs, text="Which service?", author="A. Nurse")
    document.add_paragraph("Impact: 412 children were seen nine weeks sooner.")
    document.add_heading("Areas for development", 2)
    document.add_paragraph(WEAKNESS, style="List Bullet")
    document.add_paragraph("Figure 1: reviews")
    document.add_heading("Next steps", 2)
    document.add_paragraph(PLAN)
    document.add_heading("Engagement and co-production", 1)
    document.add_paragraph(FAMILIES)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("Area", "Strengths", "A2", CELL), strict=True
    ):
        cell.text = words
    document.save(str(path))
    return path


@pytest.fixture
def plan(workspace: Workspace, tmp_path: Path) -> SefPlan:
    """What the council's document would become."""
    return plan_foreign(workspace, written_elsewhere(tmp_path / "old.docx"))


def of(plan: SefPlan, words: str) -> PlanItem:
    """The piece with these words."""
    return next(one for one in plan.items if one.theirs == words)


def take_all(ws: Workspace, plan: SefPlan, **own: Choice) -> None:
    """Take every piece."""
    chosen = {one.key: Choice(is_accepted=True) for one in plan.items} | own
    apply_sef(ws, plan, chosen, name="old.docx", as_at=TODAY)


def test_headings_say_criterion_and_kind(plan: SefPlan) -> None:
    """By the criterion's id or most of its title, and by how councils head strengths and weaknesses."""
    placed = {one.theirs: (one.criterion, one.statement_kind) for one in plan.items if one.kind == "added"}
    assert placed[STRENGTH] == ("A1", "strength")
    assert placed[WEAKNESS] == ("A1", "area_to_develop")
    assert placed[PLAN] == ("A1", "next_step")
    assert placed[FAMILIES][0] == "B2"
    assert placed[CELL] == ("A2", "strength")


def test_every_piece_says_why_and_none_is_safe(plan: SefPlan) -> None:
    """A person decides about each."""
    assert all(one.reason and not one.is_safe for one in plan.items)
    assert "by the heading" in of(plan, STRENGTH).reason


def test_an_impact_goes_with_its_statement(plan: SefPlan) -> None:
    """Without the words that only introduce it."""
    assert of(plan, STRENGTH).impact == "412 children were seen nine weeks sooner."


def test_no_word_is_lost(workspace: Workspace, plan: SefPlan, tmp_path: Path) -> None:
    """What is no statement is a note of one; taken whole, every word of the document is stored."""
    take_all(workspace, plan)
    stored = " ".join(
        " ".join((one.text, one.impact, *(note.text for note in one.notes)))
        for one in workspace.records.statements.values()
    )
    document = docx.Document(str(tmp_path / "old.docx"))
    for paragraph in paragraphs(document):
        words = words_of(paragraph).removeprefix("Impact: ")
        assert words in stored
    assert "Which service?" in stored


def test_taken_in_twice_it_proposes_nothing_again(
    workspace: Workspace, plan: SefPlan, tmp_path: Path
) -> None:
    """What stands here already is not asked for again."""
    take_all(workspace, plan)
    again = plan_foreign(workspace, tmp_path / "old.docx")
    assert [one for one in again.items if one.kind == "added"] == []
    assert again.unchanged == 5


def test_a_note_goes_to_the_nearest_statement_that_is_taken(workspace: Workspace, plan: SefPlan) -> None:
    """Where the one it stood beside was refused; with no statement at all it is refused in words."""
    notes = {one.key: Choice(is_accepted=True) for one in plan.items if one.note}
    with pytest.raises(UsageError, match="no new statement to keep notes with"):
        apply_sef(workspace, plan, notes, name="old.docx", as_at=TODAY)
    chosen = notes | {of(plan, PLAN).key: Choice(is_accepted=True)}
    apply_sef(workspace, plan, chosen, name="old.docx", as_at=TODAY)
    (statement,) = workspace.records.statements.values()
    assert len(statement.notes) == len(notes)


def test_another_section_and_kind_can_be_chosen(workspace: Workspace, plan: SefPlan) -> None:
    """The proposal is only that."""
    key = of(plan, CELL).key
    own = Choice(is_accepted=True, criterion="A5", statement_kind="context")
    apply_sef(workspace, plan, {key: own}, name="old.docx", as_at=TODAY)
    (statement,) = workspace.records.statements.values()
    assert (statement.criterion, statement.kind) == ("A5", "context")


def test_new_statements_stand_in_the_order_of_the_document(workspace: Workspace, tmp_path: Path) -> None:
    """Behind those their section has."""
    document = docx.Document()
    document.add_heading("A3", 1)
    texts = [f"Therapy waits in district number {number} fell this year again." for number in range(4)]
    for text in texts:
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    take_all(workspace, plan_foreign(workspace, tmp_path / "a.docx"))
    assert [one.text for one in workspace.index.statements_of("A3")] == texts


def test_a_piece_that_belongs_nowhere_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    """It is never put somewhere by chance."""
    (tmp_path / "a.txt").write_text("Lorem ipsum dolor sit amet consectetur adipiscing.", encoding="utf-8")
    plan = plan_foreign(workspace, tmp_path / "a.txt")
    (item,) = plan.items
    assert item.criterion == ""
    assert "1 piece cannot be placed" in plan.remarks[0]
    with pytest.raises(UsageError, match="belongs to no section"):
        take_all(workspace, plan)


def test_our_own_export_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    """It comes back by the other door."""
    from readiness.sef import statements

    statements.add(workspace, "A1", "strength", STRENGTH, as_at=TODAY)
    with pytest.raises(RefusedError) as refused:
        plan_foreign(workspace, exported(workspace, tmp_path / "sef.docx"))
    assert "readiness sef import" in refused.value.hint


def test_a_document_without_sentences_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    """Nothing taken in is not said to be done."""
    target = io.BytesIO()
    document: Any = docx.Document()
    document.save(target)
    (tmp_path / "a.docx").write_bytes(target.getvalue())
    with pytest.raises(RefusedError, match="no sentences"):
        plan_foreign(workspace, tmp_path / "a.docx")


def test_short_lines_head_what_stands_below_without_a_style(workspace: Workspace, tmp_path: Path) -> None:
    """Many councils only set their headings in bold."""
    document = docx.Document()
    for words in ("A3 Right help", "Strengths", STRENGTH, "Areas for improvement", WEAKNESS, "B1", PLAN):
        document.add_paragraph(words)
    document.save(str(tmp_path / "a.docx"))
    plan = plan_foreign(workspace, tmp_path / "a.docx")
    placed = [(one.criterion, one.statement_kind) for one in plan.items if one.kind == "added"]
    assert placed == [("A3", "strength"), ("A3", "area_to_develop"), ("B1", "next_step")]
