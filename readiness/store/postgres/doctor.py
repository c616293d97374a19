"""The doctor of an area: the log, the records, what they name, and the files beside them; alters nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import ReadinessError, RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.store.documents import read_records
from readiness.store.examination import Examined, Report
from readiness.store.layout import LINK_NAME
from readiness.store.not_in_force import examined_beside
from readiness.store.postgres import moving, reading
from readiness.store.postgres.repository import PostgresRepository
from readiness.store.record_faults import examined_evidence, examined_records

if TYPE_CHECKING:
    from readiness.store.postgres.connection import Session
    from readiness.store.tinydb.journal import Line
    from readiness.store.tinydb.snapshot import State

_RESTORE = "Restore a backup, and tell whoever runs the database."


def examine(root: Path, *, read_data: bool = False) -> Report:
    """Look at the database, records, references, ids, definition and files; never raises for bad data."""
    try:
        with PostgresRepository.open(root, read_only=True) as repository:
            code = repository.link.area
            state, lines, broken = repository.connection.work(lambda session: _read(session, code))
    except ReadinessError as error:
        what = Problem("error", Where(file=LINK_NAME), f"{error.title} ({visible(error.detail)})", error.hint)
        return Report(root, (Examined("database", 1, (what,)),))
    tables = {name: table.values() for name, table in state.tables.items()}
    records, faults = read_records(tables, file=LINK_NAME)
    return Report(
        root,
        (
            Examined("database", 1, ()),
            Examined("changes in the history", state.sequence, _history(state, lines, broken, root)),
            Examined("records", sum(len(table) for table in state.tables.values()), tuple(faults)),
            *examined_records(records, state.next_records, file=LINK_NAME),
            *examined_beside(root, records, file=LINK_NAME),
            examined_evidence(records, root, read_data=read_data),
        ),
    )


def _read(session: Session, code: str) -> tuple[State, list[Line], list[int]]:
    state = reading.read_state(session, code)
    lines = moving.lines_of(session, code)
    broken = [row[0] for row in session.execute("SELECT readiness.broken_changes(%s)", (code,))]
    return state, lines, broken


def _history(state: State, lines: list[Line], broken: list[int], root: Path) -> tuple[Problem, ...]:
    where = Where(file=LINK_NAME)
    problems = [
        Problem("error", where, f"Change {number} in the log is not what was written.", _RESTORE)
        for number in broken
    ]
    numbers = [line.sequence for line in lines]
    if numbers != list(range(state.sequence - len(numbers) + 1, state.sequence + 1)):
        problems.append(Problem("error", where, "The log has a gap.", _RESTORE))
    try:
        moving.need_fitting(state, lines, root)
    except RefusedError:
        what = "The log leads to other records than those that are there."
        problems.append(Problem("error", where, what, _RESTORE))
    return tuple(problems)
