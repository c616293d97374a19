"""Every named check, in the order gaps of one severity are ranked."""

from __future__ import annotations

from typing import Any

from readiness.gaps.checks import (
    criteria,
    evidence,
    framework,
    links,
    orphans,
    plan,
    reading,
    requests,
    statements,
)
from readiness.gaps.checks import links as references
from readiness.gaps.checks.check import Check

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
    *plan.ACTION_CHECKS,
    *plan.CHECKS,
    *orphans.CHECKS,
    references.ACTION_CHECK,
    references.MEASURE_CHECK,
    *framework.CHECKS,
)
"""Asks first, then what is known about criteria, what is said of them, evidence, links and plans."""

CHECKS_BY_ID: dict[str, Check[Any]] = {check.id: check for check in CHECKS}

CHECK_ORDER: dict[str, int] = {check.id: place for place, check in enumerate(CHECKS)}
