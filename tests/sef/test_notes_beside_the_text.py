"""Footnotes and text boxes go with the statement they hang on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from readiness.sef import statements
from readiness.sef.round_trip.changes import Choice
from readiness.sef.taking_back import apply_sef, plan_sef
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import TODAY, changed, exported, named, with_part

ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def test_a_footnote_at_a_statement_becomes_its_note(workspace: Workspace, tmp_path: Path) -> None:
    """It is proposed with the statement it hangs on, once taken not again; elsewhere it is told."""
    statements.add(workspace, "A1", "strength", "Waits fell to 17.9 weeks", as_at=TODAY)
    out = exported(workspace, tmp_path / "sef.docx")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Figure excludes transfers.</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    )

    def refer(document: Any) -> None:
        reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'
        named(document, "sef_S0001").append(parse_xml(reference))

    referring = changed(out, tmp_path / "a.docx", refer)
    path = with_part(
        referring,
        tmp_path / "b.docx",
        "word/footnotes.xml",
        f"{ML}.footnotes+xml",
        notes,
        FOOTNOTES,
    )
    plan = plan_sef(workspace, path)
    (item,) = plan.items
    assert (item.statement, item.is_safe, plan.remarks) == ("S0001", False, ())
    apply_sef(workspace, plan, {item.key: Choice(is_accepted=True)}, name="b.docx", as_at=TODAY)
    assert [one.text for one in workspace.records.statements["S0001"].notes] == ["Figure excludes transfers."]
    assert plan_sef(workspace, path).items == ()
