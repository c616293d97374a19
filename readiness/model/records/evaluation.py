"""The self-evaluation: statements, their agreement, and local grades."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from readiness.model.records.evidence import text_fingerprint
from readiness.model.records.record import Record
from readiness.model.vocabulary import StatementKind


class Agreement(BaseModel):
    """One agency's agreement to one exact text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str
    """Id of a framework agency."""
    by: str
    """Role or name of who agreed."""
    on: date
    text_seen: str
    """Fingerprint of the draft (text and impact) that was agreed."""


class Note(BaseModel):
    """A remark on a statement, such as a reviewer's comment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    on: date | None = None
    text: str


class Statement(Record):
    """One sentence or short paragraph of the self-evaluation."""

    table: ClassVar[str] = "statements"
    prefix: ClassVar[str] = "S"

    criterion: str
    """Framework id of the criterion it belongs to."""
    kind: StatementKind
    text: str
    """The draft: what the partnership says now."""
    impact: str = ""
    """What difference it has made, for whom, and by how much."""
    agreed_text: str = ""
    """The text as last agreed by every agency asked; kept apart from the draft."""
    agreed_impact: str = ""
    agreements: tuple[Agreement, ...] = ()
    lenses: tuple[str, ...] = ()
    """Ids of lenses the statement speaks to."""
    as_at: date | None = None
    """The date the facts in the text are true of."""
    owner: str = ""
    position: int = 0
    """Order among the statements of its criterion and kind."""
    notes: tuple[Note, ...] = ()

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

    outcome: str
    """Id of a framework outcome."""
    why: str = ""
    set_on: date | None = None
