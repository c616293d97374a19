"""The plan as a Word document for a board: by responsible body, overdue first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words, long_day_words
from readiness.base.text import counted, quoted
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Cell, Column, Paragraph, Part, Run, Table, cell, strong, words
from readiness.plan.plan_sections import Answer, PlanItem, PlanSection
from readiness.plan.plan_words import (
    INTERNAL,
    PUBLIC,
    milestone_words,
    progress_words,
    source_words,
    success_words,
    summary,
    who_words,
    workstream_words,
)
from readiness.plan.road_map_pages import road_map_blocks
from readiness.rules.measure_bars import is_worth_drawing
from readiness.rules.measures import change_words
from readiness.rules.small_numbers import hidden_figures, notes_on
from readiness.workspace.measure_chart import chart_blocks
from readiness.workspace.output import notices

if TYPE_CHECKING:
    from readiness.model.records.area import Area
    from readiness.rules.index import Index
    from readiness.rules.small_numbers import Hidden


def plan_document(
    index: Index, area: Area, sections: Sequence[PlanSection], *, as_at: date, is_public: bool = False
) -> bytes:
    """The plan as the bytes of a .docx file; the same records and date give the same bytes.

    Args:
        index: The records.
        sections: What of the plan is printed, as `plan_sections` sets it out.
        area: Whose plan it is; its marking stands on every page of the internal version.
        as_at: What is late is measured at this date, and figures for periods after it are left out.
        is_public: Leave out working notes, record ids, roles and persons, and small numbers.
    """
    hidden = hidden_figures(index.records.measures.values()) if is_public else {}
    plan = tuple(_plan(index, sections, as_at, hidden, is_public=is_public))
    title = f"Improvement plan: {area.name}"
    note = PUBLIC if is_public else INTERNAL
    return build(
        Content(
            title=title,
            author=area.name,
            identifier=f"plan-{'public-' if is_public else ''}{as_at.isoformat()}",
            dated=as_at.isoformat(),
            header="Public version" if is_public else area.marking,
            footer=f"{title}, as at {day_words(as_at)}",
            cover=(
                words("title", "Improvement plan"),
                words("subtitle", area.name),
                words("cover_fact", strong("As at: "), long_day_words(as_at)),
                words("cover_fact", note),
                words("cover_notice", strong("In short. "), summary(sections)),
                *(words("cover_notice", notice) for notice in notices(area)),
            ),
            contents_title="Contents",
            parts=(
                Part((*_opening(sections, as_at), *plan), is_landscape=bool(plan)),
                Part(
                    (
                        *road_map_blocks(sections, as_at, is_public=is_public),
                        *_measures(index, as_at, hidden, is_public=is_public),
                    )
                ),
            ),
            language=index.framework.language,
        )
    )


def _opening(sections: Sequence[PlanSection], as_at: date) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("How to read this"),), starts_page=True)
    shared = " A recommendation made to several bodies stands under each of them, and is counted once."
    yield words("body", f"{summary(sections)} Measured at {long_day_words(as_at)}.{shared}")
    if not sections:
        yield words("body", "Nothing has been recorded: no recommendation and no action.")


def _plan(
    index: Index, sections: Sequence[PlanSection], as_at: date, hidden: Hidden, *, is_public: bool
) -> Iterator[Block]:
    for section in sections:
        yield Paragraph("heading1", (Run(section.body),))
        if section.workstream and (led := workstream_words(section.workstream, is_public=is_public)):
            yield words("body", led)
        late = f"{counted(section.late, 'action')} overdue or with an overdue step."
        yield words("body", late.capitalize())
        for item in section.items:
            yield from _item(index, item, as_at, hidden, is_public=is_public)


def _measures(index: Index, as_at: date, hidden: Hidden, *, is_public: bool) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("Measures"),))
    measures = index.records.measures.values()
    if not measures:
        yield words("body", "No measure has been recorded.")
        return
    yield Table(
        "Where measures started, where they stand and what they aim at",
        "Each row is a measure with its first and newest figures, the size of the change, and its target.",
        (Column("Measure", 2), Column("From and to", 3)),
        tuple(
            (cell(one.title), cell(change_words(one, as_at, hidden=hidden.get(one.id, ()))))
            for one in measures
        ),
    )
    small = notes_on(measures, hidden) if is_public else ()
    yield words(
        "table_note", " ".join((f"Figures for periods that had ended by {day_words(as_at)}.", *small))
    )
    for measure in measures:
        if is_worth_drawing(measure, as_at, hidden):
            yield from chart_blocks(measure, as_at, f"_Ref_{measure.id}")


def _item(index: Index, item: PlanItem, as_at: date, hidden: Hidden, *, is_public: bool) -> Iterator[Block]:
    recommendation = item.recommendation
    if recommendation is None:
        title = item.answers[0].action.title
        yield Paragraph("heading2", (Run(_named("Action", "" if is_public else item.answers[0].action.id)),))
        yield words("body", "This action answers no recommendation.")
    else:
        title = "what we do" if is_public else f"actions that answer {recommendation.id}"
        asked = "We were asked" if recommendation.kind == "other" else "Inspectors asked"
        short = quoted(recommendation.text)
        lead = asked if is_public else _named("Recommendation", recommendation.id)
        yield Paragraph("heading2", (Run(f"{lead}: {short}"),))
        if short.endswith("\u2026\u201d"):
            yield replace(words("quoted", recommendation.text.strip()), keeps_with_next=True)
        yield replace(
            words("body", f"{source_words(index.framework, recommendation)}."), keeps_with_next=True
        )
    if recommendation and recommendation.closing:
        closing = recommendation.closing
        yield words("body", strong(f"Closed on {day_words(closing.on)}. "), closing.words)
    if item.is_unanswered:
        yield words("missing", "Missing: no action answers this yet.")
    if item.answers:
        yield _table(index, item, as_at, hidden, title=title, is_public=is_public)
        yield words("table_note", f"As recorded; late as at {day_words(as_at)}.")


def _named(what: str, record_id: str) -> str:
    return f"{what} {record_id}".strip()


def _table(
    index: Index, item: PlanItem, as_at: date, hidden: Hidden, *, title: str, is_public: bool
) -> Table:
    return Table(
        title[:1].upper() + title[1:],
        "Each row is an action: what, who, by when, its steps, how success will be seen, and how far it is.",
        (
            Column("Action", 2.6),
            Column("Owner", 1.3),
            Column("Due", 1.1),
            Column("Milestones", 2.6),
            Column("How we will know", 2.8),
            Column("Progress", 2.4),
        ),
        tuple(_row(index, one, as_at, hidden, is_public=is_public) for one in item.answers),
    )


def _row(index: Index, answer: Answer, as_at: date, hidden: Hidden, *, is_public: bool) -> tuple[Cell, ...]:
    action = answer.action
    return (
        cell(action.title if is_public else f"{action.id} {action.title}"),
        cell(who_words(index, action, is_public=is_public), empty="nobody named yet"),
        cell(day_words(action.due) if action.due else "", empty="no date set"),
        cell(milestone_words(answer, is_public=is_public), empty="none set"),
        cell(success_words(index, answer, as_at, hidden), empty="not said yet"),
        cell(progress_words(index.framework, answer, is_public=is_public)),
    )
