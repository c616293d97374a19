"""Taking words or records out of an area's present and past; the chain of the log goes on holding."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson

from readiness.base.errors import StorageError
from readiness.base.redaction import MARK, Words
from readiness.store.documents import as_utc
from readiness.store.postgres import reading
from readiness.store.repository import Erased
from readiness.store.tinydb.erasing import Redaction
from readiness.store.tinydb.erasing_copies import redact_copies

if TYPE_CHECKING:
    from readiness.store.postgres.area import AreaRepository
    from readiness.store.postgres.connection import Session

_TRIES = 20

_LAW = "SELECT readiness.erase_words(%s, %s, %s, %s, %s, %s::jsonb, %s::jsonb, %s::jsonb)"


@dataclass(frozen=True, slots=True)
class _Found:
    """Where something stands, and what is put in its place."""

    sequence: int
    altered: int
    records: list[dict[str, Any]]
    ops: list[dict[str, Any]]
    heads: list[dict[str, Any]]

    @property
    def changes(self) -> int:
        return len({one["sequence"] for one in (*self.ops, *self.heads)})


def erase(
    repository: AreaRepository,
    *,
    words: str,
    records: Collection[str],
    files: Collection[str],
    user: str,
    at: datetime,
    is_trial: bool,
) -> Erased:
    """Take words or records out of everything kept; see `Repository.erase`."""
    redaction = Redaction(Words(words), frozenset(records), frozenset(files))
    connection, code = repository.connection, repository.link.area
    token = uuid.uuid4()
    for _ in range(_TRIES):
        found = connection.work(lambda session: _look(session, code, redaction))
        if is_trial or not (found.records or found.ops or found.heads):
            backups, broken = redact_copies(repository.root, redaction, is_trial=is_trial)
            return Erased(0, found.altered, found.changes, backups, broken)
        texts = [orjson.dumps(part).decode() for part in (found.records, found.ops, found.heads)]
        moment = as_utc(at).isoformat()
        values = (code, token, moment, user, found.sequence, *texts)
        answer = connection.ask(_LAW, values)[0][0]
        if "moved" not in answer:
            break
    if "sequence" not in answer:
        raise StorageError(
            "This was not erased, and nothing was changed.",
            repository.rights.words(answer.get("refused", "owner")),
            "Ask an owner of the area.",
        )
    backups, broken = redact_copies(repository.root, redaction)
    return Erased(answer["sequence"], found.altered, found.changes, backups, broken)


def _look(session: Session, code: str, redaction: Redaction) -> _Found:
    state = reading.read_state(session, code)
    altered = redaction.check(state.tables)
    records = []
    for table, documents in state.tables.items():
        for doc, document in documents.items():
            without = redaction.document(document)
            if without is not document:
                records.append({"tbl": table, "doc": int(doc), "now": without})
    gone: set[int] = set()
    ops = []
    for sequence, n, before, after in session.execute(
        "SELECT o.sequence, n, before, after FROM readiness.op o JOIN readiness.area a USING (area)"
        " WHERE a.code = %s AND (before IS NOT NULL OR after IS NOT NULL)",
        (code,),
    ):
        sides = (before, after)
        is_gone = any(side and side.get("id") in redaction.records for side in sides)
        now = (None, None) if is_gone else tuple(redaction.document(side) for side in sides)
        if is_gone:
            gone.add(sequence)
        if is_gone or now[0] is not before or now[1] is not after:
            ops.append({"sequence": sequence, "n": n, "before": now[0], "after": now[1], "is_gone": is_gone})
    heads = []
    for sequence, shown, label in session.execute(
        "SELECT c.sequence, shown, label FROM readiness.change c JOIN readiness.area a USING (area)"
        " WHERE a.code = %s",
        (code,),
    ):
        said = MARK if sequence in gone else redaction.value(label)
        name = redaction.value(shown)
        if (said, name) != (label, shown):
            heads.append({"sequence": sequence, "shown": name, "label": said})
    return _Found(state.sequence, altered, records, ops, heads)
