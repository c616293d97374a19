"""Checks on criteria and prompts: is there evidence, of more than one kind, from more than one side?"""

from __future__ import annotations

from functools import partial

from readiness.base.date_words import day_words
from readiness.base.text import counted, listed
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.definition.framework import Criterion, Framework, Prompt
from readiness.model.definition.wording import Voice
from readiness.model.records.evaluation import LocalGrade
from readiness.rules.coverage import ENOUGH, ONE_AGENCY, ONE_KIND, CriterionCoverage, wanted

NO_EVIDENCE = "criterion-no-evidence"

NONE_CURRENT = "criterion-none-current"


def _no_evidence(view: View, criterion: Criterion) -> Finding | None:
    if view.coverage(criterion.id).count:
        return None
    return Finding({"criterion": criterion.id}, criteria=(criterion.id,))


def _none_current(view: View, criterion: Criterion) -> Finding | None:
    coverage = view.coverage(criterion.id)
    if not coverage.count or coverage.current:
        return None
    words = {
        "items": counted(coverage.count, "item"),
        "criterion": criterion.id,
        "as_at": day_words(view.as_at),
        "stale": coverage.stale,
    }
    return Finding(words, coverage.evidence, (criterion.id,))


def _one_kind(view: View, criterion: Criterion) -> Finding | None:
    framework = view.index.framework
    enough = wanted(framework).kinds
    coverage = view.coverage(criterion.id)
    if len(coverage.kinds) >= enough:
        return None
    titles = [framework.kinds_by_id[one].title for one in coverage.kinds]
    return _thin(view, coverage, titles, counted(enough, "kind"))


def _one_agency(view: View, criterion: Criterion) -> Finding | None:
    framework = view.index.framework
    enough = wanted(framework).agencies
    coverage = view.coverage(criterion.id)
    if len(coverage.partners) >= enough:
        return None
    titles = [framework.agencies_by_id[one].spoken for one in coverage.partners]
    return _thin(view, coverage, titles, counted(enough, "agency", "agencies"))


def _thin(view: View, coverage: CriterionCoverage, titles: list[str], wanted: str) -> Finding:
    words = {
        "criterion": coverage.criterion,
        "has": f"only {listed(titles)}" if titles else "none",
        "wanted": wanted,
        "current": counted(coverage.current, "item"),
        "as_at": day_words(view.as_at),
    }
    return Finding(words, coverage.evidence, (coverage.criterion,), part_of=explained_by(coverage))


def _no_voice(view: View, criterion: Criterion, voice: str) -> Finding | None:
    coverage = view.coverage(criterion.id)
    if voice in coverage.voices:
        return None
    words = {
        "criterion": criterion.id,
        "current": counted(coverage.current, "item"),
        "as_at": day_words(view.as_at),
    }
    return Finding(words, coverage.evidence, (criterion.id,), part_of=explained_by(coverage))


def explained_by(coverage: CriterionCoverage) -> str:
    """The check whose gap on the criterion already explains that nothing current stands under it."""
    if coverage.current:
        return ""
    return NONE_CURRENT if coverage.count else NO_EVIDENCE


def _prompt_no_evidence(view: View, prompt: Prompt) -> Finding | None:
    if view.index.evidence_to("prompt", prompt.id):
        return None
    criterion = view.index.framework.criterion_of_prompt[prompt.id]
    known = "" if prompt.is_settled else f" (the point itself is {prompt.status}, not confirmed)"
    part_of = "" if view.coverage(criterion).count else NO_EVIDENCE
    words = {"prompt": prompt.id, "text": prompt.text, "known": known}
    return Finding(words, criteria=(criterion,), part_of=part_of)


CHECKS: tuple[Check[Criterion] | Check[Prompt], ...] = (
    Check(
        NO_EVIDENCE,
        "Criterion without evidence",
        "critical",
        "criterion",
        "Nothing is linked to {criterion}, its prompts or its statements.",
        "Link the best document you have, then look for a second kind and a second agency.",
        "link",
        _no_evidence,
    ),
    Check(
        NONE_CURRENT,
        "No evidence current at the date",
        "serious",
        "criterion",
        "{criterion} has {items}, none of them current on {as_at} ({stale} stale).",
        "Refresh the most useful one, or add what has replaced it.",
        "link",
        _none_current,
    ),
    Check(
        ONE_KIND,
        "Too few kinds of evidence",
        "serious",
        "criterion",
        "Evidence for {criterion} current on {as_at} ({current}): {wanted} wanted, {has} found.",
        "Add evidence of another kind: figures, an audit, what people say.",
        "link",
        _one_kind,
        limit=ENOUGH,
        limit_means="kinds of current evidence wanted",
    ),
    Check(
        ONE_AGENCY,
        "Too few agencies",
        "serious",
        "criterion",
        "Evidence for {criterion} current on {as_at} ({current}): {wanted} wanted, {has} found.",
        "Ask another partner for what it holds.",
        "link",
        _one_agency,
        limit=ENOUGH,
        limit_means="partner agencies with current evidence wanted",
    ),
    Check(
        "prompt-no-evidence",
        "Prompt without evidence",
        "minor",
        "prompt",
        "Nothing is linked to {prompt}, {text}{known}.",
        "Link what shows it, or note under the criterion why it does not apply here.",
        "link",
        _prompt_no_evidence,
    ),
)


def voice_checks(framework: Framework) -> tuple[Check[Criterion], ...]:
    """A check for each voice that the framework wants every criterion to have."""
    return tuple(_voice_check(one) for one in framework.wanted_voices.values())


def _voice_check(voice: Voice) -> Check[Criterion]:
    none = f"none is what {voice.people} say" if voice.people else f"none carries the {voice.title}"
    none = none.replace("{", "{{").replace("}", "}}")
    return Check(
        voice.check,
        f"No {voice.title}",
        "serious",
        "criterion",
        f"Of the evidence for {{criterion}} current on {{as_at}} ({{current}}), {none}.",
        voice.remedy,
        "link",
        partial(_no_voice, voice=voice.id),
    )


def _no_reason(view: View, grade: LocalGrade) -> Finding | None:
    return None if grade.why.strip() else _finding(view, grade)


def _too_high(view: View, grade: LocalGrade) -> Finding | None:
    """The best outcome, while current evidence is absent, of one kind, of one agency or without a voice."""
    outcomes = view.index.framework.levels_of(grade.id)
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
    kinds, partners = wanted(framework)
    lacking: list[str] = []
    if len(coverage.kinds) < kinds:
        lacking.append(f"{counted(len(coverage.kinds), 'kind')} of evidence where {kinds} are wanted")
    if len(coverage.partners) < partners:
        lacking.append(f"evidence from {counted(len(coverage.partners), 'agency', 'agencies')} of {partners}")
    silent = [one for one in framework.wanted_voices if one not in coverage.voices]
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
    outcome = framework.levels_by_id.get(grade.outcome)
    title = outcome.title if outcome else grade.outcome
    criteria = (grade.id,) if grade.id in framework.criteria else ()
    return Finding({"criterion": grade.id, "outcome": title, **words}, (grade.id,), criteria)


GRADE_CHECKS: tuple[Check[LocalGrade], ...] = (
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
