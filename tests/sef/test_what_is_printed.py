"""What the self-evaluation of a whole area says, read in the document: all of it, and nothing withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn

from readiness.evidence import register
from readiness.model.records.changes import Transaction, put
from readiness.rules.index import Index
from readiness.sef.export import export_sef
from readiness.sef.printed_exports import remember, remembered
from readiness.sef.round_trip.printed import PrintedSef
from readiness.workspace.editing import revise
from readiness.workspace.example import copy_example
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.making.sef_making import stamped
from tests.sef.returned_copies import AS_AT, words_of

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The worked example with a cited item withdrawn."""
    root = copy_example(tmp_path_factory.mktemp("printed") / "area")
    ws = open_workspace(root, user="R. Shah", clock=lambda: NOW)
    register.withdraw(ws, cited(ws))
    yield ws
    ws.close()


def cited(ws: Workspace) -> str:
    """An item that is linked to a strength and to nothing else of note."""
    strengths = {one.id for one in ws.records.statements.values() if one.kind == "strength"}
    return min(one.evidence for one in ws.records.links.values() if one.target in strengths)


@pytest.fixture(scope="module")
def working(area: Workspace) -> str:
    """All words of the working version, a line a paragraph."""
    return printed(area, mode="draft")


@pytest.fixture(scope="module")
def public(area: Workspace) -> str:
    """All words of the version for publication."""
    return printed(area, mode="publication")


def printed(ws: Workspace, **options: str) -> str:
    """The words of an export."""
    path = ws.root.parent / "-".join(("sef", *options.values(), "x.docx"))
    export_sef(ws, path, as_at=AS_AT, replace=True, **options)  # type: ignore[arg-type]  # names of options
    return "\n".join(words_of(one) for one in docx.Document(str(path)).element.body.iter(qn("w:p")))


def test_withdrawn_evidence_is_not_cited(area: Workspace, working: str) -> None:
    """Neither in the text nor in the list at the end; other evidence is."""
    withdrawn = [one for one in area.records.evidence.values() if one.is_withdrawn]
    titles = [one.title for one in area.records.evidence.values() if not one.is_withdrawn]
    assert withdrawn
    assert not [one.title for one in withdrawn if one.title in working and titles.count(one.title) == 0]
    assert sum(title in working for title in titles) > 10


def test_every_criterion_and_group_is_there_in_the_official_words(area: Workspace, working: str) -> None:
    """In the framework's order."""
    places = [working.index(one.short) for one in area.framework.criteria.values()]
    assert all(place >= 0 for place in places)
    for criterion in area.framework.criteria.values():
        assert criterion.title[1:] in working, criterion.id


def test_each_lens_says_every_statement_that_speaks_to_it(area: Workspace, working: str) -> None:
    """With the criterion it stands under, below the lens's own heading."""
    index: Index = area.index
    said = 0
    for lens in area.framework.lenses:
        lines = working.split("\n")
        start = len(lines) - 1 - lines[::-1].index(lens.title)
        section = "\n".join(lines[start:])
        for one in index.records.statements.values():
            if lens.id in one.lenses and one.kind != "next_step":
                said += 1
                assert f", {one.id})" in section, (lens.id, one.id)
    assert said


def test_agencies_are_called_by_their_titles(area: Workspace, working: str) -> None:
    """Where agreement is asked of them."""
    asked = [one.title for one in area.framework.agencies if one.agrees]
    assert asked
    assert all(title in working for title in asked)


def test_published_figures_to_compare_with_are_told_with_their_source(area: Workspace, working: str) -> None:
    """Of each measure the newest one only."""
    newest: dict[str, str] = {}
    for one in area.framework.comparators:
        newest[one.measure] = max(newest.get(one.measure, ""), one.period)
    told = [
        one for one in area.framework.comparators if f"{one.measure}: {one.value} ({one.period})" in working
    ]
    assert told
    assert {(one.measure, one.period) for one in told} <= set(newest.items())
    assert "Published figures to read ours against:" in working


def test_what_is_not_confirmed_is_not_published(area: Workspace, public: str) -> None:
    """A criterion whose words are not settled is printed without them."""
    for criterion in area.framework.criteria.values():
        assert (criterion.title[1:] in public) == criterion.is_settled, criterion.id


def test_the_newest_hundred_exports_are_remembered(area: Workspace) -> None:
    """The oldest go."""
    for number in range(103):
        remember(area, PrintedSef(stamp=stamped(version=f"0.{number}")))
    kept = [one.stamp.export_id for one in remembered(area)]
    assert len(kept) == 100


def test_an_agency_that_is_gone_keeps_its_id(area: Workspace) -> None:
    """What is no longer in the framework is printed as it was written."""
    record = next(one for one in area.records.evidence.values() if one.agencies and not one.is_withdrawn)
    area.run(Transaction("Change", (put(revise(record, agencies=("moon",)), record),)))
    assert "moon" in printed(area, mode="agreement")
