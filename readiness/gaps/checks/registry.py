"""Every named check, in the order gaps of one severity are ranked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from readiness.gaps.checks import (
    criteria,
    delivery,
    evidence,
    framework,
    links,
    measures,
    orphans,
    plan,
    promises,
    reading,
    requests,
    statements,
)
from readiness.gaps.checks import links as references
from readiness.gaps.checks.check import Check
from readiness.model.definition.framework import Framework
from readiness.rules.coverage import ONE_AGENCY

CHECKS: tuple[Check[Any], ...] = (
    *requests.CHECKS,
    *criteria.CHECKS,
    *statements.CHECKS,
    *criteria.GRADE_CHECKS,
    *statements.CRITERION_CHECKS,
    *evidence.CHECKS,
    *reading.CHECKS,
    *links.CHECKS,
    *plan.RECOMMENDATION_CHECKS,
    *delivery.RECOMMENDATION_CHECKS,
    *plan.ACTION_CHECKS,
    *delivery.ACTION_CHECKS,
    *delivery.PRIORITY_CHECKS,
    *delivery.STRATEGY_CHECKS,
    *delivery.WORKSTREAM_CHECKS,
    *promises.CHECKS,
    *measures.CHECKS,
    *orphans.CHECKS,
    references.ACTION_CHECK,
    references.MEASURE_CHECK,
    *framework.CHECKS,
)
"""Those of every framework: asks, what is known of criteria, what is said of them, evidence, links, plans."""

CHECKS_BY_ID: dict[str, Check[Any]] = {check.id: check for check in CHECKS}


def checks_of(framework: Framework) -> tuple[Check[Any], ...]:
    """Every check under a framework, in order: those all have, and one for each voice it wants.

    What is evaluated is called in them as the framework calls it.
    """
    place = next(number for number, check in enumerate(CHECKS, 1) if check.id == ONE_AGENCY)
    known = (*CHECKS[:place], *criteria.voice_checks(framework), *CHECKS[place:])
    said = framework.terms.said
    if said("criterion criteria") == "criterion criteria":
        return known
    return tuple(
        replace(one, title=said(one.title), reason=said(one.reason), remedy=said(one.remedy)) for one in known
    )


def checks_by_id(framework: Framework) -> dict[str, Check[Any]]:
    """Every check under a framework by id, in order."""
    return {check.id: check for check in checks_of(framework)}
