"""The framework model: strict, frozen, and easy to look things up in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.model.definition.facts import Fact
from readiness.model.definition.framework import Criterion, Prompt
from readiness.model.definition.timetable import Timetable, TimetableEvent
from tests.making.building import make_framework

SEEN: dict[str, Any] = {"status": "seen", "source": "s"}


def test_settled_statuses() -> None:
    """Only what was seen or confirmed needs no warning."""
    settled = {
        status: Fact(status=status, source="s").is_settled
        for status in ("seen", "reported", "inferred", "assumed", "confirmed")
    }
    assert settled == {
        "seen": True, "reported": False, "inferred": False, "assumed": False, "confirmed": True,
    }  # fmt: skip


def test_unknown_fields_and_wrong_types_are_refused() -> None:
    """A model takes nothing it does not know and converts nothing."""
    with pytest.raises(ValidationError):
        Prompt.model_validate({"id": "A1.1", "text": "x", "colour": "red", **SEEN})
    with pytest.raises(ValidationError):
        Prompt.model_validate({"id": 1.1, "text": "x", **SEEN})


def test_models_are_frozen() -> None:
    """A definition cannot be changed in place."""
    criterion = Criterion(id="A1", title="t", short="s", **SEEN)
    for name in ("title", "short"):
        with pytest.raises(ValidationError):
            setattr(criterion, name, "other")


def test_days_follow_anchors() -> None:
    """An event counts from its anchor; a ring of anchors ends."""
    events = (
        TimetableEvent(id="a", title="A", day=3, **SEEN),
        TimetableEvent(id="b", title="B", day=4, anchor="a", **SEEN),
        TimetableEvent(id="c", title="C", day=1, anchor="d", **SEEN),
        TimetableEvent(id="d", title="D", day=1, anchor="c", **SEEN),
    )
    timetable = Timetable(id="t", title="T", events=events, **SEEN)
    assert timetable.day_of("b") == 7
    assert timetable.day_of("none") == 0
    assert timetable.day_of("c") == 2


def test_lookups_cover_everything() -> None:
    """Every look-up of a whole framework holds every part, in its order."""
    framework, _ = load_framework(shipped_frameworks()["area-send-2023"])
    assert framework is not None
    assert list(framework.requests_by_id.values()) == list(framework.requests)
    assert {framework.criterion_of_prompt[one] for one in framework.prompts} == set(framework.criteria)
    assert framework.timetable("full") is framework.timetables[0]
    assert framework.timetable("none") is None
    assert framework.checks_by_id["criterion-one-kind"].limit == 2


def test_a_definition_says_until_when_it_holds() -> None:
    """A date; without one that it is to be confirmed, with what is known."""
    assert make_framework().validity == "valid from 06/06/2025; until when is to be confirmed"
    known = make_framework(until="a successor is announced")
    assert known.validity.endswith("until when is to be confirmed (a successor is announced)")
    over = make_framework(valid_until=date(2026, 8, 31))
    assert over.validity == "valid from 06/06/2025 until 31/08/2026"
