"""What the request items and the board of a notice share: the detail of an item, and the verbs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on, work
from textual.widgets import DataTable

from readiness.tui import linking
from readiness.tui.dates import short_date
from readiness.tui.marks import gap_line
from readiness.tui.request_forms import assign, choose_request_filter, set_status
from readiness.tui.screens.listing import ListingScreen
from readiness.tui.text import line, lines, plain

if TYPE_CHECKING:
    from textual.content import Content

    from readiness.tui.session import Session

P = TypeVar("P")
_MUTED = "$text-muted"


class AsksScreen(ListingScreen[P], Generic[P]):
    """A list of request items."""

    def detail(self, record_id: str) -> Content:
        """An item in full."""
        return _detail(self.session, record_id) if self.session else plain("")

    @on(DataTable.RowSelected)
    def open_detail(self) -> None:
        """Show the item in full; in a narrow window in place of the table."""
        self.add_class("-detail")
        self.query_one("#detail-box").focus()

    @work(group="flow", exclusive=True)
    async def action_filter(self) -> None:
        """Choose a ready-made filter."""
        if token := await choose_request_filter(self.desk):
            self.bar.add(token)

    @work(group="flow", exclusive=True)
    async def action_assign(self) -> None:
        """Say who answers the item and how."""
        await assign(self.desk, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_attach(self) -> None:
        """Attach evidence to the item."""
        if self.table.key:
            await linking.link_target(self.desk, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_ready(self) -> None:
        """Ready, or not ready again."""
        await set_status(self.desk, self.table.key, "ready", back="gathering")

    @work(group="flow", exclusive=True)
    async def action_hand_over(self) -> None:
        """Handed over, or back to ready."""
        await set_status(self.desk, self.table.key, "handed_over", back="ready")

    @work(group="flow", exclusive=True)
    async def action_sign_off(self) -> None:
        """Signed off, or back to ready."""
        await set_status(self.desk, self.table.key, "signed_off", back="ready")

    @work(group="flow", exclusive=True)
    async def action_leave_out(self) -> None:
        """Say why the item does not apply, or that it does."""
        from readiness.tui.notice_forms import leave_out

        await leave_out(self.desk, self.table.key)


def _detail(session: Session, item_id: str) -> Content:
    from readiness.services.requests import state_of

    item = session.framework.requests_by_id.get(item_id)
    state = state_of(session.workspace, item_id)
    deadlines = session.framework.deadline_classes_by_id
    due = deadlines[item.deadline].title if item and item.deadline in deadlines else "not said"
    facts = (
        ("due", due),
        ("answers", item.body if item else ""),
        ("owner", state.owner or "no owner"),
        ("status", state.status.replace("_", " ") + (f": {state.reason}" if state.reason else "")),
        ("source", state.source_system or "not said"),
        ("produced", state.how_produced or "not said"),
        ("needs", "not said" if state.lead_time_hours is None else f"{state.lead_time_hours} working hours"),
        ("last produced", short_date(state.last_produced) or "never"),
        ("format", (item.format if item else "") or "not said"),
        ("criteria", ", ".join(item.criteria) if item else ""),
        ("wording", f"{item.status}" + ("" if item.is_settled else ", not confirmed") if item else "asked"),
    )
    rows = [plain(f"{item_id} {item.title if item else state.local_title}", "bold")]
    rows += [line(plain(f"{label:<15}", _MUTED), words) for label, words in facts]
    if state.notes:
        rows += [plain(""), plain(state.notes, keep_breaks=True)]
    rows += [gap_line(gap) for gap in session.gaps().of("request", item_id)]
    rows += [plain(""), plain("Evidence attached", "bold")]
    attached = session.index.evidence_to("request", item_id)
    rows += [line(plain(one.id, "bold"), f" {one.title}") for one in attached] or [
        plain("None. Press e to attach some.", _MUTED)
    ]
    return lines(rows)
