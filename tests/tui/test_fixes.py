"""Whatever a check says to do can be done on the page its gap leads to."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from readiness.gaps.checks.check import Check, Fix
from readiness.gaps.checks.registry import CHECKS
from readiness.gaps.report import Gap
from readiness.model.records.tables import RECORD_TYPES
from readiness.tui.base.actions import COMMANDS
from readiness.tui.shell.navigation import VERBS_OF_FIX, place_of_gap
from readiness.tui.shell.session import Session, Start
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import NOW
from tests.tui.stage import session_of

SCREENS = {one.id: one.screens for one in COMMANDS}


@pytest.fixture
def session(area_workspace: Workspace) -> Session:
    """The example, opened."""
    return session_of(area_workspace, Start(area_workspace.root, "R. Shah", clock=lambda: NOW))


def test_every_fix_has_verbs_and_every_verb_is_there() -> None:
    """No fix is forgotten, and none names a command that does not exist."""
    assert set(VERBS_OF_FIX) == set(get_args(Fix))
    named = {verb for verbs in VERBS_OF_FIX.values() for verb in verbs}
    assert named <= set(SCREENS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_the_page_a_gap_leads_to_has_the_verb_that_puts_it_right(session: Session, check: Check[Any]) -> None:
    """For every check there is, about a criterion, a record or a fact."""
    subject = "S0001" if check.subject == "orphan" else "X0001"
    gap = Gap(check.id, "minor", check.subject, subject, ("A1",), "", "", (), fix=check.fix)
    area, _ = place_of_gap(gap, session)
    assert [verb for verb in VERBS_OF_FIX[check.fix] if area in SCREENS[verb]]


def test_every_record_type_that_people_write_has_a_form() -> None:
    """A command that adds or changes it, on some screen."""
    verbs = {
        "area": "area.edit",
        "evidence": "evidence.edit",
        "links": "evidence.link",
        "statements": "statement.edit",
        "grades": "criterion.grade",
        "requests": "request.assign",
        "recommendations": "plan.recommend",
        "actions": "plan.edit",
        "measures": "plan.measure",
        "notices": "notice.change",
        "handovers": "pack.hand_over",
        "facts": "fact.confirm",
        "strategies": "plan.part",
        "priorities": "plan.part",
        "workstreams": "plan.part",
        "progress_notes": "plan.note",
    }
    assert set(verbs) == set(RECORD_TYPES)
    assert set(verbs.values()) <= set(SCREENS)
