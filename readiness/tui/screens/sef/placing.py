"""Where a new statement of a returned document is put: its section and its kind, asked on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.model.vocabulary import STATEMENT_KIND_TITLES
from readiness.tui.forms.fields import Field

if TYPE_CHECKING:
    from readiness.sef.round_trip.changes import PlanItem
    from readiness.tui.shell.session import Session


def place_fields(item: PlanItem, session: Session) -> list[Field]:
    """The proposed section and kind, to be changed."""
    framework = session.framework
    sections = tuple((key, f"{key} {one.short}") for key, one in framework.criteria.items())
    kinds = tuple(STATEMENT_KIND_TITLES.items())
    return [
        Field("criterion", "Section", "choice", item.criterion, sections, is_needed=True),
        Field("kind", "Kind", "choice", item.statement_kind, kinds, is_needed=True),
    ]
