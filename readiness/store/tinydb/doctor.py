"""The doctor: looks at everything in a workspace and says what is wrong; alters nothing, ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readiness.base.disk import whole_file
from readiness.base.errors import ReadinessError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.store import documents
from readiness.store.documents import read_records
from readiness.store.examination import Examined, Report
from readiness.store.layout import HISTORY_NAME, JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.not_in_force import examined_beside
from readiness.store.record_faults import REPAIR, examined_evidence, examined_records
from readiness.store.tinydb import fitness, history, journal
from readiness.store.tinydb.erasing import untold
from readiness.store.tinydb.files import Reading, read_workspace
from readiness.store.tinydb.journal import Line
from readiness.store.tinydb.snapshot import State


def examine(root: Path, *, read_data: bool = False) -> Report:
    """Look at files, records, references, ids, definition and evidence files; never raises for bad data.

    With `read_data` every evidence file is read and compared with what was recorded, not only its size.
    """
    try:
        reading = read_workspace(root)
    except ReadinessError as error:
        what = Problem(
            "error", Where(file=SNAPSHOT_NAME), f"{error.title} ({visible(error.detail)})", error.hint
        )
        return Report(root, (Examined("files", 1, (what,)), _history(root, None)))
    records, faults = read_records({name: table.values() for name, table in reading.state.tables.items()})
    return Report(
        root,
        (
            Examined("files", 2, (*reading.problems, *_leftovers(root))),
            _history(root, reading),
            Examined("records", sum(len(table) for table in reading.state.tables.values()), tuple(faults)),
            *examined_records(records, reading.state.next_records),
            *examined_beside(root, records),
            examined_evidence(records, root, read_data=read_data),
        ),
    )


def replay(root: Path) -> tuple[State, str]:
    """The state that the whole history leads to, from the first change on, and what breaks it (or empty)."""
    state = State()
    paths = [path for _, _, path in history.retired_journals(root)]
    for path in (*paths, root / JOURNAL_NAME):
        if not path.is_file():
            return state, f"{path.name} is missing"
        scan = journal.scan(whole_file(path))
        if scan.header is not None and scan.header.format < documents.FORMAT:
            return state, f"{path.name} is of an older version"
        for line in _after(scan.lines, state):
            state.apply(line)
        if scan.ending == "damaged":
            return state, f"{path.name} is damaged in line {scan.bad_line}: {scan.reason}"
        if scan.header is not None and scan.header.after > state.sequence:
            return state, f"changes before {path.name} are missing"
    return state, ""


def _after(lines: tuple[Line, ...], state: State) -> Iterator[Line]:
    digest = state.digest
    for line in lines:
        if line.previous == digest:
            digest = line.digest
            yield line


def _history(root: Path, reading: Reading | None) -> Examined:
    state, fault = replay(root)
    where = Where(file=HISTORY_NAME)
    problems = []
    if fault:
        what = f"The history cannot be followed to the present: {fault}."
        problems.append(Problem("error" if reading is None else "warning", where, what, REPAIR))
    elif reading is not None and state.tables != reading.state.tables:
        what = "The history leads to other records than those in the main file."
        problems.append(Problem("error", where, what, REPAIR))
    if missing := untold(history.all_lines(root)):
        what = f"Something was erased from {len(missing)} changes, and no change tells of it."
        problems.append(Problem("warning", where, what, "Do the erasure again: it was interrupted."))
    return Examined("changes in the history", state.sequence, tuple(problems))


def _leftovers(root: Path) -> Iterator[Problem]:
    for path in sorted(root.glob(".readiness.*.tmp")):
        what = "An unfinished file of a write that was interrupted. It is not used."
        yield Problem("info", Where(file=visible(path.name)), what, "It can be deleted.")
    for path in sorted((root / HISTORY_NAME).glob(f"{history.REJECTED_PREFIX}*")):
        what = "The unfinished end of a journal, put aside after an interruption."
        yield Problem("info", Where(file=visible(f"{HISTORY_NAME}/{path.name}")), what, "It can be deleted.")
    for name in fitness.conflict_copies(root):
        what = "A syncing service made this copy because two computers wrote at once."
        yield Problem("error", Where(file=visible(name)), what, "Compare it with the main file.")
