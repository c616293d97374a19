"""Every gap and every record has one area where it is shown and put right."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from readiness.gaps.checks.check import SubjectKind
from readiness.gaps.report import Gap
from readiness.tui.base.areas import AREAS
from readiness.tui.shell.navigation import place_of, place_of_gap
from readiness.tui.shell.session import Session
from readiness.workspace.workspace import Workspace

TODAY = date(2026, 11, 23)
KINDS: tuple[SubjectKind, ...] = get_args(SubjectKind)


@pytest.fixture
def session(area_workspace: Workspace) -> Session:
    """A session over the example area."""
    return Session(area_workspace, given=date(2026, 12, 7))


def gap(kind: SubjectKind, subject: str, *criteria: str) -> Gap:
    """A gap about this subject."""
    return Gap("x", "serious", kind, subject, criteria, "Reason.", "Remedy.", ())


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (gap("criterion", "A1", "A1"), ("criteria", "A1")),
        (gap("prompt", "A1.1", "A1"), ("criteria", "A1.1")),
        (gap("statement", "S0001", "A1"), ("criteria", "S0001")),
        (gap("grade", "A3", "A3"), ("criteria", "A3")),
        (gap("evidence", "E0002"), ("evidence", "E0002")),
        (gap("link", "L0002", "A1"), ("evidence", "E0001")),
        (gap("link", "L0099", "A1"), ("evidence", "")),
        (gap("request", "GEN01"), ("requests", "GEN01")),
        (gap("action", "P0001"), ("plan", "P0001")),
        (gap("recommendation", "R0001"), ("plan", "R0001")),
        (gap("measure", "M0001"), ("plan", "M0001")),
        (gap("fact", "A1", "A1"), ("criteria", "A1")),
        (gap("fact", "harbour"), ("gaps", "")),
    ],
)
def test_a_gap_leads_to_where_it_is_put_right(session: Session, found: Gap, place: tuple[str, str]) -> None:
    """To the record itself; a link to its evidence; what has no area of its own to its criterion."""
    assert place_of_gap(found, session) == place


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_gap_leads_nowhere(session: Session, kind: SubjectKind) -> None:
    """Whatever a check is about, there is an area of the screen to go to."""
    area, _ = place_of_gap(gap(kind, "X0001"), session)
    assert area in AREAS


def test_every_gap_of_an_area_leads_to_something_that_is_there(session: Session) -> None:
    """Of all the gaps found in the example, none points at a record or item that does not exist."""
    framework, records = session.framework, session.records
    known = {"", *framework.criteria, *framework.prompts, *framework.requests_by_id, *records.evidence}
    known |= {*records.statements, *records.actions, *records.recommendations, *records.measures}
    gaps = session.workspace.gaps(session.as_at)
    known |= {"/".join(one.key) for one in gaps if one.fix == "confirm"}
    assert len(gaps) > 20
    assert {place_of_gap(one, session)[1] for one in gaps} <= known


@pytest.mark.parametrize(
    ("record_id", "area"),
    [
        ("A1", "criteria"),
        ("A1.1", "criteria"),
        ("S0001", "criteria"),
        ("E0001", "evidence"),
        ("GEN01", "requests"),
        ("P0001", "plan"),
        ("R0001", "plan"),
        ("M0001", "plan"),
    ],
)
def test_a_record_is_shown_in_its_area(session: Session, record_id: str, area: str) -> None:
    """What was searched for opens where it can be worked on, with the record pointed at."""
    assert place_of(record_id, session) == (area, record_id)
