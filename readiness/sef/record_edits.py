"""Records other than statements as a returned self-evaluation leaves them: actions, measures, the area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.model.records.changes import Change, put
from readiness.model.records.evaluation import LocalGrade
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES
from readiness.sef.following import Follow, answers_that_follow
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.record_words import UnreadWordsError, fields_of, grade_of
from readiness.sef.round_trip.row_words import fields_in, is_new_record, record_fields
from readiness.workspace.editing import make, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace
from readiness.workspace.date_moves import with_move

_EDITED = "changed in an edited copy of the self-evaluation, taken over in its review"


class RecordDraft:
    """The records as accepted words leave them; nothing is stored here."""

    def __init__(self, ws: Workspace, as_at: date) -> None:
        self._ws = ws
        self._as_at = as_at
        self._now: dict[tuple[str, str], Record] = {}

    def do(self, target: Target, words: str) -> None:
        """Put words into the field they were typed for.

        Raises:
            UsageError: They cannot be stored there; the message says how to write them.
        """
        if is_new_record(target):
            self._add(target, words)
        elif (target.table, target.field) == ("recommendations", "answer"):
            self._answer(target, words)
        elif (target.table, target.field) == ("grades", "view"):
            self._view(target, words)
        else:
            self._set(target, words)

    def follow(self, follows: Sequence[Follow]) -> None:
        """Keep actions and measures with the statements they are about, where the words went elsewhere."""
        for table in (Action.table, Measure.table):
            for record_id in self._ws.records.table(table):
                held = self._held(table, record_id)
                if isinstance(held, Action | Measure):
                    after = answers_that_follow(held, follows)
                    if after is not held:
                        self._now[table, record_id] = after

    def changes(self) -> Iterator[Change]:
        """What is to be stored."""
        for (table, record_id), record in self._now.items():
            before = self._ws.records.table(table).get(record_id)
            yield put(with_move(self._ws, before, record, _EDITED), before)

    def _held(self, table: str, record_id: str) -> Record | None:
        return self._now.get((table, record_id)) or self._ws.records.table(table).get(record_id)

    def _set(self, target: Target, words: str) -> None:
        record = self._held(target.table, target.id)
        if record is None:
            raise UsageError(f"{target.id} is not here any more.", words, "Refuse this change.")
        try:
            fields = fields_of(target, record, words)
        except UnreadWordsError as error:
            raise UsageError(f"That cannot be stored in {target.id}.", words, str(error)) from None
        self._now[target.table, target.id] = revise(record, **fields)

    def _add(self, target: Target, words: str) -> None:
        """A new record from the row of a table, with what was done about it where the row says that."""
        kind = RECORD_TYPES[target.table]
        try:
            fields = record_fields(target, words)
            done = fields_in(target.table, words).get("answer", "")
        except UnreadWordsError as error:
            raise UsageError("No record can be made of that row.", words, str(error)) from None
        record = make(kind, id=self._ws.new_id(target.table), **fields)
        self._now[target.table, record.id] = record
        if done:
            self._answer(Target(table=target.table, id=record.id, field="answer"), done)

    def _answer(self, target: Target, words: str) -> None:
        """What was done about a recommendation, as a new action that answers it."""
        recommendation = self._held("recommendations", target.id)
        criteria = recommendation.criteria if isinstance(recommendation, Recommendation) else ()
        action = make(
            Action,
            id=self._ws.new_id(Action.table),
            title=words,
            recommendations=(target.id,),
            criteria=criteria,
        )
        self._now[Action.table, action.id] = action

    def _view(self, target: Target, words: str) -> None:
        """A local view typed where there was none: an outcome, then why."""
        levels = self._ws.framework.levels_of(target.criterion)
        titles = {key: one.view_words for key, one in levels.items()}
        found = grade_of(words, titles) or grade_of(words, {key: one.title for key, one in levels.items()})
        if found is None or not found[1]:
            raise UsageError(
                f"That is not a local view of {target.criterion}.",
                words,
                f"Write one of {', '.join(titles.values())}, a full stop, and why.",
            )
        outcome, why = found
        view = make(LocalGrade, id=target.criterion, outcome=outcome, why=why, set_on=self._as_at)
        self._now[LocalGrade.table, target.criterion] = view
