"""Checks on the self-evaluation: what each criterion says, what it rests on, what difference it made."""

from __future__ import annotations

import re
from datetime import date

from readiness.base.date_words import day_words
from readiness.base.text import counted, listed, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.definition.framework import Criterion
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.record import EPOCH
from readiness.model.vocabulary import ACTION_STATUS, StatementKind
from readiness.rules.effect import behind_impact, claims_impact
from readiness.rules.links import evidence_changed, target_changed
from readiness.rules.plan import GIVEN_UP
from readiness.rules.so_what import read_statement

_FIGURE = re.compile(
    r"\d|\b(?:half|halved|third|quarter|doubled?|twice|trebled?|tripled|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|dozens?|hundreds?|thousands?)\b",
    re.IGNORECASE,
)
"""A figure, in digits or in a common word for one."""


def _finding(
    view: View, statement: Statement, records: tuple[str, ...] = (), owner: str = "", **words: object
) -> Finding:
    known = statement.criterion in view.index.framework.criteria
    return Finding(
        {"statement": statement.id, "text": quoted(statement.text), "as_at": day_words(view.as_at), **words},
        (statement.id, *records),
        (statement.criterion,) if known else (),
        statement.owner or owner,
    )


def _lacks(view: View, criterion: Criterion, kind: StatementKind) -> Finding | None:
    statements = view.index.statements_of(criterion.id)
    if any(one.kind == kind and one.text.strip() for one in statements):
        return None
    words = {
        "criterion": criterion.id,
        "short": criterion.short,
        "others": counted(len(statements), "statement"),
    }
    return Finding(words, tuple(one.id for one in statements), (criterion.id,))


def _no_headline(view: View, criterion: Criterion) -> Finding | None:
    return _lacks(view, criterion, "headline")


def _no_strength(view: View, criterion: Criterion) -> Finding | None:
    return _lacks(view, criterion, "strength")


def _no_area(view: View, criterion: Criterion) -> Finding | None:
    return _lacks(view, criterion, "area_to_develop")


def _no_evidence(view: View, statement: Statement) -> Finding | None:
    if statement.kind != "strength" or view.index.evidence_to("statement", statement.id):
        return None
    return _finding(view, statement)


def _no_impact(view: View, statement: Statement) -> Finding | None:
    if statement.kind != "strength" or statement.impact.strip():
        return None
    return _finding(view, statement)


def _impact_no_figure(view: View, statement: Statement) -> Finding | None:
    impact = statement.impact.strip()
    if not impact or _says_how_much(view, statement) or _has_figures(view, statement):
        return None
    return _finding(view, statement, impact=quoted(impact))


def _impact_not_shown(view: View, statement: Statement) -> Finding | None:
    if not claims_impact(statement, view.index.framework.so_what):
        return None
    if behind_impact(view.index, statement, view.as_at):
        return None
    return _finding(view, statement, impact=quoted(statement.impact.strip()))


def _says_how_much(view: View, statement: Statement) -> bool:
    """Whether the words have a figure: of a strength, one of its effect, where the framework can tell."""
    found = read_statement(statement, view.index.framework.so_what)
    if found is None:
        return bool(_FIGURE.search(statement.impact))
    return "how_much" in found.present


def _has_figures(view: View, statement: Statement) -> bool:
    """Whether figures stand beside it: a measure, or linked data."""
    if view.index.measures_for("statement", statement.id):
        return True
    kinds = view.index.framework.kinds_by_id
    linked = view.index.evidence_to("statement", statement.id)
    return any(one.kind in kinds and kinds[one.kind].is_data for one in linked)


def _so_what(view: View, statement: Statement) -> Finding | None:
    """Parts the words do not say; what is linked says how we know, and figures have a check of their own."""
    rules = view.index.framework.so_what
    found = read_statement(statement, rules) if statement.impact.strip() else None
    if found is None or rules is None:
        return None
    linked = view.index.evidence_to("statement", statement.id)
    missing = [
        rules.part(part)
        for part in found.missing
        if part != "how_much" and not (part == "how_we_know" and linked)
    ]
    if not missing:
        return None
    asked = " ".join(one.ask for one in missing)
    return _finding(view, statement, missing=listed((one.title for one in missing), "or"), asked=asked)


def _area_no_action(view: View, statement: Statement) -> Finding | None:
    if statement.kind != "area_to_develop":
        return None
    actions = view.index.actions_for("statement", statement.id)
    if any(one.status not in GIVEN_UP for one in actions):
        return None
    given_up = (f"{one.id} {ACTION_STATUS[one.status]}" for one in actions)
    stopped = f" ({listed(given_up)})" if actions else ""
    return _finding(view, statement, tuple(one.id for one in actions), stopped=stopped)


def _only_stale(view: View, statement: Statement) -> Finding | None:
    linked = view.index.evidence_to("statement", statement.id)
    if not linked or any(view.is_current(one) for one in linked):
        return None
    newest = max((one.period_to for one in linked if one.period_to), default=None)
    return _finding(
        view,
        statement,
        tuple(one.id for one in linked),
        next((one.owner for one in linked if one.owner), ""),
        evidence=listed(one.id for one in linked),
        newest=f"the newest covers the time to {day_words(newest)}"
        if newest
        else "none says what time it covers",
    )


def _older_than_data(view: View, statement: Statement) -> Finding | None:
    said = statement.as_at or (statement.updated.date() if statement.updated != EPOCH else None)
    if said is None:
        return None
    newer = [*_newer_evidence(view, statement, said), *_newer_figures(view, statement, said)]
    if not newer:
        return None
    newest, source = max(newer)
    sources = tuple(dict.fromkeys(one for _, one in newer))
    return _finding(view, statement, sources, said=day_words(said), newest=day_words(newest), source=source)


def _newer_evidence(view: View, statement: Statement, said: date) -> list[tuple[date, str]]:
    """Figures in evidence later than the statement, but for those reviewed against it as both now stand.

    Somebody who links new figures and reviews the link has said that the words still hold.
    """
    data = {kind.id for kind in view.index.framework.evidence_kinds if kind.is_data}
    return [
        (one.period_to, one.id)
        for one in view.index.evidence_to("statement", statement.id)
        if one.kind in data and one.period_to and said < one.period_to <= view.as_at
        for link in view.index.links_of(one.id)
        if (link.target_kind, link.target) == ("statement", statement.id) and not _vouched(view, link, one)
    ]


def _vouched(view: View, link: Link, evidence: Evidence) -> bool:
    is_reviewed = bool(link.evidence_seen and link.target_seen) and link.reviewed is not None
    is_as_seen = not evidence_changed(view.index, link) and not target_changed(view.index, link)
    return is_reviewed and is_as_seen and evidence.id not in view.files.changed


def _newer_figures(view: View, statement: Statement, said: date) -> list[tuple[date, str]]:
    measures = view.index.measures_for("statement", statement.id)
    return [
        (one.latest.period_to, one.id)
        for one in measures
        if one.latest and said < one.latest.period_to <= view.as_at
    ]


def _not_agreed(view: View, statement: Statement) -> Finding | None:
    asked = [one for one in view.index.framework.agencies if one.agrees]
    open_ = [one for one in asked if not statement.agreed_by(one.id)]
    if not open_:
        return None
    earlier = {one.agency for one in statement.agreements}
    reworded = [one.spoken for one in open_ if one.id in earlier]
    changed = f" The wording has changed since {listed(reworded)} agreed." if reworded else ""
    return _finding(view, statement, who=listed((one.spoken for one in open_), "or"), changed=changed)


CRITERION_CHECKS: tuple[Check[Criterion], ...] = (
    Check(
        "criterion-no-headline",
        "Criterion without a headline",
        "serious",
        "criterion",
        "{criterion} has no headline: one sentence that says how well this goes (it has {others}).",
        "Write the sentence you would say to the lead inspector.",
        "statement",
        _no_headline,
    ),
    Check(
        "criterion-no-strength",
        "Criterion without a strength",
        "minor",
        "criterion",
        "{criterion} names no strength (it has {others}).",
        "Write what goes well and what difference it makes, or leave it open knowingly.",
        "statement",
        _no_strength,
    ),
    Check(
        "criterion-no-area-to-develop",
        "Criterion without an area to develop",
        "minor",
        "criterion",
        "{criterion} names nothing to develop (it has {others}).",
        "Write what you know is not good enough yet.",
        "statement",
        _no_area,
    ),
)

CHECKS: tuple[Check[Statement], ...] = (
    Check(
        "strength-no-evidence",
        "Strength without evidence",
        "critical",
        "statement",
        "{statement} {text} claims a strength and nothing is linked to it.",
        "Link what proves it, with the page, or take the claim out.",
        "link",
        _no_evidence,
    ),
    Check(
        "strength-no-impact",
        "Strength without impact",
        "serious",
        "statement",
        "{statement} {text} does not say what difference it has made.",
        "Write what changed, for whom, by how much, and how you know.",
        "impact",
        _no_impact,
    ),
    Check(
        "statement-only-stale",
        "Statement resting only on stale evidence",
        "serious",
        "statement",
        "{statement} {text} rests on {evidence}: none is current on {as_at}; {newest}.",
        "Link something current, or refresh what it rests on.",
        "link",
        _only_stale,
    ),
    Check(
        "statement-older-than-data",
        "Statement older than the data under it",
        "serious",
        "statement",
        "{statement} {text} is true of {said}, but {source} has figures to {newest}.",
        "Read the new figures, bring the words up to date, then mark the link reviewed.",
        "statement",
        _older_than_data,
    ),
    Check(
        "area-no-action",
        "Area to develop without an action",
        "serious",
        "statement",
        "No action answers {statement} {text}{stopped}.",
        "Add an action with who, by when, and how you will know it worked.",
        "action",
        _area_no_action,
    ),
    Check(
        "impact-not-shown",
        "Impact claimed, nothing behind it",
        "minor",
        "statement",
        "{statement} says what changed: {impact}. No measure of it has moved, and neither current figures "
        "nor what people say is linked to it.",
        "Set a measure with a figure before and after against it, or link what shows it.",
        "link",
        _impact_not_shown,
    ),
    Check(
        "impact-no-figure",
        "Impact without a figure or measure",
        "minor",
        "statement",
        "The impact of {statement} has no figure and no measure: {impact}.",
        "Say how many, out of how many, from what to what; or tie it to a measure.",
        "impact",
        _impact_no_figure,
    ),
    Check(
        "strength-so-what",
        "Strength that leaves a part of its effect unsaid",
        "minor",
        "statement",
        "The words of {statement} do not seem to say {missing}: {text}. {asked}",
        "Read them as a stranger would, and answer what is not there; nothing else judges the words.",
        "impact",
        _so_what,
    ),
    Check(
        "statement-not-agreed",
        "Statement not agreed",
        "minor",
        "statement",
        "{statement} {text} is not agreed by {who}.{changed}",
        "Ask them, then record who agreed and when.",
        "agree",
        _not_agreed,
    ),
)
