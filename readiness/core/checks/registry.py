"""Every named check, in the order gaps of one severity are ranked."""

from __future__ import annotations

from typing import Any

from readiness.core.checks import (
    evidence,
    framework_facts,
    grades,
    improvement,
    links,
    measures,
    references,
    requests,
    statements,
    triangulation,
)
from readiness.core.checks.model import Check

CHECKS: tuple[Check[Any], ...] = (
    *requests.CHECKS,
    *triangulation.CHECKS,
    *statements.CHECKS,
    *grades.CHECKS,
    *statements.CRITERION_CHECKS,
    *evidence.CHECKS,
    *links.CHECKS,
    *improvement.RECOMMENDATION_CHECKS,
    *improvement.ACTION_CHECKS,
    *measures.CHECKS,
    references.STATEMENT_CHECK,
    references.GRADE_CHECK,
    references.REQUEST_CHECK,
    references.RECOMMENDATION_CHECK,
    references.ACTION_CHECK,
    references.MEASURE_CHECK,
    *framework_facts.CHECKS,
)
"""Asks first, then what is known about criteria, what is said of them, evidence, links and plans."""

CHECKS_BY_ID: dict[str, Check[Any]] = {check.id: check for check in CHECKS}
CHECK_ORDER: dict[str, int] = {check.id: place for place, check in enumerate(CHECKS)}
