"""The plan: recommendations, the actions that answer them, and the measures that show whether they work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.widgets import DataTable

from readiness.tui.commands import bindings_for
from readiness.tui.dates import short_date
from readiness.tui.marks import gap_line
from readiness.tui.plan_forms import add_action, edit_action
from readiness.tui.screens.listing import ListingScreen
from readiness.tui.screens.plan_rows import PlanRow, plan_rows
from readiness.tui.styles import styles
from readiness.tui.text import line, lines, plain
from readiness.tui.widgets.records_table import Column, Row

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from readiness.tui.session import Session


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The rows that fit the filter, and how many there are."""

    rows: tuple[PlanRow, ...]
    total: int


class PlanScreen(ListingScreen[PlanPicture]):
    """Recommendations, actions and measures in one list."""

    AREA = "plan"
    CSS_PATH = styles("screens/listing.tcss", "lists.tcss")
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
