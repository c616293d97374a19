"""Where the partnership stands with each request item. A state's id is the item's framework id."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limits

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.record import BrokenRule, Record
from readiness.model.vocabulary import REQUEST_STATUS_TITLES, RequestStatus


class AskedIn(BaseModel):
    """Where a list of the inspectorate asks for an item, in its own words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    list: Annotated[str, Field(label="List", help="Name of the list as it came.")]
    """Name of the list as it came."""
    title: Annotated[str, Field(label="Words", help="What the line says.")]
    """What the line says."""
    place: Annotated[str, Field(label="Place", help="Where in the list it stands.", empty="not said")] = ""
    reference: Annotated[
        str, Field(label="Their reference", help="The number it has there.", empty="none")
    ] = ""
    due: Annotated[
        datetime | None,
        Field(label="Due", help="The deadline it sets, when it was read.", kind="moment", empty="not read"),
    ] = None
    """The deadline it sets (aware, UTC), when it could be read."""
    due_text: Annotated[
        str, Field(label="Due, as written", help="The deadline in their words.", empty="none")
    ] = ""
    """The deadline as written."""
    by: Annotated[
        str, Field(label="Asked by", help="Who asked, where it was not a list.", empty="the list")
    ] = ""
    """Who asked for it in words, as by telephone; empty for a line of a list."""
    at: Annotated[
        datetime | None,
        Field(label="Asked at", help="When it was asked for in words.", kind="moment", empty="with the list"),
    ] = None
    """When that was (aware, UTC)."""
    notice: Annotated[
        str, Field(label="Asked under", help="The ended notice it belongs to.", empty="the present call")
    ] = ""
    """Id of the notice it was asked under, once that has ended; empty while it counts."""


class RequestState(Record):
    """Owner, source, lead time and status of one request item."""

    table: ClassVar[str] = "requests"

    id: Annotated[
        str,
        Field(
            label="Item",
            help="Id of the request item.",
            set_by="store",
            column="Item",
            aliases=("Item id", "Id", "Reference"),
            filter="id",
        ),
    ]
    """Framework id of the item, or an id of ours for one that only the inspectorate's own list has."""
    owner: Annotated[
        str,
        Field(
            label="Owner",
            help="Who answers it: a role or a name of staff.",
            empty="nobody",
            aliases=("Lead", "Responsible"),
            filter="owner",
            names_owner=True,
        ),
    ] = ""
    agency: Annotated[
        str,
        Field(
            label="Agency",
            help="Agency that produces it.",
            kind="choice",
            choices=choices.agencies,
            empty="the body's own",
            aliases=("Partner",),
        ),
    ] = ""
    """Framework agency that produces it; empty means the item's body decides."""
    source_system: Annotated[
        str,
        Field(
            label="Source system",
            help="System it comes from.",
            option="source",
            aliases=("System", "Source"),
        ),
    ] = ""
    how_produced: Annotated[
        str,
        Field(
            label="How produced",
            help="How it is produced.",
            option="how",
            aliases=("How it is produced", "Method"),
        ),
    ] = ""
    lead_time_hours: Annotated[
        int | None,
        Limits(ge=0),
        Field(
            label="Needs, in working hours",
            help="Working hours it takes to produce it again.",
            kind="number",
            option="hours",
            column="Lead time (working hours)",
            aliases=("Lead time", "Lead time hours"),
        ),
    ] = None
    """Working hours needed to produce it again from its source."""
    last_produced: Annotated[
        date | None,
        Field(
            label="Last produced",
            help="When it was last produced.",
            kind="date",
            nearest="back",
            empty="no date",
        ),
    ] = None
    status: Annotated[
        RequestStatus,
        Field(
            label="Status",
            help="How far it is.",
            kind="choice",
            choices=choices.Fixed(REQUEST_STATUS_TITLES),
            clearable=False,
            filter="status",
        ),
    ] = "not_started"
    reason: Annotated[
        str,
        Field(
            label="Why not applicable",
            help="Why it does not apply.",
            column="Reason",
        ),
    ] = ""
    """Why it does not apply; needed for `not_applicable`."""
    note_to_inspectors: Annotated[
        str,
        Field(
            label="Note to inspectors",
            help="Printed in the data pack beside the item; nothing else written here is.",
            kind="long",
            empty="none",
        ),
    ] = ""
    """The only words about an item that leave with a pack: owner, reason and notes stay inside."""
    due_override: Annotated[
        datetime | None,
        Field(
            label="Official deadline",
            help="Deadline their own list sets: a moment, 'Friday noon', 'within 24 hours' of the call.",
            kind="moment",
            nearest="ahead",
            is_deadline=True,
            option="due",
            empty="that of its class",
        ),
    ] = None
    """Official deadline when the inspectorate's own list sets one (aware, UTC)."""
    is_asked: Annotated[
        bool | None,
        Field(
            label="Asked for",
            help="Whether the inspectorate's own list asks for it.",
            kind="yes_no",
            option="asked",
            empty="no list yet",
        ),
    ] = None
    """Whether the inspectorate's own lists ask for it; None while none says.

    False only by a list that a person declared complete.
    """
    asked_in: Annotated[
        tuple[AskedIn, ...],
        Field(
            label="Lines that ask for it",
            help="Every line that asks for it, of every list of the inspectorate.",
            kind="rows",
            set_by="action",
            empty="none",
        ),
    ] = ()
    """Every line that asks for it, of every list."""
    local_title: Annotated[
        str,
        Field(
            label="Title in their list",
            help="Title of an item that only the inspectorate's own list has.",
            option="title",
            empty="none",
        ),
    ] = ""
    """Title of an item that only the inspectorate's own list has."""
    notes: Annotated[
        str, Field(label="Notes", help="Anything else.", kind="long", empty="none", aliases=("Comments",))
    ] = ""

    @property
    def asks(self) -> tuple[AskedIn, ...]:
        """The lines that ask for it now; those of notices that have ended are left out."""
        return tuple(line for line in self.asked_in if not line.notice)

    @property
    def broken_rule(self) -> BrokenRule | None:
        """An item left out needs its reason: inspectors read it in the pack."""
        if self.status != "not_applicable" or self.reason.strip():
            return None
        return BrokenRule(
            f"{self.id} cannot be marked not applicable without a reason.",
            "Say why it does not apply; inspectors will see the reason in the pack.",
        )
