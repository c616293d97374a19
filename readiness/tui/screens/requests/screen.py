"""The request items: what inspectors may ask for, who answers, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on, work
from textual.widgets import DataTable

from readiness.base.date_words import near_moment_words
from readiness.base.zone import local_zone
from readiness.model.vocabulary import READY_STATUSES, REQUEST_STATUS_TITLES
from readiness.rules.asks import ask_of
from readiness.rules.calendar.quoted import quoted_deadline
from readiness.rules.filters.lists import matching
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import gap_line, line, lines, plain, tinted
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.filter_choices import choose_request_filter
from readiness.tui.screens.base.listing import ListingScreen
from readiness.tui.screens.base.records import LABEL, fact_lines
from readiness.tui.screens.evidence import linking
from readiness.tui.screens.requests import asking
from readiness.tui.screens.requests.forms import assign, set_status
from readiness.tui.widgets.records_table import Column, Row
from readiness.tui.widgets.sorting import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import BindingType
    from textual.content import Content

    from readiness.model.vocabulary import RequestStatus
    from readiness.rules.asks import Ask
    from readiness.rules.filters.known_values import Known
    from readiness.tui.shell.session import Session


@dataclass(frozen=True, slots=True)
class RequestsPicture:
    """The items that fit the filter, and how many there are."""

    rows: tuple[Row, ...]
    total: int


P = TypeVar("P")


class AsksScreen(ListingScreen[P], Generic[P]):
    """A list of request items."""

    _is_worked_on = False
    """Whether the item under the cursor was just changed here."""

    async def show_rows(
        self, rows: Sequence[Row], total: int, *, found: int | None = None, keep: str = ""
    ) -> None:
        """Fill the table; when what was done sent the item elsewhere, the cursor stays at its place."""
        table = self.table
        keys = [row.key for row in in_order(rows, table.order)]
        if self._is_worked_on and table.key in keys and keys.index(table.key) != table.cursor_row:
            keep = keys[min(table.cursor_row, len(keys) - 1)]
        self._is_worked_on = False
        await super().show_rows(rows, total, found=found, keep=keep)

    def known_values(self) -> Known:
        """What a filter of request items can ask for."""
        from readiness.model.records.requests import RequestState
        from readiness.rules.filters.known_values import known_of

        return known_of(self.opened.framework, RequestState)

    async def _set_status(self, status: RequestStatus, back: RequestStatus) -> None:
        self._is_worked_on = True
        if not await set_status(self.ui, self.table.key, status, back=back):
            self._is_worked_on = False

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The request item under the cursor and its deadline class."""
        item = self.session.framework.requests_by_id.get(self.table.key) if self.session else None
        return (item.id, item.deadline) if item else ()

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
        if token := await choose_request_filter(self.ui):
            self.bar.add(token)

    @work(group="flow", exclusive=True)
    async def action_assign(self) -> None:
        """Say who answers the item and how."""
        await assign(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_attach(self) -> None:
        """Attach evidence to the item."""
        if self.table.key:
            await linking.link_target(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_ready(self) -> None:
        """Ready, or not ready again."""
        await self._set_status("ready", "gathering")

    @work(group="flow", exclusive=True)
    async def action_hand_over(self) -> None:
        """Handed over, or back to ready."""
        await self._set_status("handed_over", "ready")

    @work(group="flow", exclusive=True)
    async def action_sign_off(self) -> None:
        """Signed off, or back to ready."""
        await self._set_status("signed_off", "ready")

    @work(group="flow", exclusive=True)
    async def action_leave_out(self) -> None:
        """Say why the item does not apply, or that it does."""
        from readiness.tui.screens.requests.forms import leave_out

        await leave_out(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_add_ask(self) -> None:
        """Write down what was asked in words."""
        if item_id := await asking.add_ask(self.ui):
            self.point_at(item_id)

    @work(group="flow", exclusive=True)
    async def action_write_out(self) -> None:
        """Write the request map as a workbook."""
        from readiness.tui.screens.requests.exchange import write_map

        await write_map(self.ui)

    @work(group="flow", exclusive=True)
    async def action_take_in(self) -> None:
        """Take a filled-in request map in."""
        from readiness.tui.screens.requests.exchange import take_map

        await take_map(self.ui)

    @work(group="flow", exclusive=True)
    async def action_receipts(self) -> None:
        """Show what was handed over, when, by whom and to whom."""
        await asking.show_receipts(self.ui)


class RequestsScreen(AsksScreen[RequestsPicture]):
    """The board, most urgent deadline first."""

    AREA = "requests"
    CSS_PATH = styles("screens/base/listing.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("requests")
    COLUMNS = (
        Column(" Item", 8),
        Column("Asked for", 24, is_stretching=True),
        Column("Due", 27, from_width=97),
        Column("Answers", 12, from_width=109),
        Column("Owner", 14),
        Column("Needs", 7, from_width=70),
        Column("Status", 13),
        Column("Ev", 4, from_width=63),
    )
    PANE = "Asks"
    PLACEHOLDER = "words, or open unowned status:ready section:name ..."
    NOTHING_YET = "This framework asks for nothing."

    def gather(self, session: Session) -> RequestsPicture:
        """The items that fit the filter, in the order of their deadlines."""
        from readiness.rules.asks import asks
        from readiness.rules.filters.lists import REQUEST_FILTERS

        order = {one.id: number for number, one in enumerate(session.framework.deadline_classes)}
        known = sorted(
            asks(session.index),
            key=lambda one: order.get(one.item.deadline, len(order)) if one.item else len(order),
        )
        found = matching(REQUEST_FILTERS, self._query, known)
        return RequestsPicture(tuple(_row(session, one, order) for one in found), len(known))

    async def show(self, picture: RequestsPicture) -> None:
        """Fill the table."""
        await self.show_rows(picture.rows, picture.total)


_STATUSES = tuple(REQUEST_STATUS_TITLES)
"""From not begun to settled."""


def _row(session: Session, one: Ask, order: Mapping[str, int]) -> Row:
    framework, item, state = session.framework, one.item, one.state
    deadline = quoted_deadline(framework, session.records, item.deadline) if item else None
    body = framework.bodies_by_id.get(item.body) if item else None
    attached = len(session.index.evidence_to("request", one.id))
    return Row(
        one.id,
        (
            f" {one.id}",
            one.title,
            f"{deadline.title}{deadline.mark}" if deadline else "",
            body.title if body else "",
            state.owner or "no owner",
            "" if state.lead_time_hours is None else f"{state.lead_time_hours} h",
            _status(state.status, REQUEST_STATUS_TITLES[state.status]),
            str(attached) if attached else "-",
        ),
        {
            2: order.get(item.deadline) if item else None,
            5: state.lead_time_hours,
            6: _STATUSES.index(state.status),
            7: attached,
        },
    )


def _status(status: RequestStatus, words: str) -> Content:
    if status in READY_STATUSES:
        return tinted(words, "good")
    return tinted(words, "info") if status == "gathering" else plain(words, "$text-muted")


_MUTED = "$text-muted"


def _wording(ask: Ask) -> str:
    """How far it is certain that it is asked for."""
    if ask.proof or ask.item is None:
        return ask.proof or "asked"
    return "confirmed" if ask.is_confirmed else f"ours, not confirmed ({ask.item.status})"


def _detail(session: Session, item_id: str) -> Content:
    from readiness.requests.states import state_of

    framework = session.framework
    ask = ask_of(session.index, item_id)
    item, state = ask.item, state_of(session.workspace, item_id)
    deadline = quoted_deadline(framework, session.records, item.deadline) if item else None
    body = framework.bodies_by_id.get(item.body) if item else None
    due = near_moment_words(state.due_override.astimezone(local_zone())) if state.due_override else ""
    facts = (
        ("Due", due or (f"{deadline.title}{deadline.mark}" if deadline else "not said")),
        ("Answering body", body.title if body else "not said"),
        ("Agencies", ", ".join(ask.agencies.values()) or "none"),
        ("Format", (item.format if item else "") or "not said"),
        (framework.terms.said("Criteria"), (", ".join(item.criteria) if item else "") or "none"),
        ("Wording", _wording(ask)),
    )
    rows = [plain(f"{item_id} {item.title if item else state.local_title}", "bold")]
    rows += [line(plain(f"{label:<{LABEL}}  ", _MUTED), words) for label, words in facts]
    rows += fact_lines(session, state)
    rows += [gap_line(gap) for gap in session.gaps().of("request", item_id)]
    rows += [plain(""), plain("Evidence attached", "bold")]
    attached = session.index.evidence_to("request", item_id)
    rows += [line(plain(one.id, "bold"), f" {one.title}") for one in attached] or [
        plain("None. Press l to attach some.", _MUTED)
    ]
    return lines(rows)
