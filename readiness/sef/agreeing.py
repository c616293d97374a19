"""Recording that an agency agrees statements: one, a section, what a filter leaves, or all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, resolve
from readiness.base.text import capital, counted
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import Agreement, Statement
from readiness.workspace.editing import find, revise

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.workspace.workspace import Workspace


def asked_to_agree(framework: Framework) -> list[str]:
    """Ids of the agencies that are asked to agree statements."""
    return [one.id for one in framework.agencies if one.agrees]


def with_agreement(
    statement: Statement, agency: str, *, by: str, on: date, asked: Collection[str]
) -> Statement:
    """The statement agreed by an agency in its present words.

    Once every agency that is asked has agreed the same words, they become the agreed text.
    """
    agreement = Agreement(agency=agency, by=by, on=on, text_seen=statement.fingerprint)
    kept = tuple(one for one in statement.agreements if one.agency != agency)
    after = revise(statement, agreements=(*kept, agreement))
    if all(after.agreed_by(one) for one in asked):
        after = revise(after, agreed_text=after.text, agreed_impact=after.impact)
    return after


def agree(ws: Workspace, statement_id: str, agency: str, *, by: str, as_at: date) -> Transaction:
    """Record that an agency agrees the draft as it stands; raises as `agree_all` does."""
    return agree_all(ws, [statement_id], agency, by=by, as_at=as_at)


def agree_all(
    ws: Workspace, statement_ids: Iterable[str], agency: str, *, by: str, as_at: date
) -> Transaction:
    """Record in one act that an agency agrees these statements as they stand.

    Those it has agreed in these words already stay as they are, with who agreed them and when.

    Raises:
        UsageError: No such statement, an agency that is not asked to agree, or none is left to agree.
    """
    found = [find(ws, Statement, one) for one in dict.fromkeys(statement_ids)]
    asked = asked_to_agree(ws.framework)
    agency_id = resolve("agency that agrees statements", agency, asked)
    who = capital(ws.framework.agencies_by_id[agency_id].spoken)
    left = found if len(found) == 1 else [one for one in found if one.agreed_by(agency_id) is None]
    left = [one for one in left if one.text.strip()]
    if not left:
        raise UsageError(f"{who} has agreed all of these as they stand.", "", "There is nothing to agree.")
    by_name = by.strip() or ws.user
    changes = tuple(
        put(with_agreement(one, agency_id, by=by_name, on=as_at, asked=asked), one) for one in left
    )
    what = left[0].id if len(left) == 1 else counted(len(left), "statement")
    return ws.run(Transaction(f"{agency_id} agrees {what}", changes))
