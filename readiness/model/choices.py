"""What a field can be chosen from: words by id, from the framework or the same under every framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework


@dataclass(frozen=True, slots=True)
class Fixed:
    """Choices that are the same under every framework, as ``not_started`` -> ``not started``."""

    words: Mapping[str, str]

    def __call__(self, _framework: Framework) -> Mapping[str, str]:
        """Words by id."""
        return self.words


def agencies(framework: Framework) -> Mapping[str, str]:
    """Titles of the partners whose evidence and agreement count."""
    return {one.id: one.title for one in framework.agencies}


def evidence_kinds(framework: Framework) -> Mapping[str, str]:
    """Titles of the kinds of evidence."""
    return {one.id: one.title for one in framework.evidence_kinds}


def markings(framework: Framework) -> Mapping[str, str]:
    """Protective markings, weakest first."""
    return {one: one for one in framework.markings}


def weakest_marking(framework: Framework) -> str:
    """The marking a new record has unless another is given; empty where the framework has none."""
    return framework.markings[0] if framework.markings else ""


def recommendation_kinds(framework: Framework) -> Mapping[str, str]:
    """What the framework calls what inspectors ask for, and what anybody else recommends."""
    return {
        "area_for_improvement": framework.terms.improvement,
        "area_for_priority_action": framework.terms.priority,
        "other": "other recommendation",
    }


def confidences(framework: Framework) -> Mapping[str, str]:
    """What the board calls each degree of confidence, best first."""
    board = framework.board
    return {"on_track": board.on_track, "at_risk": board.at_risk, "off_track": board.off_track}


def criteria(framework: Framework) -> Mapping[str, str]:
    """The criteria in a few words."""
    return {one.id: one.short for one in framework.criteria.values()}


def lenses(framework: Framework) -> Mapping[str, str]:
    """Titles of the lenses: themes evaluated across criteria."""
    return {one.id: one.title for one in framework.lenses}


def outcomes(framework: Framework) -> Mapping[str, str]:
    """Outcomes an inspection can reach, best first."""
    return {one.id: one.title for one in framework.outcomes}


def levels(framework: Framework) -> Mapping[str, str]:
    """What a criterion can be graded as, on any scale of the framework, best first."""
    return {one.id: one.title for one in framework.levels_by_id.values()}


def timetables(framework: Framework) -> Mapping[str, str]:
    """Titles of the kinds of inspection or meeting there is a timetable for."""
    return {one.id: one.title for one in framework.timetables}


def dated(framework: Framework) -> Mapping[str, str]:
    """What a notice gives a date to: events of every timetable, then deadline classes.

    Of an id in two of them the first title stands.
    """
    words: dict[str, str] = {}
    for timetable in framework.timetables:
        for event in timetable.events:
            words.setdefault(event.id, event.title)
    for deadline in framework.deadline_classes:
        words.setdefault(deadline.id, deadline.title)
    return words
