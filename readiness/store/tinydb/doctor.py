"""The doctor: looks at everything in a workspace and says what is wrong; alters nothing, ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from readiness.base.disk import whole_file
from readiness.base.errors import ReadinessError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.library import files
from readiness.model.records.record import Record
from readiness.model.records.references import NOTED, references
from readiness.model.records.tables import RECORD_TYPES, Records, number_of
from readiness.store import documents
from readiness.store.documents import read_records
from readiness.store.examination import Examined, Report
from readiness.store.layout import HISTORY_NAME, JOURNAL_NAME, SNAPSHOT_NAME
from readiness.store.not_in_force import examined_beside
from readiness.store.tinydb import fitness, history, journal
from readiness.store.tinydb.erasing import untold
from readiness.store.tinydb.files import Reading, read_workspace
from readiness.store.tinydb.journal import Line
from readiness.store.tinydb.snapshot import State

_REPAIR = "The doctor's repair can put this right on a copy; a backup may do so too."


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
            _collected("references", sum(1 for _ in _references(records)), lambda: _dangling(records)),
            _collected("ids", sum(1 for _ in records), lambda: _uncounted(records, reading.state)),
            *examined_beside(root, records),
            _evidence(records, root, read_data=read_data),
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
        problems.append(Problem("error" if reading is None else "warning", where, what, _REPAIR))
    elif reading is not None and state.tables != reading.state.tables:
        what = "The history leads to other records than those in the main file."
        problems.append(Problem("error", where, what, _REPAIR))
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


def _references(records: Records) -> Iterator[tuple[Record, str, str, str]]:
    """Each reference as (record, field, table, id); targets the framework defines are checked elsewhere."""
    tables = {"statement": "statements", "request": "", "recommendation": "recommendations"}
    tables |= {"action": "actions", "measure": "measures"}
    for link in records.links.values():
        yield link, "evidence", "evidence", link.evidence
        if table := tables.get(link.target_kind):
            yield link, "target", table, link.target
    for record in records:
        if record.table not in {"links", "evidence"}:
            yield from ((record, *one) for one in references(record))
    for note in records.progress_notes.values():
        held = (table for table in NOTED if note.about in records.table(table))
        yield note, "about", next(held, NOTED[0]), note.about


def _dangling(records: Records) -> Iterator[Problem]:
    for record, name, table, target in _references(records):
        if target not in records.table(table):
            what = f"It refers to {visible(target)}, which is not there."
            where = Where(file=SNAPSHOT_NAME, record=visible(record.id), field=name)
            yield Problem("error", where, what, "Remove the reference, or undo the deletion.")


def _uncounted(records: Records, state: State) -> Iterator[Problem]:
    for record in records:
        kind = RECORD_TYPES[record.table]
        number = number_of(record.id, kind.prefix)
        if kind.prefix and not number:
            where = Where(file=SNAPSHOT_NAME, record=visible(record.id), field="id")
            yield Problem("warning", where, f"Its id is not of the form {kind.prefix}0001.", "")
        elif number >= state.next_records.get(record.table, 1) and kind.prefix:
            where = Where(file=SNAPSHOT_NAME, record=record.id, field="id")
            yield Problem("error", where, "The next new record would get this id again.", _REPAIR)


def _evidence(records: Records, root: Path, *, read_data: bool) -> Examined:
    states = files.file_states(records, root, thorough=read_data)
    found = [
        Problem("warning", Where(record=one), "Its file cannot be read where the record says.", _FIND)
        for one in sorted(states.missing)
    ]
    found += [
        Problem("warning", Where(record=one), "Its file is not what was recorded.", _REVIEW)
        for one in sorted(states.changed)
    ]
    name = "evidence files, every byte read" if read_data else "evidence files, sizes only"
    return Examined(name, len(records.evidence), tuple(found))


_FIND = "Put the file back, or withdraw the evidence."

_REVIEW = "Review it and its links, or put back the file it was."


def _collected(name: str, count: int, find: Callable[[], Iterator[Problem]]) -> Examined:
    return Examined(name, count, tuple(find()))
