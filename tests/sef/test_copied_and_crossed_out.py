"""Statements copied, crossed out whole, and printed notes reworded: each is said as what it is."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from readiness.model.records.changes import Transaction, put
from readiness.model.records.plan import Action
from readiness.sef import statements
from readiness.sef.taking_back import plan_sef
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import TODAY, exported, holding, named, plan_after, run

STRENGTH = "Waits fell from 31 to 22 weeks in two years."


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """A strength with its impact and an action in one section, a statement in another."""
    statements.add(workspace, "A1", "strength", STRENGTH, as_at=TODAY, impact="Families wait 9 weeks less.")
    statements.add(workspace, "A3", "strength", "Short breaks reach 240 families.", as_at=TODAY)
    action = Action(id=workspace.new_id("actions"), title="Hire two psychologists", criteria=("A1",))
    workspace.run(Transaction("Fill", (put(action),)))
    return workspace


@pytest.mark.parametrize("keeps_name", [True, False], ids=["with its name", "as Word pastes it"])
def test_a_statement_copied_to_another_section_is_said(
    written: Workspace, tmp_path: Path, *, keeps_name: bool
) -> None:
    """Nothing is proposed, for it is one statement; where its words stand again is told with them."""

    def paste(document: Any) -> None:
        again = copy.deepcopy(named(document, "sef_S0001"))
        for one in [] if keeps_name else list(again.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            one.getparent().remove(one)
        named(document, "sef_S0002").addnext(again)

    plan = plan_after(written, exported(written, tmp_path / "sef.docx"), paste)
    assert plan.items == ()
    (remark,) = plan.remarks
    assert remark.startswith("S0001 stands a second time under")
    assert "of A3" in remark
    assert STRENGTH in remark


def test_a_statement_crossed_out_whole_is_said_to_be(written: Workspace, tmp_path: Path) -> None:
    """Its words still stand in the document, and its impact too: both are told, and nothing is safe."""

    def strike(document: Any) -> None:
        for one in named(document, "sef_S0001").iter(qn("w:r")):
            look = one.find(qn("w:rPr"))
            if look is None:
                look = parse_xml(f"<w:rPr {nsdecls('w')}/>")
                one.insert(0, look)
            look.append(parse_xml(f"<w:strike {nsdecls('w')}/>"))

    (item,) = plan_after(written, exported(written, tmp_path / "sef.docx"), strike).items
    assert (item.statement, item.is_safe) == ("S0001", False)
    assert "struck out" in item.reason
    assert STRENGTH in item.reason
    assert "not in the document" not in item.reason


def test_a_printed_note_with_words_added_is_no_new_statement(written: Workspace, tmp_path: Path) -> None:
    """A partner's remark at the end of a caption is told with the caption before and after."""
    path = exported(written, tmp_path / "sef.docx")
    assert plan_sef(written, path).is_empty

    def add(document: Any) -> None:
        holding(document, "Actions for A1").append(run(" (checked by health)"))

    plan = plan_after(written, path, add)
    assert plan.items == ()
    (remark,) = plan.remarks
    assert remark.startswith("Printed words were changed from")
    assert "(checked by health)" in remark


def test_a_column_taken_out_is_told_once_with_all_its_words(written: Workspace, tmp_path: Path) -> None:
    """Not cell by cell; rows taken out are told as rows."""

    def cut(document: Any) -> None:
        table = next(one for one in document.tables if "Our local view" in one.rows[0].cells[2].text)
        for row in table.rows:
            row._tr.remove(row._tr.tc_lst[-1])

    plan = plan_after(written, exported(written, tmp_path / "sef.docx"), cut)
    assert plan.items == ()
    (remark,) = plan.remarks
    assert "Evidence items was emptied or taken out" in remark
    assert remark.count("none") == len(written.framework.criteria)

    def shorten(document: Any) -> None:
        table = next(one for one in document.tables if "Our local view" in one.rows[0].cells[2].text)
        for row in table.rows[-3:]:
            table._tbl.remove(row._tr)

    (remark,) = plan_after(written, tmp_path / "sef.docx", shorten).remarks
    assert "whole rows were taken out" in remark
