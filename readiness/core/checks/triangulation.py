"""Checks on criteria and prompts: is there evidence, of more than one kind, from more than one side?"""

from __future__ import annotations

from readiness.core.checks.model import Check, Finding, View
from readiness.core.coverage import CriterionCoverage
from readiness.core.framework import Criterion, Framework, Prompt, Voice
from readiness.core.wording import counted, day_words, listed

NO_EVIDENCE = "criterion-no-evidence"
NONE_CURRENT = "criterion-none-current"
ONE_KIND = "criterion-one-kind"
ONE_AGENCY = "criterion-one-agency"


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
    wanted = min(view.limit(ONE_KIND), len(framework.evidence_kinds))
    coverage = view.coverage(criterion.id)
    if len(coverage.kinds) >= wanted:
        return None
    titles = [framework.kinds_by_id[one].title for one in coverage.kinds]
    return _thin(view, coverage, titles, counted(wanted, "kind"))


def _one_agency(view: View, criterion: Criterion) -> Finding | None:
    framework = view.index.framework
    wanted = min(view.limit(ONE_AGENCY), sum(one.is_partner for one in framework.agencies))
    coverage = view.coverage(criterion.id)
    if len(coverage.partners) >= wanted:
        return None
    titles = [framework.agencies_by_id[one].title for one in coverage.partners]
    return _thin(view, coverage, titles, counted(wanted, "agency", "agencies"))


def _thin(view: View, coverage: CriterionCoverage, titles: list[str], wanted: str) -> Finding:
    words = {
        "criterion": coverage.criterion,
        "has": f"only {listed(titles)}" if titles else "none",
        "wanted": wanted,
        "current": counted(coverage.current, "item"),
        "as_at": day_words(view.as_at),
    }
    return Finding(words, coverage.evidence, (coverage.criterion,), part_of=explained_by(coverage))


def _no_child_voice(view: View, criterion: Criterion) -> Finding | None:
    return _no_voice(view, criterion, "child")


def _no_parent_voice(view: View, criterion: Criterion) -> Finding | None:
    return _no_voice(view, criterion, "parent")


def _no_voice(view: View, criterion: Criterion, voice: Voice) -> Finding | None:
    coverage = view.coverage(criterion.id)
    if voice in coverage.voices or not has_voice(view.index.framework, voice):
        return None
    words = {
        "criterion": criterion.id,
        "current": counted(coverage.current, "item"),
        "as_at": day_words(view.as_at),
    }
    return Finding(words, coverage.evidence, (criterion.id,), part_of=explained_by(coverage))


def has_voice(framework: Framework, voice: Voice) -> bool:
    """Whether the framework has a kind of evidence that carries this voice."""
    return any(kind.voice == voice for kind in framework.evidence_kinds)


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
        "Add evidence of another kind: figures, an audit, what families say.",
        "link",
        _one_kind,
        limit=2,
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
        limit=2,
        limit_means="partner agencies with current evidence wanted",
    ),
    Check(
        "criterion-no-child-voice",
        "No child or young person voice",
        "serious",
        "criterion",
        "Of the evidence for {criterion} current on {as_at} ({current}), none is what children or young "
        "people say.",
        "Link a survey, a group's notes or case work that carries their own words.",
        "link",
        _no_child_voice,
    ),
    Check(
        "criterion-no-parent-voice",
        "No parent or carer voice",
        "serious",
        "criterion",
        "Of the evidence for {criterion} current on {as_at} ({current}), none is what parents or carers say.",
        "Link a survey, a forum report or learning from complaints.",
        "link",
        _no_parent_voice,
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
