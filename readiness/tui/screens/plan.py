"""The plan: recommendations, the actions that answer them, and the measures that show whether they work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.widgets import DataTable

from readiness.base.dates import short_date
from readiness.model.vocabulary import ACTION_STATUS, ACTION_STATUSES
from readiness.rules.plan import criteria_of_action, is_late
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import gap_line, line, lines, plain
from readiness.tui.base.styles import styles
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.screens.base.listing import ListingScreen
from readiness.tui.widgets.records_table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.binding import BindingType
    from textual.content import Content

    from readiness.model.records.plan import Action, Measure, Recommendation
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import Desk
    from readiness.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan, and what its detail says."""

    id: str
    kind: str
    title: str
    who: str
    due: date | None
    state: str
    facts: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """What the filter looks at."""
        return f"{self.id} {self.kind} {self.title} {self.who} {self.state}".casefold()


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The rows that fit the filter, and how many there are."""

    rows: tuple[PlanRow, ...]
    total: int


class PlanScreen(ListingScreen[PlanPicture]):
    """Recommendations, actions and measures in one list."""

    AREA = "plan"
    CSS_PATH = styles("screens/base/listing.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("plan")
    COLUMNS = (
        Column(" Id", 7),
        Column("Kind", 15, from_width=92),
        Column("What", 24, is_stretching=True),
        Column("Who", 18, from_width=77),
        Column("Due", 12),
        Column("State", 16),
    )
    PLACEHOLDER = "words"
    NOTHING_YET = (
        "No recommendation, action or measure yet.\n\nPress a to add an action. Recommendations come in with "
        "'readiness report import', measures with 'readiness measures add'."
    )

    def gather(self, session: Session) -> PlanPicture:
        """The rows that fit the filter."""
        known = list(plan_rows(session))
        words = self._query.casefold().split()
        found = (one for one in known if all(word in one.words for word in words))
        return PlanPicture(tuple(found), len(known))

    async def show(self, picture: PlanPicture) -> None:
        """Fill the table."""
        rows = [
            Row(
                one.id,
                (f" {one.id}", one.kind, one.title, one.who or "nobody", short_date(one.due), one.state),
            )
            for one in picture.rows
        ]
        await self.show_rows(rows, picture.total)

    def detail(self, record_id: str) -> Content:
        """A record in full, with its gaps."""
        session = self.session
        if session is None:
            return plain("")
        row = next((one for one in plan_rows(session) if one.id == record_id), None)
        if row is None:
            return plain("")
        facts = [line(plain(f"{label:<16}", "$text-muted"), words) for label, words in row.facts if words]
        kinds = {"P": "action", "R": "recommendation", "M": "measure"}
        gaps = [one for one in session.gaps().gaps if one.subject == record_id and record_id[:1] in kinds]
        return lines([plain(f"{row.id} {row.title}", "bold"), *facts, *(gap_line(gap) for gap in gaps)])

    @on(DataTable.RowSelected)
    def open_detail(self) -> None:
        """Show the record in full; in a narrow window in place of the table."""
        self.add_class("-detail")
        self.query_one("#detail-box").focus()

    @work(group="flow", exclusive=True)
    async def action_add_action(self) -> None:
        """Add an action."""
        if added := await add_action(self.desk):
            self.point_at(added)

    @work(group="flow", exclusive=True)
    async def action_edit_action(self) -> None:
        """Edit the action under the cursor."""
        if self.session and self.table.key in self.session.records.actions:
            await edit_action(self.desk, self.table.key)
        else:
            self.desk.say("Put the cursor on an action first.", severity="warning")


_BARS = "▁▂▃▄▅▆▇█"

_SERIES = 8


def plan_rows(session: Session) -> Iterator[PlanRow]:
    """Every recommendation, action and measure."""
    records = session.records
    yield from (_recommendation(one) for one in records.recommendations.values())
    yield from (_action(session, one) for one in records.actions.values())
    yield from (_measure(one) for one in records.measures.values())


def sparkline(values: Sequence[float]) -> str:
    """The last values as small bars, lowest to highest; empty for fewer than two."""
    shown = values[-_SERIES:]
    if len(shown) < 2:  # noqa: PLR2004 - one value has no course
        return ""
    low, span = min(shown), max(shown) - min(shown)
    top = len(_BARS) - 1
    return "".join(_BARS[round((one - low) / span * top)] if span else _BARS[top // 2] for one in shown)


def _recommendation(one: Recommendation) -> PlanRow:
    facts = (
        ("source", one.source),
        ("made on", short_date(one.made_on)),
        ("responsible", ", ".join(one.responsible)),
        ("criteria", ", ".join(one.criteria)),
    )
    kind = one.kind.replace("_", " ")
    return PlanRow(one.id, "recommendation", one.text, ", ".join(one.responsible), None, kind, facts)


def _action(session: Session, one: Action) -> PlanRow:
    late = " LATE" if is_late(one, session.as_at) else ""
    state = f"{ACTION_STATUS[one.status]} {one.percent_done}%{late}"
    steps = "; ".join(
        f"{step.title} {'done' if step.done else short_date(step.due)}".strip() for step in one.milestones
    )
    facts = (
        ("answers", ", ".join((*one.statements, *one.recommendations))),
        ("responsible", one.responsible),
        ("due", short_date(one.due)),
        ("state", state),
        ("milestones", steps),
        ("success measure", one.success_measure),
        ("measures", ", ".join(one.measures)),
        ("progress", one.progress),
        ("criteria", ", ".join(criteria_of_action(session.index, one))),
    )
    return PlanRow(one.id, "action", one.title, one.responsible, one.due, state, facts)


def _measure(one: Measure) -> PlanRow:
    series = [each.value for each in one.observations]
    latest = one.latest
    state = f"{latest.value:g} {one.unit} {sparkline(series)}".strip() if latest else "no figure yet"
    facts = (
        ("good is", one.good),
        (
            "baseline",
            f"{one.baseline.value:g} at {short_date(one.baseline.period_to)}" if one.baseline else "",
        ),
        ("latest", f"{latest.value:g} at {short_date(latest.period_to)}" if latest else ""),
        ("target", f"{one.target:g} by {short_date(one.target_by)}" if one.target is not None else ""),
        ("course", sparkline(series)),
        ("beside it", "; ".join(f"{each.name} {each.value:g} ({each.period})" for each in one.benchmarks)),
        ("criteria", ", ".join(one.criteria)),
        ("statements", ", ".join(one.statements)),
    )
    return PlanRow(one.id, "measure", one.title, "", one.target_by, state, facts)


async def add_action(desk: Desk) -> str:
    """Ask for a new action and add it; its id, if it was added. Must run in a worker."""
    session = desk.session
    if session is None:
        return ""
    added: list[str] = []

    async def save(answers: Answers) -> bool:
        from readiness.plan import plan

        fields = _stored(answers.values)
        title = str(fields.pop("title"))

        def work(ws: Workspace) -> object:
            record, done = plan.add_action(ws, title, **fields)
            added.append(record.id)
            return done

        return await desk.carry_out(work)

    await fill_in(desk, FormDialog("Add an action", _fields(session, None), save))
    return added[-1] if added else ""


async def edit_action(desk: Desk, action_id: str) -> bool:
    """Change an action. Must run in a worker."""
    session = desk.session
    if session is None:
        return False

    async def save(answers: Answers) -> bool:
        from readiness.plan import plan

        changed = _stored(answers.changed)
        return not changed or await desk.carry_out(lambda ws: plan.edit_action(ws, action_id, **changed))

    before = session.records.actions[action_id]
    return await fill_in(desk, FormDialog(f"Edit {action_id}", _fields(session, before), save))


def _fields(session: Session, before: Action | None) -> list[Field]:
    to_develop = [
        one for one in session.records.statements.values() if one.kind in {"area_to_develop", "next_step"}
    ]
    return [
        Field("title", "Action", value=before.title if before else "", is_needed=True),
        Field(
            "statements",
            "Answers",
            "choices",
            tuple(one.id for one in to_develop if before and one.id in before.statements),
            tuple((one.id, f"{one.id} {one.text}") for one in to_develop),
        ),
        Field("responsible", "Responsible", value=before.responsible if before else ""),
        Field(
            "due",
            "Due",
            "date",
            before.due.isoformat() if before and before.due else "",
            hint="2025-03-31 or 31/3/2025",
            today=session.today,
        ),
        Field(
            "status",
            "Status",
            "choice",
            before.status if before else "not_started",
            ACTION_STATUSES,
            is_needed=True,
        ),
        Field("percent_done", "Per cent done", "number", str(before.percent_done) if before else "0"),
        Field("success_measure", "Success measure", value=before.success_measure if before else ""),
        Field("progress", "Progress", "long", before.progress if before else "", lines=3),
    ]


def _stored(values: dict[str, object]) -> dict[str, object]:
    stored = dict(values)
    if "percent_done" in stored:
        stored["percent_done"] = stored["percent_done"] or 0
    return stored
