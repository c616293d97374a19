"""The request items: what inspectors may ask for, who answers, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from readiness.tui.commands import bindings_for
from readiness.tui.filters import matching
from readiness.tui.screens.asks import AsksScreen
from readiness.tui.styles import styles
from readiness.tui.widgets.records_table import Column, Row

if TYPE_CHECKING:
    from textual.binding import BindingType

    from readiness.core.asks import Ask
    from readiness.tui.session import Session


@dataclass(frozen=True, slots=True)
class RequestsPicture:
    """The items that fit the filter, and how many there are."""

    rows: tuple[Row, ...]
    total: int


class RequestsScreen(AsksScreen[RequestsPicture]):
    """The board, most urgent deadline first."""

    AREA = "requests"
    CSS_PATH = styles("screens/listing.tcss", "lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("requests")
    COLUMNS = (
        Column(" Item", 8),
        Column("Asked for", 24, is_stretching=True),
        Column("Due", 17, from_width=87),
        Column("Answers", 12, from_width=99),
        Column("Owner", 14),
        Column("Needs", 7, from_width=70),
        Column("Status", 13),
        Column("Ev", 4, from_width=63),
    )
    PLACEHOLDER = "words, or open unowned status:ready section:EHC ..."
    NOTHING_YET = "This framework asks for nothing."

    def gather(self, session: Session) -> RequestsPicture:
        """The items that fit the filter, in the order of their deadlines."""
        from readiness.core.asks import asks
        from readiness.core.filtering import REQUEST_FILTERS

        order = {one.id: number for number, one in enumerate(session.framework.deadline_classes)}
        known = sorted(
            asks(session.index),
            key=lambda one: order.get(one.item.deadline, len(order)) if one.item else len(order),
        )
        found = matching(REQUEST_FILTERS, self._query, known)
        return RequestsPicture(tuple(_row(session, one) for one in found), len(known))

    async def show(self, picture: RequestsPicture) -> None:
        """Fill the table."""
        await self.show_rows(picture.rows, picture.total)


def _row(session: Session, one: Ask) -> Row:
    from readiness.core.requests import REQUEST_STATUS_TITLES

    framework, item, state = session.framework, one.item, one.state
    deadline = framework.deadline_classes_by_id.get(item.deadline) if item else None
    body = framework.bodies_by_id.get(item.body) if item else None
    attached = len(session.index.links_to("request", one.id))
    return Row(
        one.id,
        (
            f" {one.id}",
            one.title,
            deadline.title if deadline else "",
            body.title if body else "",
            state.owner or "no owner",
            "" if state.lead_time_hours is None else f"{state.lead_time_hours} h",
            REQUEST_STATUS_TITLES[state.status],
            str(attached) if attached else "-",
        ),
    )
