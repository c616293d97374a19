"""Checks for records that name something that does not exist (links have their own)."""

from __future__ import annotations

from collections.abc import Container, Iterable

from readiness.core.asks import Ask
from readiness.core.checks.improvement import criteria_of_action
from readiness.core.checks.measures import criteria_of_measure
from readiness.core.checks.model import Check, Finding, View
from readiness.core.evaluation import LocalGrade, Statement
from readiness.core.improvement import Action, Recommendation
from readiness.core.measures import Measure
from readiness.core.wording import listed

_Named = tuple[str, Iterable[str], Container[str]]
"""What a reference is called, the ids named, and the ids there are."""


def _broken(
    record_id: str, named: Iterable[_Named], criteria: tuple[str, ...] = (), owner: str = ""
) -> Finding | None:
    gone = [f"{what} {one}" for what, ids, known in named for one in ids if one not in known]
    if not gone:
        return None
    return Finding({"record": record_id, "gone": listed(gone)}, (record_id,), criteria, owner)


def _statement(view: View, one: Statement) -> Finding | None:
    framework = view.index.framework
    named: tuple[_Named, ...] = (
        ("criterion", (one.criterion,), framework.criteria),
        ("lens", one.lenses, framework.lenses_by_id),
        ("agency", (each.agency for each in one.agreements), framework.agencies_by_id),
    )
    known = one.criterion in framework.criteria
    return _broken(one.id, named, (one.criterion,) if known else (), one.owner)


def _grade(view: View, one: LocalGrade) -> Finding | None:
    framework = view.index.framework
    named: tuple[_Named, ...] = (
        ("criterion", (one.id,), framework.criteria),
        ("outcome", (one.outcome,), framework.outcomes_by_id),
    )
    return _broken(one.id, named, (one.id,) if one.id in framework.criteria else ())


def _request(_view: View, ask: Ask) -> Finding | None:
    named: tuple[_Named, ...] = (("request item", () if ask.is_known else (ask.id,), ()),)
    return _broken(ask.id, named, (), ask.state.owner)


def _recommendation(view: View, one: Recommendation) -> Finding | None:
    return _broken(one.id, (("criterion", one.criteria, view.index.framework.criteria),))


def _action(view: View, one: Action) -> Finding | None:
    records = view.index.records
    named: tuple[_Named, ...] = (
        ("statement", one.statements, records.statements),
        ("recommendation", one.recommendations, records.recommendations),
        ("criterion", one.criteria, view.index.framework.criteria),
        ("measure", one.measures, records.measures),
    )
    return _broken(one.id, named, criteria_of_action(view, one), one.responsible)


def _measure(view: View, one: Measure) -> Finding | None:
    named: tuple[_Named, ...] = (
        ("statement", one.statements, view.index.records.statements),
        ("criterion", one.criteria, view.index.framework.criteria),
    )
    return _broken(one.id, named, criteria_of_measure(view, one))


_REASON = "{record} names {gone}, which is not there."
_REMEDY = "Name what has taken its place, or take the reference out."

STATEMENT_CHECK: Check[Statement] = Check(
    "statement-broken",
    "Statement names what is not there",
    "serious",
    "statement",
    _REASON,
    _REMEDY,
    "statement",
    _statement,
)
GRADE_CHECK: Check[LocalGrade] = Check(
    "grade-broken", "Local view of what is not there", "serious", "grade", _REASON, _REMEDY, "grade", _grade
)
REQUEST_CHECK: Check[Ask] = Check(
    "request-broken",
    "Request item that is not there",
    "serious",
    "request",
    "{gone} is not in the framework, though somebody recorded where it stands.",
    "Give it a title if the inspectorate's own list has it; otherwise remove the record.",
    "remove",
    _request,
)
RECOMMENDATION_CHECK: Check[Recommendation] = Check(
    "recommendation-broken",
    "Recommendation names what is not there",
    "serious",
    "recommendation",
    _REASON,
    _REMEDY,
    "remove",
    _recommendation,
)
ACTION_CHECK: Check[Action] = Check(
    "action-broken",
    "Action names what is not there",
    "serious",
    "action",
    _REASON,
    _REMEDY,
    "action",
    _action,
)
MEASURE_CHECK: Check[Measure] = Check(
    "measure-broken",
    "Measure names what is not there",
    "serious",
    "measure",
    _REASON,
    _REMEDY,
    "measure",
    _measure,
)
