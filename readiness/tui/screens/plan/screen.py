"""The plan: recommendations, the actions that answer them, and the measures that show whether they work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.widgets import DataTable, Static

from readiness.base.dates import short_date
from readiness.model.choices import recommendation_kinds
from readiness.model.vocabulary import ACTION_STATUS
from readiness.rules.figures import figure_words
from readiness.rules.filters.records import PLAN_KINDS, plan_matching
from readiness.rules.measure_bars import chart_lines
from readiness.rules.measure_pace import getting_there, sparkline, way_to_target, way_words
from readiness.rules.measures import change_words, latest_at
from readiness.rules.plan import in_order, is_late, who_has
from readiness.rules.plan_strip import LEGEND, scale_around, strip_of
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import gap_line, line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.actions import add_action
from readiness.tui.screens.base.listing import ListingScreen
from readiness.tui.screens.base.records import LABEL, fact_lines
from readiness.tui.screens.plan import forms, papers, programme_forms
from readiness.tui.screens.plan.programme_rows import (
    move_facts,
    note_lines,
    priority_words,
    standing_facts,
    strategy_words,
    workstream_words,
)
from readiness.tui.widgets.pane import framed
from readiness.tui.widgets.records_table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.model.records.measures import Measure
    from readiness.model.records.plan import Action, Recommendation
    from readiness.model.records.record import Record
    from readiness.rules.filters.known_values import Known
    from readiness.tui.shell.session import Session


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan, and what its detail says."""

    id: str
    kind: str
    title: str
    who: str
    due: date | None
    state: str
    record: Record
    facts: tuple[tuple[str, str], ...] = ()
    """What its detail says besides its fields."""
    leave_out: tuple[str, ...] = ()
    """Fields those say."""
    drawn: tuple[str, ...] = ()
    """A drawing of it, line by line."""
    strip: str = ""
    """It on the months of the picture's scale; empty for what has no days."""


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The rows that fit the filter, and how many there are."""

    rows: tuple[PlanRow, ...]
    total: int
    measures: tuple[Measure, ...]
    as_at: date


class PlanScreen(ListingScreen[PlanPicture]):
    """Recommendations, actions and measures in one list."""

    AREA = "plan"
    CSS_PATH = styles("screens/base/listing.tcss", "base/lists.tcss", "screens/plan/plan.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("plan")
    COLUMNS = (
        Column(" Id", 8),
        Column("Kind", 15, from_width=93),
        Column("What", 24, is_stretching=True),
        Column("Who", 18, from_width=78),
        Column("Due", 12),
        Column("State", 16),
    )
    PANE = "Plan"
    PLACEHOLDER = "words, or responsible:name status:done criterion:A3 ..."
    NOTHING_YET = (
        "No recommendation, action or measure yet.\n\nPress a to add one, or a workstream, a priority or a "
        "strategy."
    )

    def __init__(self) -> None:
        super().__init__()
        self._picture: PlanPicture | None = None

    def compose_body(self) -> ComposeResult:
        """Filter, table and detail; under them the measures on the way to their targets."""
        yield from super().compose_body()
        yield framed(Static("", id="course", markup=False), "Are we getting there?")

    def gather(self, session: Session) -> PlanPicture:
        """The rows that fit the filter."""
        known = list(plan_rows(session))
        found = plan_matching(session.records, self._query, session.around)
        rows = tuple(one for one in known if one.id in found)
        return PlanPicture(rows, len(known), tuple(session.records.measures.values()), session.as_at)

    def known_values(self) -> Known:
        """What a filter of the plan can ask for, of any of its kinds of record."""
        from readiness.rules.filters.known_values import known_of

        return known_of(self.opened.framework, *PLAN_KINDS)

    async def show(self, picture: PlanPicture) -> None:
        """Fill the table."""
        self.table.set_columns((*self.COLUMNS, _months(picture.as_at)))
        rows = [
            Row(
                one.id,
                (
                    f" {one.id}",
                    one.kind,
                    one.title,
                    one.who or "nobody",
                    short_date(one.due),
                    one.state,
                    one.strip,
                ),
                {4: one.due},
            )
            for one in picture.rows
        ]
        await self.show_rows(rows, picture.total)
        self._picture = picture
        self._show_course()

    def on_resize(self) -> None:
        """Draw the measures anew for another width."""
        self.call_after_refresh(self._show_course)

    def _show_course(self) -> None:
        """The measures that have a target, under the table; nothing where none has."""
        if self._picture is None or not self.query("#course"):
            return
        course = self.query_one("#course", Static)
        width = max(self.size.width - _FRAME, 0)
        told = getting_there(self._picture.measures, self._picture.as_at, width=width, most=_MEASURES)
        course.update(lines([plain(one, "" if place else "$text-muted") for place, one in enumerate(told)]))
        self.set_class(bool(told), "-measured")

    def detail(self, record_id: str) -> Content:
        """A record in full, with its gaps."""
        session = self.opened
        row = next((one for one in plan_rows(session) if one.id == record_id), None)
        if row is None:
            return plain("")
        facts = [line(plain(f"{label:<{LABEL}}  ", "$text-muted"), words) for label, words in row.facts]
        gaps = [one for one in session.gaps().gaps if one.subject == record_id]
        said = fact_lines(session, row.record, leave_out=("title", "text", *row.leave_out))
        return lines(
            [
                plain(f"{row.id} {row.title}", "bold"),
                *facts,
                *map(plain, row.drawn),
                *(gap_line(gap) for gap in gaps),
                *note_lines(session, record_id),
                *said,
            ]
        )

    @on(DataTable.RowSelected)
    def open_detail(self) -> None:
        """Show the record in full; in a narrow window in place of the table."""
        self.add_class("-detail")
        self.query_one("#detail-box").focus()

    @work(group="flow", exclusive=True)
    async def action_add(self) -> None:
        """Ask what is to be added, the likeliest for what is under the cursor first."""
        if (action := await programme_forms.what_to_add(self.ui, self.table.key)) and self.is_current:
            await self.run_action(action)

    @work(group="flow", exclusive=True)
    async def action_add_action(self) -> None:
        """Add an action."""
        if added := await add_action(self.ui):
            self.point_at(added)

    @work(group="flow", exclusive=True)
    async def action_add_recommendation(self) -> None:
        """Add a recommendation made to the partnership."""
        if added := await forms.add_recommendation(self.ui):
            self.point_at(added)

    @work(group="flow", exclusive=True)
    async def action_add_measure(self) -> None:
        """Add a measure."""
        if added := await forms.add_measure(self.ui):
            self.point_at(added)

    @work(group="flow", exclusive=True)
    async def action_edit_plan(self) -> None:
        """Edit what is under the cursor."""
        await forms.edit_in_plan(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_answer(self) -> None:
        """Say which action answers the recommendation under the cursor."""
        if action_id := await forms.answer(self.ui, self.table.key):
            self.point_at(action_id)

    @work(group="flow", exclusive=True)
    async def action_add_figure(self) -> None:
        """Record a figure of the measure under the cursor."""
        await forms.add_figure(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_act(self) -> None:
        """Add an action that answers what is under the cursor."""
        if added := await programme_forms.act_on(self.ui, self.table.key):
            self.point_at(added)

    @work(group="flow", exclusive=True)
    async def action_add_note(self) -> None:
        """Add a dated note of progress about what is under the cursor."""
        await programme_forms.add_note(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_add_part(self) -> None:
        """Add a workstream, a priority or a strategy."""
        if added := await programme_forms.add_part(self.ui):
            self.point_at(added)

    @work(group="flow", exclusive=True)
    async def action_write_plan(self) -> None:
        """Write the plan out, as a paper or as a sheet to correct."""
        await papers.write_plan(self.ui)

    @work(group="flow", exclusive=True)
    async def action_take_plan(self) -> None:
        """Take figures, a corrected plan or a published report in."""
        await papers.take_plan(self.ui)

    @work(group="flow", exclusive=True)
    async def action_remove_plan(self) -> None:
        """Remove what is under the cursor, after asking."""
        await forms.remove_in_plan(self.ui, self.table.key)


_WIDE = 118
"""Width of the table from which on the months of each action have room in it."""

_FRAME = 4
"""Columns of the frame round the measures."""

_MEASURES = 4
"""Measures shown under the table."""

_DRAWN = 58
"""Characters of a chart's lines, so that they fit beside the table."""


def _months(as_at: date) -> Column:
    """The column of strips, headed by its months."""
    scale = scale_around(as_at)
    return Column(scale.heads, scale.width + 1, from_width=_WIDE)


def plan_rows(session: Session) -> Iterator[PlanRow]:
    """Every strategy, priority and workstream, then every recommendation, action and measure."""
    records = session.records
    yield from _programme(session)
    yield from (_recommendation(session, one) for one in records.recommendations.values())
    yield from (_action(session, one) for one in records.actions.values())
    yield from (_measure(session, one) for one in records.measures.values())


def _recommendation(session: Session, one: Recommendation) -> PlanRow:
    kind = recommendation_kinds(session.workspace.framework)[one.kind]
    kind = kind if one.closing is None else f"closed: {kind}"
    answering = [action.id for action in session.records.actions.values() if one.id in action.recommendations]
    nothing = "no action yet: press N" if one.closing is None else "no action"
    facts = (("Answered by", ", ".join(answering) or nothing),)
    return PlanRow(one.id, "recommendation", one.text, ", ".join(one.responsible), None, kind, one, facts)


def _action(session: Session, one: Action) -> PlanRow:
    late = " LATE" if is_late(one, session.as_at) else ""
    state = f"{ACTION_STATUS[one.status]} {one.percent_done}%{late}"
    facts, said = standing_facts(session, one), ("confidence", "effect", "moves")
    drawn = _strip(session, one)
    strip = drawn[1] if drawn else ""
    return PlanRow(one.id, "action", one.title, who_has(one), one.due, state, one, facts, said, drawn, strip)


def _strip(session: Session, one: Action) -> tuple[str, ...]:
    """The action on nine months, for its detail; nothing where it has no day."""
    scale = scale_around(session.as_at)
    if not (one.start or one.due or one.milestones):
        return ()
    return scale.heads, strip_of(one, scale, session.as_at), LEGEND


def _programme(session: Session) -> Iterator[PlanRow]:
    records = session.records
    for strategy in records.strategies.values():
        words = strategy_words(strategy)
        yield PlanRow(strategy.id, "strategy", strategy.title, strategy.board, strategy.end, words, strategy)
    for priority in in_order(records.priorities.values()):
        words = priority_words(session, priority)
        yield PlanRow(priority.id, "priority", priority.title, priority.lead, None, words, priority)
    for stream in in_order(records.workstreams.values()):
        words = workstream_words(session, stream)
        yield PlanRow(stream.id, "workstream", stream.title, stream.chair, None, words, stream)


def _measure(session: Session, one: Measure) -> PlanRow:
    latest = latest_at(one, session.as_at)
    course = sparkline([each.number for each in one.observations if each.number is not None])
    state = f"{figure_words(latest.value, one.unit)} {course}".strip() if latest else "no figure yet"
    way = way_to_target(one, session.as_at)
    there = (("The way there", way_words(one, way)),) if way else ()
    facts = (("How far", change_words(one, session.as_at)), *there, *move_facts(session, one))
    drawn = chart_lines(one, session.as_at, width=_DRAWN)
    said = ("moves",)
    return PlanRow(one.id, "measure", one.title, one.owner, one.target_by, state, one, facts, said, drawn)
