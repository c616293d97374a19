"""What has changed since the state that was kept last, in sentences for the executive summary."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.base.date_words import long_day_words
from readiness.base.text import counted
from readiness.model.records.tables import Records
from readiness.rules.plan import DELIVERED
from readiness.sef.word_out.notebook import SefWriter

_MOST_SAID = 5


def since_words(notes: SefWriter) -> Iterator[str]:
    """One paragraph; none where no earlier state was kept or nothing of this kind has changed since.

    Figures are told by the measures themselves, from where they started.
    """
    earlier = notes.source.earlier
    if earlier is None:
        return
    before = earlier.records
    said = [*_finished(notes, before), *_told(notes, before), *_views(notes, before)]
    if said:
        yield f"Since {long_day_words(earlier.as_at)} the following has changed. {' '.join(said)}"


def _finished(notes: SefWriter, before: Records) -> Iterator[str]:
    done = [
        action.title
        for action in notes.index.records.actions.values()
        if action.status in DELIVERED
        and (known := before.actions.get(action.id)) is not None
        and known.status not in DELIVERED
    ]
    if done:
        have = "has" if len(done) == 1 else "have"
        titles = "; ".join(done[:_MOST_SAID])
        yield f"{counted(len(done), 'action')} {have} been finished: {titles}."


def _told(notes: SefWriter, before: Records) -> Iterator[str]:
    fresh = [one for one in notes.index.records.recommendations if one not in before.recommendations]
    if fresh:
        have = "has" if len(fresh) == 1 else "have"
        yield f"{counted(len(fresh), 'recommendation')} {have} been added to those we answer."


def _views(notes: SefWriter, before: Records) -> Iterator[str]:
    """Local views on a scale of the framework that are others than they were."""
    for criterion in notes.framework.criteria.values():
        levels = notes.framework.levels_of(criterion.id)
        old, new = (
            levels.get(grade.outcome) if (grade := records.grades.get(criterion.id)) else None
            for records in (before, notes.index.records)
        )
        if old and new and old != new:
            yield (
                f"Our own view of {criterion.short} was \u201c{old.view_words}\u201d and is now "
                f"\u201c{new.view_words}\u201d."
            )
