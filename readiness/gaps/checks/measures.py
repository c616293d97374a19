"""Checks on measures: is there a figure, is it right, did it go the good way, and is it what we say?"""

from __future__ import annotations

from datetime import timedelta

from readiness.base.date_words import day_words
from readiness.base.text import counted, listed, quoted
from readiness.gaps.checks.check import Check, Finding, View
from readiness.model.records.measures import Measure
from readiness.model.vocabulary import CYCLE_DAYS, CYCLES
from readiness.rules.figures import figure_words, is_percentage
from readiness.rules.freshness import add_months
from readiness.rules.measures import (
    change_words,
    counted_share,
    counts_words,
    disagrees_with_counts,
    is_target_missed,
    latest_at,
    moved,
    size_words,
)
from readiness.rules.plan import criteria_of_measure
from readiness.rules.quoted_figures import misquoted

NOT_RECENT = "measure-not-recent"

PAST_CYCLE = "measure-past-its-cycle"

_WHOLE = 100


def _finding(view: View, measure: Measure, **words: object) -> Finding:
    return Finding(
        {"measure": measure.id, "title": quoted(measure.title), "as_at": day_words(view.as_at), **words},
        (measure.id, *measure.statements),
        criteria_of_measure(view.index, measure),
        measure.owner,
    )


def _not_recent(view: View, measure: Measure) -> Finding | None:
    if measure.cycle is not None and measure.latest is not None:
        return None  # its cycle says better when the next one is due
    months = view.limit(NOT_RECENT)
    latest = measure.latest
    if latest is not None and add_months(latest.period_to, months) >= view.as_at:
        return None
    newest = (
        f"its newest figure is for {day_words(latest.period_to)}" if latest else "it has no figure at all"
    )
    return _finding(view, measure, newest=newest, months=counted(months, "month"))


def _past_cycle(view: View, measure: Measure) -> Finding | None:
    newest = max((one.period_to for one in measure.observations if one.kind != "projected"), default=None)
    if measure.cycle is None or newest is None:
        return None
    ended = newest + timedelta(days=CYCLE_DAYS[measure.cycle])
    if ended + timedelta(days=view.limit(PAST_CYCLE)) >= view.as_at:
        return None
    return _finding(view, measure, cycle=CYCLES[measure.cycle], newest=day_words(newest))


def _counts_disagree(view: View, measure: Measure) -> Finding | None:
    wrong = [one for one in measure.figures if disagrees_with_counts(one)]
    if not wrong:
        return None
    said = [
        f"{figure_words(one.value, measure.unit)} up to {day_words(one.period_to)}, but {counts_words(one)} "
        f"is {figure_words(counted_share(one) or 0, '%')}"
        for one in wrong
    ]
    return _finding(view, measure, said="; ".join(said))


def _doubtful(view: View, measure: Measure) -> Finding | None:
    """Percentages above the whole, and shares written as if they were percentages among larger ones."""
    numbers = {one.period_to: one.number for one in measure.figures if one.number is not None}
    if not is_percentage(measure.unit):
        return None
    has_large = any(number > 1 for number in numbers.values())
    doubtful = [
        f"{number:g} up to {day_words(on)}"
        for on, number in numbers.items()
        if number > _WHOLE or (0 < number < 1 and has_large)
    ]
    return _finding(view, measure, said=listed(doubtful)) if doubtful else None


def _worse(view: View, measure: Measure) -> Finding | None:
    change = moved(measure, view.as_at)
    if change is None or change.is_better is not False:
        return None
    return _finding(view, measure, course=change_words(measure, view.as_at))


def _target_missed(view: View, measure: Measure) -> Finding | None:
    if not is_target_missed(measure, view.as_at) or measure.target is None or measure.target_by is None:
        return None
    latest = latest_at(measure, view.as_at)
    newest = f"its newest figure is {figure_words(latest.value, measure.unit)}" if latest else "it has none"
    target = figure_words(measure.target, measure.unit)
    return _finding(view, measure, target=target, by=day_words(measure.target_by), newest=newest)


def _misquoted(view: View, measure: Measure) -> Finding | None:
    records = view.index.records
    said: list[str] = []
    for statement_id in measure.statements:
        statement = records.statements.get(statement_id)
        if statement is None:
            continue
        beside = view.index.measures_for("statement", statement_id)
        wrong = misquoted(measure, statement, beside, view.as_at)
        if wrong:
            said.append(f"{statement_id} says {listed(wrong)}")
    if not said:
        return None
    latest = latest_at(measure, view.as_at)
    newest = (
        f"is {figure_words(latest.value, measure.unit)} up to {day_words(latest.period_to)}"
        if latest
        else "has no figure yet"
    )
    return _finding(view, measure, said=listed(said), newest=newest, since=_since(view, measure))


def _since(view: View, measure: Measure) -> str:
    """How far the newest figure is from the first, in brackets; empty where nothing can be said."""
    change = moved(measure, view.as_at)
    if change is None or change.is_better is None:
        return ""
    return f" ({size_words(measure, change)} than up to {day_words(change.start.period_to)})"


CHECKS: tuple[Check[Measure], ...] = (
    Check(
        "measure-worse",
        "Measure that got worse",
        "serious",
        "measure",
        "{measure} {title} went {course}.",
        "Say in the plan what is done about it, and by when it should turn.",
        "measure",
        _worse,
    ),
    Check(
        "measure-target-missed",
        "Target missed",
        "serious",
        "measure",
        "{measure} {title} was to reach {target} by {by}; {newest}.",
        "Record the newest figure, or set a new day and say why.",
        "measure",
        _target_missed,
    ),
    Check(
        "measure-counts-disagree",
        "Percentage that is not its counts",
        "serious",
        "measure",
        "{measure} {title}: {said}.",
        "Correct the figure, or its counts.",
        "measure",
        _counts_disagree,
    ),
    Check(
        "measure-misquoted",
        "Statement quotes another figure",
        "serious",
        "measure",
        "{measure} {title} {newest}{since}, and {said}.",
        "Correct the words, or record the figure they quote with its source.",
        "measure",
        _misquoted,
    ),
    Check(
        "measure-doubtful-figure",
        "Percentage that cannot be right",
        "minor",
        "measure",
        "{measure} {title} holds {said} as a percentage.",
        "Write 0.56 as 56 where a share is meant, and check what is above 100.",
        "measure",
        _doubtful,
    ),
    Check(
        PAST_CYCLE,
        "Measure past its cycle",
        "minor",
        "measure",
        "{measure} {title} has a new figure {cycle}, and its newest at {as_at} is for {newest}.",
        "Record the newest figure, or why there is none.",
        "measure",
        _past_cycle,
        limit=31,
        limit_means="days a figure may take to come after its period",
    ),
    Check(
        NOT_RECENT,
        "Measure without a recent figure",
        "minor",
        "measure",
        "{measure} {title} has nothing from the {months} before {as_at}: {newest}.",
        "Record the newest figure, with its source.",
        "measure",
        _not_recent,
        limit=12,
        limit_means="months a figure counts as recent",
    ),
)
