"""Checks on measures: is there a recent figure?"""

from __future__ import annotations

from readiness.core.checks.model import Check, Finding, View
from readiness.core.freshness import add_months
from readiness.core.measures import Measure
from readiness.core.wording import counted, day_words, quoted

NOT_RECENT = "measure-not-recent"


def _not_recent(view: View, measure: Measure) -> Finding | None:
    months = view.limit(NOT_RECENT)
    latest = measure.latest
    if latest is not None and add_months(latest.period_to, months) >= view.as_at:
        return None
    newest = (
        f"its newest figure is for {day_words(latest.period_to)}" if latest else "it has no figure at all"
    )
    words = {
        "measure": measure.id,
        "title": quoted(measure.title),
        "newest": newest,
        "months": counted(months, "month"),
        "as_at": day_words(view.as_at),
    }
    return Finding(words, (measure.id, *measure.statements), criteria_of_measure(view, measure))


def criteria_of_measure(view: View, measure: Measure) -> tuple[str, ...]:
    """Ids of the criteria a measure speaks to, in the framework's order."""
    statements = view.index.records.statements
    named = {
        *measure.criteria,
        *(statements[one].criterion for one in measure.statements if one in statements),
    }
    return tuple(one for one in view.index.framework.criteria if one in named)


CHECKS: tuple[Check[Measure], ...] = (
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
