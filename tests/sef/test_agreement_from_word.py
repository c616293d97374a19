"""A name and a date written below a section become that agency's agreement to exactly those words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from readiness.base.errors import UsageError
from readiness.sef import agreeing, statements
from readiness.sef.round_trip.changes import Choice, SefPlan
from readiness.sef.taking_back import apply_sef, plan_sef
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import (
    TODAY,
    changed,
    exported,
    named,
    plan_after,
    type_over,
    without_stamp,
    words_of,
)

SIGNED = date(2026, 11, 20)


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """Two statements under A1 and one under A2."""
    statements.add(workspace, "A1", "strength", "Waits fell to 17.9 weeks in July 2022", as_at=TODAY)
    statements.add(workspace, "A1", "next_step", "Publish waits each month", as_at=TODAY)
    statements.add(workspace, "A2", "context", "Plans are shared with families", as_at=TODAY)
    return workspace


def sign(document: Any, criterion: str, row: int, by: str, on: str) -> None:
    """Write into the agreement table of a section."""
    for table in document.tables:
        cells = table.rows[row].cells
        if len(cells) == 4 and cells[0].text == criterion and table.rows[0].cells[2].text == "Name and role":
            for cell, text in ((cells[2], by), (cells[3], on)):
                type_over(cell.paragraphs[0]._p, text)
            return
    raise AssertionError(criterion)


def signing(by: str, on: str, criterion: str = "A1", row: int = 1) -> Any:
    """An edit that signs."""
    return lambda document: sign(document, criterion, row, by, on)


def agency(ws: Workspace, number: int = 0) -> str:
    """An agency that is asked, in the order of the table."""
    return agreeing.asked_to_agree(ws.framework)[number]


def take(ws: Workspace, plan: SefPlan, *keys: str) -> None:
    """Take these changes."""
    apply_sef(ws, plan, {key: Choice(is_accepted=True) for key in keys}, name="a.docx", as_at=TODAY)


def test_a_signature_is_proposed_and_is_never_safe(written: Workspace, tmp_path: Path) -> None:
    """It says who, when and how much; nobody's name is taken unseen."""
    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    plan = plan_after(written, source, signing("M. Cole, Director of Nursing", "20 November 2026"))
    (item,) = plan.items
    assert (item.kind, item.key, item.is_safe) == ("agreed", f"A1.agreed.{agency(written)}", False)
    assert item.merged == "M. Cole, Director of Nursing, 20 November 2026"
    assert [one.statement for one in item.agreed] == ["S0001", "S0002"]
    assert plan.remarks == ()


def test_it_becomes_the_agreement_to_those_words(written: Workspace, tmp_path: Path) -> None:
    """For every statement of that section, and for no other."""
    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    plan = plan_after(written, source, signing("M. Cole, Director", "20 November 2026"))
    take(written, plan, plan.items[0].key)
    for name in ("S0001", "S0002"):
        found = written.records.statements[name].agreed_by(agency(written))
        assert found is not None
        assert (found.by, found.on) == ("M. Cole, Director", SIGNED)
    assert written.records.statements["S0003"].agreements == ()
    assert plan_sef(written, tmp_path / "back.docx").items == ()


def test_words_that_read_otherwise_here_are_not_agreed(written: Workspace, tmp_path: Path) -> None:
    """What was signed is what stood in the document, not what stands here by now."""
    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    statements.edit(written, "S0002", text="Publish waits each week")
    plan = plan_after(written, source, signing("M. Cole", "20/11/2026"))
    (item,) = plan.items
    assert "S0002 reads otherwise here" in item.reason
    take(written, plan, item.key)
    held = written.records.statements
    assert held["S0001"].agreed_by(agency(written)) is not None
    assert held["S0002"].agreements == ()


def test_an_agency_that_changed_words_and_signed_agrees_its_own_words(
    written: Workspace, tmp_path: Path
) -> None:
    """If its change is taken in the same act."""

    def edit(document: Any) -> None:
        paragraph = named(document, "sef_S0002")
        next(paragraph.iter(qn("w:t"))).text = "Publish waits every Monday"
        sign(document, "A1", 1, "M. Cole", "20 November 2026")

    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    plan = plan_after(written, source, edit)
    keys = [item.key for item in plan.items]
    take(written, plan, *keys)
    held = written.records.statements["S0002"]
    assert held.text == "Publish waits every Monday"
    assert held.agreed_by(agency(written)) is not None


def test_a_date_nobody_can_read_is_asked_for(written: Workspace, tmp_path: Path) -> None:
    """Nothing is stored until somebody writes it; then it is read from those words."""
    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    plan = plan_after(written, source, signing("M. Cole", "at the last meeting"))
    (item,) = plan.items
    assert item.merged is None
    take(written, plan, item.key)
    assert written.records.statements["S0001"].agreements == ()
    own = {item.key: Choice(is_accepted=True, text="M. Cole, 20 November 2026")}
    apply_sef(written, plan, own, name="a.docx", as_at=TODAY)
    assert written.records.statements["S0001"].agreed_by(agency(written)) is not None
    with pytest.raises(UsageError, match="who agreed and when"):
        apply_sef(written, plan, {item.key: Choice(is_accepted=True, text="M. Cole")}, name="a", as_at=TODAY)


def test_each_section_and_agency_signs_for_itself(written: Workspace, tmp_path: Path) -> None:
    """Also where a table above it was taken out."""

    def edit(document: Any) -> None:
        sign(document, "A2", 2, "J. Smith", "20 November 2026")
        first = next(one for one in document.tables if one.rows[1].cells[0].text == "A1")
        first._tbl.getparent().remove(first._tbl)

    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    plan = plan_after(written, source, edit)
    (item,) = (one for one in plan.items if one.kind == "agreed")
    assert (item.criterion, item.agency) == ("A2", agency(written, 1))
    assert [one.statement for one in item.agreed] == ["S0003"]


def test_a_table_says_who_has_agreed_already(written: Workspace, tmp_path: Path) -> None:
    """And an untouched copy proposes nothing."""
    agreeing.agree_all(written, ["S0001", "S0002"], agency(written), by="M. Cole", as_at=SIGNED)
    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    plan = plan_after(written, source, lambda _document: None)
    assert (plan.items, plan.remarks) == ((), ())
    seen = changed(source, tmp_path / "seen.docx", lambda document: table_words(document, "M. Cole"))
    assert seen.exists()


def table_words(document: Any, words: str) -> None:
    """Fail unless these words stand in a table."""
    assert any(words in words_of(one) for table in document.tables for one in table._tbl.iter(qn("w:p")))


def test_many_are_agreed_in_one_act(written: Workspace) -> None:
    """One change, undone at once; those agreed before keep who agreed them."""
    agreeing.agree(written, "S0001", agency(written), by="M. Cole", as_at=SIGNED)
    done = agreeing.agree_all(written, written.records.statements, agency(written), by="K. Ali", as_at=TODAY)
    assert [change.record_id for change in done.changes] == ["S0002", "S0003"]
    first = written.records.statements["S0001"].agreed_by(agency(written))
    assert first is not None
    assert first.by == "M. Cole"
    with pytest.raises(UsageError, match="has agreed all of these"):
        agreeing.agree_all(written, ["S0002", "S0003"], agency(written), by="x", as_at=TODAY)


def test_a_signature_nobody_can_place_is_told_and_not_taken(written: Workspace, tmp_path: Path) -> None:
    """The export is not remembered, or the row says another section; a date without a name asks for one."""

    def elsewhere(document: Any) -> None:
        sign(document, "A1", 1, "M. Cole", "20 November 2026")
        for table in document.tables:
            cells = table.rows[1].cells
            if len(cells) == 4 and cells[0].text == "A1" and cells[2].text == "M. Cole":
                type_over(cells[0].paragraphs[0]._p, "A3")

    source = exported(written, tmp_path / "sef.docx", mode="agreement")
    told = plan_after(written, source, elsewhere)
    assert [one for one in told.items if one.kind == "agreed"] == []
    assert any("M. Cole" in one and "section named in that row" in one for one in told.remarks)
    nameless = plan_after(written, source, signing("", "20 November 2026"))
    assert nameless.items == ()
    assert any("no name" in one for one in nameless.remarks)
    plan_after(written, source, signing("M. Cole", "20 November 2026"))
    bare = without_stamp(tmp_path / "back.docx", tmp_path / "bare.docx")
    for one in (written.root / "exports" / ".printed").iterdir():
        one.unlink()
    unknown = plan_sef(written, bare)
    assert unknown.items == ()
    assert any("M. Cole" in one and "not remembered" in one for one in unknown.remarks)
