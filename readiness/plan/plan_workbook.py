"""The plan as a workbook: one row for each body, recommendation and action, overdue first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, workbook_bytes
from readiness.model.choices import recommendation_kinds
from readiness.model.vocabulary import ACTION_STATUS, EFFECT_TITLES
from readiness.plan.plan_sections import Answer, PlanItem, PlanSection
from readiness.plan.plan_words import (
    INTERNAL,
    PUBLIC,
    confidence_words,
    milestone_words,
    note_words,
    success_words,
    summary,
    who_words,
)
from readiness.rules.small_numbers import hidden_figures, notes_on
from readiness.workspace.output import notices

if TYPE_CHECKING:
    from readiness.model.records.area import Area
    from readiness.rules.index import Index
    from readiness.rules.small_numbers import Hidden

_COLUMNS = (
    SheetColumn("Responsible body", 22),
    SheetColumn("Recommendation", 50),
    SheetColumn("Kind", 18),
    SheetColumn("Source", 26),
    SheetColumn("Made on", 12),
    SheetColumn("Action", 40),
    SheetColumn("Owner", 22),
    SheetColumn("Due", 12),
    SheetColumn("Status", 13),
    SheetColumn("Per cent done", 10),
    SheetColumn("Days late", 10),
    SheetColumn("Milestones", 40),
    SheetColumn("Milestones late", 11),
    SheetColumn("How we will know", 44),
)

_INTERNAL_COLUMNS = (
    SheetColumn("Progress", 44),
    SheetColumn("Recommendation id", 12),
    SheetColumn("Action id", 12),
    SheetColumn("Confidence", 30),
    SheetColumn("Workstream", 24),
)

_LATER_COLUMNS = (
    SheetColumn("Effect seen", 14),
    SheetColumn("Difference made", 40),
    SheetColumn("Newest note of progress", 44),
    SheetColumn("Start", 12),
)
"""Behind all others, so that the places of those known before stay."""


def plan_workbook(
    index: Index, area: Area, sections: Sequence[PlanSection], *, as_at: date, is_public: bool = False
) -> bytes:
    """The plan as the bytes of an xlsx file; arguments as `plan_document`."""
    title = f"{area.name}: improvement plan as at {day_words(as_at)}"
    note = PUBLIC if is_public else INTERNAL
    hidden = hidden_figures(index.records.measures.values()) if is_public else {}
    rows = [row for section in sections for row in _rows(index, section, as_at, hidden, is_public=is_public)]
    small = notes_on(index.records.measures.values(), hidden) if is_public else ()
    sheet = SheetContent(
        "Plan",
        (*_COLUMNS, *(() if is_public else _INTERNAL_COLUMNS), *_LATER_COLUMNS),
        rows,
        notes=(title, note, summary(sections), *small, *notices(area)),
        frozen_columns=1,
    )
    marking = "Public version" if is_public else area.marking
    return workbook_bytes([sheet], title=title, dated=as_at, marking=marking)


def _rows(
    index: Index, section: PlanSection, as_at: date, hidden: Hidden, *, is_public: bool
) -> Iterator[tuple[CellValue, ...]]:
    for item in section.items:
        about = (section.body, *_recommendation_cells(index, item))
        for answer in item.answers:
            recommendation_id = item.recommendation.id if item.recommendation else ""
            stream = index.records.workstreams.get(answer.action.workstream)
            notes = (
                answer.action.progress,
                recommendation_id,
                answer.action.id,
                confidence_words(index.framework, answer),
                stream.title if stream else "",
            )
            cells = _action_cells(index, answer, as_at, hidden, is_public=is_public)
            later = _later_cells(answer, is_public=is_public)
            yield (*about, *cells, *(() if is_public else notes), *later)
        if item.recommendation and not item.answers:
            said = "No action answers this yet."
            if closing := item.recommendation.closing:
                said = f"Closed on {day_words(closing.on)}: {closing.words}"
            inside = () if is_public else ("", item.recommendation.id, "", "", "")
            yield (*about, said, *(None,) * 8, *inside, *(None,) * len(_LATER_COLUMNS))


def _recommendation_cells(index: Index, item: PlanItem) -> tuple[CellValue, ...]:
    recommendation = item.recommendation
    if recommendation is None:
        return "", "answers no recommendation", "", None
    kind = recommendation_kinds(index.framework)[recommendation.kind]
    return recommendation.text, kind, recommendation.source, recommendation.made_on


def _action_cells(
    index: Index, answer: Answer, as_at: date, hidden: Hidden, *, is_public: bool
) -> tuple[CellValue, ...]:
    action = answer.action
    return (
        action.title,
        who_words(index, action, is_public=is_public) or "nobody named yet",
        action.due or "no date set",
        ACTION_STATUS[action.status],
        action.percent_done,
        answer.days_late or None,
        milestone_words(answer, is_public=is_public),
        len(answer.late_steps) or None,
        success_words(index, answer, as_at, hidden) or "not said yet",
    )


def _later_cells(answer: Answer, *, is_public: bool) -> tuple[CellValue, ...]:
    action = answer.action
    return (
        EFFECT_TITLES[action.effect],
        action.difference,
        note_words(answer, is_public=is_public),
        action.start,
    )
