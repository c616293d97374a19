"""Parts of the self-evaluation that go out by themselves: their return leaves everything else alone."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from readiness.base.errors import UsageError
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence, Link
from readiness.sef import statements
from readiness.sef.round_trip.changes import safe_choices
from readiness.sef.taking_back import apply_sef, plan_sef
from readiness.sef.word_out.sections import SECTIONS
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import TODAY, changed, exported, named, run, without_bookmarks, without_stamp

EMPTY = ("recommendations", "left-out")
"""Sections of which this workspace has nothing."""

PARTS: dict[str, dict[str, Any]] = {
    "one criterion": {"only": ["A3"]},
    "two criteria": {"only": ["A1", "A3"]},
    "one agency": {"agency": "health"},
    **{f"section {name}": {"sections": [name]} for name in SECTIONS if name not in EMPTY},
    "sections in another order": {"sections": ["standing", "recommendations", "summary"]},
}

some_parts = pytest.mark.parametrize(
    "options",
    [
        pytest.param(options, id=name, marks=() if number % 5 == 0 else pytest.mark.whole)
        for number, (name, options) in enumerate(PARTS.items())
    ],
)
"""A few in every run, all in a whole one."""


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """Two statements in each of three sections; health's evidence is linked in the second."""
    for criterion in ("A1", "A3", "B1"):
        statements.add(workspace, criterion, "headline", f"Our headline of {criterion}.", as_at=TODAY)
        statements.add(
            workspace, criterion, "strength", f"What is good in {criterion}.", as_at=TODAY, impact="It helps."
        )
    paper = Evidence(
        id=workspace.new_id("evidence"),
        title="Therapy waits",
        location_kind="url",
        location="https://example.org/a",
        agencies=("health",),
        added=TODAY,
    )
    link = Link(id=workspace.new_id("links"), evidence=paper.id, target_kind="statement", target="S0004")
    workspace.run(Transaction("Fill", (put(paper), put(link))))
    return workspace


@pytest.mark.parametrize("options", PARTS.values(), ids=PARTS)
def test_an_untouched_part_proposes_nothing(
    written: Workspace, tmp_path: Path, options: dict[str, Any]
) -> None:
    """What was not printed is not missing."""
    part = exported(written, tmp_path / "part.docx", **options)
    plan = plan_sef(written, part)
    assert (plan.items, plan.remarks) == ((), ())


@some_parts
@pytest.mark.parametrize("has_names", [True, False], ids=["names", "no names"])
def test_a_part_whose_export_is_forgotten_moves_nothing(
    written: Workspace, tmp_path: Path, options: dict[str, Any], *, has_names: bool
) -> None:
    """Its stamp alone is known: headings counted otherwise in a whole document put nothing elsewhere."""
    part = exported(written, tmp_path / "part.docx", **options)
    for path in (written.root / "exports" / ".printed").iterdir():
        path.unlink()
    back = part if has_names else changed(part, tmp_path / "back.docx", without_bookmarks)
    assert plan_sef(written, back).items == ()


@some_parts
@pytest.mark.parametrize("loss", ["stamp", "bookmarks"])
def test_nothing_is_deleted_where_a_program_dropped_what_we_hid_in_the_part(
    written: Workspace, tmp_path: Path, options: dict[str, Any], loss: str
) -> None:
    """Without its stamp, or without names of paragraphs, a part still says nothing of the rest."""
    part = exported(written, tmp_path / "part.docx", **options)
    back = tmp_path / "back.docx"
    if loss == "stamp":
        without_stamp(part, back)
    else:
        changed(part, back, without_bookmarks)
    plan = plan_sef(written, back)
    assert [one for one in plan.items if one.kind == "deleted" or one.is_safe] == []


def test_the_part_of_an_agency_is_what_rests_on_its_evidence(written: Workspace, tmp_path: Path) -> None:
    """Health has evidence in one section; without any there is no part, and an unknown agency is refused."""
    part = exported(written, tmp_path / "part.docx", agency="health")
    assert plan_sef(written, part).statements == 2
    back = changed(part, tmp_path / "back.docx", lambda one: named(one, "sef_S0004").append(run(" Two.")))
    (item,) = plan_sef(written, back).items
    assert (item.kind, item.statement, item.is_safe) == ("edited", "S0004", True)
    for wrong in ("education", "nobody"):
        with pytest.raises(UsageError):
            exported(written, tmp_path / "none.docx", agency=wrong)


@pytest.mark.parametrize("name", EMPTY)
def test_a_section_that_holds_nothing_is_refused(written: Workspace, tmp_path: Path, name: str) -> None:
    """An empty document helps nobody; together with another section it is left out."""
    with pytest.raises(UsageError, match="nothing to print"):
        exported(written, tmp_path / "none.docx", sections=[name])
    with pytest.raises(UsageError, match="nothing to print"):
        exported(written, tmp_path / "none.docx", sections=["gaps"], mode="publication")
    assert plan_sef(written, exported(written, tmp_path / "a.docx", sections=[name, "area"])).is_empty


def test_a_deletion_in_a_part_is_that_one_alone(written: Workspace, tmp_path: Path) -> None:
    """A paragraph taken out of a part is proposed for deletion, and no other."""

    def drop(document: Any) -> None:
        for name in ("sef_S0004", "sef_S0004_impact"):
            paragraph = named(document, name)
            paragraph.getparent().remove(paragraph)

    part = exported(written, tmp_path / "part.docx", only=["A3"])
    plan = plan_sef(written, changed(part, tmp_path / "back.docx", drop))
    assert {one.statement for one in plan.items} == {"S0004"}
    assert not any(one.is_safe for one in plan.items)


@pytest.mark.whole
def test_three_parts_come_back_in_any_order_with_equal_results(written: Workspace, tmp_path: Path) -> None:
    """A criterion's, an agency's and a section's copy: whichever is first, the same words are stored."""
    edits: tuple[tuple[dict[str, Any], str, str], ...] = (
        ({"only": ["A1"]}, "sef_S0002", " One."),
        ({"agency": "health"}, "sef_S0004", " Two."),
        ({"sections": ["criteria"]}, "sef_S0006", " Three."),
    )
    copies = []
    for place, (options, name, more) in enumerate(edits):
        part = exported(written, tmp_path / f"part{place}.docx", **options)

        def add(document: Any, name: str = name, more: str = more) -> None:
            named(document, name).append(run(more))

        copies.append(changed(part, tmp_path / f"back{place}.docx", add))
    results = set()
    for order in permutations(copies):
        for path in order:
            plan = plan_sef(written, path)
            assert [(one.kind, one.is_safe) for one in plan.items] == [("edited", True)]
            apply_sef(written, plan, safe_choices(plan), name=path.name, as_at=TODAY)
        results.add(tuple(one.text for one in written.records.statements.values()))
        for _ in order:
            undo(written)
    (stored,) = results
    assert [one for one in stored if one.endswith((" One.", " Two.", " Three."))] == [
        "What is good in A1. One.",
        "What is good in A3. Two.",
        "What is good in B1. Three.",
    ]
