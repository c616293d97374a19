"""Checks on local grades: is there a reason, and can the evidence carry it?"""

from __future__ import annotations

from readiness.core.checks.model import Check, Finding, View
from readiness.core.checks.triangulation import ONE_AGENCY, ONE_KIND, has_voice
from readiness.core.evaluation import LocalGrade
from readiness.core.framework import Voice
from readiness.core.wording import counted, day_words, listed

_VOICES: tuple[Voice, ...] = ("child", "parent")


def _no_reason(view: View, grade: LocalGrade) -> Finding | None:
    return None if grade.why.strip() else _finding(view, grade)


def _too_high(view: View, grade: LocalGrade) -> Finding | None:
    """The best outcome, while current evidence is absent, of one kind, of one agency or without a voice."""
    outcomes = view.index.framework.outcomes_by_id
    given = outcomes.get(grade.outcome)
    if given is None or grade.id not in view.index.framework.criteria:
        return None
    best = min(one.rank for one in outcomes.values())
    lacking = what_is_thin(view, grade.id)
    if given.rank > best or not lacking:
        return None
    return _finding(view, grade, lacking=listed(lacking), as_at=day_words(view.as_at))


def what_is_thin(view: View, criterion_id: str) -> list[str]:
    """What keeps a criterion's evidence from carrying the best outcome at the date, in words."""
    framework, coverage = view.index.framework, view.coverage(criterion_id)
    if not coverage.current:
        return ["no current evidence"]
    kinds = min(view.limit(ONE_KIND), len(framework.evidence_kinds))
    partners = min(view.limit(ONE_AGENCY), sum(one.is_partner for one in framework.agencies))
    lacking: list[str] = []
    if len(coverage.kinds) < kinds:
        lacking.append(f"{counted(len(coverage.kinds), 'kind')} of evidence where {kinds} are wanted")
    if len(coverage.partners) < partners:
        lacking.append(f"evidence from {counted(len(coverage.partners), 'agency', 'agencies')} of {partners}")
    silent = [one for one in _VOICES if one not in coverage.voices and has_voice(framework, one)]
    if silent:
        lacking.append(f"no {listed(silent, 'or')} voice")
    unproven = [
        one.id
        for one in coverage.statements
        if one.kind == "strength"
        and not any(map(view.is_current, view.index.evidence_to("statement", one.id)))
    ]
    if unproven:
        lacking.append(f"no current evidence for {listed(unproven)}")
    return lacking


def _finding(view: View, grade: LocalGrade, **words: object) -> Finding:
    framework = view.index.framework
    outcome = framework.outcomes_by_id.get(grade.outcome)
    title = outcome.title if outcome else grade.outcome
    criteria = (grade.id,) if grade.id in framework.criteria else ()
    return Finding({"criterion": grade.id, "outcome": title, **words}, (grade.id,), criteria)


CHECKS: tuple[Check[LocalGrade], ...] = (
    Check(
        "grade-too-high",
        "Local view higher than its evidence can carry",
        "serious",
        "grade",
        "{criterion} is seen locally as {outcome}, the best there is, but on {as_at} it has {lacking}.",
        "Add what is lacking, or take a more careful view.",
        "grade",
        _too_high,
    ),
    Check(
        "grade-no-reason",
        "Local view without a reason",
        "serious",
        "grade",
        "{criterion} is seen locally as {outcome}, and nobody has said why.",
        "Write the reason in a sentence or two.",
        "grade",
        _no_reason,
    ),
)
