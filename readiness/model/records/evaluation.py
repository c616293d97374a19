"""The self-evaluation: statements, their agreement, and local grades."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.evidence import text_fingerprint
from readiness.model.records.record import Record
from readiness.model.vocabulary import STATEMENT_KIND_TITLES, StatementKind


class Agreement(BaseModel):
    """One agency's agreement to one exact text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: Annotated[
        str, Field(label="Agency", help="The agency that agreed.", kind="choice", choices=choices.agencies)
    ]
    """Id of a framework agency."""
    by: Annotated[str, Field(label="Agreed by", help="A role or a name of staff.", empty="nobody named")]
    """Role or name of who agreed."""
    on: Annotated[date, Field(label="On", help="Day it was agreed.", kind="date", nearest="back")]
    text_seen: Annotated[
        str,
        Field(label="Words agreed", help="Fingerprint of the draft that was agreed.", set_by="action"),
    ]
    """Fingerprint of the draft (text and impact) that was agreed."""


class Note(BaseModel):
    """A remark on a statement, such as a reviewer's comment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Annotated[str, Field(label="By", help="Who remarks.", empty="nobody named")]
    on: Annotated[
        date | None,
        Field(label="On", help="Day of the remark.", kind="date", nearest="back", empty="no date"),
    ] = None
    text: Annotated[str, Field(label="Remark", help="What is remarked.", kind="long")]


class Statement(Record):
    """One sentence or short paragraph of the self-evaluation."""

    table: ClassVar[str] = "statements"
    prefix: ClassVar[str] = "S"

    criterion: Annotated[
        str,
        Field(
            label="Criterion",
            help="The criterion it belongs to, such as A3.",
            kind="choice",
            choices=choices.criteria,
            as_ids=True,
            filter="criterion",
        ),
    ]
    """Framework id of the criterion it belongs to."""
    kind: Annotated[
        StatementKind,
        Field(
            label="Kind",
            help="What the statement is.",
            kind="choice",
            choices=choices.Fixed(STATEMENT_KIND_TITLES),
            filter="kind",
        ),
    ]
    text: Annotated[str, Field(label="Draft", help="What the partnership says now.", kind="long")]
    """The draft: what the partnership says now."""
    impact: Annotated[
        str, Field(label="Impact", help="What difference has it made, for whom, by how much?", kind="long")
    ] = ""
    """What difference it has made, for whom, and by how much."""
    agreed_text: Annotated[
        str,
        Field(
            label="Agreed words",
            help="The text as every agency asked last agreed it.",
            kind="long",
            set_by="action",
            empty="not agreed yet",
        ),
    ] = ""
    """The text as last agreed by every agency asked; kept apart from the draft."""
    agreed_impact: Annotated[
        str,
        Field(
            label="Agreed impact",
            help="The impact as every agency asked last agreed it.",
            kind="long",
            set_by="action",
            empty="not agreed yet",
        ),
    ] = ""
    agreements: Annotated[
        tuple[Agreement, ...],
        Field(
            label="Agreements",
            help="Who agreed which words, for which agency.",
            kind="rows",
            set_by="action",
            empty="none",
        ),
    ] = ()
    lenses: Annotated[
        tuple[str, ...],
        Field(
            label="Lenses",
            help="Lenses the statement speaks to.",
            kind="choices",
            choices=choices.lenses,
            option="lens",
            empty="none",
            filter="lens",
        ),
    ] = ()
    """Ids of lenses the statement speaks to."""
    as_at: Annotated[
        date | None,
        Field(
            label="Facts true at",
            help="Date the facts in it are true of.",
            kind="date",
            nearest="back",
            option="facts-at",
            empty="no date",
        ),
    ] = None
    """The date the facts in the text are true of."""
    owner: Annotated[
        str,
        Field(
            label="Owner",
            help="Who keeps it true: a role or a name of staff.",
            empty="nobody",
            filter="owner",
            names_owner=True,
        ),
    ] = ""
    position: Annotated[
        int,
        Field(
            label="Place in the list",
            help="Order among the statements of its criterion and kind; the lowest comes first.",
            kind="number",
        ),
    ] = 0
    """Order among the statements of its criterion and kind."""
    notes: Annotated[
        tuple[Note, ...],
        Field(label="Notes", help="Remarks on it, such as a reviewer's.", kind="rows", empty="none"),
    ] = ()

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the draft's text and impact."""
        return text_fingerprint(f"{self.text}\n{self.impact}")

    def agreed_by(self, agency: str) -> Agreement | None:
        """This agency's agreement to the draft as it stands, or None."""
        return next(
            (one for one in self.agreements if one.agency == agency and one.text_seen == self.fingerprint),
            None,
        )


class LocalGrade(Record):
    """The partnership's own view of a criterion; never an official grade. Its id is the criterion's."""

    table: ClassVar[str] = "grades"

    id: Annotated[
        str,
        Field(
            label="Criterion",
            help="The criterion it is a view of.",
            kind="choice",
            choices=choices.criteria,
            as_ids=True,
            set_by="store",
        ),
    ]
    """Framework id of the criterion."""
    outcome: Annotated[
        str,
        Field(
            label="Local view",
            help="The partnership's own view of the criterion, never an official grade.",
            kind="choice",
            choices=choices.levels,
            set_by="action",
            empty="not graded",
        ),
    ]
    """Id of an outcome of the framework, or of a level of the criterion's own scale."""
    why: Annotated[
        str, Field(label="Why", help="The reason, in a sentence.", kind="long", set_by="action")
    ] = ""
    set_on: Annotated[
        date | None,
        Field(label="Set on", help="Day it was set.", kind="date", set_by="action", empty="no date"),
    ] = None
