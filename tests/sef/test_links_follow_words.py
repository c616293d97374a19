"""Evidence follows words that were split, joined, moved or rewritten in Word, and is due for review there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from readiness.evidence.linking import link
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.rules.links import is_suspect
from readiness.sef import statements
from readiness.sef.round_trip.changes import Choice, SefPlan
from readiness.sef.taking_back import apply_sef
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import (
    TODAY,
    exported,
    named,
    plain_paragraph,
    plan_after,
    run,
    words_of,
)

WHOLE = "The backlog was cleared in July 2022. Families hear from us within six weeks."
FIRST, SECOND = "The backlog was cleared in July 2022. ", "Families hear from us within six weeks."


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """Two statements, each with evidence that was reviewed for exactly its words."""
    statements.add(workspace, "A1", "strength", WHOLE, as_at=TODAY)
    statements.add(workspace, "A1", "strength", "Schools are visited each term.", as_at=TODAY)
    for title, target in (("Panel log", "S0001"), ("Visits", "S0002")):
        paper = Evidence(
            id=workspace.new_id("evidence"),
            title=title,
            location_kind="url",
            location=f"https://example.org/{target}",
            added=TODAY,
        )
        workspace.run(Transaction("Add", (put(paper),)))
        link(workspace, paper.id, [target], as_at=TODAY)
    return workspace


@pytest.fixture
def out(written: Workspace, tmp_path: Path) -> Path:
    """The working draft."""
    return exported(written, tmp_path / "sef.docx")


def take_all(ws: Workspace, plan: SefPlan) -> None:
    """Accept everything that is proposed."""
    chosen = {item.key: Choice(is_accepted=True) for item in plan.items}
    apply_sef(ws, plan, chosen, name="back.docx", as_at=TODAY)


def tied(ws: Workspace, statement: str) -> list[tuple[str, bool]]:
    """The evidence of a statement, each with whether it is due for review."""
    return sorted(
        (one.evidence, is_suspect(ws.index, one)) for one in ws.index.links_to("statement", statement)
    )


def test_both_halves_of_a_split_keep_the_evidence_for_review(written: Workspace, out: Path) -> None:
    """Which half it proves, only a person can say."""

    def split(document: Any) -> None:
        paragraph = named(document, "sef_S0001")
        next(one for one in paragraph.iter(qn("w:t")) if one.text == WHOLE).text = FIRST
        rest = plain_paragraph(SECOND)
        rest.append(next(paragraph.iter(qn("w:bookmarkEnd"))))
        paragraph.addnext(rest)

    plan = plan_after(written, out, split)
    assert [(one.kind, one.is_safe) for one in plan.items] == [("split", False)]
    take_all(written, plan)
    fresh = max(written.records.statements)
    assert written.records.statements[fresh].text == SECOND
    assert tied(written, "S0001") == tied(written, fresh) == [("E0001", True)]
    assert tied(written, "S0002") == [("E0002", False)]


def test_a_joined_statement_keeps_the_evidence_of_both_for_review(written: Workspace, out: Path) -> None:
    """What takes the words takes what they rest on."""

    def join(document: Any) -> None:
        first, second = named(document, "sef_S0001"), named(document, "sef_S0002")
        first.append(run(" "))
        for one in [*second]:
            if one.tag != qn("w:pPr"):
                second.remove(one)
                first.append(one)
        second.getparent().remove(second)

    plan = plan_after(written, out, join)
    assert [one.kind for one in plan.items] == ["merged"]
    take_all(written, plan)
    assert list(written.records.statements) == ["S0001"]
    assert tied(written, "S0001") == [("E0001", True), ("E0002", True)]


def test_a_rewritten_statement_keeps_its_evidence_for_review(written: Workspace, out: Path) -> None:
    """Other words in the same place are the same statement; whether it is still proved is asked."""

    def rewrite(document: Any) -> None:
        text = next(one for one in named(document, "sef_S0001").iter(qn("w:t")) if one.text == WHOLE)
        text.text = "Nobody waits longer than the law allows, as far as our own records show."

    take_all(written, plan_after(written, out, rewrite))
    assert written.records.statements["S0001"].text.startswith("Nobody waits")
    assert tied(written, "S0001") == [("E0001", True)]


def test_a_moved_statement_keeps_its_evidence(written: Workspace, out: Path) -> None:
    """Under another criterion it is still the same statement with the same words."""

    def move(document: Any) -> None:
        statement = named(document, "sef_S0001")
        body = document.element.body
        place = next(
            one
            for one in body
            if words_of(one).startswith("A3 ") and "Heading" in (one.xpath("string(w:pPr/w:pStyle/@w:val)"))
        )
        place.addnext(statement)

    plan = plan_after(written, out, move)
    assert [(one.kind, one.statement, one.criterion) for one in plan.items] == [("moved", "S0001", "A3")]
    take_all(written, plan)
    assert written.records.statements["S0001"].criterion == "A3"
    assert [one for one, _ in tied(written, "S0001")] == ["E0001"]
